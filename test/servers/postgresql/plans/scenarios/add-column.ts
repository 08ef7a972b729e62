import type { Proof } from '../scenario.ts';
import { both, count, plain, traffic, world } from '../world.ts';

export const addColumn: Proof = {
  scenarios: [
    {
      ...world(plain),
      name: 'add column with a default',
      command: [
        'new',
        'add-column',
        '--table',
        'users',
        '--column',
        'seen',
        '--type',
        'timestamptz',
        '--default',
        'now()',
      ],
      revisions: 1,
      gives: [[count('users', 'id <= 3000 AND seen IS NOT NULL'), '3000']],
      traffic: traffic(plain, []),
    },
    {
      ...world({ table: 'members', schema: 'app', key: 'code', column: 'email' }),
      name: 'add column to a table in a schema',
      command: [
        'new',
        'add-column',
        '--table',
        'app.members',
        '--column',
        'Size %',
        '--type',
        'numeric(10, 2)',
        '--default',
        '1.5',
      ],
      revisions: 1,
      gives: [[count('app.members', '"Size %" = 1.5'), '3000']],
    },
  ],
  measured: both.map((engine) => ({
    what: 'a column whose default differs by row',
    engines: [engine],
    answers: {
      ...{ table: 'orders', column: 'token', type: 'varchar(36)' },
      default: engine === 'mariadb' ? '(uuid())' : 'gen_random_uuid()',
    },
  })),
};
