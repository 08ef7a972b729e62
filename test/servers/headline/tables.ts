import type { EngineCalled } from '../transactions/cases.ts';

/** The tables that plans are measured on, with so many rows, where a headline brings none of its own. */
export function ordersFor(engine: EngineCalled, rows: number): string {
  return `op.create_table("users", sa.Column("id", sa.BigInteger(), primary_key=True, autoincrement=False), sa.Column("touched", sa.Integer()))
op.create_table(
    "orders",
    sa.Column("id", sa.BigInteger(), primary_key=True, autoincrement=False),
    sa.Column("user_id", sa.BigInteger(), nullable=True),
    sa.Column("quantity", sa.Integer(), nullable=True),
    sa.Column("email", sa.String(length=100), nullable=True),
    sa.Column("full_name", sa.String(length=100), nullable=True),
    sa.Column("note", sa.String(length=200), nullable=True),
    sa.Column("touched", sa.Integer(), nullable=True),
)
${filled(engine, 'users', ['0'], rows)}
${filled(engine, 'orders', columns[engine === 'mariadb' ? 'mariadb' : 'postgresql'], rows)}
op.create_index("ix_orders_note", "orders", ["note"])`;
}

/** Behind the number of the row. */
const columns = {
  postgresql: ['n', 'n', "'user' || n", "'first' || n || ' last' || n", "repeat('note', 20)", '0'],
  mariadb: ['n', 'n', "concat('user', n)", "concat('first', n, ' last', n)", "repeat('note', 20)", '0'],
} as const;

/** Rows 1 to `rows` of a table whose first column is the number of the row. */
export function filled(engine: EngineCalled, table: string, values: readonly string[], rows: number): string {
  const numbers =
    engine === 'mariadb' ? `(SELECT seq AS n FROM seq_1_to_${rows}) AS s` : `generate_series(1, ${rows}) AS n`;
  return `op.execute("INSERT INTO ${table} SELECT ${['n', ...values].join(', ')} FROM ${numbers}")`;
}
