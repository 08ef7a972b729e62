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
  sql,
  sqlTable,
  traffic,
  world,
} from '../world.ts';

export const addIdentityColumn: Proof = {
  scenarios: [plain, ...peculiar].map(numbered),
  measured: [{ what: 'an identity column', engines: both, answers: { table: 'orders', column: 'number' } }],
};

/** Old rows and those that are written meanwhile have numbers of their own, and the identity gives the next one. */
function numbered(names: Names): Scenario {
  const column = `${names.column} no`;
  const [table, what] = [sqlTable(names), sql(column)];
  return {
    ...world(names),
    name: `add identity column to ${onLine(names)}`,
    command: asking('add-identity-column', { table: onLine(names), column }),
    revisions: 5,
    gives: [
      [count(table, `${what} IS NULL`), '0'],
      [`SELECT count(*) >= ${rowsBefore} AND count(*) = count(DISTINCT ${what}) FROM ${table}`, 'true'],
      [`SELECT nextval(pg_get_serial_sequence($$${table}$$, $$${column}$$)) > max(${what}) FROM ${table}`, 'true'],
      [count('pg_attribute', `attrelid = $$${table}$$::regclass AND attidentity = 'a' AND attnotnull`), '1'],
      [count('pg_class', `relkind = 'S' AND relname LIKE '%numbers%'`), '0'],
    ],
    traffic: traffic(names, [3, 4]),
  };
}
