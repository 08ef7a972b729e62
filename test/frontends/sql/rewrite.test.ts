import { expect, test } from 'vitest';
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

/** The file that undoes the one at hand. */
const undo = (text: string) => [{ path: '/app/migrations/000002_change.down.sql', text }];

test('what moves to another migration takes along what undoes it', () =>
  checkFix(
    'ALTER TABLE users ADD COLUMN a int;\n\nCREATE INDEX ix ON users (email);\n',
    `ALTER TABLE users ADD COLUMN a int;

#- /app/migrations/000002_change.down.sql
ALTER TABLE users DROP COLUMN a;

#- /app/migrations/000003_add_index_ix.up.sql
-- add index ix

CREATE INDEX CONCURRENTLY ix ON users (email);

#- /app/migrations/000003_add_index_ix.down.sql
DROP INDEX CONCURRENTLY IF EXISTS ix;
`,
    {
      ...pair,
      rule: 'index-blocks-writes',
      history: [users],
      children: undo('DROP INDEX IF EXISTS ix;\n\nALTER TABLE users DROP COLUMN a;\n'),
    },
  ));

test('NOT NULL in two migrations, the way back in its own file rewritten', () =>
  checkFix(
    'alter table users alter column email set not null;\n',
    `alter table users add constraint ck_users_email_not_null check (email is not null) not valid;

#- /app/migrations/000002_change.down.sql
ALTER TABLE users DROP CONSTRAINT ck_users_email_not_null;

#- /app/migrations/000003_set_users_email_not_null.up.sql
-- set users email not null
--
-- Before this runs:
-- - [ ] The application writes email in every new row of users.
-- - [ ] No row of users has NULL in email any more; otherwise the validation fails and names the constraint ck_users_email_not_null.

alter table users validate constraint ck_users_email_not_null;

alter table users alter column email set not null;

alter table users drop constraint ck_users_email_not_null;

#- /app/migrations/000003_set_users_email_not_null.down.sql
alter table users add constraint ck_users_email_not_null check (email is not null) not valid;

alter table users alter column email drop not null;
`,
    {
      ...pair,
      rule: 'not-null-scan',
      history: [users],
      children: undo('ALTER TABLE users ALTER COLUMN email DROP NOT NULL;\n'),
    },
  ));

test('a unique index is built by itself, and taken for the constraint by the next file', () =>
  checkFix(
    'ALTER TABLE users ADD CONSTRAINT uq UNIQUE (email);\n',
    `CREATE UNIQUE INDEX CONCURRENTLY uq ON users (email);

#- /app/migrations/000002_change.down.sql
DROP INDEX CONCURRENTLY uq;

#- /app/migrations/000003_add_uq.up.sql
-- add uq

ALTER TABLE users ADD CONSTRAINT uq UNIQUE USING INDEX uq;

#- /app/migrations/000003_add_uq.down.sql
ALTER TABLE users DROP CONSTRAINT uq;

CREATE UNIQUE INDEX uq ON users (email);
`,
    {
      ...pair,
      rule: 'unique-blocks-writes',
      history: [users],
      children: undo('ALTER TABLE users DROP CONSTRAINT uq;\n'),
    },
  ));

test('one of several actions is cut out with its comma', () =>
  checkFix(
    'ALTER TABLE users ADD COLUMN b int, ADD CONSTRAINT uq UNIQUE (email), DROP COLUMN age; -- done\n\nSELECT 1;\n',
    `ALTER TABLE users ADD COLUMN b int, DROP COLUMN age; -- done

CREATE UNIQUE INDEX CONCURRENTLY uq ON users (email);

ALTER TABLE users ADD CONSTRAINT uq UNIQUE USING INDEX uq;

SELECT 1;
`,
    { ...bare, rule: 'unique-blocks-writes', history: [users] },
  ));

