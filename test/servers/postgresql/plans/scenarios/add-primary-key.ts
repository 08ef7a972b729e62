import { filled } from '../../../headline/tables.ts';
import type { Proof, Scenario } from '../scenario.ts';
import {
  asking,
  both,
  count,
  type Names,
  onLine,
  peculiar,
  plain,
  py,
  rowsBefore,
  sql,
  sqlTable,
  traffic,
} from '../world.ts';

export const addPrimaryKey: Proof = {
  scenarios: [plain, ...peculiar].map(key),
  measured: both.map((engine) => ({
    what: 'a column that may be NULL',
    engines: [engine],
    answers: { table: 'items', column: 'id' },
    history: (rows: number) => `op.create_table(
    "items", sa.Column("id", sa.BigInteger(), nullable=True), sa.Column("touched", sa.Integer())
)
${filled(engine, 'items', ['0'], rows)}
op.create_index("ix_items_id", "items", ["id"])`,
    read: 'SELECT touched FROM items WHERE id = :n',
    write: 'UPDATE items SET touched = :n WHERE id = :n',
  })),
};

function key(names: Names): Scenario {
  const { table, schema, key: id, column } = names;
  const place = schema === undefined ? '' : `, schema=${py(schema)}`;
  return {
    name: `add primary key to ${onLine(names)}`,
    history: `${schema === undefined ? '' : `op.execute("CREATE SCHEMA ${schema}")`}
op.create_table(${py(table)}, sa.Column(${py(id)}, sa.Integer(), nullable=True), sa.Column(${py(column)}, sa.Text())${place})
op.create_index("ix_slow", ${py(table)}, [${py(id)}]${place})`,
    rows: `INSERT INTO ${sqlTable(names)} SELECT g, 'user' || g FROM generate_series(1, ${rowsBefore}) g`,
    table: sqlTable(names),
    command: asking('add-primary-key', { table: onLine(names), column: id }),
    revisions: 2,
    gives: [
      [count('pg_constraint', `contype = 'p' AND conrelid = $$${sqlTable(names)}$$::regclass`), '1'],
      [count(sqlTable(names), `${sql(id)} IS NULL`), '0'],
    ],
    traffic: traffic(names, []),
  };
}
