import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'drop-cascades';

test('what history knows to depend on it is named', () =>
  check(
    `
def upgrade():
    op.execute("DROP TYPE mood CASCADE")
#               ^^^^^^^^^ error: CASCADE on mood drops all that depends on it: users.now and what is not known here
    op.execute("TRUNCATE users CASCADE")
#               ^^^^^^^^ error: CASCADE on users empties every table that refers to it: the foreign key fk_user of orders and what is not known here
    op.execute("ALTER TABLE users DROP COLUMN id CASCADE")
#                                 ^^^^^^^^^^^ error: CASCADE on users.id drops all that depends on it: the foreign key fk_user of orders and what is not known here
    op.execute("ALTER TABLE users DROP COLUMN now CASCADE")
#                                 ^^^^^^^^^^^ error: CASCADE on users.now drops all that depends on it, which is not known here
    op.execute("DROP TABLE teams CASCADE")
#               ^^^^^^^^^^ error: CASCADE on teams drops all that depends on it: the foreign key fk_team of orders and what is not known here
    op.execute("DROP TABLE users CASCADE")
#               ^^^^^^^^^^ error: CASCADE on users drops all that depends on it, which is not known here
`,
    {
      rule,
      history: [
        "op.create_table('users', sa.Column('id', sa.Integer(), primary_key=True))\nop.create_table('teams', sa.Column('id', sa.Integer(), primary_key=True))\nop.create_table('orders', sa.Column('user_id', sa.Integer(), sa.ForeignKey('users.id', name='fk_user')), sa.Column('team_id', sa.Integer(), sa.ForeignKey('teams.id', name='fk_team')))\nop.execute('CREATE TYPE mood AS ENUM ()')\nop.execute('ALTER TABLE users ADD now mood')",
      ],
    },
  ));

test('the foreign keys that rest on a constraint are named, and no others', () =>
  check(
    `
def upgrade():
    op.execute("ALTER TABLE users DROP CONSTRAINT users_pkey CASCADE")
#                                 ^^^^^^^^^^^^^^^ error: CASCADE on users_pkey drops all that depends on it: the foreign key fk_user of orders and what is not known here
    op.execute("ALTER TABLE users DROP CONSTRAINT uq_users_name CASCADE")
#                                 ^^^^^^^^^^^^^^^ error: CASCADE on uq_users_name drops all that depends on it, which is not known here
`,
    {
      rule,
      history: [
        "op.create_table('users', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('name', sa.Text()), sa.UniqueConstraint('name', name='uq_users_name'))\nop.create_table('orders', sa.Column('user_id', sa.Integer(), sa.ForeignKey('users.id', name='fk_user')))",
      ],
    },
  ));

test('whatever else is dropped with CASCADE', () =>
  check(
    `
ALTER TABLE users DROP CONSTRAINT users_key CASCADE;
--                ^^^^^^^^^^^^^^^ error: CASCADE on users_key drops all that depends on it, which is not known here
DROP VIEW a, b CASCADE;
^^^^^^^^^ error: CASCADE on view a, b drops all that depends on it, which is not known here
DROP INDEX ix CASCADE;
^^^^^^^^^^ error: CASCADE on ix drops all that depends on it, which is not known here
DROP FUNCTION f() CASCADE;
^^^^^^^^^^^^^ error: CASCADE on function f drops all that depends on it, which is not known here
DROP TRIGGER t ON users CASCADE;
^^^^^^^^^^^^ error: CASCADE on a trigger of users drops all that depends on it, which is not known here
DROP SCHEMA old CASCADE;
^^^^^^^^^^^ error: CASCADE on schema old drops all that depends on it, which is not known here
`,
    { rule, tool: 'sql' },
  ));

test('without the word nothing goes along, and on a fresh table nothing can', () =>
  check(
    `
DROP TABLE users;
DROP VIEW a;
DROP TABLE teams RESTRICT;
CREATE TABLE fresh (id int);
DROP TABLE fresh CASCADE;
`,
    { rule, tool: 'sql' },
  ));
