import { expect, test } from 'vitest';
import { scaffolded } from './scaffolded.ts';

const history = [
  'CREATE TABLE users (id bigint PRIMARY KEY, bio text NOT NULL);',
  'CREATE TABLE app.profiles (id bigint PRIMARY KEY, user_id bigint UNIQUE REFERENCES users, age int);',
];
const answers = { table: 'users', column: 'bio', into: 'app.profiles', by: 'user_id', to: 'Bio' };

test('each table is changed by itself, and what is written to either reaches the other', async () => {
  expect(await scaffolded('move-column', answers, { tool: 'sql', history })).toMatchInlineSnapshot(`
    "
    -- 0101_add_profiles_bio.sql
    -- add profiles Bio
    --
    -- Before this runs:
    -- - [ ] Whoever writes to one of users and app.profiles may also read and write the other: triggers do that in their name.

    ALTER TABLE app.profiles ADD COLUMN "Bio" TEXT;

    CREATE FUNCTION app."move_profiles_Bio_back_to_users"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
    DECLARE
      linked boolean := TG_OP = 'INSERT';
      written boolean := TG_OP = 'INSERT';
    BEGIN
      IF TG_OP = 'UPDATE' THEN
        linked := NEW.user_id IS DISTINCT FROM OLD.user_id;
        written := NEW."Bio"::text IS DISTINCT FROM OLD."Bio"::text;
      END IF;
      IF linked THEN
        PERFORM 1 FROM users AS theirs WHERE theirs.id = NEW.user_id FOR NO KEY UPDATE;
        IF NEW."Bio" IS NULL THEN
          UPDATE app.profiles AS mine SET "Bio" = theirs.bio
            FROM users AS theirs WHERE theirs.id = NEW.user_id AND mine.user_id = NEW.user_id
            AND theirs.bio IS NOT NULL AND mine."Bio"::text IS DISTINCT FROM theirs.bio::text;
          UPDATE users AS theirs SET bio = NEW."Bio"
            WHERE theirs.id = NEW.user_id AND theirs.bio IS NULL AND NEW."Bio" IS NOT NULL;
          RETURN NULL;
        END IF;
      END IF;
      IF linked OR written THEN
        UPDATE users AS theirs SET bio = NEW."Bio"
          WHERE theirs.id = NEW.user_id AND theirs.bio::text IS DISTINCT FROM NEW."Bio"::text;
      END IF;
      RETURN NULL;
    END;
    $$;

    CREATE TRIGGER "move_profiles_Bio_back_to_users" AFTER INSERT OR UPDATE ON app.profiles FOR EACH ROW EXECUTE PROCEDURE app."move_profiles_Bio_back_to_users"();

    -- 0102_keep_profiles_bio_equal_to_users_bio.sql
    -- keep profiles Bio equal to users bio
    --
    -- Before this runs:
    -- - [ ] The downgrade makes users.bio NOT NULL again: it fails while a row has none, because new code made one.

    ALTER TABLE users ALTER COLUMN bio DROP NOT NULL;

    CREATE FUNCTION move_users_bio_to_profiles() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
    DECLARE
      linked boolean := TG_OP = 'INSERT';
      written boolean := TG_OP = 'INSERT';
    BEGIN
      IF TG_OP = 'UPDATE' THEN
        linked := NEW.id IS DISTINCT FROM OLD.id;
        written := NEW.bio::text IS DISTINCT FROM OLD.bio::text;
      END IF;
      IF linked THEN
        PERFORM 1 FROM app.profiles AS theirs WHERE theirs.user_id = NEW.id FOR NO KEY UPDATE;
        IF NEW.bio IS NULL OR NOT written THEN
          UPDATE users AS mine SET bio = theirs."Bio"
            FROM app.profiles AS theirs WHERE theirs.user_id = NEW.id AND mine.id = NEW.id
            AND theirs."Bio" IS NOT NULL AND mine.bio::text IS DISTINCT FROM theirs."Bio"::text;
          UPDATE app.profiles AS theirs SET "Bio" = NEW.bio
            WHERE theirs.user_id = NEW.id AND theirs."Bio" IS NULL AND NEW.bio IS NOT NULL;
          RETURN NULL;
        END IF;
      END IF;
      IF linked OR written THEN
        UPDATE app.profiles AS theirs SET "Bio" = NEW.bio
          WHERE theirs.user_id = NEW.id AND theirs."Bio"::text IS DISTINCT FROM NEW.bio::text;
      END IF;
      RETURN NULL;
    END;
    $$;

    CREATE TRIGGER move_users_bio_to_profiles AFTER INSERT OR UPDATE ON users FOR EACH ROW EXECUTE PROCEDURE move_users_bio_to_profiles();

    -- 0103_backfill_profiles_bio.sql
    -- backfill profiles Bio
    --
    -- Before this runs:
    -- - [ ] Code that reads app.profiles.Bio comes behind this migration.
    -- - [ ] While it runs beside code that names users.bio, two transactions that write the value of one and the same row at the same moment, each in its own table, can wait for one another: the server ends one of them as a deadlock, and that one is tried again.

    DO $$
    DECLARE
      first_key app.profiles.id%TYPE;
      last_key app.profiles.id%TYPE;
      batches bigint := 0;
      batch_began timestamptz;
    BEGIN
      SELECT id INTO first_key FROM app.profiles ORDER BY id LIMIT 1;
      WHILE first_key IS NOT NULL LOOP
        batch_began := clock_timestamp();
        SELECT id INTO last_key FROM (
          SELECT id FROM app.profiles WHERE id >= first_key ORDER BY id LIMIT 200
        ) AS batch ORDER BY id DESC LIMIT 1;
        UPDATE app.profiles SET "Bio" = (SELECT theirs.bio FROM users AS theirs WHERE theirs.id = app.profiles.user_id FOR NO KEY UPDATE)
          WHERE id >= first_key AND id <= last_key AND "Bio" IS NULL;
        SELECT id INTO first_key FROM app.profiles WHERE id > last_key ORDER BY id LIMIT 1;
        COMMIT;
        batches := batches + 1;
        IF first_key IS NOT NULL THEN
          IF batches % 100 = 0 THEN
            RAISE NOTICE 'app.profiles.Bio: % batches, next from id %', batches, first_key;
          END IF;
          PERFORM pg_sleep_for(clock_timestamp() - batch_began);
        END IF;
      END LOOP;
      RAISE NOTICE 'app.profiles.Bio: filled in % batches', batches;
    END
    $$;

    -- 0104_drop_users_bio.sql
    -- drop users bio
    --
    -- Before this runs:
    -- - [ ] The code that is deployed everywhere reads and writes app.profiles.Bio, and users.bio nowhere.
    -- - [ ] No row of users has a value in bio without a row in app.profiles whose user_id is its id: that value would go.
    -- - [ ] Views, functions and other triggers use app.profiles.Bio instead of users.bio.
    -- - [ ] app.profiles.Bio can be NULL: who wants it NOT NULL, as users.bio was, lets set-not-null follow.

    DROP TRIGGER IF EXISTS "move_profiles_Bio_back_to_users" ON app.profiles;

    DROP FUNCTION IF EXISTS app."move_profiles_Bio_back_to_users"();

    DROP TRIGGER move_users_bio_to_profiles ON users;

    DROP FUNCTION move_users_bio_to_profiles();

    ALTER TABLE users DROP COLUMN bio;
    "
  `);
});

