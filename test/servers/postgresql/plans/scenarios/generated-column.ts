import type { Proof, Scenario } from '../scenario.ts';
import { asking, both, count, type Names, onLine, peculiar, plain, sql, sqlTable, traffic, world } from '../world.ts';

export const generatedColumn: Proof = {
  scenarios: [plain, ...peculiar].map(generated),
  measured: [
    {
      what: 'a text column in lower case',
      engines: both,
      answers: { table: 'orders', column: 'lowered', type: 'varchar(100)', expression: 'lower(email)' },
    },
  ],
};

/** PostgreSQL 18 computes it when it is read. */
function generated(names: Names): Scenario {
  const column = `${names.column} low`;
  const expression = `lower(${sql(names.column)})`;
  return {
    ...world(names),
    name: `add generated column to ${onLine(names)}`,
    command: asking('generated-column', { table: onLine(names), column, type: 'varchar(200)', expression }),
    revisions: (version) => (version < 18 ? 2 : 1),
    gives: [[count(sqlTable(names), `${sql(column)} IS DISTINCT FROM ${expression}`), '0']],
    traffic: traffic(names, []),
  };
}
