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

export const mergeColumns: Proof = {
  scenarios: [plain, ...peculiar].map(merged),
  measured: both.map((engine) => ({
    what: 'two text columns that the application reads and writes',
    engines: [engine],
    answers: {
      ...{ table: 'orders', first: 'email', second: 'note', to: 'contact', type: 'varchar(310)' },
      value: "concat_ws(' ', email, note)",
      firstValue: part(engine, 'contact', 1),
      secondValue: part(engine, 'contact', 2),
    },
    read: 'SELECT email, note FROM orders WHERE id = :n',
    write: "UPDATE orders SET email = concat('a', :n), note = 'b' WHERE id = :n",
    after: {
      read: 'SELECT contact FROM orders WHERE id = :n',
      write: "UPDATE orders SET contact = concat('a', :n, ' b') WHERE id = :n",
    },
  })),
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
