import type { Proof, Scenario } from '../scenario.ts';
import { asking, both, count, type Names, onLine, peculiar, plain, traffic, world } from '../world.ts';

export const addUnique: Proof = {
  scenarios: [plain, ...peculiar].map(unique),
  measured: [{ what: 'a text column', engines: both, answers: { table: 'orders', column: 'email' } }],
};

function unique(names: Names): Scenario {
  return {
    ...world(names),
    name: `add UNIQUE to ${onLine(names)}`,
    command: asking('add-unique', { table: onLine(names), column: names.column, name: 'uq it' }),
    revisions: 1,
    gives: [[count('pg_constraint', "conname = 'uq it' AND contype = 'u'"), '1']],
    traffic: traffic(names, []),
  };
}
