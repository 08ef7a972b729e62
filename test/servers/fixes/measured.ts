import type { EngineCalled } from '../transactions/cases.ts';

/** A migration that locks, and beside it a reader and a writer, whose waits its fix is said to shorten. */
export interface Measured {
  readonly rule: string;
  readonly what: string;
  readonly engine: EngineCalled;
  readonly version: number;
  readonly history: string;
  readonly up: string;
  readonly down: string;
  /** Statements with a number `:n` of a row. */
  readonly read: string;
  readonly write: string;
  /** What a report reads in a transaction that stays open for two seconds. */
  readonly held?: string;
  /** What becomes less where it is not every wait: those of readers alone, or the time that all takes. */
  readonly gain?: 'reads' | 'time';
  /** The definition of the table in SQL: then `up` is a file of SQL, whose fix is carried out statement by statement. */
  readonly table?: string;
}

export const rowsMeasured = Number(process.env.ROWS_MEASURED ?? 300_000);

const orders = `op.execute("CREATE TABLE users (id bigint PRIMARY KEY, touched integer)")
op.execute("INSERT INTO users SELECT g, 0 FROM generate_series(1, ${rowsMeasured}) g")
op.create_table("orders", sa.Column("id", sa.BigInteger(), primary_key=True), sa.Column("user_id", sa.BigInteger()), sa.Column("quantity", sa.Integer()), sa.Column("size", sa.Integer()), sa.Column("email", sa.Text()), sa.Column("note", sa.Text()), sa.Column("touched", sa.Integer()))
op.execute("INSERT INTO orders SELECT g, g, g, g, 'user' || g, repeat('note', 20), 0 FROM generate_series(1, ${rowsMeasured}) g")
op.create_index("ix_orders_note", "orders", ["note"])`;

const on = (table: string) => ({
  read: `SELECT touched FROM ${table} WHERE id = :n`,
  write: `UPDATE ${table} SET touched = :n WHERE id = :n`,
});

const one = (rule: string, what: string, up: string, down: string, more: Partial<Measured> = {}): Measured => ({
  rule,
  what,
  engine: 'postgresql',
  version: 15,
  history: orders,
  up,
  down,
  ...on('orders'),
  ...more,
});

const parts = `op.execute("CREATE TABLE events (id bigint NOT NULL, touched integer) PARTITION BY RANGE (id)")
op.execute("CREATE TABLE events_1 (id bigint NOT NULL, touched integer)")
op.execute("INSERT INTO events_1 SELECT g, 0 FROM generate_series(1, ${rowsMeasured}) g")
op.execute("CREATE INDEX ix_events_1 ON events_1 (id)")`;
const attached = `op.execute("ALTER TABLE events ATTACH PARTITION events_1 FOR VALUES FROM (0) TO (10000000)")`;
const detached = 'op.execute("ALTER TABLE events DETACH PARTITION events_1")';
const mysql = `op.execute("CREATE TABLE orders (id bigint PRIMARY KEY, quantity integer, size integer, note varchar(200), touched integer)")
op.execute("INSERT INTO orders SELECT seq, seq, seq, repeat('note', 20), 0 FROM seq_1_to_${rowsMeasured}")`;

