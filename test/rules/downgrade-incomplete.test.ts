import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'downgrade-incomplete';
const users = [
  `op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.String(50), nullable=False), sa.Column("age", sa.Integer(), server_default="0"), sa.Column("team_id", sa.Integer()))
op.create_index("ix_name", "users", ["name"])`,
];

test('what is still there, and what does not come back', () =>
  check(
    `
def upgrade():
    op.add_column("users", sa.Column("email", sa.Text()))
    op.create_index("ix_email", "users", ["email"])
    op.drop_column("users", "name")
    op.create_table("teams", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade():
^^^^^^^^^^^^^ warning: The way back leaves another schema than there was: users.name does not come back; the table teams is still there
    op.drop_index("ix_email", table_name="users")
    op.drop_column("users", "email")
`,
    { rule, history: users },
  ));

test('other than it was, where the way back makes it so', () =>
  check(
    `
def upgrade():
    op.drop_column("users", "age")
    op.alter_column("users", "name", existing_type=sa.String(50), type_=sa.Text())
    op.alter_column("users", "team_id", existing_type=sa.Integer(), nullable=False)
    op.alter_column("users", "id", new_column_name="key")


def downgrade():
^^^^^^^^^^^^^ warning: The way back leaves another schema than there was: users.team_id does not allow NULL as it did; users.id is still called key
    op.alter_column("users", "name", existing_type=sa.Text(), type_=sa.String(20))
#   ^^^^^^^^^^^^^^^ warning: The way back leaves another schema than there was: users.name is varchar(20) and was varchar(50)
    op.add_column("users", sa.Column("age", sa.Integer()))
#   ^^^^^^^^^^^^^ warning: The way back leaves another schema than there was: users.age has lost its default
`,
    { rule, history: users },
  ));

test('a mirror is silent, however it is worded', () =>
  check(
    `
def upgrade():
    op.add_column("users", sa.Column("email", sa.Text(), unique=True))
    op.add_column("users", sa.Column("boss_id", sa.Integer(), sa.ForeignKey("users.id")))
    op.create_check_constraint("ck_email", "users", "email <> ''")
    op.create_index("ix_lower", "users", [sa.text("lower(email)")])
    op.drop_index("ix_name", table_name="users")
    op.drop_column("users", "name")
    op.alter_column("users", "age", existing_type=sa.Integer(), type_=sa.BigInteger())
    op.create_table("teams", sa.Column("id", sa.Integer(), primary_key=True))
    op.create_foreign_key("fk_team", "users", "teams", ["team_id"], ["id"], postgresql_not_valid=True)
    op.execute("ALTER TABLE users VALIDATE CONSTRAINT fk_team")


def downgrade():
    op.drop_constraint("fk_team", "users", type_="foreignkey")
    op.drop_table("teams")
    op.alter_column("users", "age", existing_type=sa.BigInteger(), type_=sa.INTEGER())
    op.add_column("users", sa.Column("name", sa.VARCHAR(length=50), server_default="", nullable=False))
    op.create_index(op.f("ix_name"), "users", ["name"])
    op.drop_column("users", "email")
    op.drop_column("users", "boss_id")
`,
    { rule, history: users },
  ));

test('a column that comes back empty cannot be NOT NULL at once: that is only noted', () =>
  check(
    `
def upgrade():
    op.drop_column("users", "name")


def downgrade():
    op.add_column("users", sa.Column("name", sa.String(50), nullable=True))
#   ^^^^^^^^^^^^^ info: The way back leaves another schema than there was: users.name still allows NULL
    op.create_index("ix_name", "users", ["name"])
`,
    { rule, history: users },
  ));

test('what may be done where nobody can read it is not missed', async () => {
  await check(
    `
def upgrade():
    op.add_column("users", sa.Column("email", sa.Text()))


def downgrade():
    undo_everything(op)
`,
    { rule, history: users },
  );
  await check(
    `
def upgrade():
    if has_no_email():
        op.add_column("users", sa.Column("email", sa.Text()))
    op.add_column("users", sa.Column("phone", sa.Text()))


def downgrade():
    op.drop_column("users", "phone")
`,
    { rule, history: users },
  );
});

