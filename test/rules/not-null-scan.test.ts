import { expect, test } from 'vitest';
import { analyzed, check, checkFix } from '../marked.ts';

const rule = 'not-null-scan';
const message = (column: string) =>
  `SET NOT NULL on user.${column} reads every row while reads and writes wait, and fails if one is NULL`;

test('a scan under a lock that stops everyone; a default given with it does not fill old rows', () =>
  check(
    `
def upgrade():
    op.alter_column("user", "email", nullable=False)
#   ^^^^^^^^^^^^^^^ error: ${message('email')}
    op.alter_column("user", "status", nullable=False, server_default="active")
#   ^^^^^^^^^^^^^^^ error: ${message('status')}
    op.execute('ALTER TABLE "user" ALTER COLUMN age SET NOT NULL')
#                                  ^^^^^^^^^^^^ error: ${message('age')}
`,
    { rule },
  ));

test('a validated CHECK proves it since version 12', async () => {
  const history = [
    `op.create_check_constraint("ck", "user", "email IS NOT NULL", postgresql_not_valid=True)`,
    `op.execute('ALTER TABLE "user" VALIDATE CONSTRAINT ck')`,
  ];
  const text = `
def upgrade():
    op.alter_column("user", "email", nullable=False)
`;
  await check(text, { rule, history });
  const marked = `${text.trimEnd()}\n#   ^^^^^^^^^^^^^^^ error: ${message('email')}\n`;
  await check(marked, { rule, history, version: '11' });
  await check(marked, { rule, history: history.slice(0, 1) });
});

test('dropping NOT NULL, and a fresh table, read nothing', () =>
  check(
    `
def upgrade():
    op.alter_column("user", "email", nullable=True)
    op.create_table("team", sa.Column("name", sa.Text()))
    op.alter_column("team", "name", nullable=False)
`,
    { rule },
  ));

test('before version 12 no CHECK counts as a proof, and the plan is not offered', async () => {
  const text = 'def upgrade():\n    op.alter_column("user", "email", nullable=False)\n';
  const offered = async (version: string) =>
    (await analyzed(text, { version })).analysis.findings.find((each) => each.rule === rule)?.fixes.length;
  expect([await offered('11'), await offered('12')]).toEqual([0, 1]);
});

test('the plan: a CHECK for new rows now, proof and NOT NULL in a later revision', () =>
  checkFix(
    `def upgrade():
    op.alter_column("user", "email", existing_type=sa.Text(), nullable=False)


def downgrade():
    op.alter_column("user", "email", existing_type=sa.Text(), nullable=True)
`,
    `def upgrade():
    op.create_check_constraint(
        "ck_user_email_not_null", "user", "email IS NOT NULL", postgresql_not_valid=True
    )


def downgrade():
    op.drop_constraint("ck_user_email_not_null", "user", type_="check")

#- /app/migrations/versions/c1_set_user_email_not_null.py
"""set user email not null

Revision ID: c1
Revises: b2
Create Date: 2026-01-02 03:04:05

Before this revision runs:

- [ ] The application writes email in every new row of user.
- [ ] No row of user has NULL in email any more; otherwise the validation fails and names the constraint ck_user_email_not_null.

"""

from alembic import op

# revision identifiers, used by Alembic.
revision = "c1"
down_revision = "b2"


def upgrade():
    with op.get_context().autocommit_block():
        op.execute('ALTER TABLE "user" VALIDATE CONSTRAINT ck_user_email_not_null')
    op.alter_column("user", "email", nullable=False)
    op.drop_constraint("ck_user_email_not_null", "user", type_="check")


def downgrade():
    op.create_check_constraint(
        "ck_user_email_not_null", "user", "email IS NOT NULL", postgresql_not_valid=True
    )
    op.alter_column("user", "email", nullable=True)
`,
    { rule },
  ));

test('a table of the schema public is the same with and without that name', () =>
  check(
    `
def upgrade():
    op.alter_column("user", "name", nullable=False)
    op.alter_column("user", "name", nullable=False, schema="app")
#   ^^^^^^^^^^^^^^^ error: SET NOT NULL on app.user.name reads every row while reads and writes wait, and fails if one is NULL
`,
    { rule, history: ['op.create_check_constraint("ck_name", "user", "name IS NOT NULL", schema="public")'] },
  ));

test('a proof follows its column and its own name', () =>
  check(
    `
def upgrade():
    op.alter_column("user", "full_name", nullable=False)
    op.execute('ALTER TABLE "user" DROP CONSTRAINT ck_nick')
    op.alter_column("user", "nick", nullable=False)
#   ^^^^^^^^^^^^^^^ error: SET NOT NULL on user.nick reads every row while reads and writes wait, and fails if one is NULL
`,
    {
      rule,
      history: [
        'op.create_check_constraint("ck_name", "user", "name IS NOT NULL AND name <> \'name\'")',
        'op.alter_column("user", "name", new_column_name="full_name")',
        'op.create_check_constraint("ck", "user", "nick IS NOT NULL")',
        'op.execute(\'ALTER TABLE "user" RENAME CONSTRAINT ck TO ck_nick\')',
      ],
    },
  ));

test('MySQL rebuilds the table while everyone goes on', () =>
  check(
    `
def upgrade():
    op.alter_column("user", "email", existing_type=sa.String(50), nullable=False)
#   ^^^^^^^^^^^^^^^ info: SET NOT NULL on user.email rewrites all of the table while reads and writes go on, and fails if one is NULL
    op.alter_column("user", "name", existing_type=sa.String(50), server_default="x")
    op.create_table("team", sa.Column("name", sa.Text()))
    op.alter_column("team", "name", existing_type=sa.Text(), nullable=False)
`,
    { rule: 'not-null-scan', engine: 'mysql' },
  ));

