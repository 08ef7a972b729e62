import { expect, test } from 'vitest';
import { changeOf } from '../../server/src/analysis/change.ts';
import { readScript } from '../../server/src/frontends/alembic/script.ts';
import { analyzed, check, checkFix } from '../marked.ts';

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

const told = { ...setting, fix: 'connect_args' };
const timeout = `    connection.execute(text("SET lock_timeout = '5s'"))\n`;

test('each connection is told by connect_args, and what is not used any more goes', async () => {
  await checkFix(
    `${head.replace('inspect, ', '')}with connectable.connect() as connection:
${timeout}    connection.execute(text("SET search_path TO app, public"))
${run}`,
    `from alembic import context
from sqlalchemy import create_engine

connectable = create_engine(
    context.config.get_main_option("sqlalchemy.url"),
    connect_args={"options": "-c lock_timeout=5s -c search_path=app,public"},
)

with connectable.connect() as connection:
${run}`,
    told,
  );
});

test('as the template of Alembic has it', async () => {
  const template = (more: string, statement: string, names: string) => `from alembic import context
from sqlalchemy import ${names}

config = context.config


def run_migrations_online() -> None:
    connectable = engine_from_config(
        config.get_section(config.config_ini_section, {}),
        prefix="sqlalchemy.",
        poolclass=pool.NullPool,
${more}    )

    with connectable.connect() as connection:
${statement}        context.configure(connection=connection)

        with context.begin_transaction():
            context.run_migrations()


run_migrations_online()
`;
  const before = template('', `    ${timeout}`, 'engine_from_config, pool, text');
  const after = (args: string) => template(`        connect_args=${args},\n`, '', 'engine_from_config, pool');
  await checkFix(before, after('{"options": "-c lock_timeout=5s"}'), told);
  await checkFix(
    before.replace("lock_timeout = '5s'", 'SESSION lock_wait_timeout = 5'),
    after('{"init_command": "SET SESSION lock_wait_timeout = 5"}'),
    { ...told, engine: 'mysql' },
  );
});

test('asyncpg is told by server_settings', () =>
  checkFix(
    `import asyncio

from alembic import context
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

engine = create_async_engine("postgresql+asyncpg://localhost/app")


def run_migrations(connection):
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()


async def connect():
    async with engine.connect() as connection:
        await connection.execute(text("SET lock_timeout = '5s'"))
        await connection.run_sync(run_migrations)


asyncio.run(connect())
`,
    `import asyncio

from alembic import context
from sqlalchemy.ext.asyncio import create_async_engine

engine = create_async_engine(
    "postgresql+asyncpg://localhost/app",
    connect_args={"server_settings": {"lock_timeout": "5s"}},
)


def run_migrations(connection):
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()


async def connect():
    async with engine.connect() as connection:
        await connection.run_sync(run_migrations)


asyncio.run(connect())
`,
    told,
  ));

test.each([
  ['another statement', head, `${timeout}    connection.scalar(text("SELECT 1"))\n`],
  ['a value that is worked out', head, '    connection.execute(text(f"SET lock_timeout = {limit}"))\n'],
  ['a condition', head, `    if True:\n    ${timeout}`],
  ['arguments that are there', head.replace('url"))', 'url"), connect_args=given)'), timeout],
  ['arguments that nobody sees', head.replace('url"))', 'url"), **given)'), timeout],
  ['an engine of another file', head.replace(/connectable = .*/, 'from app.db import connectable'), timeout],
  ['a driver that has no options', `import pg8000\n${head}`, timeout],
  ['an asynchronous driver that nobody names', head.replaceAll('create_engine', 'create_async_engine'), timeout],
])('%s: connect_args cannot say it', async (_name, before, statements) => {
  const text = `${before}with connectable.connect() as connection:\n${statements}${run}`;
  const { analysis, workspace } = await analyzed(text, setting);
  const [finding] = analysis.findings.filter((each) => each.rule === setting.rule);
  const fix = finding?.fixes.find(({ title }) => title.includes('connect_args'));
  expect(finding).toBeDefined();
  expect(fix && (await changeOf(fix, analysis, workspace))).toBeUndefined();
});