test('without a history only what the upgrade itself says is known', () =>
  check(
    `
def upgrade():
    op.drop_index("ix_a", table_name="orders")
    op.drop_column("orders", "a")
    op.alter_column("orders", "b", existing_type=sa.Integer(), nullable=False)
    op.alter_column("orders", "c", existing_type=sa.Integer(), type_=sa.Text())
    op.alter_column("orders", "d", existing_type=sa.Integer(), nullable=False)


def downgrade():
^^^^^^^^^^^^^ warning: The way back leaves another schema than there was: orders.d does not allow NULL as it did
    op.alter_column("orders", "c", existing_type=sa.Text(), type_=sa.Integer())
    op.alter_column("orders", "b", existing_type=sa.Integer(), nullable=True)
    op.add_column("orders", sa.Column("a", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("ix_a", "orders", ["a"])
`,
    { rule },
  ));

test('the fix puts what was made last before the rest, and all else behind', async () => {
  await checkFix(
    `def upgrade():
    op.create_table("teams", sa.Column("id", sa.Integer(), primary_key=True))
    op.create_foreign_key("fk_team", "users", "teams", ["team_id"], ["id"])


def downgrade():
    op.drop_table("teams")
`,
    `def upgrade():
    op.create_table("teams", sa.Column("id", sa.Integer(), primary_key=True))
    op.create_foreign_key("fk_team", "users", "teams", ["team_id"], ["id"])


def downgrade():
    op.drop_constraint("fk_team", "users", type_="foreignkey")
    op.drop_table("teams")
`,
    { rule, history: users },
  );
  await checkFix(
    `def upgrade():
    op.drop_column("users", "name")
    with op.batch_alter_table("users") as batch_op:
        batch_op.add_column(sa.Column("email", sa.Text()))


def downgrade():
    with op.batch_alter_table("users") as batch_op:
        batch_op.drop_column("email")
`,
    `def upgrade():
    op.drop_column("users", "name")
    with op.batch_alter_table("users") as batch_op:
        batch_op.add_column(sa.Column("email", sa.Text()))


def downgrade():
    with op.batch_alter_table("users") as batch_op:
        batch_op.drop_column("email")
    op.add_column("users", sa.Column("name", sa.String(50), nullable=True))
    with op.get_context().autocommit_block():
        op.create_index("ix_name", "users", ["name"], postgresql_concurrently=True)
`,
    { rule, history: users },
  );
});

test('a table that history knows is made again', () =>
  checkFix(
    `def upgrade():
    op.drop_table("users")
    op.create_table("people", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade():
    op.drop_table("people")
`,
    `def upgrade():
    op.drop_table("users")
    op.create_table("people", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade():
    op.drop_table("people")
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("age", sa.Integer(), server_default="0", nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_name", "users", ["name"])
`,
    { rule, history: users },
  ));

test('a file of SQL that undoes another one', async () => {
  const up = 'ALTER TABLE users ADD COLUMN email text;\nALTER TABLE users ADD COLUMN phone text;\n';
  const history = ['CREATE TABLE users (id integer PRIMARY KEY);'];
  const at = { rule, tool: 'sql' as const, path: 'migrations/0002_mail.down.sql', history };
  const children = [{ path: '/app/migrations/0002_mail.up.sql', text: up }];
  await check(
    `ALTER TABLE users DROP COLUMN phone;
--                ^^^^^^^^^^^ warning: The way back leaves another schema than there was: users.email is still there
`,
    { ...at, children },
  );
  await checkFix(
    'ALTER TABLE users DROP COLUMN phone;\n',
    'ALTER TABLE users DROP COLUMN phone;\nALTER TABLE users DROP COLUMN email;\n',
    { ...at, children },
  );
  await check('ALTER TABLE users DROP COLUMN phone;\nALTER TABLE users DROP COLUMN email;\n', { ...at, children });
});

