import type { Proof, Scenario } from '../scenario.ts';
import {
  asking,
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
  measured: [
    {
      what: 'a column that may be NULL',
      answers: { table: 'lines', column: 'id' },
      history: (
        rows,
      ) => `op.create_table("lines", sa.Column("id", sa.BigInteger(), nullable=True), sa.Column("touched", sa.Integer()))
op.execute("INSERT INTO lines SELECT g, 0 FROM generate_series(1, ${rows}) g")
op.create_index("ix_lines_id", "lines", ["id"])`,
      read: 'SELECT touched FROM lines WHERE id = :n',
      write: 'UPDATE lines SET touched = :n WHERE id = :n',
    },
  ],
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