test('a NOT NULL column in phases: each statement that refuses a transaction has a file for itself', () =>
  checkFix(
    'ALTER TABLE users ADD COLUMN a int NOT NULL;\n',
    `ALTER TABLE users ADD COLUMN a int;

#- /app/migrations/000003_backfill_users_a.up.sql
-- backfill users a
--
-- Before this runs:
-- - [ ] The code that is deployed everywhere writes a in every new row of users.

DO $$
DECLARE
  first_key users.id%TYPE;
  last_key users.id%TYPE;
  batches bigint := 0;
  batch_began timestamptz;
BEGIN
  SELECT id INTO first_key FROM users ORDER BY id LIMIT 1;
  WHILE first_key IS NOT NULL LOOP
    batch_began := clock_timestamp();
    SELECT id INTO last_key FROM (
      SELECT id FROM users WHERE id >= first_key ORDER BY id LIMIT 1000
    ) AS batch ORDER BY id DESC LIMIT 1;
    UPDATE users SET a = 0
      WHERE id >= first_key AND id <= last_key AND a IS NULL;
    SELECT id INTO first_key FROM users WHERE id > last_key ORDER BY id LIMIT 1;
    COMMIT;
    batches := batches + 1;
    IF first_key IS NOT NULL THEN
      IF batches % 100 = 0 THEN
        RAISE NOTICE 'users.a: % batches, next from id %', batches, first_key;
      END IF;
      PERFORM pg_sleep_for(clock_timestamp() - batch_began);
    END IF;
  END LOOP;
  RAISE NOTICE 'users.a: filled in % batches', batches;
END
$$;

#- /app/migrations/000003_backfill_users_a.down.sql
-- There is nothing to undo.

#- /app/migrations/000004_add_ck_users_a_not_null.up.sql
-- add ck_users_a_not_null

ALTER TABLE users ADD CONSTRAINT ck_users_a_not_null CHECK (a IS NOT NULL) NOT VALID;

#- /app/migrations/000004_add_ck_users_a_not_null.down.sql
ALTER TABLE users DROP CONSTRAINT ck_users_a_not_null;

#- /app/migrations/000005_set_users_a_not_null.up.sql
-- set users a not null
--
-- Before this runs:
-- - [ ] The application writes a in every new row of users.
-- - [ ] No row of users has NULL in a any more; otherwise the validation fails and names the constraint ck_users_a_not_null.

ALTER TABLE users VALIDATE CONSTRAINT ck_users_a_not_null;

ALTER TABLE users ALTER COLUMN a SET NOT NULL;

ALTER TABLE users DROP CONSTRAINT ck_users_a_not_null;

#- /app/migrations/000005_set_users_a_not_null.down.sql
ALTER TABLE users ADD CONSTRAINT ck_users_a_not_null CHECK (a IS NOT NULL) NOT VALID;

ALTER TABLE users ALTER COLUMN a DROP NOT NULL;
`,
    {
      ...pair,
      rule: 'not-null-without-default',
      fix: 'nullable',
      history: [users],
    },
  ));

test('a default is put in', () =>
  checkFix(
    'ALTER TABLE users\n\tADD COLUMN a int -- how many\n\t\tNOT NULL;\n',
    'ALTER TABLE users\n\tADD COLUMN a int -- how many\n\t\tNOT NULL DEFAULT 0;\n',
    { ...pair, rule: 'not-null-without-default', fix: 'server default', history: [users] },
  ));

test('a default that is computed for each row', () =>
  checkFix(
    'ALTER TABLE users ADD COLUMN a uuid NOT NULL DEFAULT gen_random_uuid();\n',
    `ALTER TABLE users ADD COLUMN a uuid;
ALTER TABLE users ALTER COLUMN a SET DEFAULT gen_random_uuid();

#- /app/migrations/0003_backfill_users_a.sql
-- backfill users a

DO $$
DECLARE
  first_key users.id%TYPE;
  last_key users.id%TYPE;
  batches bigint := 0;
  batch_began timestamptz;
BEGIN
  SELECT id INTO first_key FROM users ORDER BY id LIMIT 1;
  WHILE first_key IS NOT NULL LOOP
    batch_began := clock_timestamp();
    SELECT id INTO last_key FROM (
      SELECT id FROM users WHERE id >= first_key ORDER BY id LIMIT 1000
    ) AS batch ORDER BY id DESC LIMIT 1;
    UPDATE users SET a = gen_random_uuid()
      WHERE id >= first_key AND id <= last_key AND a IS NULL;
    SELECT id INTO first_key FROM users WHERE id > last_key ORDER BY id LIMIT 1;
    COMMIT;
    batches := batches + 1;
    IF first_key IS NOT NULL THEN
      IF batches % 100 = 0 THEN
        RAISE NOTICE 'users.a: % batches, next from id %', batches, first_key;
      END IF;
      PERFORM pg_sleep_for(clock_timestamp() - batch_began);
    END IF;
  END LOOP;
  RAISE NOTICE 'users.a: filled in % batches', batches;
END
$$;

ALTER TABLE users ADD CONSTRAINT ck_users_a_not_null CHECK (a IS NOT NULL) NOT VALID;

#- /app/migrations/0004_set_users_a_not_null.sql
-- set users a not null
--
-- Before this runs:
-- - [ ] The application writes a in every new row of users.
-- - [ ] No row of users has NULL in a any more; otherwise the validation fails and names the constraint ck_users_a_not_null.

ALTER TABLE users VALIDATE CONSTRAINT ck_users_a_not_null;

ALTER TABLE users ALTER COLUMN a SET NOT NULL;

ALTER TABLE users DROP CONSTRAINT ck_users_a_not_null;
`,
    {
      ...bare,
      rule: 'default-rewrites-table',
      history: [users],
    },
  ));