test('what went with its column cannot be dropped behind it', async () => {
  const upgrade = `def upgrade():
    op.add_column("users", sa.Column("email", sa.Text()))
    op.create_index("ix_email", "users", ["email"])


def downgrade():
`;
  await checkFix(
    `${upgrade}    op.drop_column("users", "email")
    op.drop_index("ix_email", table_name="users")
`,
    `${upgrade}    op.drop_index("ix_email", table_name="users")
    op.drop_column("users", "email")
`,
    { rule, history: users },
  );
  await check(
    `${upgrade}    op.drop_column("users", "email")
    op.drop_index("ix_email", table_name="users", if_exists=True)
`,
    { rule, history: users },
  );
});

test('MySQL: each change of a column says what the one before it has made of it', () =>
  checkFix(
    `def upgrade():
    op.add_column("users", sa.Column("email", sa.Text()))
    op.alter_column("users", "age", existing_type=sa.Integer(), existing_server_default="0", type_=sa.BigInteger(), nullable=False)


def downgrade():
    op.drop_column("users", "email")
`,
    `def upgrade():
    op.add_column("users", sa.Column("email", sa.Text()))
    op.alter_column("users", "age", existing_type=sa.Integer(), existing_server_default="0", type_=sa.BigInteger(), nullable=False)


def downgrade():
    op.drop_column("users", "email")
    op.alter_column(
        "users",
        "age",
        existing_type=sa.BigInteger(),
        type_=sa.Integer(),
        existing_nullable=False,
        existing_server_default="0",
    )
    op.alter_column(
        "users",
        "age",
        existing_type=sa.Integer(),
        nullable=True,
        existing_server_default="0",
    )
`,
    { rule, engine: 'mysql', history: users },
  ));

test('a statement that defines a column as a whole takes a new default back without a word', async () => {
  const text = (mark = '') => `
def upgrade():
    op.alter_column("users", "name", existing_type=sa.String(50), nullable=True, server_default="x")
def downgrade():
${mark}    op.alter_column("users", "name", existing_type=sa.String(50), nullable=False)
`;
  await check(text(), { rule, engine: 'mysql', history: users });
  const mark =
    '^^^^^^^^^^^^^ warning: The way back leaves another schema than there was: users.name still has its new default\n';
  await check(text(mark), { rule, engine: 'postgresql', history: users });
});

test('a column that comes back with another default; the same one in other words', () =>
  check(
    `
def upgrade():
    op.drop_column("users", "age")
    op.drop_column("users", "open")
    op.drop_column("users", "state")


def downgrade():
    op.add_column("users", sa.Column("state", sa.Text(), server_default="old"))
#   ^^^^^^^^^^^^^ warning: The way back leaves another schema than there was: users.state has another default than it had
    op.add_column("users", sa.Column("open", sa.Boolean(), server_default="true"))
    op.add_column("users", sa.Column("age", sa.Integer(), server_default=sa.text("0")))
`,
    {
      rule,
      history: [
        `op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("age", sa.Integer(), server_default="0"), sa.Column("open", sa.Boolean(), server_default="t"), sa.Column("state", sa.Text(), server_default="new"))`,
      ],
    },
  ));

test('what goes with a column is dropped before it, where the author drops it', () =>
  checkFix(
    `def upgrade():
    op.add_column("users", sa.Column("plan", sa.String(length=20), nullable=True))
    op.create_index("ix_users_plan", "users", ["plan"])
    op.create_table("tags", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade():
    op.drop_index("ix_users_plan", table_name="users")
`,
    `def upgrade():
    op.add_column("users", sa.Column("plan", sa.String(length=20), nullable=True))
    op.create_index("ix_users_plan", "users", ["plan"])
    op.create_table("tags", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade():
    op.drop_index("ix_users_plan", table_name="users")
    op.drop_column("users", "plan")
    op.drop_table("tags")
`,
    {
      rule: 'downgrade-incomplete',
      history: ['op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True))'],
    },
  ));

