import { expect, test } from 'vitest';
import { scaffolded } from './scaffolded.ts';

const history = [
  `op.create_table("orders", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("note", sa.Text()))`,
];
const answers = { table: 'orders', column: 'number' };

test('new rows take numbers first, old ones follow, and the identity goes on with them', async () => {
  expect(await scaffolded('add-identity-column', answers, { history })).toMatchInlineSnapshot(`
    "
    # add orders number
    # - [ ] Whoever inserts into orders without owning it gets USAGE on new sequences by default privileges; otherwise this migration grants it on orders_number_numbers.

    def upgrade():
        op.add_column("orders", sa.Column("number", sa.BigInteger(), nullable=True))
        op.execute("CREATE SEQUENCE orders_number_numbers AS BIGINT")
        op.alter_column(
            "orders", "number", server_default=sa.text("nextval('orders_number_numbers')")
        )

    def downgrade():
        op.drop_column("orders", "number")
        op.execute("DROP SEQUENCE orders_number_numbers")

    # backfill orders number

    def upgrade():
        with op.get_context().autocommit_block():
            connection = op.get_bind()
            log = logging.getLogger("alembic.runtime.migration")
            batches = 0
            start = connection.scalar(sa.text("SELECT id FROM orders ORDER BY id LIMIT 1"))
            while start is not None:
                began = time.monotonic()
                end = connection.scalar(
                    sa.text(
                        "SELECT id FROM orders WHERE id >= :start ORDER BY id LIMIT 1 OFFSET 1000"
                    ),
                    {"start": start},
                )
                batch = "id >= :start"
                if end is not None:
                    batch += " AND id < :end"
                connection.execute(
                    sa.text(f"""
                        UPDATE orders
                        SET number = nextval('orders_number_numbers')
                        WHERE {batch} AND number IS NULL
                    """),
                    {"start": start, "end": end},
                )
                batches += 1
                if end is not None:
                    if batches % 100 == 0:
                        log.info("orders.number: %s batches, next from id %s", batches, end)
                    time.sleep(time.monotonic() - began)
                start = end
            log.info("orders.number: filled in %s batches", batches)
        op.create_check_constraint(
            "ck_orders_number_not_null",
            "orders",
            "number IS NOT NULL",
            postgresql_not_valid=True,
        )

    def downgrade():
        op.drop_constraint("ck_orders_number_not_null", "orders", type_="check")

    # add index uq_orders_number
    # - [ ] No earlier try has left uq_orders_number behind: a concurrent build that fails leaves an index that is not valid, and that has to be dropped first.

    def upgrade():
        with op.get_context().autocommit_block():
            op.create_index(
                "uq_orders_number",
                "orders",
                ["number"],
                unique=True,
                postgresql_concurrently=True,
            )

    def downgrade():
        with op.get_context().autocommit_block():
            op.drop_index(
                "uq_orders_number", table_name="orders", postgresql_concurrently=True
            )

    # set orders number not null
    # - [ ] No row of orders has NULL in number any more; otherwise the validation fails and names the constraint ck_orders_number_not_null.

    def upgrade():
        with op.get_context().autocommit_block():
            op.execute("ALTER TABLE orders VALIDATE CONSTRAINT ck_orders_number_not_null")
        op.alter_column("orders", "number", nullable=False)
        op.drop_constraint("ck_orders_number_not_null", "orders", type_="check")

    def downgrade():
        op.create_check_constraint(
            "ck_orders_number_not_null",
            "orders",
            "number IS NOT NULL",
            postgresql_not_valid=True,
        )
        op.alter_column("orders", "number", nullable=True)

    # number orders number by identity
    # - [ ] No code takes numbers from orders_number_numbers by name: it goes.

    def upgrade():
        op.alter_column("orders", "number", server_default=None)
        op.execute(
            "ALTER TABLE orders ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY"
        )
        op.execute("""
            SELECT setval(pg_get_serial_sequence('orders', 'number'),
                nextval('orders_number_numbers'), false)
        """)
        op.execute("DROP SEQUENCE orders_number_numbers")

    def downgrade():
        op.execute("LOCK TABLE orders IN ACCESS EXCLUSIVE MODE")
        op.execute("CREATE SEQUENCE orders_number_numbers AS BIGINT")
        op.execute("""
            SELECT setval('orders_number_numbers',
                nextval(pg_get_serial_sequence('orders', 'number')), false)
        """)
        op.execute("ALTER TABLE orders ALTER COLUMN number DROP IDENTITY")
        op.alter_column(
            "orders", "number", server_default=sa.text("nextval('orders_number_numbers')")
        )
    "
  `);
});

