import { expect, test } from 'vitest';
import { scaffolded } from './scaffolded.ts';

const history = [
  `op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.Text()))
op.create_table("visits", sa.Column("user", sa.Integer(), sa.ForeignKey("users.id")))`,
];

test('computed when it is read, where that is instant', async () => {
  expect(
    await scaffolded(
      'generated-column',
      { table: 'users', column: 'low', type: 'text', expression: 'lower(name)' },
      { history, version: '18' },
    ),
  ).toMatchInlineSnapshot(`
    "
    # add users low

    def upgrade():
        op.add_column(
            "users",
            sa.Column(
                "low", sa.Text(), sa.Computed("lower(name)", persisted=False), nullable=True
            ),
        )

    def downgrade():
        op.drop_column("users", "low")
    "
  `);
});

test('by a trigger where it would be stored', async () => {
  expect(
    await scaffolded(
      'generated-column',
      { table: 'users', column: 'low', type: 'text', expression: 'lower(name)' },
      { tool: 'sql', history: ['CREATE TABLE users (id bigint PRIMARY KEY, name text);'] },
    ),
  ).toMatchInlineSnapshot(`
    "
    -- 0101_add_users_low.sql
    -- add users low

    ALTER TABLE users ADD COLUMN low TEXT;

    CREATE FUNCTION compute_users_low() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      SELECT lower(name) INTO NEW.low FROM (SELECT NEW.*) AS written;
      RETURN NEW;
    END;
    $$;

    CREATE TRIGGER compute_users_low BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE PROCEDURE compute_users_low();

    -- 0102_backfill_users_low.sql
    -- backfill users low

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
        UPDATE users SET low = lower(name)
          WHERE id >= first_key AND id <= last_key AND low IS NULL;
        SELECT id INTO first_key FROM users WHERE id > last_key ORDER BY id LIMIT 1;
        COMMIT;
        batches := batches + 1;
        IF first_key IS NOT NULL THEN
          IF batches % 100 = 0 THEN
            RAISE NOTICE 'users.low: % batches, next from id %', batches, first_key;
          END IF;
          PERFORM pg_sleep_for(clock_timestamp() - batch_began);
        END IF;
      END LOOP;
      RAISE NOTICE 'users.low: filled in % batches', batches;
    END
    $$;
    "
  `);
});
