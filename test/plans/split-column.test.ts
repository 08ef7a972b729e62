import { expect, test } from 'vitest';
import { scaffolded } from './scaffolded.ts';

const history = [
  `op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.Text()))
op.create_table("visits", sa.Column("user", sa.Integer(), sa.ForeignKey("users.id")))`,
];

test('each side is computed from the other', async () => {
  expect(
    await scaffolded(
      'split-column',
      {
        table: 'users',
        column: 'name',
        first: 'First',
        firstValue: "split_part(name, ' ', 1)",
        second: 'last name',
        secondValue: "split_part(name, ' ', 2)",
        value: `concat_ws(' ', "First", "last name")`,
      },
      { tool: 'sql', history: ['CREATE TABLE users (id bigint PRIMARY KEY, name text);'] },
    ),
  ).toMatchInlineSnapshot(`
    "
    -- 0101_add_users_first_and_last_name.sql
    -- add users First and last name

    ALTER TABLE users ADD COLUMN "First" TEXT;

    ALTER TABLE users ADD COLUMN "last name" TEXT;

    CREATE FUNCTION "mirror_users_name_First"() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE given users%ROWTYPE;
    BEGIN
      IF TG_OP = 'INSERT' THEN
        IF NEW."First" IS NULL AND NEW."last name" IS NULL THEN
          SELECT split_part(name, ' ', 1), split_part(name, ' ', 2)
          INTO NEW."First", NEW."last name"
          FROM (SELECT NEW.*) AS written;
        ELSE
          SELECT concat_ws(' ', "First", "last name")
          INTO NEW.name
          FROM (SELECT NEW.*) AS written;
        END IF;
      ELSIF NEW."First"::text IS DISTINCT FROM OLD."First"::text OR NEW."last name"::text IS DISTINCT FROM OLD."last name"::text THEN
        given := NEW;
        SELECT split_part(name, ' ', 1), split_part(name, ' ', 2)
        INTO given."First", given."last name"
        FROM (SELECT NEW.*) AS written;
        IF OLD."First" IS NULL AND OLD."last name" IS NULL
          AND (NEW."First" IS NULL OR NEW."First"::text IS NOT DISTINCT FROM given."First"::text)
          AND (NEW."last name" IS NULL OR NEW."last name"::text IS NOT DISTINCT FROM given."last name"::text)
        THEN
          NEW := given;
        ELSE
          SELECT concat_ws(' ', "First", "last name")
          INTO NEW.name
          FROM (SELECT NEW.*) AS written;
        END IF;
      ELSIF NEW.name::text IS DISTINCT FROM OLD.name::text THEN
        given := NEW;
        SELECT concat_ws(' ', "First", "last name")
        INTO given.name
        FROM (SELECT NEW.*) AS written;
        IF OLD.name IS NULL
          AND (NEW.name IS NULL OR NEW.name::text IS NOT DISTINCT FROM given.name::text)
        THEN
          NEW := given;
        ELSE
          SELECT split_part(name, ' ', 1), split_part(name, ' ', 2)
          INTO NEW."First", NEW."last name"
          FROM (SELECT NEW.*) AS written;
        END IF;
      END IF;
      RETURN NEW;
    END;
    $$;

    CREATE TRIGGER "mirror_users_name_First" BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE PROCEDURE "mirror_users_name_First"();

    -- 0102_backfill_users_first_and_last_name.sql
    -- backfill users First and last name

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
        UPDATE users SET "First" = split_part(name, ' ', 1)
          WHERE id >= first_key AND id <= last_key AND "First" IS NULL;
        SELECT id INTO first_key FROM users WHERE id > last_key ORDER BY id LIMIT 1;
        COMMIT;
        batches := batches + 1;
        IF first_key IS NOT NULL THEN
          IF batches % 100 = 0 THEN
            RAISE NOTICE 'users.First: % batches, next from id %', batches, first_key;
          END IF;
          PERFORM pg_sleep_for(clock_timestamp() - batch_began);
        END IF;
      END LOOP;
      RAISE NOTICE 'users.First: filled in % batches', batches;
    END
    $$;

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
        UPDATE users SET "last name" = CASE WHEN "First" IS NULL THEN split_part(name, ' ', 2) END
          WHERE id >= first_key AND id <= last_key AND "last name" IS NULL;
        SELECT id INTO first_key FROM users WHERE id > last_key ORDER BY id LIMIT 1;
        COMMIT;
        batches := batches + 1;
        IF first_key IS NOT NULL THEN
          IF batches % 100 = 0 THEN
            RAISE NOTICE 'users.last name: % batches, next from id %', batches, first_key;
          END IF;
          PERFORM pg_sleep_for(clock_timestamp() - batch_began);
        END IF;
      END LOOP;
      RAISE NOTICE 'users.last name: filled in % batches', batches;
    END
    $$;

    -- 0103_drop_users_name.sql
    -- drop users name
    --
    -- Before this runs:
    -- - [ ] The code that is deployed everywhere reads and writes First and last name, and name nowhere.
    -- - [ ] Views, functions and triggers use First and last name instead of name.

    DROP TRIGGER "mirror_users_name_First" ON users;

    DROP FUNCTION "mirror_users_name_First"();

    ALTER TABLE users DROP COLUMN name;
    "
  `);
});

test('not into a column that is there', async () => {
  expect(
    await scaffolded(
      'split-column',
      { table: 'users', column: 'name', first: 'id', firstValue: 'x', second: 'b', secondValue: 'y', value: 'z' },
      { history },
    ),
  ).toMatchInlineSnapshot(`"There is a column users.id already"`);
});