test('not where values would be lost', async () => {
  expect(await scaffolded('move-column', { ...answers, by: 'age' }, { tool: 'sql', history })).toMatchInlineSnapshot(
    `"Two rows of app.profiles can have the same age: values would be lost. Make it unique first"`,
  );
});

test('to the table that its own points at', async () => {
  const pointing = [
    'CREATE TABLE profiles (id bigint PRIMARY KEY);',
    'CREATE TABLE users (id bigint PRIMARY KEY, profile_id bigint UNIQUE REFERENCES profiles, bio text);',
  ];
  const asked = { table: 'users', column: 'bio', into: 'profiles', by: 'id', key: 'profile_id' };
  const made = await scaffolded('move-column', asked, { tool: 'sql', history: pointing });
  expect(made).toContain('WHERE theirs.id = NEW.profile_id AND mine.profile_id = NEW.profile_id');
});

test('where triggers cannot write back it is done at once', async () => {
  const made = await scaffolded('move-column', answers, { tool: 'sql', engine: 'mariadb', history });
  expect(made).not.toContain('CREATE TRIGGER');
});

test('what the engine cannot do in phases is done at once', async () => {
  const made = await scaffolded('move-column', answers, {
    engine: 'sqlite',
    history: [
      `op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("bio", sa.Text(), nullable=False))
    op.create_table("profiles", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("user_id", sa.Integer(), unique=True), schema="app")`,
    ],
  });
  expect(made.match(/^# .*/gm)?.join('\n')).toMatchInlineSnapshot(`
    "# move users bio to profiles Bio
    # - [ ] No code that names users.bio runs any more, and none that names app.profiles.Bio runs yet.
    # - [ ] No row of users has a value in bio without a row in app.profiles whose user_id is its id: that value would go."
  `);
});

test.each([
  [{ into: 'users' }, 'users.bio is in users already: to rename it is another pattern'],
  [{ to: 'age' }, 'There is a column app.profiles.age already'],
  [{ column: 'id' }, 'users.id is a key or computes itself: it cannot be moved in phases'],
  [{ by: 'owner' }, 'There is no column app.profiles.owner'],
  [{ key: 'bio', column: 'id' }, 'users.id is a key or computes itself: it cannot be moved in phases'],
])('%o is no move', async (wrong, problem) => {
  expect(await scaffolded('move-column', { ...answers, ...wrong }, { tool: 'sql', history })).toBe(problem);
});
