import { expect, test } from 'vitest';
import { readScript } from '../../server/src/frontends/alembic/script.ts';
import { check, checkFix } from '../marked.ts';

const setting = { rule: 'statement-before-configure', whole: true, path: 'migrations/env.py' } as const;

const head = `from alembic import context
from sqlalchemy import create_engine, inspect, text

connectable = create_engine(context.config.get_main_option("sqlalchemy.url"))

`;

const run = `    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
`;

const statement = `    connection.execute(text("SET search_path TO app"))
`;

test('a statement before configure takes the whole run back', () =>
  check(
    `${head}with connectable.connect() as connection:
${statement}#   ^^^^^^^^^^^^^^^^^^ error: SET search_path begins a transaction before context.configure that nobody commits: the run says OK, and what the migrations did is rolled back
${run}`,
    setting,
  ));

/** Each was run by Alembic 1.20 with SQLAlchemy 2.1 on PostgreSQL 15 and SQLite 3.40: all of it was lost, but for SQLite's own DDL. */
test.each([
  ['execute', statement],
  ['exec_driver_sql', '    connection.exec_driver_sql("SET search_path TO app")\n'],
  ['scalar', '    connection.scalar(text("SELECT 1"))\n'],
  ['inspect', '    inspect(connection).get_table_names()\n'],
  ['has_table', '    connection.dialect.has_table(connection, "users")\n'],
  ['behind a first configure', `    context.configure(connection=connection)\n${statement}`],
])('%s is lost', (_name, lines) => {
  expect(uncommitted(`with connectable.connect() as connection:\n${lines}${run}`)).toBe(true);
});

/** And these were all committed. */
test.each([
  ['commit', `with connectable.connect() as connection:\n${statement}    connection.commit()\n${run}`],
  ['rollback', `with connectable.connect() as connection:\n${statement}    connection.rollback()\n${run}`],
  ['commit at the end', `with connectable.connect() as connection:\n${statement}${run}    connection.commit()\n`],
  [
    'commit by the context',
    `with connectable.connect() as connection:\n${statement}${run}        context.get_bind().commit()\n`,
  ],
  ['engine.begin', `with connectable.begin() as connection:\n${statement}${run}`],
  [
    'a block of its own',
    `with connectable.connect() as connection:\n    with connection.begin():\n    ${statement}${run}`,
  ],
  ['a block around all', `with connectable.connect() as connection, connection.begin():\n${statement}${run}`],
  [
    'AUTOCOMMIT of the connection',
    `with connectable.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:\n${statement}${run}`,
  ],
  [
    'AUTOCOMMIT of the engine',
    `with connectable.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:\n${statement}${run}`,
  ],
  [
    'another connection',
    `with connectable.connect() as other:\n    other.execute(text("SELECT 1"))\nwith connectable.connect() as connection:\n${run}`,
  ],
  ['nothing', `with connectable.connect() as connection:\n${run}`],
  [
    'behind configure',
    `with connectable.connect() as connection:\n    context.configure(connection=connection)\n${statement}    with context.begin_transaction():\n        context.run_migrations()\n`,
  ],
  [
    'a bare string, which SQLAlchemy 1 alone takes',
    `with connectable.connect() as connection:\n    connection.execute("SET search_path TO app")\n${run}`,
  ],
  [
    'a helper elsewhere may commit',
    `with connectable.connect() as connection:\n${statement}    prepare(connection)\n${run}`,
  ],
  [
    'a transaction by hand',
    `connection = connectable.connect()\ntransaction = connection.begin()\n${statement.trimStart()}${run.replace(/^ {4}/gm, '')}transaction.commit()\n`,
  ],
])('%s: nothing is lost', (_name, lines) => {
  expect(uncommitted(lines)).toBe(false);
});

function uncommitted(lines: string): boolean {
  return readScript({ path: 'migrations/env.py', text: head + lines }).uncommitted !== undefined;
}

test('through functions and run_sync', () =>
  checkFix(
    `import asyncio

from alembic import context
from app.db import engine
from sqlalchemy import text


def do_run_migrations(connection):
    context.configure(connection=connection)

    with context.begin_transaction():
        context.run_migrations()


async def run_async_migrations():
    async with engine.connect() as connection:
        await connection.execute(text("SET lock_timeout = '5s'"))
        await connection.run_sync(do_run_migrations)


if context.is_offline_mode():
    context.configure(url="postgresql://")
else:
    asyncio.run(run_async_migrations())
`,
    `import asyncio

from alembic import context
from app.db import engine
from sqlalchemy import text


def do_run_migrations(connection):
    connection.commit()
    context.configure(connection=connection)

    with context.begin_transaction():
        context.run_migrations()


async def run_async_migrations():
    async with engine.connect() as connection:
        await connection.execute(text("SET lock_timeout = '5s'"))
        await connection.run_sync(do_run_migrations)


if context.is_offline_mode():
    context.configure(url="postgresql://")
else:
    asyncio.run(run_async_migrations())
`,
    setting,
  ));