const filled = 'op.add_column("orders", sa.Column("filled", sa.String(200)))';
const filling = 'op.execute("UPDATE orders SET filled = note WHERE filled IS NULL")';
const made = /^op.execute\("CREATE TABLE.*/;
const madeByAlembic =
  'op.create_table("orders", sa.Column("id", sa.BigInteger(), primary_key=True, autoincrement=False), sa.Column("quantity", sa.Integer()), sa.Column("size", sa.Integer()), sa.Column("note", sa.String(200)), sa.Column("touched", sa.Integer()))';

export const measured: readonly Measured[] = [
  one(
    'index-blocks-writes',
    'an index over a text column',
    'op.create_index("ix_orders_email", "orders", ["email"])',
    'op.drop_index("ix_orders_email", table_name="orders")',
  ),
  one(
    'index-drop-waits',
    'an index is dropped while a report reads for two seconds',
    'op.drop_index("ix_orders_note", table_name="orders")',
    'op.create_index("ix_orders_note", "orders", ["note"])',
    { held: 'SELECT count(*) FROM orders WHERE id < :n' },
  ),
  one('reindex-blocks', 'all indexes of a table', 'op.execute("REINDEX TABLE orders")', 'pass'),
  one('detach-partition-blocks', 'a partition goes while a report reads for two seconds', detached, attached, {
    history: `${parts}\n${attached}`,
    ...on('events'),
    read: 'SELECT count(*) FROM events WHERE id = 2000000 + :n',
    write: 'UPDATE events SET touched = 1 WHERE id = 2000000 + :n',
    held: 'SELECT count(*) FROM events WHERE id < :n',
  }),
  one('attach-partition-scans', 'a filled table becomes a partition', attached, detached, {
    history: parts,
    ...on('events_1'),
  }),
  one(
    'not-null-scan',
    'NOT NULL on a text column',
    'op.alter_column("orders", "email", existing_type=sa.Text(), nullable=False)',
    'op.alter_column("orders", "email", existing_type=sa.Text(), nullable=True)',
  ),
  one(
    'default-rewrites-table',
    'a column with a random default',
    'op.add_column("orders", sa.Column("token", sa.Uuid(), server_default=sa.text("gen_random_uuid()")))',
    'op.drop_column("orders", "token")',
  ),
  one(
    'generated-column-rewrites',
    'a stored generated column, by a trigger',
    'op.add_column("orders", sa.Column("twice", sa.Integer(), sa.Computed("quantity * 2", persisted=True)))',
    'op.drop_column("orders", "twice")',
  ),
  one(
    'generated-column-rewrites',
    'a stored generated column, computed when read',
    'op.add_column("orders", sa.Column("twice", sa.Integer(), sa.Computed("quantity * 2", persisted=True)))',
    'op.drop_column("orders", "twice")',
    { version: 18 },
  ),
  one(
    'type-change-rewrites',
    'integer to bigint',
    'op.alter_column("orders", "quantity", existing_type=sa.Integer(), type_=sa.BigInteger())',
    'op.alter_column("orders", "quantity", existing_type=sa.BigInteger(), type_=sa.Integer())',
  ),
  one(
    'foreign-key-blocks',
    'a foreign key; the writer is at work on the table it points to',
    'op.create_foreign_key("fk_orders_user", "orders", "users", ["user_id"], ["id"])',
    'op.drop_constraint("fk_orders_user", "orders", type_="foreignkey")',
    on('users'),
  ),
  one(
    'check-blocks',
    'a CHECK over a text column',
    'op.create_check_constraint("ck_orders_note", "orders", "note NOT LIKE \'%nothing%\'")',
    'op.drop_constraint("ck_orders_note", "orders", type_="check")',
  ),
  one(
    'unique-blocks-writes',
    'UNIQUE over a text column',
    'op.create_unique_constraint("uq_orders_email", "orders", ["email"])',
    'op.drop_constraint("uq_orders_email", "orders", type_="unique")',
  ),
  one(
    'primary-key-blocks',
    'a primary key over a column that may be NULL',
    'op.create_primary_key("lines_pkey", "lines", ["id"])',
    'op.drop_constraint("lines_pkey", "lines", type_="primary")\nop.alter_column("lines", "id", nullable=True)',
    {
      history: `op.create_table("lines", sa.Column("id", sa.BigInteger(), nullable=True), sa.Column("touched", sa.Integer()))
op.execute("INSERT INTO lines SELECT g, 0 FROM generate_series(1, ${rowsMeasured}) g")
op.create_index("ix_lines_id", "lines", ["id"])`,
      ...on('lines'),
    },
  ),
  one(
    'validated-too-soon',
    'NOT VALID and VALIDATE in one transaction',
    `op.create_check_constraint("ck_orders_note", "orders", "note NOT LIKE '%nothing%'", postgresql_not_valid=True)
op.execute("ALTER TABLE orders VALIDATE CONSTRAINT ck_orders_note")`,
    'op.drop_constraint("ck_orders_note", "orders", type_="check")',
  ),
  one(
    'matview-refresh-blocks',
    'a materialized view is read meanwhile',
    'op.execute("REFRESH MATERIALIZED VIEW sums")',
    'pass',
    {
      history: `${orders}
op.execute("CREATE MATERIALIZED VIEW sums AS SELECT id, touched, md5(note || id) AS sum FROM orders")
op.execute("CREATE UNIQUE INDEX ix_sums ON sums (id)")`,
      read: 'SELECT touched FROM sums WHERE id = :n',
    },
  ),
  one(
    'work-under-lock',
    'an index of one table while another one is locked',
    `op.add_column("users", sa.Column("team_id", sa.Integer(), nullable=True))
op.create_index("ix_orders_email", "orders", ["email"])`,
    'op.drop_index("ix_orders_email", table_name="orders")\nop.drop_column("users", "team_id")',
    on('users'),
  ),
  one(
    'many-tables-locked',
    'two tables, one of which a report reads for two seconds',
    `op.add_column("users", sa.Column("age", sa.Integer(), nullable=True))
op.add_column("orders", sa.Column("stars", sa.Integer(), nullable=True))`,
    'op.drop_column("orders", "stars")\nop.drop_column("users", "age")',
    { ...on('users'), held: 'SELECT count(*) FROM orders WHERE id < :n' },
  ),
  one(
    'several-alters',
    'two changes of type in two statements',
    'ALTER TABLE orders ALTER COLUMN quantity TYPE bigint;\nALTER TABLE orders ALTER COLUMN size TYPE bigint;\n',
    'pass',
    { gain: 'time', table: 'CREATE TABLE orders (id bigint PRIMARY KEY, quantity integer, size integer);' },
  ),
  one(
    'schema-and-data-mixed',
    'a column is added and filled',
    `op.add_column("orders", sa.Column("plan", sa.String(length=20)))
op.execute("UPDATE orders SET plan = 'free' WHERE plan IS NULL")`,
    'op.drop_column("orders", "plan")',
    { gain: 'reads' },
  ),
  one('backfill-unbatched', 'a new column is filled in one statement', filling, 'pass', {
    history: `${orders}\n${filled}`,
  }),
  one(
    'backfill-in-one-transaction',
    'batches that share a transaction',
    `while True:
    result = op.get_bind().execute(
        sa.text("UPDATE orders SET size = NULL WHERE id IN (SELECT id FROM orders WHERE size IS NOT NULL LIMIT 5000)")
    )
    if result.rowcount == 0:
        break`,
    'pass',
  ),
  one(
    'several-alters',
    'two changes of type in two statements',
    'ALTER TABLE orders MODIFY quantity bigint;\nALTER TABLE orders MODIFY size bigint;\n',
    'pass',
    {
      engine: 'mariadb',
      version: 10,
      history: mysql,
      gain: 'time',
      table: 'CREATE TABLE orders (id bigint PRIMARY KEY, quantity integer, size integer);',
    },
  ),
  one('backfill-unbatched', 'a new column is filled in one statement', filling, 'pass', {
    engine: 'mariadb',
    version: 10,
    history: `${mysql.replace(made, madeByAlembic)}\n${filled}`,
  }),
];
