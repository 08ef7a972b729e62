import type { Proof, Scenario } from '../scenario.ts';
import { asking, both, count, type Names, onLine, peculiar, plain, traffic, world } from '../world.ts';

export const addCheck: Proof = {
  scenarios: [plain, ...peculiar].map(check),
  measured: [
    {
      what: 'a condition over a text column',
      engines: both,
      answers: { table: 'orders', expression: "note NOT LIKE '%nothing%'" },
    },
  ],
};

function check(names: Names): Scenario {
  const expression = "name <> ':it' AND name NOT LIKE '100%'";
  return {
    ...world(names),
    name: `add CHECK to ${onLine(names)}`,
    command: asking('add-check', { table: onLine(names), expression, name: 'ck name' }),
    revisions: 2,
    gives: [[count('pg_constraint', "conname = 'ck name' AND convalidated"), '1']],
    traffic: traffic(names, [2]),
  };
}
