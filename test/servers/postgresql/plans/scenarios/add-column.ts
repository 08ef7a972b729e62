import type { Proof } from '../scenario.ts';
import { count, plain, traffic, world } from '../world.ts';

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
};
