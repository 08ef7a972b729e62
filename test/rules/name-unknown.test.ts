import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'name-unknown';
const history = [
  `op.create_table("users", sa.Column("id", sa.BigInteger(), primary_key=True), sa.Column("email", sa.Text()), sa.Column("age", sa.Integer()), sa.CheckConstraint("age > 0", name="ck_users_age"))
op.create_index("ix_users_email", "users", ["email"])
op.create_table("teams", sa.Column("id", sa.BigInteger(), primary_key=True))
op.drop_table("teams")`,
];

test('misspelt, dropped before, or never made', () =>
  check(
    `
def upgrade():
    op.alter_column("users", "emial", nullable=False)
#   ^^^^^^^^^^^^^^^ error: users has no column emial: the nearest name is email
    op.drop_index("ix_user_email", table_name="users")
#   ^^^^^^^^^^^^^ error: users has no index ix_user_email: the nearest name is ix_users_email
    op.create_index("ix_users_status", "users", ["status"])
#   ^^^^^^^^^^^^^^^ error: users has no column status: nothing before has made it, or it is gone
    op.add_column("teams", sa.Column("title", sa.Text()))
#   ^^^^^^^^^^^^^ error: There is no table teams: it was dropped or renamed before
    op.create_foreign_key("fk", "users", "users", ["id"], ["uid"])
#   ^^^^^^^^^^^^^^^^^^^^^ error: users has no column uid: the nearest name is id
    op.execute("UPDATE usres SET age = 1 WHERE id = 1")
#               ^^^^^^ error: There is no table usres: the nearest name is users
`,
    { rule, history },
  ));

test('what this very migration has taken away; what a way back drops too late has a finding of its own', () =>
  check(
    `
def upgrade():
    op.alter_column("users", "email", new_column_name="mail")
    op.alter_column("users", "email", nullable=False)
#   ^^^^^^^^^^^^^^^ error: users has no column email: the nearest name is mail
    op.add_column("users", sa.Column("code", sa.Text()))
    op.create_index("ix_users_code", "users", ["code"])


def downgrade():
    op.drop_column("users", "code")
    op.drop_index("ix_users_code", table_name="users")
    op.alter_column("users", "mail", new_column_name="email")
    op.drop_column("users", "code")
#   ^^^^^^^^^^^^^^ error: users has no column code: nothing before has made it, or it is gone
`,
    { rule, history },
  ));

test('names that servers, conventions and tools make; IF EXISTS; a table of which not all is known', () =>
  check(
    `
ALTER TABLE users DROP CONSTRAINT users_email_key;
ALTER TABLE users DROP CONSTRAINT users_team_id_fkey;
DROP INDEX users_name_idx;
ALTER TABLE users DROP COLUMN IF EXISTS nope;
ALTER TABLE IF EXISTS nope ADD COLUMN a int;
DROP TABLE IF EXISTS nope;
ALTER TABLE copies DROP COLUMN anything;
ALTER TABLE heirs ADD CHECK (a > 0), ALTER COLUMN a SET NOT NULL;
UPDATE alembic_version SET version_num = 'x';
CREATE TABLE notes (id bigint PRIMARY KEY, parent_id bigint REFERENCES notes (id), user_id bigint REFERENCES users (id));
ALTER TABLE notes ADD COLUMN body text;
CREATE INDEX ON notes (body);
`,
    {
      rule,
      tool: 'sql',
      history: [
        `CREATE TABLE teams (id bigint PRIMARY KEY, a int);
CREATE TABLE users (id bigint PRIMARY KEY, email text UNIQUE, name text, team_id bigint REFERENCES teams (id));
CREATE INDEX ON users (name);
CREATE TABLE copies AS SELECT * FROM users;
CREATE TABLE heirs () INHERITS (teams);`,
      ],
    },
  ));

test('nothing is said behind what could not be read, of a history that nobody knows, or where a condition asks', async () => {
  const change = `
def upgrade():
    op.drop_column("users", "nope")
    op.drop_index("ix_nope", table_name="users")
    op.drop_table("nope")
`;
  await check(change, { rule, history: [...history, 'op.execute(text_from_elsewhere)'] });
  await check(change, { rule });
  await check(
    `
def upgrade():
    if has_column("users", "nope"):
        op.drop_column("users", "nope")
`,
    { rule, history },
  );
});

test('MySQL and SQLite mind no capitals, and MySQL keeps what is left of an index', () =>
  check(
    `
ALTER TABLE users DROP COLUMN Email;
ALTER TABLE users DROP INDEX ix_both;
ALTER TABLE users DROP COLUMN naem;
--                ^^^^^^^^^^^ error: users has no column naem: the nearest name is name
`,
    {
      rule,
      tool: 'sql',
      engine: 'mysql',
      history: [
        'CREATE TABLE users (id bigint PRIMARY KEY, email text, name varchar(9), KEY ix_both (email(9), name));',
      ],
    },
  ));

