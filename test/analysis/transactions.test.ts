import { expect, test } from 'vitest';
import { byLine } from '../../server/src/analysis/explain.ts';
import { transactionsOf } from '../../server/src/analysis/transactions.ts';
import type { Transaction } from '../../server/src/model/transaction.ts';
import { analyzed, type Setting } from '../marked.ts';

test('one transaction keeps its locks to its end, and works under them', async () => {
  expect(
    await sql(`BEGIN;
ALTER TABLE users ADD COLUMN a text;
UPDATE users SET a = 'x';
ALTER TABLE users ALTER COLUMN a SET NOT NULL;
COMMIT;
UPDATE users SET a = 'y';
`),
  ).toEqual([
    'block 1-5: ACCESS EXCLUSIVE users since 2; 3 under it; 4 under it',
    'statement 6: ROW EXCLUSIVE users since 6; rows of users since 6',
  ]);
});

test('a lock that grows stronger is told from where it was taken', async () => {
  const text = `BEGIN;
ALTER TABLE users ADD CONSTRAINT fk FOREIGN KEY (org) REFERENCES orgs (id) NOT VALID;
CREATE INDEX ix ON accounts (name);
DROP INDEX iy;
ALTER TABLE users DROP COLUMN b;
COMMIT;
`;
  expect(await sql(text)).toEqual([
    'block 1-6: ACCESS EXCLUSIVE users since 5, SHARE ROW EXCLUSIVE orgs since 2, SHARE accounts since 3, ACCESS EXCLUSIVE iy since 4; 3 under it',
  ]);
});

test('what is rolled back to a savepoint holds nothing any more, on PostgreSQL', async () => {
  const text = `BEGIN;
SAVEPOINT a;
ALTER TABLE users ADD COLUMN a int;
ROLLBACK TO SAVEPOINT a;
UPDATE users SET b = 1;
ROLLBACK;
`;
  expect(await sql(text)).toEqual(['block 1-6 (rollback): ROW EXCLUSIVE users since 5; rows of users since 5']);
  expect(await sql(text.replace('UPDATE', '-- UPDATE'))).toEqual(['block 1-6 (rollback)']);
});

test('a BEGIN that nobody closes is rolled back; in a file that is one transaction it does nothing', async () => {
  expect(await sql('BEGIN;\nDROP TABLE a;\n')).toEqual(['block 1-2 (rollback): ACCESS EXCLUSIVE a since 2']);
  const path = 'migrations/V2__a.sql';
  expect(await sql('BEGIN;\nDROP TABLE a;\n', { path })).toEqual(['file 1-2: ACCESS EXCLUSIVE a since 2']);
  expect(await sql('DROP TABLE a;\nCOMMIT;\nDROP TABLE b;\nDROP TABLE c;\n', { path })).toEqual([
    'file 1-2: ACCESS EXCLUSIVE a since 1',
    'statement 3: ACCESS EXCLUSIVE b since 3',
    'statement 4: ACCESS EXCLUSIVE c since 4',
  ]);
});

test('a block of code is one transaction, unless it commits', async () => {
  const code = `DO $$ BEGIN
  ALTER TABLE a ADD COLUMN x int;
  UPDATE a SET x = 1;
END $$;
`;
  expect(await sql(code)).toEqual(['statement 2-3: ACCESS EXCLUSIVE a since 2; 3 under it']);
  expect(await sql(code.replace('  UPDATE', '  COMMIT; UPDATE'))).toEqual([
    'statement 2-3: ACCESS EXCLUSIVE a since 2',
    'statement 3: ROW EXCLUSIVE a since 3; rows of a since 3',
  ]);
});

test('MySQL commits around each change of the schema, and the tool does not begin again', async () => {
  const text = `UPDATE a SET x = 1;
UPDATE b SET x = 1;
ALTER TABLE a ADD COLUMN y INT;
UPDATE a SET y = 1;
UPDATE b SET y = 1;
`;
  const path = 'migrations/V2__a.sql';
  expect(await sql(text, { engine: 'mysql', path })).toEqual([
    'file 1-2 (implicit commit); rows of a since 1, b since 2; 2 under it',
    'statement 3',
    'statement 4; rows of a since 4',
    'statement 5; rows of b since 5',
  ]);
  expect(await sql(`SET autocommit = 0;\n${text}`, { engine: 'mysql' })).toEqual([
    'statement 1',
    'statement 2-3 (implicit commit); rows of a since 2, b since 3; 3 under it',
    'statement 4',
    'statement 5-6 (rollback); rows of a since 5, b since 6; 6 under it',
  ]);
});

