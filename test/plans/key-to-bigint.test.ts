import { expect, test } from 'vitest';
import { scaffolded } from './scaffolded.ts';

test('the second column takes over key, numbers and what points at it', async () => {
  expect(
    await scaffolded(
      'key-to-bigint',
      { table: 'users' },
      {
        tool: 'sql',
        history: [
          'CREATE TABLE users (id serial PRIMARY KEY, name text);\nCREATE TABLE visits (of integer REFERENCES users);',
        ],
      },
    ),
  ).toMatchInlineSnapshot(`
    "
    -- 0101_add_bigint_beside_users_id.sql
    -- add bigint beside users id

    ALTER TABLE users ADD COLUMN id_new BIGINT;

    CREATE FUNCTION mirror_users_id_new() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'INSERT' THEN
        IF NEW.id_new IS NULL THEN
          NEW.id_new := NEW.id;
        ELSE
          NEW.id := NEW.id_new;
        END IF;
      ELSIF NEW.id_new::text IS DISTINCT FROM OLD.id_new::text THEN
        NEW.id := NEW.id_new;
      ELSIF NEW.id::text IS DISTINCT FROM OLD.id::text THEN
        NEW.id_new := NEW.id;
      END IF;
      RETURN NEW;
    END;
    $$;

    CREATE TRIGGER mirror_users_id_new BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE PROCEDURE mirror_users_id_new();

    -- 0102_backfill_users_id_new.sql
    -- backfill users id_new

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
        UPDATE users SET id_new = id
          WHERE id >= first_key AND id <= last_key AND id_new IS NULL;
        SELECT id INTO first_key FROM users WHERE id > last_key ORDER BY id LIMIT 1;
        COMMIT;
        batches := batches + 1;
        IF first_key IS NOT NULL THEN
          IF batches % 100 = 0 THEN
            RAISE NOTICE 'users.id_new: % batches, next from id %', batches, first_key;
          END IF;
          PERFORM pg_sleep_for(clock_timestamp() - batch_began);
        END IF;
      END LOOP;
      RAISE NOTICE 'users.id_new: filled in % batches', batches;
    END
    $$;

    ALTER TABLE users ADD CONSTRAINT ck_users_id_new_not_null CHECK (id_new IS NOT NULL) NOT VALID;

    -- 0103_add_uq_users_id_new.sql
    -- add uq_users_id_new
    --
    -- Before this runs:
    -- - [ ] No earlier try has left uq_users_id_new behind: a concurrent build that fails leaves an index that is not valid, and that has to be dropped first.

    CREATE UNIQUE INDEX CONCURRENTLY uq_users_id_new ON users (id_new);

    -- 0104_set_users_id_new_not_null.sql
    -- set users id_new not null
    --
    -- Before this runs:
    -- - [ ] No row of users has NULL in id_new any more; otherwise the validation fails and names the constraint ck_users_id_new_not_null.

    ALTER TABLE users VALIDATE CONSTRAINT ck_users_id_new_not_null;

    ALTER TABLE users ALTER COLUMN id_new SET NOT NULL;

    ALTER TABLE users DROP CONSTRAINT ck_users_id_new_not_null;

    -- 0105_swap_users_id.sql
    -- swap users id
    --
    -- Before this runs:
    -- - [ ] Every row of users has the same value in id and id_new.
    -- - [ ] The columns that point at users.id become bigint by plans of their own, before numbers outgrow them.

    DROP TRIGGER mirror_users_id_new ON users;

    DROP FUNCTION mirror_users_id_new();

    ALTER TABLE visits DROP CONSTRAINT visits_of_fkey;

    ALTER TABLE users DROP CONSTRAINT users_pkey;

    ALTER TABLE users ALTER COLUMN id DROP DEFAULT;

    ALTER TABLE users RENAME id TO id_old;

    ALTER TABLE users RENAME id_new TO id;

    ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX uq_users_id_new;

    ALTER TABLE users ALTER COLUMN id SET DEFAULT nextval('users_id_seq');

    ALTER SEQUENCE users_id_seq AS BIGINT OWNED BY users.id;

    ALTER TABLE users ALTER COLUMN id_old DROP NOT NULL;

    ALTER TABLE visits ADD CONSTRAINT visits_of_fkey FOREIGN KEY("of") REFERENCES users NOT VALID;

    -- 0106_drop_users_id_old.sql
    -- drop users id_old
    --
    -- Before this runs:
    -- - [ ] Views, functions and triggers use id instead of id_old.

    ALTER TABLE visits VALIDATE CONSTRAINT visits_of_fkey;

    ALTER TABLE users DROP COLUMN id_old;
    "
  `);
});

test('not a key that is no integer', async () => {
  expect(
    await scaffolded(
      'key-to-bigint',
      { table: 'users' },
      { tool: 'sql', history: ['CREATE TABLE users (id bigint PRIMARY KEY);'] },
    ),
  ).toMatchInlineSnapshot(`"users.id is not known from the history to be an integer"`);
});

test('not a key of several columns', async () => {
  expect(
    await scaffolded(
      'key-to-bigint',
      { table: 'users' },
      { tool: 'sql', history: ['CREATE TABLE users (id int, b int, PRIMARY KEY (id, b));'] },
    ),
  ).toMatchInlineSnapshot(`"The history knows of no primary key of users that is one column"`);
});

const alone = ['op.create_table("teams", sa.Column("id", sa.Integer(), primary_key=True))'];

test('where the server numbers rows without a sequence the column alone is changed', async () => {
  const made = await scaffolded('key-to-bigint', { table: 'teams' }, { history: alone, engine: 'mysql' });
  expect(made).toContain("gh-ost --database=DATABASE --table=teams --alter='MODIFY id BIGINT NOT NULL AUTO_INCREMENT'");
  expect(made).toContain('existing_type=sa.BigInteger(),\n        type_=sa.Integer()');
  expect(made).not.toMatch(/SEQUENCE|NotImplemented/);
});

test('a key that numbers the rows themselves has room enough', async () => {
  expect(await scaffolded('key-to-bigint', { table: 'teams' }, { history: alone, engine: 'sqlite' })).toBe(
    'teams.id is the number that every row has here: it has 64 bits already',
  );
});
