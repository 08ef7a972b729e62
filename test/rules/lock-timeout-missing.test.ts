import { expect, test } from 'vitest';
import { analyzed, check, checkFix } from '../marked.ts';

const rule = 'lock-timeout-missing';
const added = 'op.add_column("users", sa.Column("nickname", sa.Text()))';

test('the first migration that may keep others waiting says so, once', () =>
  check(
    `
def upgrade():
    op.create_table("notes", sa.Column("id", sa.BigInteger(), primary_key=True))
    op.execute("UPDATE users SET name = 'x' WHERE id = 1")
    op.add_column("users", sa.Column("nickname", sa.Text()))
#   ^^^^^^^^^^^^^ info: Nothing limits how long this waits for its lock on users: while it waits, new reads and writes of users wait behind it
    op.add_column("users", sa.Column("city", sa.Text()))
`,
    { rule },
  ));

test('an index stops writers while it waits, and so does MySQL’s every change', async () => {
  await check(
    `CREATE INDEX notes_title ON notes (title);
^^^^^^^^^^^^ info: Nothing limits how long this waits for its lock on notes: while it waits, new writes of notes wait behind it
`,
    { rule, tool: 'sql' },
  );
  await check(
    `ALTER TABLE notes ADD COLUMN city text;
--                ^^^^^^^^^^ info: Nothing limits how long this waits for its lock on notes: while it waits, new reads and writes of notes wait behind it
`,
    { rule, tool: 'sql', engine: 'mysql' },
  );
});

test.each([
  ['an earlier migration said it', `op.add_column("users", sa.Column("nickname", sa.Text()))`, { history: [added] }],
  ['it is set before', `op.execute("SET lock_timeout = '5s'")\n    ${added}`, {}],
  ['statement_timeout ends the waiting too', `op.execute("SET statement_timeout = '5s'")\n    ${added}`, {}],
  ['an earlier migration sets it', added, { history: [`op.execute("SET lock_timeout = '5s'")`] }],
  ['a role has it', added, { history: [`op.execute("ALTER ROLE app SET lock_timeout = '5s'")`] }],
  ['each connection is told', added, { environment: { parameters: new Map([['lock_timeout', '5s']]) } }],
  ['env.py is the place to say it', added, { environment: { script: '/app/migrations/env.py' } }],
  ['nobody works meanwhile', added, { deployment: 'maintenance-window' as const }],
  [
    'the table is new',
    'op.create_table("notes", sa.Column("id", sa.BigInteger(), primary_key=True))\n    op.create_index("i", "notes", ["id"])',
    {},
  ],
  [
    'nobody waits behind it',
    'with op.get_context().autocommit_block():\n        op.create_index("i", "notes", ["id"], postgresql_concurrently=True)',
    {},
  ],
  ['LOCK NOWAIT', 'op.execute("LOCK TABLE users IN ACCESS EXCLUSIVE MODE NOWAIT")', {}],
  ['SQLite gives up by itself', added, { engine: 'sqlite' as const }],
])('silent: %s', (_name, body, setting) => check(`\ndef upgrade():\n    ${body}\n`, { rule, ...setting }));

test('the fix stands before the statement', () =>
  checkFix(
    `def upgrade():
    op.add_column("users", sa.Column("nickname", sa.Text()))
`,
    `def upgrade():
    op.execute("SET lock_wait_timeout = 5")
    op.add_column("users", sa.Column("nickname", sa.Text()))
`,
    { rule, engine: 'mysql' },
  ));

const script = `from alembic import context
from app.db import engine


def run_migrations_online():
    with engine.connect() as connection:
        context.configure(connection=connection)

        with context.begin_transaction():
            context.run_migrations()
`;

const online = `${script}

run_migrations_online()
`;

const env = { rule, whole: true, path: 'migrations/env.py', history: [added] } as const;

test('where there is an env.py, it is said there', () =>
  check(
    online.replace(
      '            context.run_migrations()\n',
      `            context.run_migrations()
#           ^^^^^^^^^^^^^^^^^^^^^^ info: Nothing here sets lock_timeout: a migration that has to wait for its lock waits as long as it takes, and everyone else behind it
`,
    ),
    env,
  ));

test('and mended there', () =>
  checkFix(
    online,
    online.replace(
      'context.run_migrations()\n',
      `context.execute("SET lock_timeout = '5s'")
            context.run_migrations()
`,
    ),
    env,
  ));

test.each([
  online.replace(
    '        context.configure',
    '        connection.execute(text("SET lock_timeout = 4000"))\n        context.configure',
  ),
  online.replace(
    'from app.db import engine',
    'from sqlalchemy import create_engine\n\nengine = create_engine("x", connect_args={"options": "-c lock_timeout=5000"})',
  ),
  online.replace(
    'from app.db import engine',
    'from sqlalchemy import create_engine\n\nengine = create_engine("x", connect_args={"server_settings": {"lock_timeout": "5000"}})',
  ),
  online.replace(
    '\n\ndef run',
    '\n\n@event.listens_for(engine, "connect")\ndef tell(connection, record):\n    cursor = connection.cursor()\n    cursor.execute("SET lock_timeout = \'3s\'")\n\n\ndef run',
  ),
])('an env.py that sets it is not told to', async (text) => {
  expect((await analyzed(text, env)).analysis.findings.filter((each) => each.rule === rule)).toEqual([]);
});

test('nothing that waits, nothing to say', async () => {
  const { analysis } = await analyzed(online, {
    ...env,
    history: ['op.create_table("t", sa.Column("id", sa.Integer()))'],
  });
  expect(analysis.findings.filter((each) => each.rule === rule)).toEqual([]);
});
