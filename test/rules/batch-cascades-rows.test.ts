import { expect, test } from 'vitest';
import { changeOf } from '../../server/src/analysis/change.ts';
import { analyzed, check, checkFix, type Setting } from '../marked.ts';

const history = [
  `op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.String()), sa.Column("boss", sa.Integer(), sa.ForeignKey("users.id", ondelete="CASCADE")))
op.create_table("posts", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id", ondelete="CASCADE")))
op.create_table("drafts", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id", ondelete="SET NULL")))
op.create_table("logs", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id")))`,
];
const unknown: Setting = { rule: 'batch-cascades-rows', engine: 'sqlite', history };
const on: Setting = { ...unknown, environment: { parameters: new Map([['foreign_keys', 'ON']]) } };
const off: Setting = { ...unknown, environment: { parameters: new Map([['foreign_keys', '0']]) } };
const batch = `    with op.batch_alter_table("users") as batch_op:
        batch_op.alter_column("name", nullable=False)
`;

test('what the connection is told decides, in both directions', async () => {
  await check(
    `def upgrade():
${batch}#       ^^^^^^^^^^^^^^^^^^^^^ error: Making users anew deletes the rows of posts and sets drafts.user_id to NULL, or fails while rows of users and logs point at it


def downgrade():
${batch}#       ^^^^^^^^^^^^^^^^^^^^^ error: Making users anew deletes the rows of posts and sets drafts.user_id to NULL, or fails while rows of users and logs point at it
`,
    on,
  );
  await check(
    `def upgrade():
${batch}#       ^^^^^^^^^^^^^^^^^^^^^ info: Making users anew deletes the rows of posts and sets drafts.user_id to NULL if foreign_keys is ON
`,
    unknown,
  );
  await check(`def upgrade():\n${batch}`, off);
});

test('the pragma in the migration counts while no row was written', async () => {
  await check(`def upgrade():\n    op.execute("PRAGMA foreign_keys=OFF")\n${batch}`, on);
  await check(
    `def upgrade():
    op.execute("PRAGMA foreign_keys=ON")
${batch}#       ^^^^^^^^^^^^^^^^^^^^^ error: Making users anew deletes the rows of posts and sets drafts.user_id to NULL, or fails while rows of users and logs point at it
`,
    off,
  );
  await check(
    `def upgrade():
    op.execute("UPDATE users SET name = ''")
    op.execute("PRAGMA foreign_keys=OFF")
${batch}#       ^^^^^^^^^^^^^^^^^^^^^ error: Making users anew deletes the rows of posts and sets drafts.user_id to NULL, or fails while rows of users and logs point at it
`,
    on,
  );
});

