import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'table-rewrite-command';

test('commands that copy a table', () =>
  check(
    `
def upgrade():
    op.execute("VACUUM FULL users")
#               ^^^^^^^^^^^ error: VACUUM FULL writes all of users anew while reads and writes wait
    op.execute("CLUSTER users USING ix_users_email")
#               ^^^^^^^ error: CLUSTER writes all of users anew while reads and writes wait
    op.execute("ALTER TABLE users SET LOGGED")
#                                 ^^^^^^^^^^ error: ALTER TABLE SET LOGGED writes all of users anew while reads and writes wait
    op.execute("ALTER TABLE users SET TABLESPACE fast, ALTER a SET NOT NULL")
#                                 ^^^^^^^^^^^^^^ error: ALTER TABLE SET TABLESPACE writes all of users anew while reads and writes wait
    op.execute("VACUUM FULL")
#               ^^^^^^^^^^^ error: VACUUM FULL writes all of the tables anew while reads and writes wait
`,
    { rule },
  ));

test('their neighbours copy nothing', () =>
  check(
    `
def upgrade():
    op.execute("VACUUM users")
    op.execute("ALTER TABLE users CLUSTER ON ix_users_email")
    op.execute("ALTER TABLE users SET (fillfactor = 70)")
    op.create_table("team", sa.Column("id", sa.Integer()))
    op.execute("ALTER TABLE team SET UNLOGGED")
`,
    { rule },
  ));

test('the same in a file of SQL', () =>
  check(
    `
ALTER TABLE users SET ACCESS METHOD heap;
--                ^^^^^^^^^^^^^^^^^ error: ALTER TABLE SET ACCESS METHOD writes all of users anew while reads and writes wait
`,
    { rule, tool: 'sql' },
  ));

test('MySQL rebuilds a table while others go on, unless its full-text index cannot follow', () =>
  check(
    `
OPTIMIZE TABLE users;
^^^^^^^^^^^^^^ warning: OPTIMIZE TABLE writes all of users anew while reads and writes go on
ALTER TABLE users ENGINE=InnoDB;
--                ^^^^^^ warning: ALTER TABLE ENGINE writes all of users anew while reads and writes go on
ALTER TABLE notes FORCE;
--                ^^^^^ error: ALTER TABLE FORCE writes all of notes anew while writes wait
ALTER TABLE users COMMENT='x';
`,
    {
      rule,
      tool: 'sql',
      engine: 'mysql',
      history: ['CREATE TABLE notes (id INT PRIMARY KEY, body TEXT, FULLTEXT KEY ft (body));'],
    },
  ));
