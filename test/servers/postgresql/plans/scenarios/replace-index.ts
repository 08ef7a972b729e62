import type { Proof, Scenario } from '../scenario.ts';
import { asking, both, type Names, onLine, peculiar, plain, sqlTable, traffic, world } from '../world.ts';

export const replaceIndex: Proof = {
  scenarios: [plain, ...peculiar].map(replaced),
  measured: [
    {
      what: 'an index gets a second column',
      engines: both,
      answers: { table: 'orders', index: 'ix_orders_note', column: 'note,email' },
    },
  ],
};

function replaced(names: Names): Scenario {
  const { table, column } = names;
  return {
    ...world(names),
    name: `replace index of ${onLine(names)}`,
    command: asking('replace-index', { table: onLine(names), index: `ix_${table}`, column: `${column},name` }),
    revisions: 3,
    gives: [
      [
        `SELECT indnatts FROM pg_index JOIN pg_class ON oid = indexrelid WHERE indisvalid AND indrelid = $$${sqlTable(names)}$$::regclass AND relname = $$ix_${table}$$`,
        '2',
      ],
    ],
    traffic: traffic(names, [1]),
  };
}