test('a column that is renamed in phases, for goose', () =>
  checkFix(
    `-- +goose Up
ALTER TABLE users RENAME COLUMN email TO mail;

-- +goose Down
ALTER TABLE users RENAME COLUMN mail TO email;
`,
    `-- +goose Up
ALTER TABLE users ADD COLUMN mail TEXT;

-- +goose StatementBegin
CREATE FUNCTION mirror_users_email_mail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.mail IS NULL THEN
      NEW.mail := NEW.email;
    ELSE
      NEW.email := NEW.mail;
    END IF;
  ELSIF NEW.mail::text IS DISTINCT FROM OLD.mail::text THEN
    NEW.email := NEW.mail;
  ELSIF NEW.email::text IS DISTINCT FROM OLD.email::text THEN
    NEW.mail := NEW.email;
  END IF;
  RETURN NEW;
END;
$$;
-- +goose StatementEnd

CREATE TRIGGER mirror_users_email_mail BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE PROCEDURE mirror_users_email_mail();

-- +goose Down
DROP TRIGGER mirror_users_email_mail ON users;

DROP FUNCTION mirror_users_email_mail();

ALTER TABLE users DROP COLUMN mail;

#- /app/migrations/0003_backfill_users_mail.sql
-- +goose NO TRANSACTION
-- +goose Up
-- backfill users mail

-- +goose StatementBegin
DO $$
DECLARE
  first_key users.id%TYPE;
  last_key users.id%TYPE;
  batches bigint := 0;
  batch_began timestamptz;
BEGIN
  SELECT id INTO first_key FROM users ORDER BY id LIMIT 1;
  WHILE first_key IS NOT NULL LOOP
    batch_began := clock_timestamp();
    SELECT id INTO last_key FROM (
      SELECT id FROM users WHERE id >= first_key ORDER BY id LIMIT 1000
    ) AS batch ORDER BY id DESC LIMIT 1;
    UPDATE users SET mail = email
      WHERE id >= first_key AND id <= last_key AND mail IS NULL;
    SELECT id INTO first_key FROM users WHERE id > last_key ORDER BY id LIMIT 1;
    COMMIT;
    batches := batches + 1;
    IF first_key IS NOT NULL THEN
      IF batches % 100 = 0 THEN
        RAISE NOTICE 'users.mail: % batches, next from id %', batches, first_key;
      END IF;
      PERFORM pg_sleep_for(clock_timestamp() - batch_began);
    END IF;
  END LOOP;
  RAISE NOTICE 'users.mail: filled in % batches', batches;
END
$$;
-- +goose StatementEnd

-- +goose Down
-- There is nothing to undo.

#- /app/migrations/0004_drop_users_email.sql
-- +goose Up
-- drop users email
--
-- Before this runs:
-- - [ ] The code that is deployed everywhere reads and writes mail, and email nowhere.
-- - [ ] Views, functions and triggers use mail instead of email.

DROP TRIGGER mirror_users_email_mail ON users;

DROP FUNCTION mirror_users_email_mail();

ALTER TABLE users DROP COLUMN email;

-- +goose Down
ALTER TABLE users ADD COLUMN email TEXT;

-- +goose StatementBegin
CREATE FUNCTION mirror_users_email_mail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.mail IS NULL THEN
      NEW.mail := NEW.email;
    ELSE
      NEW.email := NEW.mail;
    END IF;
  ELSIF NEW.mail::text IS DISTINCT FROM OLD.mail::text THEN
    NEW.email := NEW.mail;
  ELSIF NEW.email::text IS DISTINCT FROM OLD.email::text THEN
    NEW.mail := NEW.email;
  END IF;
  RETURN NEW;
END;
$$;
-- +goose StatementEnd

CREATE TRIGGER mirror_users_email_mail BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE PROCEDURE mirror_users_email_mail();

UPDATE users SET email = mail WHERE email IS NULL;
`,
    {
      ...bare,
      rule: 'rename-column-breaks-code',
      history: [`-- +goose Up\n${users}-- +goose Down\nDROP TABLE users;\n`],
    },
  ));

