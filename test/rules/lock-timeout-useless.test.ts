import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'lock-timeout-useless';

test('turned off, or longer than anyone waits', () =>
  check(
    `
def upgrade():
    op.execute("SET lock_timeout = 0")
#               ^^^ warning: lock_timeout is turned off: a statement waits for its lock as long as it takes, and everyone else behind it
    op.add_column("users", sa.Column("nickname", sa.Text()))
    op.execute("SET LOCAL lock_timeout = '10min'")
#               ^^^^^^^^^ warning: lock_timeout lets everyone wait for 10 minutes behind a statement that waits for its lock
    op.add_column("users", sa.Column("city", sa.Text()))
`,
    { rule },
  ));

test('MySQL counts seconds', () =>
  check(
    `SET lock_wait_timeout = 90;
^^^ warning: lock_wait_timeout lets everyone wait for 90 seconds behind a statement that waits for its lock
ALTER TABLE users ADD COLUMN city text;
SET lock_wait_timeout = 30;
ALTER TABLE users ADD COLUMN street text;
`,
    { rule, tool: 'sql', engine: 'mysql' },
  ));

test('too late', () =>
  check(
    `ALTER TABLE users ADD COLUMN city text;
SET lock_timeout = '5s';
^^^ warning: lock_timeout is set too late: the lock on users has been waited for without it
CREATE INDEX users_city ON users (city);
`,
    { rule, tool: 'sql' },
  ));

test('for no transaction', () =>
  check(
    `
def upgrade():
    with op.get_context().autocommit_block():
        op.execute("SET LOCAL lock_timeout = '5s'")
#                   ^^^^^^^^^ warning: SET LOCAL does nothing here: no transaction is open that it could hold for
        op.execute("DROP INDEX ix_users_name")
`,
    { rule },
  ));

test('a transaction that ends before', () =>
  check(
    `
def upgrade():
    op.execute("SET LOCAL lock_timeout = '5s'")
#               ^^^^^^^^^ warning: SET LOCAL ends with its transaction, before anything waits for a lock
    with op.get_context().autocommit_block():
        op.execute("DROP INDEX ix_users_name")
`,
    { rule },
  ));

test.each([
  ['a few seconds', `SET lock_timeout = '5s';\nALTER TABLE users ADD COLUMN city text;`],
  ['a bare number of milliseconds', `SET lock_timeout = 5000;\nALTER TABLE users ADD COLUMN city text;`],
  ['a minute', `SET lock_timeout = '1min';\nALTER TABLE users ADD COLUMN city text;`],
  ['put back at the end', `SET lock_timeout = '5s';\nALTER TABLE users ADD COLUMN city text;\nSET lock_timeout = 0;`],
  ['off for what keeps nobody waiting', `SET lock_timeout = 0;\nCREATE INDEX CONCURRENTLY i ON users (city);`],
  [
    'LOCAL in a transaction',
    `BEGIN;\nSET LOCAL lock_timeout = '5s';\nALTER TABLE users ADD COLUMN city text;\nCOMMIT;`,
  ],
  [
    'another one in between',
    `SET lock_timeout = '2s';\nALTER TABLE users ADD COLUMN city text;\nSET lock_timeout = '9s';\nALTER TABLE users ADD COLUMN a text;`,
  ],
  ['before a fresh table', `SET lock_timeout = 0;\nCREATE TABLE notes (id bigint PRIMARY KEY);`],
  [
    'the whole statement may take long',
    `SET statement_timeout = 0;\nSET lock_timeout = '5s';\nALTER TABLE users ADD COLUMN city text;`,
  ],
])('silent: %s', (_name, text) => check(`${text}\n`, { rule, tool: 'sql' }));

test('it moves before the first that waits', () =>
  checkFix(
    `ALTER TABLE users ADD COLUMN city text;
SET lock_timeout = '5s';
`,
    `SET lock_timeout = '5s';
ALTER TABLE users ADD COLUMN city text;
`,
    { rule, tool: 'sql' },
  ));

test('env.py says it for all', () =>
  check(
    `from alembic import context
from sqlalchemy import create_engine

engine = create_engine("x", connect_args={"options": "-c lock_timeout=600000"})
#        ^^^^^^^^^^^^^ warning: lock_timeout lets everyone wait for 10 minutes behind a statement that waits for its lock
with engine.connect() as connection:
    context.configure(connection=connection)
    context.run_migrations()
`,
    { rule, whole: true, path: 'migrations/env.py' },
  ));

test('for no transaction, whatever waits there', () =>
  check(
    `
def upgrade():
    with op.get_context().autocommit_block():
        op.execute("SET LOCAL lock_timeout = '5s'")
#                   ^^^^^^^^^ warning: SET LOCAL does nothing here: no transaction is open that it could hold for
        op.create_index("ix_users_name", "users", ["name"], postgresql_concurrently=True)
`,
    { rule },
  ));
