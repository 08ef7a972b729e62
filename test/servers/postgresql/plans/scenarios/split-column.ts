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

export const splitColumn: Proof = {
  scenarios: [plain, ...peculiar].map(split),
};

/** `user7` is `user` and `7`; what an application writes is whole in the first part. */
function split(names: Names): Scenario {
  const { column, table, schema } = names;
  const [first, second] = [`${column} word`, `${column} number`];
  return {
    ...world(names),
    name: `split ${onLine(names)}.${column}`,
    command: asking('split-column', {
      table: onLine({ table, key: '', column, ...(schema !== undefined && { schema }) }),
      column,
      first,
      firstValue: `substring(${sql(column)} from 1 for 4)`,
      second,
      secondValue: `substring(${sql(column)} from 5)`,
      value: `${sql(first)} || coalesce(${sql(second)}, '')`,
      type: 'text',
    }),
    revisions: 3,
    gives: [
      [
        count(
          sqlTable(names),
          `${sql(names.key)} BETWEEN ${rowsWritten + 1} AND ${rowsBefore} AND ${sql(first)} = 'user' AND ${sql(second)} = ${sql(names.key)}::text`,
        ),
        '1333',
      ],
      [`SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal`, '0'],
    ],
    traffic: traffic(names, [2], {
      after: {
        column: `(${sql(first)} || coalesce(${sql(second)}, ''))`,
        sets: (n) => [
          [sql(first), `'w${n}'`],
          [sql(second), 'NULL'],
        ],
      },
    }),
  };
}
