import { test } from 'vitest';
import { earlierRevisions } from '../../server/src/analysis/example.ts';
import { check, checkFix } from '../marked.ts';

const rule = 'downgrade-missing';

test('an empty way back, and none at all', async () => {
  await check(
    `
def upgrade():
    op.add_column("user", sa.Column("email", sa.Text()))


def downgrade():
^^^^^^^^^^^^^ error: The way back does nothing: rolling back reports success and undoes nothing
    """Nothing."""
    pass
`,
    { rule },
  );
  await check(
    `
def upgrade():
^^^^^^^^^^^ error: There is no way back: this migration cannot be rolled back
    op.add_column("user", sa.Column("email", sa.Text()))
`,
    { rule },
  );
});

test('refusing on purpose, an empty upgrade, and a validation that needs no undoing are fine', async () => {
  await check(
    `
def upgrade():
    op.drop_table("user")


def downgrade():
    raise RuntimeError("restore the table from the backup")
`,
    { rule },
  );
  await check('\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n', { rule });
  await check(
    `
def upgrade():
    op.execute('ALTER TABLE "user" VALIDATE CONSTRAINT ck_age')


def downgrade():
    pass
`,
    { rule },
  );
});

test('statistics and the layout of a table on the disk need no undoing', () =>
  check(
    `
def upgrade():
    op.execute("ANALYZE TABLE user")
    op.execute("OPTIMIZE TABLE user")


def downgrade():
    pass
`,
    { rule, engine: 'mysql' },
  ));

test('where only rows are changed, or removed, the schema is the same on both sides', async () => {
  const empty = (mark = '') => `

def downgrade():
${mark}    # The old values are not needed.
    pass
`;
  const statement = (sql: string) => `\ndef upgrade():\n    op.execute("${sql}")\n`;
  await check(`${statement('UPDATE users SET age = 0 WHERE age IS NULL')}${empty()}`, { rule });
  await check(`${statement('DELETE FROM users WHERE age < 0')}${empty()}`, { rule });
  // The next upgrade inserts them again.
  const mark = '^^^^^^^^^^^^^ error: The way back does nothing: rolling back reports success and undoes nothing\n';
  await check(`${statement('INSERT INTO rates (rate) VALUES (3)')}${empty(mark)}`, { rule });
});

test('the fix writes the inverse, last operation first', () =>
  checkFix(
    `def upgrade():
    op.add_column("user", sa.Column("email", sa.Text()))
    op.create_index("ix_email", "user", ["email"])


def downgrade():
    pass
`,
    `def upgrade():
    op.add_column("user", sa.Column("email", sa.Text()))
    op.create_index("ix_email", "user", ["email"])


def downgrade():
    op.drop_index("ix_email", table_name="user")
    op.drop_column("user", "email")
`,
    { rule },
  ));

test('a downgrade that only says something undoes nothing', () =>
  checkFix(
    `def upgrade():
    op.add_column("user", sa.Column("email", sa.Text()))


def downgrade():
    print("nothing to do")
`,
    `def upgrade():
    op.add_column("user", sa.Column("email", sa.Text()))


def downgrade():
    op.drop_column("user", "email")
`,
    { rule },
  ));

test('ten migrations without a single way back: the project only goes forward', async () => {
  const change = 'ALTER TABLE users ADD COLUMN email text;\n';
  const at = (count: number, name: string) => ({
    rule,
    tool: 'sql' as const,
    path: `migrations/${name}.up.sql`,
    history: Array.from({ length: count }, (_, index) => `CREATE TABLE t${index} (id integer);`),
  });
  await check(change, at(9, '0010_email'));
  await check(
    `${change.trim()}
--                ^^^^^^^^^^ error: There is no way back: this migration cannot be rolled back
`,
    at(8, '0009_email'),
  );
  const empty = (text: string) => `-- migrate:up\n${text}\n-- migrate:down\n`;
  const history = Array.from({ length: 9 }, (_, index) => empty(`CREATE TABLE t${index} (id integer);`));
  await check(empty(change), { rule, tool: 'sql', path: 'migrations/0010_email.sql', history });
});

test('the fix does not undo what was so before', () =>
  checkFix(
    `def upgrade():
    op.alter_column("user", "email", existing_type=sa.Text(), nullable=False)
    op.alter_column("user", "name", existing_type=sa.Text(), nullable=False)
    op.alter_column("user", "age", existing_type=sa.Integer(), nullable=True)


def downgrade():
    pass
`,
    `def upgrade():
    op.alter_column("user", "email", existing_type=sa.Text(), nullable=False)
    op.alter_column("user", "name", existing_type=sa.Text(), nullable=False)
    op.alter_column("user", "age", existing_type=sa.Integer(), nullable=True)


def downgrade():
    op.alter_column("user", "name", existing_type=sa.Text(), nullable=True)
`,
    {
      rule,
      history: [
        "op.create_table('user', sa.Column('email', sa.Text(), nullable=False), sa.Column('name', sa.Text()), sa.Column('age', sa.Integer()))",
      ],
    },
  ));

