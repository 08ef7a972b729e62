import { expect, test } from 'vitest';
import { engines } from '../../server/src/engines/index.ts';
import { runCommand } from '../../server/src/node/command-line.ts';
import { rules } from '../../server/src/rules/index.ts';
import { temporaryFolder } from '../temporary.ts';

const change = `BEGIN;
ALTER TABLE users ADD COLUMN a int, ADD COLUMN b int;
UPDATE users SET a = 1;
COMMIT;
`;

test('JSON tells transactions by the places of their operations, and of each operation what waits behind it', async () => {
  const { operations, transactions } = JSON.parse(await explained(change, '--format json')).files[0];
  const lock = { relation: 'users', mode: 'ACCESS EXCLUSIVE', blocks: 'reads and writes' };
  expect(transactions).toEqual([
    {
      direction: 'up',
      scope: 'block',
      operations: [0, 1, 2, 3, 4],
      ends: 'commit',
      locks: [{ ...lock, since: 1 }],
      rows: [],
      blocks: 'reads and writes',
      under: [3],
    },
  ]);
  expect(operations[1].effects).toMatchObject({
    locks: [lock],
    queues: { stops: 'reads and writes', relations: ['users'], givesUpAfter: null },
  });
  expect(operations[3].effects.queues).toBeUndefined();
});

test('one statement is explained once, with all its actions and one line for each thing worth knowing', async () => {
  expect(await explained(change)).toContain(`stdin.sql:2:19 upgrade addColumn
  ALTER TABLE users ADD COLUMN a int, ADD COLUMN b int
  Adds users.a.
  Adds users.b.
  Locks        ACCESS EXCLUSIVE on users: reads and writes wait
  Work         instant, whatever the size of the table
  Queue        waits for every open transaction that has used users, if only to read; new reads and writes of users wait behind it meanwhile; no lock_timeout is set here, so that it waits as long as it takes
  Transaction  ACCESS EXCLUSIVE on users is kept until the transaction ends, while line 3 writes rows one by one
  Manual       https://www.postgresql.org/docs/15/sql-altertable.html
`);
});

test('what is held until when stands behind the operations', async () => {
  expect(await explained(change)).toMatch(
    /\n\nHeld in the upgrade\n {2}lines 1 to 4: one transaction\n {4}ACCESS EXCLUSIVE on users from line 2 on: .*\n {6}while line 3 writes rows one by one: .*\n\n/,
  );
  expect(await explained('DROP TABLE a;\nDROP TABLE b;\n')).not.toContain('Held');
});

async function explained(sql: string, more = ''): Promise<string> {
  let text = '';
  const terminal = {
    cwd: temporaryFolder({}),
    colour: false,
    input: async () => new TextEncoder().encode(sql),
    out: (each: string) => {
      text += each;
    },
    error: () => undefined,
  };
  const argv = ['explain', '-', '--tool', 'sql', '--engine', 'postgresql', ...more.split(' ').filter((each) => each)];
  await runCommand(argv, terminal, { rules, engines, patterns: [], serve: async () => undefined });
  return text;
}
