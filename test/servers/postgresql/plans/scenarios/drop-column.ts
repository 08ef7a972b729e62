import type { Proof } from '../scenario.ts';
import { both, count, plain, withEverything, world } from '../world.ts';

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
  measured: [
    {
      what: 'a column that code names, which is deployed without it before',
      engines: both,
      answers: { table: 'orders', column: 'email' },
      plain: 'op.drop_column("orders", "email")',
      read: 'SELECT id, email, touched FROM orders WHERE id = :n',
      write: 'UPDATE orders SET touched = :n, email = NULL WHERE id = :n',
      after: {
        read: 'SELECT id, touched FROM orders WHERE id = :n',
        write: 'UPDATE orders SET touched = :n WHERE id = :n',
      },
      deployed: 0,
    },
  ],
};
