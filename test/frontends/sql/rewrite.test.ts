import { test } from 'vitest';
import { checkFix } from '../../marked.ts';

const pair = { tool: 'sql', path: 'migrations/000002_change.up.sql' } as const;
const bare = { tool: 'sql', path: 'migrations/0002_change.sql' } as const;
const flyway = { tool: 'sql', path: 'migrations/V2__change.sql' } as const;

const users = 'CREATE TABLE users (id bigint PRIMARY KEY, email text, age int);\n';

test('CONCURRENTLY goes behind INDEX, the rest of the text stays', () =>
  checkFix(
    `-- Who logs in by mail.
create unique index if not exists ux_users_email
    on users (email) -- once
    where age > 18;
`,
    `-- Who logs in by mail.
create unique index concurrently if not exists ux_users_email
    on users (email) -- once
    where age > 18;
`,
    { ...bare, rule: 'index-blocks-writes', history: [users] },
  ));

test('a file with that one statement needs nothing else where the tool sends it alone', () =>
  checkFix('CREATE INDEX ix ON users (email);\n', 'CREATE INDEX CONCURRENTLY ix ON users (email);\n', {
    ...pair,
    rule: 'index-blocks-writes',
    history: [users],
  }));

test('a transaction of the file’s own around nothing else goes', () =>
  checkFix(
    'BEGIN;\n\nCREATE INDEX ix ON users (email);\n\nCOMMIT;\n',
    'CREATE INDEX CONCURRENTLY ix ON users (email);\n',
    { ...bare, rule: 'index-blocks-writes', history: [users] },
  ));

test('behind COMMIT it shares no transaction', () =>
  checkFix(
    'BEGIN;\nALTER TABLE users ADD COLUMN a int;\nCREATE INDEX ix ON users (email);\nCOMMIT;\n',
    'BEGIN;\nALTER TABLE users ADD COLUMN a int;\nCOMMIT;\n\nCREATE INDEX CONCURRENTLY ix ON users (email);\n',
    { ...bare, rule: 'index-blocks-writes', history: [users] },
  ));

test('beside other statements it gets a migration of its own', () =>
  checkFix(
    'ALTER TABLE users ADD COLUMN a int;\nCREATE INDEX ix ON users (email);\n',
    `ALTER TABLE users ADD COLUMN a int;

#- /app/migrations/000003_add_index_ix.up.sql
-- add index ix

CREATE INDEX CONCURRENTLY ix ON users (email);

#- /app/migrations/000003_add_index_ix.down.sql
DROP INDEX CONCURRENTLY ix;
`,
    { ...pair, rule: 'index-blocks-writes', history: [users] },
  ));

test('dbmate is asked for no transaction', () =>
  checkFix(
    `-- migrate:up
CREATE INDEX ix ON users (email);

-- migrate:down
DROP INDEX ix;
`,
    `-- migrate:up transaction:false
CREATE INDEX CONCURRENTLY ix ON users (email);

-- migrate:down
DROP INDEX ix;
`,
    { ...bare, rule: 'index-blocks-writes', history: [] },
  ));

test('goose is asked for no transaction', () =>
  checkFix(
    `-- +goose Up
SET LOCAL lock_timeout = '3s';
CREATE INDEX ix ON users (email);

-- +goose Down
DROP INDEX ix;
`,
    `-- +goose NO TRANSACTION
-- +goose Up
SET lock_timeout = '3s';
CREATE INDEX CONCURRENTLY ix ON users (email);

-- +goose Down
DROP INDEX ix;
`,
    { ...bare, rule: 'index-blocks-writes', history: [] },
  ));

test('Flyway sees by itself that the file cannot run in a transaction', () =>
  checkFix('CREATE INDEX ix ON users (email);\n', 'CREATE INDEX CONCURRENTLY ix ON users (email);\n', {
    ...flyway,
    rule: 'index-blocks-writes',
  }));

test('Diesel is told so in a note', () =>
  checkFix(
    'CREATE INDEX ix ON users (email);\n',
    `CREATE INDEX CONCURRENTLY ix ON users (email);

#- /app/migrations/2024-01-02-000000_ix/metadata.toml
run_in_transaction = false
`,
    { tool: 'sql', path: 'migrations/2024-01-02-000000_ix/up.sql', rule: 'index-blocks-writes' },
  ));

test('a foreign key is NOT VALID first, and validated by the next file', () =>
  checkFix(
    `ALTER TABLE orders
    ADD COLUMN note text,
    ADD FOREIGN KEY (user_id) REFERENCES users (id), -- who
    DROP COLUMN b;
`,
    `ALTER TABLE orders
    ADD COLUMN note text,
    ADD CONSTRAINT fk_orders_user_id FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID, -- who
    DROP COLUMN b;

#- /app/migrations/000003_validate_fk_orders_user_id.up.sql
-- validate fk_orders_user_id
--
-- Before this runs:
-- - [ ] Existing rows of orders satisfy fk_orders_user_id; otherwise the validation fails and changes nothing.

ALTER TABLE orders VALIDATE CONSTRAINT fk_orders_user_id;

#- /app/migrations/000003_validate_fk_orders_user_id.down.sql
-- There is nothing to undo.
`,
    { ...pair, rule: 'foreign-key-blocks', history: [`${users}CREATE TABLE orders (id int, user_id bigint, b int);`] },
  ));
