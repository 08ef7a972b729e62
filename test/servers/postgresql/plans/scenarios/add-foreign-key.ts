import type { Proof, Scenario } from '../scenario.ts';
import { asking, both, count, type Names, onLine, peculiar, plain, traffic, world } from '../world.ts';

export const addForeignKey: Proof = {
  scenarios: [plain, ...peculiar].map(key),
  measured: [
    {
      what: 'a key to a table that the application writes',
      engines: both,
      answers: { table: 'orders', column: 'user_id', references: 'users' },
      read: 'SELECT touched FROM users WHERE id = :n',
      write: 'UPDATE users SET touched = :n WHERE id = :n',
    },
  ],
};

/** The index first, which both ends need. */
function key(names: Names): Scenario {
  return {
    ...world(names),
    name: `add foreign key to ${onLine(names)}`,
    command: asking('add-foreign-key', {
      ...{ table: onLine(names), column: 'team_id', references: 'teams' },
      ...(names.schema !== undefined && { onDelete: 'CASCADE' }),
    }),
    revisions: 3,
    gives: [[count('pg_constraint', "contype = 'f' AND convalidated"), '1']],
    traffic: traffic({ ...names, column: 'team_id' }, [1, 3], { value: (n) => String((n % 100) + 1) }),
  };
}
