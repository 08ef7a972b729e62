import type { Proof, Scenario } from '../scenario.ts';
import {
  asking,
  both,
  count,
  type Names,
  onLine,
  part,
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
  measured: both.map((engine) => ({
    what: 'a full name that the application reads and writes',
    engines: [engine],
    answers: {
      ...{ table: 'orders', column: 'full_name', first: 'first_name', second: 'last_name' },
      firstValue: part(engine, 'full_name', 1),
      secondValue: part(engine, 'full_name', 2),
      value: "concat_ws(' ', first_name, last_name)",
    },
    read: 'SELECT full_name FROM orders WHERE id = :n',
    write: "UPDATE orders SET full_name = concat('a', :n, ' b') WHERE id = :n",
    after: {
      read: 'SELECT first_name, last_name FROM orders WHERE id = :n',
      write: "UPDATE orders SET first_name = concat('a', :n), last_name = 'b' WHERE id = :n",
    },
  })),
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