test('what is gone when it is done, and rows that are only locked, need no way back', async () => {
  await check(
    `
def upgrade():
    op.create_table("wanted", sa.Column("id", sa.BigInteger(), primary_key=True))
    op.create_index("ix_wanted", "wanted", ["id"])
    op.execute("CREATE TEMPORARY TABLE rest (id bigint)")
    op.execute("INSERT INTO rest VALUES (1)")
    op.execute("SELECT id FROM users WHERE id = 5 FOR UPDATE")
    op.drop_table("wanted")


def downgrade():
    pass
`,
    { rule },
  );
  await check(
    `
def upgrade():
    op.create_table("wanted", sa.Column("id", sa.BigInteger(), primary_key=True))
    op.drop_table("users")


def downgrade():
^^^^^^^^^^^^^ error: The way back does nothing: rolling back reports success and undoes nothing
    pass
`,
    { rule },
  );
});

test('a migration that is cut up into files is undone by all of them together', async () => {
  const at = (number: number, end: string) => `migrations/2021041017541800000${number}_network.${end}`;
  const others = [
    { path: `/app/${at(1, 'postgres.down.sql')}`, text: 'DROP INDEX ix;\nALTER TABLE users DROP COLUMN nid;' },
    { path: `/app/${at(2, 'postgres.up.sql')}`, text: 'CREATE INDEX ix ON users (nid);' },
    { path: `/app/${at(2, 'postgres.down.sql')}`, text: '' },
  ];
  const text = 'ALTER TABLE users ADD COLUMN nid uuid;\n';
  const path = at(1, 'postgres.up.sql');
  await check('CREATE INDEX ix ON users (nid);\n', {
    ...{ rule, tool: 'sql', path: at(2, 'postgres.up.sql') },
    children: [{ path: `/app/${path}`, text }, ...others],
  });
  await check(
    `${text}--                ^^^^^^^^^^ error: The way back does nothing: rolling back reports success and undoes nothing
`,
    { rule, tool: 'sql', path, children: [{ path: `/app/${at(1, 'postgres.down.sql')}`, text: '' }] },
  );
});

test('a project that has never had a way back has decided', async () => {
  const text = (said: string) => `
def upgrade():
^^^^^^^^^^^ ${said}
    op.add_column("users", sa.Column("email", sa.Text()))
`;
  const earlier = (count: number) =>
    Array.from({ length: count }, (_, at) => `op.create_table("t${at}", sa.Column("id", sa.BigInteger()))`);
  const said = 'There is no way back: this migration cannot be rolled back';
  await check(text(`info: ${said}, like each of the 10 before it`), { rule, history: earlier(10) });
  await check(text(`error: ${said}`), { rule, history: earlier(9) });
  const undone = earlierRevisions(earlier(11)).map((each, at) =>
    at === 4 ? { ...each, text: `${each.text}\n\ndef downgrade():\n    op.drop_table("t4")\n` } : each,
  );
  await check(text(`error: ${said}`), { rule, children: undone });
});

test('where a column is changed by saying all of it, the way back says all of it', () =>
  checkFix(
    `def upgrade():
    op.alter_column(
        "users",
        "status",
        type_=sa.String(50),
        existing_nullable=False,
        existing_server_default="new",
        existing_comment="of the account",
    )
    op.alter_column("users", "name", new_column_name="full_name", existing_type=sa.String(20))


def downgrade():
    pass
`,
    `def upgrade():
    op.alter_column(
        "users",
        "status",
        type_=sa.String(50),
        existing_nullable=False,
        existing_server_default="new",
        existing_comment="of the account",
    )
    op.alter_column("users", "name", new_column_name="full_name", existing_type=sa.String(20))


def downgrade():
    op.alter_column(
        "users",
        "full_name",
        existing_type=sa.String(20),
        new_column_name="name",
        existing_nullable=False,
        existing_comment="as it is written",
    )
    op.alter_column(
        "users",
        "status",
        type_=sa.String(20),
        existing_nullable=False,
        existing_server_default="new",
        existing_comment="of the account",
    )
`,
    {
      rule: 'downgrade-missing',
      engine: 'mariadb',
      history: [
        'op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("status", sa.String(20), nullable=False, server_default="new", comment="of the account"), sa.Column("name", sa.String(20), nullable=False, comment="as it is written"))',
      ],
    },
  ));