test('the nearest name takes its place', async () => {
  await checkFix(
    `
def upgrade():
    op.drop_index("ix_user_email", table_name="users")
`,
    `
def upgrade():
    op.drop_index("ix_users_email", table_name="users")
`,
    { rule, history },
  );
  await checkFix(
    'ALTER TABLE users DROP CONSTRAINT ck_user_age;\n',
    'ALTER TABLE users DROP CONSTRAINT ck_users_age;\n',
    {
      rule,
      tool: 'sql',
      history: ['CREATE TABLE users (id bigint PRIMARY KEY, age int, CONSTRAINT ck_users_age CHECK (age > 0));'],
    },
  );
});

test('a folder of one release begins where the one before it ended', async () => {
  const text = 'CREATE TABLE a (id int);\nALTER TABLE users ADD COLUMN x int;\n';
  const setting = { rule, tool: 'sql', children: [] } as const;
  const history = [{ path: '/app/migrations/3.14/0001_notes.sql', text: 'CREATE TABLE notes (id int);' }];
  await check(text, { ...setting, path: 'migrations/3.14/0002_a.sql', children: history });
  await check(text, { ...setting, path: 'migrations/v1.7/mysql/0002_a.sql', engine: 'mysql' });
});

test('SQLite asks for the target of a foreign key only when rows come', async () => {
  const history = ['CREATE TABLE users (id integer PRIMARY KEY);'];
  await check('CREATE TABLE notes (id integer PRIMARY KEY, folder_id integer REFERENCES folders (id));\n', {
    ...{ rule, tool: 'sql', engine: 'sqlite', history },
  });
  await check(
    `CREATE TABLE notes (id integer PRIMARY KEY, folder_id integer REFERENCES folders (id));
^^^^^^^^^^^^ error: There is no table folders: nothing before has made it, or it is gone
`,
    { rule, tool: 'sql', history },
  );
});

test('a column that is read, or by which rows are chosen', async () => {
  const history = [
    'op.create_table("users", sa.Column("id", sa.BigInteger(), primary_key=True), sa.Column("email", sa.Text()), sa.Column("note", sa.Text()))',
  ];
  await check(
    `def upgrade():
    op.execute("UPDATE users SET note = emial WHERE id = 1")
#               ^^^^^^ error: users has no column emial: the nearest name is email
    op.execute("UPDATE users SET note = 'x' WHERE gone IS NULL")
#               ^^^^^^ error: users has no column gone: nothing before has made it, or it is gone
    op.execute("DELETE FROM users WHERE gone = 1")
#               ^^^^^^^^^^^ error: users has no column gone: nothing before has made it, or it is gone
    op.execute("UPDATE users SET note = current_user WHERE users.email IS NULL")
    op.execute("UPDATE users u SET note = lower(email) WHERE u.email IN (SELECT other FROM teams)")
    op.execute("UPDATE users SET note = title FROM teams WHERE title = 'x'")
    op.execute("UPDATE users SET note = (SELECT title FROM teams WHERE title = 'x')")
    op.execute("DELETE FROM users USING teams WHERE title = 'x'")
    op.execute("DELETE FROM users WHERE EXISTS (SELECT 1 FROM teams WHERE title = 'x')")
`,
    { rule, history },
  );
});

test('a comment on a column that is not there, and tables that an extension makes', () =>
  check(
    `COMMENT ON COLUMN users.emial IS 'where to write';
^^^^^^^^^^^^^^^^^ error: users has no column emial: the nearest name is email
COMMENT ON COLUMN users.email IS 'where to write';
COMMENT ON COLUMN names.anything IS 'of a view';
UPDATE spatial_ref_sys SET srtext = '' WHERE srid = 4326;
SELECT cron.schedule('nightly', '0 3 * * *', 'VACUUM');
DELETE FROM cron.job WHERE jobid = 1;
`,
    {
      rule,
      tool: 'sql',
      history: [
        'CREATE TABLE users (id bigint PRIMARY KEY, email text); CREATE VIEW names AS SELECT email FROM users;',
      ],
    },
  ));

test('SQLite: an index is there still where its column has gone in the same batch', () =>
  check(
    `
def upgrade():
    with op.batch_alter_table("users") as batch_op:
        batch_op.drop_column("email")
        batch_op.drop_index("ix_users_email")
    with op.batch_alter_table("users") as batch_op:
        batch_op.drop_column("name")
    with op.batch_alter_table("users") as batch_op:
        batch_op.drop_index("ix_users_name")
#       ^^^^^^^^^^^^^^^^^^^ error: users has no index ix_users_name: nothing before has made it, or it is gone
`,
    {
      rule,
      engine: 'sqlite',
      history: [
        `op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("email", sa.Text()), sa.Column("name", sa.Text()))
op.create_index("ix_users_email", "users", ["email"])
op.create_index("ix_users_name", "users", ["name"])`,
      ],
    },
  ));
