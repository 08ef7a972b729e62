import { ordersFor } from '../../../headline/tables.ts';
import type { Proof, Scenario } from '../scenario.ts';
import { both, count, rowsBefore } from '../world.ts';

const things = (key: string) => `INSERT INTO things (a, b, label)
SELECT ${key}, 'b' || g, CASE WHEN g % 6 = 0 THEN 'kept' END FROM generate_series(1, ${rowsBefore}) g`;

const column = (name: string, type: string, more = '') => `sa.Column("${name}", sa.${type}()${more})`;
const table = (...columns: readonly string[]) => `op.create_table("things", ${columns.join(', ')})`;
const label = column('label', 'Text');
const isKey = ', primary_key=True';

/** Tables whose rows are told apart by something else than `id`, or by nothing. */
export const backfill: Proof = {
  scenarios: [
    fillName(
      'backfill along a text key',
      table(column('a', 'Integer'), column('b', 'Text', isKey), label),
      things('g'),
    ),
    fillName(
      'backfill along a composite key whose first column is nearly always the same',
      table(column('a', 'Integer', isKey), column('b', 'Text', isKey), label),
      things('g / 2900'),
    ),
    fillName(
      'backfill along a composite key with a peculiar name',
      `${table(column('a', 'Integer', isKey), column('order', 'Text', isKey), label)}`,
      things('g / 2900').replace('a, b, label', 'a, "order", label'),
    ),
    fillName(
      'backfill without a key',
      table(column('a', 'Integer'), column('b', 'Text'), label),
      things('nullif(g / 2900, -1)'),
    ),
    fillName(
      'backfill where history does not know the table',
      'import os\nop.execute(os.environ.get("NOT_THERE", "CREATE TABLE things (a integer, b text, label text, id integer)"))',
      things('g'),
    ),
    fillName(
      'backfill along a key that history has renamed',
      `${table(column('a', 'Integer'), column('old', 'Text', isKey), label)}\nop.alter_column("things", "old", new_column_name="b")`,
      things('g'),
    ),
    fillName(
      'backfill where history has dropped the key',
      `${table(column('a', 'Integer'), column('b', 'Text', isKey), label)}\nop.drop_constraint("things_pkey", "things", type_="primary")`,
      things('g'),
    ),
    {
      ...fillName('backfill without a key, NULL where there is no value', table(column('a', 'Integer'), label), ''),
      rows: 'INSERT INTO things (a) SELECT nullif(g % 3, 0) FROM generate_series(1, 3000) g',
      gives: [
        [count('things', 'label IS NULL'), '1000'],
        [count('things', "label = 'x' || a"), '2000'],
      ],
    },
    fillName(
      'backfill of a partitioned table without a key',
      `op.execute("CREATE TABLE things (a integer, b text, label text) PARTITION BY RANGE (a)")
op.execute("CREATE TABLE things_1 PARTITION OF things FOR VALUES FROM (0) TO (1000)")
op.execute("CREATE TABLE things_2 PARTITION OF things FOR VALUES FROM (1000) TO (9000)")`,
      things('g'),
    ),
  ],
  measured: both.map((engine) => ({
    what: 'a column is filled',
    engines: [engine],
    history: (rows: number) => `${ordersFor(engine, rows)}
op.add_column("orders", sa.Column("contact", sa.Text()))`,
    answers: { table: 'orders', column: 'contact', value: 'lower(email)' },
    plain: 'op.execute("UPDATE orders SET contact = lower(email) WHERE contact IS NULL")',
  })),
};

function fillName(name: string, history: string, rows: string, more: readonly string[] = []): Scenario {
  return {
    name,
    history,
    rows,
    table: 'things',
    apart: 'label',
    command: ['new', 'backfill', '--table', 'things', '--column', 'label', '--value', "'x' || a", ...more],
    revisions: 1,
    gives: [
      [count('things', 'label IS NULL'), '0'],
      [count('things', "label = 'kept'"), '500'],
      [count('things', "label = 'x' || a"), '2500'],
    ],
  };
}