test('an index is dropped concurrently in a folder of its own', () =>
  checkFix(
    'drop index ix;\nalter table users add column a int;\n',
    `alter table users add column a int;

#- /app/migrations/2024-01-02-000000_ix/down.sql
alter table users drop column a;

-- by mail

#- /app/migrations/2026-01-02-030405_drop_index_ix/up.sql
-- drop index ix

drop index concurrently ix;

#- /app/migrations/2026-01-02-030405_drop_index_ix/down.sql
create index concurrently ix on users (email);

#- /app/migrations/2026-01-02-030405_drop_index_ix/metadata.toml
run_in_transaction = false
`,
    {
      tool: 'sql',
      path: 'migrations/2024-01-02-000000_ix/up.sql',
      rule: 'index-drop-waits',
      children: [
        {
          path: '/app/migrations/2024-01-02-000000_ix/down.sql',
          text: 'alter table users drop column a;\n\n-- by mail\ncreate index ix on users (email);\n',
        },
      ],
    },
  ));

test('beside others, Flyway runs it as a version of its own', () =>
  checkFix(
    'ALTER TABLE users ADD COLUMN a int;\n\nCREATE INDEX ix ON users (email);\n',
    `ALTER TABLE users ADD COLUMN a int;

#- /app/migrations/V3__add_index_ix.sql
-- add index ix

CREATE INDEX CONCURRENTLY ix ON users (email);
`,
    {
      ...flyway,
      rule: 'index-blocks-writes',
    },
  ));

test('beside others, dbmate runs it as a migration of its own', () =>
  checkFix(
    `-- migrate:up
ALTER TABLE users ADD COLUMN a int;
CREATE INDEX ix ON users (email);

-- migrate:down
DROP INDEX ix;
ALTER TABLE users DROP COLUMN a;
`,
    `-- migrate:up
ALTER TABLE users ADD COLUMN a int;

-- migrate:down
ALTER TABLE users DROP COLUMN a;

#- /app/db/migrations/20260102030405_add_index_ix.sql
-- migrate:up transaction:false
-- add index ix

CREATE INDEX CONCURRENTLY ix ON users (email);

-- migrate:down transaction:false
DROP INDEX CONCURRENTLY ix;
`,
    { tool: 'sql', path: 'db/migrations/20240102030405_change.sql', rule: 'index-blocks-writes' },
  ));

test('what follows and needs the index keeps it where it is', async () => {
  const text = `CREATE UNIQUE INDEX ix ON users (email);
INSERT INTO users (email) VALUES ('a') ON CONFLICT DO NOTHING;
`;
  await expect(checkFix(text, text, { ...pair, rule: 'index-blocks-writes', history: [users] })).rejects.toThrow(
    'cannot be carried out',
  );
});

test('Windows line breaks, tabs and a missing last semicolon stay', () =>
  checkFix(
    'BEGIN;\r\n\tALTER TABLE users ADD COLUMN a int;\r\n\tDROP INDEX ix;\r\nCOMMIT',
    'BEGIN;\r\n\tALTER TABLE users ADD COLUMN a int;\r\nCOMMIT;\r\n\r\nDROP INDEX CONCURRENTLY ix;',
    { ...bare, rule: 'index-drop-waits', history: [users] },
  ));

test('the way back is written into the section that lacks it', () =>
  checkFix(
    '-- migrate:up\nALTER TABLE users ADD COLUMN a int;\n',
    `-- migrate:up
ALTER TABLE users ADD COLUMN a int;

-- migrate:down
ALTER TABLE users DROP COLUMN a;
`,
    {
      ...bare,
      rule: 'downgrade-missing',
      history: [`-- migrate:up\n${users}`],
    },
  ));

test('the way back is written into the empty section', () =>
  checkFix(
    '-- +goose Up\nalter table users add column a int;\n\n-- +goose Down\n',
    `-- +goose Up
alter table users add column a int;

-- +goose Down
alter table users drop column a;
`,
    {
      ...bare,
      rule: 'downgrade-missing',
      history: [`-- +goose Up\n${users}`],
    },
  ));

