import type { Proof } from '../scenario.ts';
import { count, plain, withEverything, world } from '../world.ts';

export const dropColumn: Proof = {
  scenarios: [
    {
      ...world(plain),
      name: 'drop column with an index',
      apart: 'email',
      command: ['new', 'drop-column', '--table', 'users', '--column', 'email'],
      revisions: 1,
      gives: [[count('pg_attribute', "attrelid = 'users'::regclass AND attname = 'email'"), '0']],
    },
    {
      ...world(plain),
      name: 'drop column with a default, NOT NULL, an index, a CHECK, a UNIQUE and a foreign key',
      apart: 'rank',
      history: withEverything.history,
      rows: withEverything.rows,
      command: ['new', 'drop-column', '--table', 'users', '--column', 'rank'],
      revisions: 1,
      gives: [[count('pg_attribute', "attrelid = 'users'::regclass AND attname = 'rank'"), '0']],
    },
  ],
};
