import { expect, test } from 'vitest';
import { scaffolded } from './scaffolded.ts';

const sql = {
  tool: 'sql',
  history: ['CREATE TABLE "50% off" (a integer, batches integer, price integer, PRIMARY KEY (a, batches));'],
} as const;
const answers = { table: '"50% off"', column: 'price', value: 'batches * 2' };

test('along several keys, with names of the table that the block must not take for its own', async () => {
  expect(await scaffolded('backfill', answers, sql)).toMatchInlineSnapshot(`
    "
    -- 0101_backfill_50_off_price.sql
    -- backfill 50% off price

    DO $$
    DECLARE
      first_key_1 "50% off".a%TYPE;
      first_key_2 "50% off".batches%TYPE;
      last_key_1 "50% off".a%TYPE;
      last_key_2 "50% off".batches%TYPE;
      batches_here bigint := 0;
      batch_began timestamptz;
    BEGIN
      SELECT a, batches INTO first_key_1, first_key_2 FROM "50% off" ORDER BY a, batches LIMIT 1;
      WHILE first_key_1 IS NOT NULL LOOP
        batch_began := clock_timestamp();
        SELECT a, batches INTO last_key_1, last_key_2 FROM (
          SELECT a, batches FROM "50% off" WHERE (a, batches) >= (first_key_1, first_key_2) ORDER BY a, batches LIMIT 1000
        ) AS batch ORDER BY a DESC, batches DESC LIMIT 1;
        UPDATE "50% off" SET price = batches * 2
          WHERE (a, batches) >= (first_key_1, first_key_2) AND (a, batches) <= (last_key_1, last_key_2) AND price IS NULL;
        SELECT a, batches INTO first_key_1, first_key_2 FROM "50% off" WHERE (a, batches) > (last_key_1, last_key_2) ORDER BY a, batches LIMIT 1;
        COMMIT;
        batches_here := batches_here + 1;
        IF first_key_1 IS NOT NULL THEN
          IF batches_here % 100 = 0 THEN
            RAISE NOTICE '50%% off.price: % batches, next from a, batches %', batches_here, (first_key_1, first_key_2);
          END IF;
          PERFORM pg_sleep_for(clock_timestamp() - batch_began);
        END IF;
      END LOOP;
      RAISE NOTICE '50%% off.price: filled in % batches', batches_here;
    END
    $$;
    "
  `);
});

test('a rest that somebody asked for, on a table without a key', async () => {
  const given = { table: 'users', column: 'name', value: "'x'", batch: '20', pause: '0.5' };
  expect(await scaffolded('backfill', given, { tool: 'sql' })).toMatchInlineSnapshot(`
    "
    -- 0101_backfill_users_name.sql
    -- backfill users name
    --
    -- Before this runs:
    -- - [ ] The history does not say what the primary key of users is: each batch searches users from its beginning for rows to fill, which takes long on a large table. If it has a key, let the batches follow that.

    DO $$
    DECLARE
      batches bigint := 0;
    BEGIN
      WHILE EXISTS (SELECT FROM users WHERE name IS NULL AND NOT (('x') IS NULL)) LOOP
        IF batches > 0 THEN
          PERFORM pg_sleep(0.5);
        END IF;
        UPDATE users SET name = 'x'
          WHERE name IS NULL
            AND ctid = ANY (ARRAY(SELECT ctid FROM users WHERE name IS NULL AND NOT (('x') IS NULL) LIMIT 20));
        COMMIT;
        batches := batches + 1;
        IF batches % 100 = 0 THEN
          RAISE NOTICE 'users.name: % batches', batches;
        END IF;
      END LOOP;
      RAISE NOTICE 'users.name: filled in % batches', batches;
    END
    $$;
    "
  `);
  expect(await scaffolded('backfill', given, { tool: 'sql', engine: 'mariadb' })).toMatchInlineSnapshot(`
    "
    -- 0101_backfill_users_name.sql
    -- backfill users name
    --
    -- Before this runs:
    -- - [ ] The history does not say what the primary key of users is: each batch searches users from its beginning for rows to fill, which takes long on a large table. If it has a key, let the batches follow that.

    DROP PROCEDURE IF EXISTS backfill_users_name;

    CREATE PROCEDURE backfill_users_name()
    BEGIN
      SET @batches = 0;
      SET @filled = 1;
      WHILE @filled > 0 DO
        UPDATE users SET name = 'x'
          WHERE name IS NULL AND ('x') IS NOT NULL LIMIT 20;
        SET @filled = ROW_COUNT();
        COMMIT;
        IF @filled > 0 THEN
          SET @batches = @batches + 1;
          IF @batches % 100 = 0 THEN
            SELECT CONCAT('users.name: ', @batches, ' batches') AS progress;
          END IF;
          DO SLEEP(0.5);
        END IF;
      END WHILE;
      SELECT CONCAT('users.name: filled in ', @batches, ' batches') AS progress;
    END;

    CALL backfill_users_name();

    DROP PROCEDURE backfill_users_name;
    "
  `);
  expect(await scaffolded('backfill', given)).toMatchInlineSnapshot(`
    "
    # backfill users name
    # - [ ] The history does not say what the primary key of users is: each batch searches users from its beginning for rows to fill, which takes long on a large table. If it has a key, let the batches follow that.

    def upgrade():
        with op.get_context().autocommit_block():
            connection = op.get_bind()
            log = logging.getLogger("alembic.runtime.migration")
            batches = 0
            unfilled = sa.text("""
                SELECT EXISTS (SELECT FROM users
                WHERE name IS NULL AND NOT (('x') IS NULL))
            """)
            while connection.scalar(unfilled):
                if batches > 0:
                    time.sleep(0.5)
                connection.execute(
                    sa.text("""
                        UPDATE users
                        SET name = 'x'
                        WHERE name IS NULL AND ctid = ANY (ARRAY(
                            SELECT ctid FROM users
                            WHERE name IS NULL AND NOT (('x') IS NULL)
                            LIMIT 20
                        ))
                    """)
                )
                batches += 1
                if batches % 100 == 0:
                    log.info("users.name: %s batches", batches)
            log.info("users.name: filled in %s batches", batches)

    def downgrade():
        pass
    "
  `);
});

test('no rest at all', async () => {
  const given = { ...answers, pause: '0' };
  const made = [await scaffolded('backfill', given), await scaffolded('backfill', given, { tool: 'sql' })];
  expect(made.join('')).not.toMatch(/sleep|began|took|import time/);
});

test.each([
  [{ batch: '0' }, '"0" is no number of rows: write for instance 500'],
  [{ pause: '-1' }, '"-1" is no number of seconds: write for instance 0.2'],
  [{ pause: '1; DROP TABLE users' }, '"1; DROP TABLE users" is no number of seconds: write for instance 0.2'],
])('%j', async (given, problem) => expect(await scaffolded('backfill', { ...answers, ...given }, sql)).toBe(problem));
