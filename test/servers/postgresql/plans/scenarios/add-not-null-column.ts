import type { Proof, Scenario } from '../scenario.ts';
import { both, count, joined, type Names, onLine, peculiar, plain, sql, sqlTable, world } from '../world.ts';

export const addNotNullColumn: Proof = {
  scenarios: [plain, ...peculiar].map(addNotNull),
  measured: both.map((engine) => {
    const value = joined(engine, "'mailto:'", 'email');
    return {
      what: 'a column that takes its value from another one',
      engines: [engine],
      answers: { table: 'orders', column: 'contact', type: 'varchar(120)', value },
      plain: `op.add_column("orders", sa.Column("contact", sa.String(length=120), nullable=True))
op.execute("UPDATE orders SET contact = ${value}")
op.alter_column("orders", "contact", existing_type=sa.String(length=120), nullable=False)`,
    };
  }),
};

function addNotNull(names: Names): Scenario {
  const column = `${names.column} state`;
  return {
    ...world(names),
    name: `add NOT NULL column to ${onLine(names)}`,
    command: [
      ...['new', 'add-not-null-column', '--table', onLine(names), '--column', column, '--type', 'varchar(20)'],
      ...['--value', `CASE WHEN name LIKE '%9' THEN 'nine:9' ELSE 'other' END`],
    ],
    revisions: 3,
    gives: [
      [count(sqlTable(names), `${sql(column)} = 'nine:9'`), '300'],
      [count(sqlTable(names), `${sql(column)} = 'other'`), '2400'],
      [count(sqlTable(names), `${sql(column)} = 'written'`), '300'],
    ],
    written: [[1, `UPDATE ${sqlTable(names)} SET ${sql(column)} = 'written' WHERE name LIKE '%8'`]],
  };
}
