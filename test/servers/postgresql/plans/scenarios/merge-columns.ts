import type { Proof, Scenario } from '../scenario.ts';
import {
  asking,
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

export const mergeColumns: Proof = {
  scenarios: [plain, ...peculiar].map(merged),
};

/** What an application writes is the first part of it, whichever way. */
function merged(names: Names): Scenario {
  const { column } = names;
  const to = `${column} and name`;
  const parts = (index: number) => `nullif(split_part(${sql(to)}, '/', ${index}), '')`;
  return {
    ...world(names),
    name: `merge ${onLine(names)}.${column} and name`,
    command: asking('merge-columns', {
      table: onLine(names),
      first: column,
      firstValue: parts(1),
      second: 'name',
      secondValue: `coalesce(${parts(2)}, 'nobody')`,
      to,
      value: `coalesce(${sql(column)}, '') || '/' || name`,
      type: 'text',
    }),
    revisions: 3,
    gives: [
      [
        count(
          sqlTable(names),
          `${sql(names.key)} BETWEEN ${rowsWritten + 1} AND ${rowsBefore} AND ${sql(to)} = 'user' || ${sql(names.key)} || '/name ' || ${sql(names.key)}`,
        ),
        '1333',
      ],
      [`SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal`, '0'],
    ],
    traffic: traffic(names, [2], {
      after: { column: parts(1), sets: (n) => [[sql(to), `'w${n}/somebody'`]] },
    }),
  };
}
