import type { Proof, Scenario } from '../scenario.ts';
import {
  asking,
  both,
  count,
  type Names,
  onLine,
  peculiar,
  plain,
  rowsBefore,
  rowsWritten,
  sql,
  sqlTable,
  traffic,
  world,
} from '../world.ts';

export const renameTable: Proof = {
  scenarios: [plain, ...peculiar].map(renamed),
  measured: both.map((engine) => ({
    what: 'a table that the application reads and writes',
    engines: [engine],
    hasGap: engine === 'mariadb',
    answers: { table: 'orders', to: 'purchases' },
    after: {
      read: 'SELECT touched FROM purchases WHERE id = :n',
      write: 'UPDATE purchases SET touched = :n WHERE id = :n',
    },
  })),
};

function renamed(names: Names): Scenario {
  const after = { ...names, table: `${names.table} new` };
  return {
    ...world(names),
    name: `rename table ${onLine(names)}`,
    command: asking('rename-table', { table: onLine(names), to: after.table }),
    revisions: 2,
    gives: [
      [
        count(sqlTable(after), `${sql(names.key)} BETWEEN ${rowsWritten + 1} AND ${rowsBefore} AND name LIKE 'name %'`),
        String(rowsBefore - rowsWritten),
      ],
    ],
    traffic: traffic(names, [], { after: { table: sqlTable(after) } }),
  };
}