test('the way back is a file that does not exist yet', () =>
  checkFix(
    'ALTER TABLE users ADD COLUMN a int;\nCREATE INDEX ix ON users (a);\n',
    `ALTER TABLE users ADD COLUMN a int;
CREATE INDEX ix ON users (a);

#- /app/migrations/000002_change.down.sql
DROP INDEX ix;
ALTER TABLE users DROP COLUMN a;
`,
    {
      ...pair,
      rule: 'downgrade-missing',
      history: [users],
    },
  ));

test('the way back is written into the file that is there and empty', () =>
  checkFix(
    'ALTER TABLE users ADD COLUMN a int;\n',
    `ALTER TABLE users ADD COLUMN a int;

#- /app/migrations/000002_change.down.sql
-- to do
ALTER TABLE users DROP COLUMN a;
`,
    { ...pair, rule: 'downgrade-missing', history: [users], children: undo('-- to do\n') },
  ));

test('several actions of MySQL have one demand', () =>
  checkFix(
    'alter table users\n  add column a int,\n  add index ix (email); -- both\n',
    'alter table users\n  add column a int,\n  add index ix (email), algorithm=inplace, lock=none; -- both\n',
    { ...bare, engine: 'mysql', rule: 'online-ddl-unspecified', history: [users.replace('text', 'varchar(9)')] },
  ));

test('one action is exchanged, the others and the clauses of the statement stay', () =>
  checkFix(
    'ALTER TABLE IF EXISTS ONLY users\n  ALTER COLUMN age SET NOT NULL,\n  ADD COLUMN b int;\n',
    `ALTER TABLE IF EXISTS ONLY users
  ADD CONSTRAINT ck_users_age_not_null CHECK (age IS NOT NULL) NOT VALID,
  ADD COLUMN b int;

#- /app/migrations/0003_set_users_age_not_null.sql
-- set users age not null
--
-- Before this runs:
-- - [ ] The application writes age in every new row of users.
-- - [ ] No row of users has NULL in age any more; otherwise the validation fails and names the constraint ck_users_age_not_null.

ALTER TABLE users VALIDATE CONSTRAINT ck_users_age_not_null;

ALTER TABLE users ALTER COLUMN age SET NOT NULL;

ALTER TABLE users DROP CONSTRAINT ck_users_age_not_null;
`,
    {
      ...bare,
      rule: 'not-null-scan',
      history: [users],
    },
  ));

test('a CHECK without a name gets one, to be validated by', () =>
  checkFix(
    'ALTER TABLE users ADD CHECK (age > 0) NO INHERIT;\n',
    `ALTER TABLE users ADD CONSTRAINT ck_users_valid CHECK (age > 0) NO INHERIT NOT VALID;

#- /app/migrations/0003_validate_ck_users_valid.sql
-- validate ck_users_valid
--
-- Before this runs:
-- - [ ] Existing rows of users satisfy ck_users_valid; otherwise the validation fails and changes nothing.

ALTER TABLE users VALIDATE CONSTRAINT ck_users_valid;
`,
    {
      ...bare,
      rule: 'check-blocks',
      history: [users],
    },
  ));

test('what stands on one line with others is cut out alone', () =>
  checkFix(
    'BEGIN; CREATE INDEX ix ON users (email); SELECT 1; COMMIT;\n',
    `BEGIN; SELECT 1; COMMIT;

CREATE INDEX CONCURRENTLY ix ON users (email);
`,
    {
      ...bare,
      rule: 'index-blocks-writes',
      history: [users],
    },
  ));

test('goose is not asked where the way back needs its transaction', () =>
  checkFix(
    `-- +goose Up
CREATE INDEX ix ON users (email);

-- +goose Down
DROP INDEX ix;
UPDATE users SET age = 1;
`,
    `-- +goose Up

-- +goose Down
UPDATE users SET age = 1;

#- /app/migrations/0003_add_index_ix.sql
-- +goose NO TRANSACTION
-- +goose Up
-- add index ix

CREATE INDEX CONCURRENTLY ix ON users (email);

-- +goose Down
DROP INDEX CONCURRENTLY ix;
`,
    { ...bare, rule: 'index-blocks-writes', history: [`-- +goose Up\n${users}`] },
  ));
