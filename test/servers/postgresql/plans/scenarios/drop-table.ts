import type { Proof } from '../scenario.ts';
import { asking, plain, traffic, world } from '../world.ts';

export const dropTable: Proof = {
  scenarios: [
    {
      ...world(plain),
      name: 'drop table',
      command: asking('drop-table', { table: 'teams' }),
      revisions: 2,
      gives: [["SELECT to_regclass('teams') IS NULL", 'true']],
      traffic: traffic(plain, []),
    },
    {
      ...world({ table: '100% "sure":it', key: "it's", column: '%(a)s :b {c} "d"' }),
      name: 'drop table with names that must be quoted',
      table: 'teams',
      command: asking('drop-table', { table: '100% "sure":it' }),
      revisions: 2,
      gives: [["SELECT count(*) FROM pg_class WHERE relname LIKE '%sure%' AND relkind = 'r'", '0']],
    },
  ],
};
