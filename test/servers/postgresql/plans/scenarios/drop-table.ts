import type { Proof } from '../scenario.ts';
import { asking, both, plain, traffic, world } from '../world.ts';

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
  measured: [
    {
      what: 'a table that code reads, which is deployed without it before',
      engines: both,
      answers: { table: 'orders' },
      write: 'UPDATE users SET touched = :n WHERE id = :n',
      after: {
        read: 'SELECT touched FROM users WHERE id = :n',
        write: 'UPDATE users SET touched = :n WHERE id = :n',
      },
      deployed: 0,
    },
  ],
};