test('children without rows, tables that nobody points at, and what needs no copy', async () => {
  await check(
    `def upgrade():
    with op.batch_alter_table("posts") as batch_op:
        batch_op.alter_column("user_id", nullable=False)
    with op.batch_alter_table("users") as batch_op:
        batch_op.add_column(sa.Column("mail", sa.String()))
    op.drop_table("posts")
    op.drop_table("drafts")
    op.drop_table("logs")
    op.create_table("notes", sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id", ondelete="CASCADE")))
${batch}`,
    { ...on, history: history.map((each) => each.replace(/, sa.Column\("boss".*/, ')')) },
  );
  await check(`def upgrade():\n${batch}`, { ...on, engine: 'postgresql' });
});

test('a table that is made anew by hand', async () => {
  const setting: Setting = { rule: 'batch-cascades-rows', engine: 'sqlite', tool: 'sql' };
  const made = `CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE);
`;
  const anew = (pragma: string, mark: string) => `${pragma}
CREATE TABLE users_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO users_new SELECT id, name FROM users;
DROP TABLE users;
${mark}ALTER TABLE users_new RENAME TO users;
`;
  await check(anew('PRAGMA foreign_keys = ON;', '^^^^^^^^^^ error: Making users anew deletes the rows of posts\n'), {
    ...setting,
    history: [made],
  });
  await check(anew('PRAGMA foreign_keys = OFF;', ''), { ...setting, history: [made] });
});

test('the pragma goes before the batch, or before the first row that is written', async () => {
  await checkFix(
    `def upgrade():
    op.add_column("posts", sa.Column("title", sa.String()))
    with op.batch_alter_table("users") as batch_op:
        batch_op.add_column(sa.Column("mail", sa.String()))
        batch_op.alter_column("name", nullable=False)
`,
    `def upgrade():
    op.add_column("posts", sa.Column("title", sa.String()))
    op.execute("PRAGMA foreign_keys = OFF")
    with op.batch_alter_table("users") as batch_op:
        batch_op.add_column(sa.Column("mail", sa.String()))
        batch_op.alter_column("name", nullable=False)
`,
    on,
  );
  await checkFix(
    `def upgrade():
    op.execute("UPDATE users SET name = ''")
    with op.batch_alter_table("users") as batch_op:
        batch_op.alter_column("name", nullable=False)
`,
    `def upgrade():
    op.execute("PRAGMA foreign_keys = OFF")
    op.execute("UPDATE users SET name = ''")
    with op.batch_alter_table("users") as batch_op:
        batch_op.alter_column("name", nullable=False)
`,
    on,
  );
});

test('keys without an action refuse, and so do rows of the table that a batch copies', async () => {
  const pointing = (table: string, key: string) => [
    `op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.String()))
op.create_table("${table}", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("user_id", sa.Integer(), sa.ForeignKey("${key}")))`,
  ];
  await check(
    `def upgrade():
${batch}#       ^^^^^^^^^^^^^^^^^^^^^ error: Making users anew fails while rows of logs point at it
`,
    { ...on, history: pointing('logs', 'users.id') },
  );
  await check(
    `def upgrade():
    with op.batch_alter_table("logs") as batch_op:
        batch_op.alter_column("user_id", nullable=False)
#       ^^^^^^^^^^^^^^^^^^^^^ error: Making logs anew fails while rows of logs point at it
`,
    { ...on, history: pointing('logs', 'logs.id') },
  );
  await check(`def upgrade():\n${batch}`, { ...on, history: pointing('logs', 'logs.id') });
  await check(`def upgrade():\n${batch}`, { ...unknown, history: pointing('logs', 'users.id') });
  await check(`def upgrade():\n${batch}`, { ...off, history: pointing('logs', 'users.id') });
});

const script = `from alembic import context
from sqlalchemy import create_engine, event

connectable = create_engine("sqlite:///app.db")


@event.listens_for(connectable, "connect")
def look_at_keys(connection, record):
    connection.execute("PRAGMA foreign_keys=ON")


with connectable.connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
`;

/** Alembic 1.20 kept the rows of posts, on SQLite 3.40. */
test('env.py turns foreign keys off before all migrations', async () => {
  await checkFix(
    `def upgrade():\n${batch}`,
    `def upgrade():\n${batch}
#- /app/migrations/env.py
${script.replace('        context.run', '        context.execute("PRAGMA foreign_keys = OFF")\n        context.run')}`,
    { ...unknown, script, fix: 'env.py' },
  );
});

test('env.py is left alone where the pragma would do nothing there, or a migration sets it', async () => {
  const fixes = async (text: string, setting: Setting) => {
    const { analysis, workspace } = await analyzed(text, setting);
    const all = analysis.findings.filter(({ rule }) => rule === setting.rule).flatMap((each) => each.fixes);
    const around = all.filter(({ title }) => title.includes('env.py'));
    return Promise.all(around.map((each) => changeOf(each, analysis, workspace)));
  };
  const begins = `${script}\nevent.listen(connectable, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))\n`;
  expect(await fixes(`def upgrade():\n${batch}`, { ...unknown, script })).toHaveLength(1);
  expect(await fixes(`def upgrade():\n${batch}`, { ...unknown, script: begins })).toEqual([undefined]);
  const on = '    op.execute("PRAGMA foreign_keys=ON")\n';
  expect(await fixes(`def upgrade():\n${on}${batch}`, { ...unknown, script })).toEqual([]);
});