test('what comes back under its name, or for the same end, is not always what it was', () =>
  check(
    `
def upgrade():
    op.drop_index("ix_mail", table_name="users")
    op.drop_constraint("fk_team", "users", type_="foreignkey")
    op.drop_constraint("uq_code", "users", type_="unique")
    op.drop_constraint("ck_age", "users", type_="check")


def downgrade():
^^^^^^^^^^^^^ warning: The way back leaves another schema than there was: the index ix_mail on users was unique and is not; the constraint uq_code of users is called uq_users_code; the foreign key fk_team of users has another ON DELETE than it had
    op.create_check_constraint("ck_age", "users", "(age > 0)")
    op.create_unique_constraint("uq_users_code", "users", ["code"])
    op.create_foreign_key("fk_team", "users", "teams", ["team_id"], ["id"])
    op.create_index("ix_mail", "users", ["mail"])
`,
    {
      rule,
      history: [
        `op.create_table("teams", sa.Column("id", sa.Integer(), primary_key=True))
op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("mail", sa.Text()), sa.Column("code", sa.Text()), sa.Column("age", sa.Integer()), sa.Column("team_id", sa.Integer()))
op.create_index("ix_mail", "users", ["mail"], unique=True)
op.create_unique_constraint("uq_code", "users", ["code"])
op.create_check_constraint("ck_age", "users", "age > 0")
op.create_foreign_key("fk_team", "users", "teams", ["team_id"], ["id"], ondelete="CASCADE")`,
      ],
    },
  ));

test('functions, extensions and labels are told by the statements that make and drop them', async () => {
  const history = [
    `op.execute("CREATE TYPE mood AS ENUM ('sad', 'glad')")
op.execute("CREATE FUNCTION one() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$")`,
  ];
  const up = (sql: string) => `\ndef upgrade():\n    op.execute("${sql}")\n    op.execute("CREATE SEQUENCE s")\n`;
  const down = (mark: string, sql = 'SELECT 1') =>
    `\n\ndef downgrade():\n${mark}    op.execute("DROP SEQUENCE s")\n    op.execute("${sql}")\n`;
  const says = (words: string) =>
    `^^^^^^^^^^^^^ warning: The way back leaves another schema than there was: ${words}\n`;
  const at = { rule, history };
  const two = 'CREATE FUNCTION two() RETURNS int LANGUAGE sql AS $$ SELECT 2 $$';
  await check(`${up(two)}${down(says('the function two is still there'))}`, at);
  await check(`${up(two)}${down('', 'DROP FUNCTION two()')}`, at);
  await check(`${up('DROP FUNCTION one')}${down(says('the function one does not come back'))}`, at);
  const one = (text: string) => `CREATE OR REPLACE FUNCTION one() RETURNS int LANGUAGE sql AS $$ SELECT ${text} $$`;
  const changed = says('the function one does not have its former text');
  await check(`${up(one('2'))}${down(changed, one('3'))}`, at);
  await check(`${up(one('2'))}${down('', one('  1 '))}`, at);
  await check(`${up('CREATE EXTENSION citext')}${down(says('the extension citext is still there'))}`, at);
  await check(`${up('CREATE EXTENSION IF NOT EXISTS citext')}${down('')}`, at);
  await check(`${up('CREATE STATISTICS st ON a, b FROM t')}${down('', 'DROP STATISTICS st')}`, at);
  const anew = 'DROP TYPE mood; CREATE TYPE mood AS ENUM';
  const labels = says('the type mood has other labels than it had');
  await check(`${up(`${anew} ('sad', 'glad', 'mad')`)}${down(labels, `${anew} ('sad')`)}`, at);
  await check(`${up(`${anew} ('sad', 'glad', 'mad')`)}${down('', `${anew} ('sad', 'glad')`)}`, at);
  await check(`${up("ALTER TYPE mood ADD VALUE 'mad'")}${down('')}`, at);
});

test.each(['postgresql', 'mariadb'] as const)(
  'an index that a column would take along is dropped before it: %s',
  (engine) => {
    const text = (rest = '') => `def upgrade():
    op.add_column("users", sa.Column("plan", sa.String(length=20)))
    op.create_index("ix_users_plan", "users", ["plan"])
    op.create_table("tags", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade():
    op.drop_index("ix_users_plan", table_name="users")
${rest}`;
    const lacking = '    op.drop_column("users", "plan")\n    op.drop_table("tags")\n';
    return checkFix(text(), text(lacking), { rule, engine, history: users });
  },
);
