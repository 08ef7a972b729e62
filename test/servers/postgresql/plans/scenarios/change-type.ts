import type { Proof, Scenario } from '../scenario.ts';
import {
  asking,
  both,
  count,
  type Names,
  onLine,
  peculiar,
  plain,
  sqlTable,
  traffic,
  withEverything,
  world,
} from '../world.ts';

export const changeType: Proof = {
  scenarios: [...[plain, ...peculiar].map(toBigint), everything(), inPlace()],
  measured: [
    { what: 'integer to bigint', engines: both, answers: { table: 'orders', column: 'quantity', type: 'bigint' } },
  ],
};

function toBigint(names: Names): Scenario {
  return {
    ...world(names),
    name: `change type of a column of ${onLine(names)}`,
    command: asking('change-type', { table: onLine(names), column: 'team_id', type: 'bigint' }),
    revisions: 4,
    gives: [
      [typeOf('team_id'), 'bigint'],
      [count(sqlTable(names), 'team_id IS NULL'), '0'],
    ],
    traffic: traffic({ ...names, column: 'team_id' }, [2], { value: (n) => String((n % 100) + 1) }),
  };
}

function everything(): Scenario {
  return {
    ...world(plain),
    ...withEverything,
    name: 'change type of a column with a default, a CHECK, a UNIQUE and a foreign key',
    command: asking('change-type', { table: 'users', column: 'rank', type: 'bigint' }),
    revisions: 7,
    gives: [
      [typeOf('rank'), 'bigint'],
      [count('users', 'id BETWEEN 1001 AND 3000 AND rank = id % 50 + 1'), '2000'],
    ],
    traffic: traffic({ ...plain, column: 'rank' }, [3, 5], { value: (n) => String((n % 90) + 1) }),
  };
}

/** A longer text is an instant: nothing else is to be done. */
function inPlace(): Scenario {
  return {
    ...world(plain),
    name: 'change type to one that needs no new rows',
    command: asking('change-type', { table: 'users', column: 'email', type: 'text' }),
    revisions: 1,
    gives: [[typeOf('email'), 'text']],
    traffic: traffic(plain, []),
  };
}

function typeOf(column: string): string {
  return `SELECT data_type FROM information_schema.columns WHERE column_name = '${column}' AND table_schema NOT LIKE 'pg%'`;
}