test('the same in SQL, in a schema, with names that are quoted', async () => {
  expect(
    await scaffolded(
      'add-identity-column',
      { table: 'app.Orders', column: 'the "number"', type: 'integer', given: 'yes' },
      { tool: 'sql', history: ['CREATE TABLE app."Orders" (id bigint PRIMARY KEY);'] },
    ),
  ).toMatchInlineSnapshot(`
    "
    -- 0101_add_orders_the_number.sql
    -- add Orders the "number"
    --
    -- Before this runs:
    -- - [ ] Whoever inserts into Orders without owning it gets USAGE on new sequences by default privileges; otherwise this migration grants it on Orders_the "number"_numbers.

    ALTER TABLE app."Orders" ADD COLUMN "the ""number""" INTEGER;

    CREATE SEQUENCE app."Orders_the ""number""_numbers" AS INTEGER;

    ALTER TABLE app."Orders" ALTER COLUMN "the ""number""" SET DEFAULT nextval('app."Orders_the ""number""_numbers"');

    -- 0102_backfill_orders_the_number.sql
    -- backfill Orders the "number"

    DO $$
    DECLARE
      first_key app."Orders".id%TYPE;
      last_key app."Orders".id%TYPE;
      batches bigint := 0;
      batch_began timestamptz;
    BEGIN
      SELECT id INTO first_key FROM app."Orders" ORDER BY id LIMIT 1;
      WHILE first_key IS NOT NULL LOOP
        batch_began := clock_timestamp();
        SELECT id INTO last_key FROM (
          SELECT id FROM app."Orders" WHERE id >= first_key ORDER BY id LIMIT 1000
        ) AS batch ORDER BY id DESC LIMIT 1;
        UPDATE app."Orders" SET "the ""number""" = nextval('app."Orders_the ""number""_numbers"')
          WHERE id >= first_key AND id <= last_key AND "the ""number""" IS NULL;
        SELECT id INTO first_key FROM app."Orders" WHERE id > last_key ORDER BY id LIMIT 1;
        COMMIT;
        batches := batches + 1;
        IF first_key IS NOT NULL THEN
          IF batches % 100 = 0 THEN
            RAISE NOTICE 'app.Orders.the "number": % batches, next from id %', batches, first_key;
          END IF;
          PERFORM pg_sleep_for(clock_timestamp() - batch_began);
        END IF;
      END LOOP;
      RAISE NOTICE 'app.Orders.the "number": filled in % batches', batches;
    END
    $$;

    ALTER TABLE app."Orders" ADD CONSTRAINT "ck_Orders_the ""number""_not_null" CHECK ("the ""number""" IS NOT NULL) NOT VALID;

    -- 0103_add_index_uq_orders_the_number.sql
    -- add index uq_Orders_the "number"
    --
    -- Before this runs:
    -- - [ ] No earlier try has left uq_Orders_the "number" behind: a concurrent build that fails leaves an index that is not valid, and that has to be dropped first.

    CREATE UNIQUE INDEX CONCURRENTLY "uq_Orders_the ""number""" ON app."Orders" ("the ""number""");

    -- 0104_set_orders_the_number_not_null.sql
    -- set Orders the "number" not null
    --
    -- Before this runs:
    -- - [ ] No row of Orders has NULL in the "number" any more; otherwise the validation fails and names the constraint ck_Orders_the "number"_not_null.

    ALTER TABLE app."Orders" VALIDATE CONSTRAINT "ck_Orders_the ""number""_not_null";

    ALTER TABLE app."Orders" ALTER COLUMN "the ""number""" SET NOT NULL;

    ALTER TABLE app."Orders" DROP CONSTRAINT "ck_Orders_the ""number""_not_null";

    -- 0105_number_orders_the_number_by_identity.sql
    -- number Orders the "number" by identity
    --
    -- Before this runs:
    -- - [ ] No code takes numbers from Orders_the "number"_numbers by name: it goes.

    ALTER TABLE app."Orders" ALTER COLUMN "the ""number""" DROP DEFAULT;

    ALTER TABLE app."Orders" ALTER COLUMN "the ""number""" ADD GENERATED BY DEFAULT AS IDENTITY;

    SELECT setval(pg_get_serial_sequence('app."Orders"', 'the "number"'), nextval('app."Orders_the ""number""_numbers"'), false);

    DROP SEQUENCE app."Orders_the ""number""_numbers";
    "
  `);
});

test('a column that counts up where there are no identities', async () => {
  expect(
    await scaffolded('add-identity-column', answers, {
      tool: 'sql',
      engine: 'mysql',
      history: ['CREATE TABLE orders (id char(36) PRIMARY KEY);'],
    }),
  ).toMatchInlineSnapshot(`
    "
    -- 0101_add_orders_number.sql
    -- add orders number
    --
    -- Before this runs:
    -- - [ ] This rewrites all of orders while writes wait: it runs when nobody needs orders.

    ALTER TABLE orders ADD COLUMN number BIGINT NOT NULL AUTO_INCREMENT UNIQUE;
    "
  `);
});

test('at once where a proof spares no scan', async () => {
  expect(await scaffolded('add-identity-column', answers, { history, version: '11' })).toMatchInlineSnapshot(`
    "
    # add orders number
    # - [ ] This rewrites all of orders while reads and writes wait: it runs when nobody needs orders.

    def upgrade():
        op.add_column(
            "orders",
            sa.Column("number", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        )
        op.create_index("uq_orders_number", "orders", ["number"], unique=True)

    def downgrade():
        op.drop_column("orders", "number")
    "
  `);
});

test.each([
  ['postgresql', { type: 'text' }, history, '"text" takes no numbers of a sequence: write bigint, integer or smallint'],
  ['postgresql', { column: 'note' }, history, 'There is a column note in orders already'],
  [
    'sqlite',
    {},
    ['op.execute("CREATE TABLE orders (a text)")'],
    'The database numbers no column of orders that is no key',
  ],
  [
    'mysql',
    {},
    ['op.execute("CREATE TABLE orders (id int AUTO_INCREMENT PRIMARY KEY)")'],
    'The database numbers no column of orders beside id',
  ],
  ['mysql', {}, history, 'The database numbers no column of orders beside id'],
  [
    'postgresql',
    {},
    ['op.execute("CREATE TABLE orders (id bigint, at date) PARTITION BY RANGE (at)")'],
    'orders is partitioned: no index tells the numbers of all its partitions apart',
  ],
] as const)('not in %s with %o after %s', async (engine, more, before, words) => {
  expect(await scaffolded('add-identity-column', { ...answers, ...more }, { history: before, engine })).toBe(words);
});
