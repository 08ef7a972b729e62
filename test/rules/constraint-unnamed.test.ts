import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'constraint-unnamed';

test('what has no name cannot be dropped', () =>
  check(
    `
def upgrade():
    op.create_unique_constraint(None, "users", ["email"])
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: UNIQUE (email) of users has no name: the database makes users_email_key up, and who drops it has to know
    op.create_foreign_key(None, "posts", "users", ["user_id"], ["id"])
#   ^^^^^^^^^^^^^^^^^^^^^ warning: The foreign key on user_id of posts has no name: the database makes posts_user_id_fkey up, and who drops it has to know


def downgrade():
    op.drop_constraint(None, "posts", type_="foreignkey")
#   ^^^^^^^^^^^^^^^^^^ error: No statement drops a constraint of posts that has no name
    op.drop_constraint(None, "users", type_="unique")
#   ^^^^^^^^^^^^^^^^^^ error: No statement drops a constraint of users that has no name
`,
    { rule },
  ));

test('MySQL numbers foreign keys', () =>
  check(
    `
def upgrade():
    op.create_foreign_key(None, "posts", "users", ["user_id"], ["id"])
#   ^^^^^^^^^^^^^^^^^^^^^ warning: The foreign key on user_id of posts has no name: the one that the database makes up may differ from server to server
    op.drop_constraint(None, "users", type_="primary")
`,
    { rule, engine: 'mysql' },
  ));

test('a table that SQLite has made anew', () =>
  check(
    `
def upgrade():
    with op.batch_alter_table("users") as batch_op:
        batch_op.create_unique_constraint(None, ["email"])
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: UNIQUE (email) of users has no name, and where the table is made anew each needs one
`,
    { rule, engine: 'sqlite' },
  ));

test('in SQL the name that PostgreSQL makes is known', () =>
  check(
    `ALTER TABLE users ADD UNIQUE (email);
--                ^^^^^^^^^^ info: UNIQUE (email) of users has no name: the database makes users_email_key up, and who drops it has to know
`,
    { rule, tool: 'sql' },
  ));

const unnamed = 'op.create_unique_constraint(None, "users", ["email"])';

test.each([
  ['it has one', 'op.create_unique_constraint("uq_users_email", "users", ["email"])', {}],
  ['the convention has one', unnamed, { environment: { namingConvention: { uq: 'uq_%(table_name)s' } } }],
  ['there may be a convention', unnamed, { environment: { namingConvention: 'unread' as const } }],
  [
    'a convention for both ways',
    'op.drop_constraint(None, "users", type_="unique")',
    { environment: { namingConvention: { uq: 'uq_%(table_name)s' } } },
  ],
  [
    'a fresh table',
    'op.create_table("notes", sa.Column("id", sa.BigInteger()), sa.PrimaryKeyConstraint("id"), sa.UniqueConstraint("id"), sa.ForeignKeyConstraint(["id"], ["users.id"]))\n    op.create_unique_constraint(None, "notes", ["id"])',
    {},
  ],
  [
    'part of a column',
    'op.add_column("users", sa.Column("team_id", sa.BigInteger(), sa.ForeignKey("teams.id"), unique=True))',
    {},
  ],
  ['a primary key', 'op.create_primary_key(None, "users", ["id"])', {}],
  ['an index', 'op.create_index(None, "users", ["email"])', {}],
  [
    'the author knows it',
    `${unnamed}\n\n\ndef downgrade():\n    op.drop_constraint("users_email_key", "users", type_="unique")`,
    {},
  ],
  ['refused for another reason', unnamed, { engine: 'sqlite' as const }],
])('silent: %s', (_name, body, setting) => check(`\ndef upgrade():\n    ${body}\n`, { rule, ...setting }));

test('a convention that names no such constraint', () =>
  check(
    `
def upgrade():
    op.create_unique_constraint(None, "users", ["email"])
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: UNIQUE (email) of users has no name: the database makes users_email_key up, and who drops it has to know
`,
    { rule, environment: { namingConvention: { ix: 'ix_%(column_0_label)s' } } },
  ));

test('the drop is named after what the database made up', () =>
  checkFix(
    `def upgrade():
    op.drop_constraint(None, "posts", type_="foreignkey")
`,
    `def upgrade():
    op.drop_constraint("posts_user_id_fkey", "posts", type_="foreignkey")
`,
    { rule, history: ['op.create_table("posts", sa.Column("user_id", sa.BigInteger(), sa.ForeignKey("users.id")))'] },
  ));

test('SQL gets the name', () =>
  checkFix(
    `ALTER TABLE posts ADD FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;
`,
    `ALTER TABLE posts ADD CONSTRAINT posts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;
`,
    { rule, tool: 'sql' },
  ));
