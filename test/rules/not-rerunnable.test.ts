import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'not-rerunnable';
const rules = { [rule]: 'info' } as const;

test('outside a transaction, by a block of its own or by the whole file', async () => {
  await check(
    `
def upgrade():
    op.drop_table("old")
    with op.get_context().autocommit_block():
        op.drop_index("ix_a", "users", postgresql_concurrently=True)
#       ^^^^^^^^^^^^^ info: If a later statement fails and the migration runs again, it stops here: there is no IF EXISTS
        op.create_index("ix_b", "users", ["b"], postgresql_concurrently=True, if_not_exists=True)
`,
    { rule, rules },
  );
  await check(
    `-- migrate:up transaction:false
CREATE TABLE a (id bigint PRIMARY KEY);
^^^^^^^^^^^^ info: If a later statement fails and the migration runs again, it stops here: there is no IF NOT EXISTS
CREATE TABLE IF NOT EXISTS b (id bigint PRIMARY KEY);
-- migrate:down
`,
    { rule, rules, tool: 'sql', path: 'db/migrations/20260101000000_a.sql' },
  );
});

test('it is off unless the settings ask for it', () =>
  check(
    `
def upgrade():
    with op.get_context().autocommit_block():
        op.drop_index("ix_a", "users", postgresql_concurrently=True)
`,
    { rule },
  ));

test('the words are said', () =>
  checkFix(
    `
def upgrade():
    with op.get_context().autocommit_block():
        op.drop_index("ix_a", "users", postgresql_concurrently=True)
`,
    `
def upgrade():
    with op.get_context().autocommit_block():
        op.drop_index("ix_a", "users", postgresql_concurrently=True, if_exists=True)
`,
    { rule, rules },
  ));

test('silent: in a transaction of the author’s own, for what is temporary, and for an index without a name', () =>
  check(
    `BEGIN;
CREATE TABLE a (id int);
COMMIT;
CREATE TEMP TABLE b (id int);
CREATE INDEX CONCURRENTLY ON users (email);
DROP TABLE a;
^^^^^^^^^^ warning: If a later statement fails and the migration runs again, it stops here: there is no IF EXISTS
`,
    { rule, tool: 'sql', rules: { [rule]: 'warning' } },
  ));