test('Alembic runs all pending revisions in one transaction, around what commits by itself', async () => {
  const body = `def upgrade():
    op.add_column("users", sa.Column("a", sa.Text()))
    with op.get_context().autocommit_block():
        op.execute("VACUUM users")
    op.drop_column("users", "b")
    op.execute("UPDATE users SET a = 'x'")


def downgrade():
    op.drop_column("users", "a")
`;
  const history = ['op.drop_table("x")', 'op.drop_table("y")'];
  expect(await python(body, { history })).toEqual([
    'run 11, behind a0 a1: ACCESS EXCLUSIVE users since 11',
    'statement 13: SHARE UPDATE EXCLUSIVE users since 13',
    'run 14-15, goes on: ACCESS EXCLUSIVE users since 14; 15 under it',
    'run 19, goes on: ACCESS EXCLUSIVE users since 19',
  ]);
});

test('drivers open transactions for Alembic: on MySQL with any statement, on SQLite before rows are written', async () => {
  const body = `def upgrade():
    op.execute("UPDATE a SET x = 1")
    op.add_column("a", sa.Column("y", sa.Text()))
    op.execute("UPDATE a SET y = 1")
    op.execute("UPDATE b SET y = 1")
`;
  expect(await python(body, { engine: 'mysql' })).toEqual([
    'file 11 (implicit commit); rows of a since 11',
    'statement 12',
    'file 13-14; rows of a since 13, b since 14; 14 under it',
  ]);
  expect(await python(body.replace(/.*SET x.*\n/, ''), { engine: 'sqlite' })).toEqual([
    'statement 11: EXCLUSIVE main since 11',
    'file 12-13: EXCLUSIVE main since 12; 13 under it',
  ]);
});

test("behind a COMMIT in the text psycopg2 begins no other transaction; MySQL's and SQLite's drivers do", async () => {
  const body = `def upgrade():
    op.execute("UPDATE a SET x = 1")
    op.execute("COMMIT")
    op.add_column("a", sa.Column("y", sa.Text()))
    op.execute("UPDATE a SET y = 1")
    op.execute("UPDATE b SET y = 1")
`;
  const heads = async (engine: 'postgresql' | 'mariadb' | 'sqlite') =>
    (await python(body, { engine })).map((line) => line.replace(/[:;,].*/, ''));
  expect(await heads('postgresql')).toEqual(['run 11-12', 'statement 13', 'statement 14', 'statement 15']);
  expect(await heads('mariadb')).toEqual(['file 11-12', 'statement 13', 'file 14-15']);
  expect(await heads('sqlite')).toEqual(['file 11-12', 'statement 13', 'file 14-15']);
});

test("Python's driver for SQLite does not see that a WITH writes rows", async () => {
  const body = `def upgrade():
    op.execute("WITH c AS (SELECT 1) UPDATE a SET x = 1")
    op.add_column("a", sa.Column("y", sa.Text()))
`;
  expect(await python(body, { engine: 'sqlite' })).toEqual([
    'statement 11: EXCLUSIVE main since 11',
    'statement 12: EXCLUSIVE main since 12',
  ]);
});

test('autocommit that is switched on commits, and leaves each statement alone', async () => {
  const body = `def upgrade():
    op.execute("UPDATE a SET x = 1")
    op.execute("SET autocommit = 1")
    op.execute("UPDATE a SET y = 1")
    op.execute("UPDATE b SET y = 1")
`;
  expect(await python(body, { engine: 'mariadb' })).toEqual([
    'file 11 (implicit commit); rows of a since 11',
    'statement 12',
    'statement 13; rows of a since 13',
    'statement 14; rows of b since 14',
  ]);
});

async function sql(text: string, setting: Setting = {}): Promise<readonly string[]> {
  const { analysis } = await analyzed(text, { tool: 'sql', ...setting });
  return transactionsOf(analysis).map((each) => shown(each, byLine(analysis)));
}

async function python(text: string, setting: Setting): Promise<readonly string[]> {
  const { analysis } = await analyzed(text, setting);
  return transactionsOf(analysis).map((each) => shown(each, byLine(analysis)));
}

function shown(transaction: Transaction, nameOf: ReturnType<typeof byLine>): string {
  const { scope, steps, ends, locks, rows, under, earlier, goesOn } = transaction;
  const line = (step: Transaction['steps'][number] | undefined) => (step ? nameOf(step).replace('line ', '') : '');
  const [first, last] = [line(steps[0]), line(steps.at(-1))];
  const held = locks.map(({ relation, mode, since }) => `${mode} ${relation} since ${line(since)}`);
  return [
    `${scope} ${first === last ? first : `${first}-${last}`}`,
    ends === 'commit' ? '' : ` (${ends})`,
    earlier.length > 0 ? `, behind ${earlier.map(({ id }) => id).join(' ')}` : '',
    goesOn ? ', goes on' : '',
    held.length > 0 ? `: ${held.join(', ')}` : '',
    rows.length > 0
      ? `; rows of ${rows.map(({ relation, since }) => `${relation} since ${line(since)}`).join(', ')}`
      : '',
    ...under.map(({ step }) => `; ${line(step)} under it`),
  ].join('');
}