test('MariaDB rebuilds the table while everyone goes on', () =>
  check(
    `
def upgrade():
    op.alter_column("user", "email", existing_type=sa.String(50), nullable=False)
#   ^^^^^^^^^^^^^^^ info: SET NOT NULL on user.email rewrites all of the table while reads and writes go on, and fails if one is NULL
    op.alter_column("user", "name", existing_type=sa.String(50), server_default="x")
    op.create_table("team", sa.Column("name", sa.Text()))
    op.alter_column("team", "name", existing_type=sa.Text(), nullable=False)
`,
    { rule: 'not-null-scan', engine: 'mariadb' },
  ));

test('SQLite refuses it by itself, and copies the table in a batch, once', () =>
  check(
    `
def upgrade():
    op.alter_column("user", "email", nullable=False)
    with op.batch_alter_table("user") as batch_op:
        batch_op.alter_column("email", nullable=False)
#       ^^^^^^^^^^^^^^^^^^^^^ error: SET NOT NULL on user.email rewrites all of the table while writes wait, and fails if one is NULL
        batch_op.alter_column("name", nullable=False)
        batch_op.alter_column("age", nullable=True)
`,
    { rule: 'not-null-scan', engine: 'sqlite' },
  ));

test('since SQLite 3.53 a column can become NOT NULL', () =>
  check(
    `
def upgrade():
    op.alter_column("user", "email", nullable=False)
#   ^^^^^^^^^^^^^^^ error: SET NOT NULL on user.email reads every row while writes wait, and fails if one is NULL
`,
    { rule: 'not-null-scan', engine: 'sqlite', version: '3.53' },
  ));

test('what MySQL does in place is told, but not beside an action that copies the table', () =>
  check(
    `
ALTER TABLE users MODIFY COLUMN age INT NOT NULL;
--                ^^^^^^^^^^^^^ info: SET NOT NULL on users.age rewrites all of the table while reads and writes go on, and fails if one is NULL
ALTER TABLE users MODIFY COLUMN size BIGINT NOT NULL;
`,
    {
      rule: 'not-null-scan',
      tool: 'sql',
      engine: 'mysql',
      history: ['CREATE TABLE users (id INT PRIMARY KEY, age INT, size INT);'],
    },
  ));

test('MODIFY that changes the type as well rewrites the table once', () =>
  check(
    `
ALTER TABLE users MODIFY id BIGINT NOT NULL;
ALTER TABLE users MODIFY name VARCHAR(50) NOT NULL;
--                ^^^^^^ info: SET NOT NULL on users.name rewrites all of the table while reads and writes go on, and fails if one is NULL
`,
    { rule, tool: 'sql', engine: 'mysql', history: ['CREATE TABLE users (id INT, name VARCHAR(50));'] },
  ));

test('a domain, and a constraint that says NOT NULL, are read like a column', () =>
  check(
    `
ALTER DOMAIN email SET NOT NULL;
^^^^^^^^^^^^ error: SET NOT NULL reads every row of every table that uses the domain while writes wait, and fails if one is NULL
ALTER DOMAIN email DROP NOT NULL;
ALTER TABLE users ADD CONSTRAINT users_email NOT NULL email;
--                ^^^^^^^^^^^^^^ error: SET NOT NULL on users.email reads every row while reads and writes wait, and fails if one is NULL
ALTER TABLE users ADD CONSTRAINT users_name NOT NULL name NOT VALID;
`,
    { rule: 'not-null-scan', tool: 'sql', version: '18' },
  ));

test('a constraint that was validated just before is taken for the proof where it is named after the column', () =>
  check(
    `ALTER TABLE users VALIDATE CONSTRAINT users_email_not_null;
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
ALTER TABLE users VALIDATE CONSTRAINT ck_valid;
ALTER TABLE users ALTER COLUMN id SET NOT NULL;
--                ^^^^^^^^^^^^ error: SET NOT NULL on users.id reads every row while reads and writes wait, and fails if one is NULL
`,
    { rule, tool: 'sql' },
  ));

test('of several that are proven in one pass, each is told: without the others, one of them would still read every row', () =>
  check(
    `ALTER TABLE users ALTER COLUMN email SET NOT NULL, ALTER COLUMN age SET NOT NULL, ADD COLUMN note text;
--                ^^^^^^^^^^^^ error: SET NOT NULL on users.email reads every row while reads and writes wait, and fails if one is NULL
--                                                 ^^^^^^^^^^^^ error: SET NOT NULL on users.age reads every row while reads and writes wait, and fails if one is NULL
`,
    { rule, tool: 'sql' },
  ));

test('the plan is shorter where NOT NULL itself can be validated later', () =>
  checkFix(
    `
def upgrade():
    op.alter_column("user", "email", nullable=False)


def downgrade():
    op.alter_column("user", "email", nullable=True)
`,
    `
def upgrade():
    op.execute(
        'ALTER TABLE "user" ADD CONSTRAINT user_email_not_null NOT NULL email NOT VALID'
    )


def downgrade():
    op.drop_constraint("user_email_not_null", "user")

#- /app/migrations/versions/c1_validate_user_email_not_null.py
"""validate user_email_not_null

Revision ID: c1
Revises: b2
Create Date: 2026-01-02 03:04:05

Before this revision runs:

- [ ] Existing rows of user satisfy user_email_not_null; otherwise the validation fails and changes nothing.

"""

from alembic import op

# revision identifiers, used by Alembic.
revision = "c1"
down_revision = "b2"


def upgrade():
    with op.get_context().autocommit_block():
        op.execute('ALTER TABLE "user" VALIDATE CONSTRAINT user_email_not_null')


def downgrade():
    pass
`,
    { rule, version: '18' },
  ));
