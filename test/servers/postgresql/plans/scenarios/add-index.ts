import type { Proof, Scenario } from '../scenario.ts';
import { both, count, type Names, onLine, peculiar, plain, sqlTable, traffic, world } from '../world.ts';

export const addIndex: Proof = {
  scenarios: [...[plain, ...peculiar].map((names) => index(names, false)), index(plain, true)],
  measured: [{ what: 'an index over a text column', engines: both, answers: { table: 'orders', column: 'email' } }],
};

function index(names: Names, unique: boolean): Scenario {
  const columns = unique ? [names.key, 'name'] : [names.column];
  return {
    ...world(names),
    name: `add ${unique ? 'unique ' : ''}index to ${onLine(names)}`,
    command: [
      ...['new', 'add-index', '--table', onLine(names), '--column', columns.join(',')],
      ...(unique ? ['--unique', 'yes'] : []),
    ],
    revisions: 1,
    gives: [[count('pg_index', `indisvalid AND indrelid = $$${sqlTable(names)}$$::regclass`), '4']],
    traffic: traffic(names, [1]),
  };
}
