import type { Proof, Scenario } from '../scenario.ts';
import {
  both,
  count,
  joined,
  type Names,
  onLine,
  peculiar,
  plain,
  rowsBefore,
  rowsWritten,
  sql,
  sqlTable,
  traffic,
  withEverything,
  world,
} from '../world.ts';

export const renameColumn: Proof = {
  scenarios: [
    ...[plain, ...peculiar].map((names) => rename(names, false)),
    ...[plain, ...peculiar.slice(0, 3)].map((names) => rename(names, true)),
    renameWithEverything(),
  ],
  measured: both.map((engine) => ({
    what: 'a text column that the application reads and writes',
    engines: [engine],
    answers: { table: 'orders', column: 'email', to: 'contact' },
    plain:
      'op.alter_column("orders", "email", new_column_name="contact", existing_type=sa.String(length=100), existing_nullable=True)',
    read: 'SELECT email FROM orders WHERE id = :n',
    write: `UPDATE orders SET email = ${joined(engine, "'w'", ':n')} WHERE id = :n`,
    after: {
      read: 'SELECT contact FROM orders WHERE id = :n',
      write: `UPDATE orders SET contact = ${joined(engine, "'w'", ':n')} WHERE id = :n`,
    },
  })),
};

export function rename(names: Names, required: boolean): Scenario {
  const to = `${names.column} new`;
  return {
    ...world(names, required),
    name: `rename ${onLine(names)}.${names.column}${required ? ', NOT NULL' : ''}`,
    command: ['new', 'rename-column', '--table', onLine(names), '--column', names.column, '--to', to],
    revisions: required ? 5 : 4,
    gives: [
      [
        count(
          sqlTable(names),
          `${sql(names.key)} BETWEEN ${rowsWritten + 1} AND ${rowsBefore} AND ${sql(to)} = 'user' || ${sql(names.key)}`,
        ),
        required ? '2000' : '1333',
      ],
      [`SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal`, '0'],
    ],
    // The first revision adds a column and the last one drops one; the third builds an index, the fourth reads all rows.
    traffic: traffic(names, required ? [3, 4] : [3], { to: sql(to) }),
  };
}

function renameWithEverything(): Scenario {
  return {
    ...world(plain),
    ...withEverything,
    name: 'rename a column that has a default, a CHECK, a UNIQUE and a foreign key',
    command: ['new', 'rename-column', '--table', 'users', '--column', 'rank', '--to', 'grade'],
    revisions: 6,
    gives: [
      ["SELECT column_default FROM information_schema.columns WHERE column_name = 'grade'", '7'],
      [count('users', 'id BETWEEN 1001 AND 3000 AND grade = id % 50 + 1'), '2000'],
    ],
    traffic: traffic({ ...plain, column: 'rank' }, [3, 5], { to: 'grade', value: (n) => String((n % 90) + 1) }),
  };
}
