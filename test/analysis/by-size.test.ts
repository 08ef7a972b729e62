import { expect, test } from 'vitest';
import { analyzed, type Setting } from '../marked.ts';

const index = 'op.create_index("ix_users_email", "users", ["email"])';

const severities = [
  ['unknown', undefined, 'error'],
  ['large', 12_000_000, 'error'],
  ['just large', 1_000_000, 'error'],
  ['not large', 999_999, 'warning'],
  ['a hundredth of it', 10_000, 'warning'],
  ['tiny', 9_999, 'info'],
  ['empty', 0, 'info'],
] as const;

test.each(severities)('a lock is as grave as its table is large: %s', async (_, rows, severity) => {
  expect(await found(index, 'index-blocks-writes', sized(rows))).toMatchObject([{ severity }]);
});

test.each([
  [12_000_000, '(about 8 to 40 s at 12 M rows)'],
  [5_000, '(under a second at 5 thousand rows)'],
] as const)('how long it takes is said where the rows are known: %s', async (rows, said) => {
  const [finding] = await found(index, 'index-blocks-writes', sized(rows));
  expect(finding?.message).toBe(`Building ix_users_email blocks writes on users until every row is read ${said}`);
});

test('what rows can make fail stays a warning', async () => {
  const key = 'op.create_unique_constraint("uq_users_email", "users", ["email"])';
  expect(await found(key, 'unique-blocks-writes', sized(12))).toMatchObject([{ severity: 'warning' }]);
});

test('the size of another table says nothing', async () => {
  const setting = { tables: { posts: { rows: 12 } } };
  expect(await found(index, 'index-blocks-writes', setting)).toMatchObject([{ severity: 'error' }]);
});

test('what is bad however few rows there are is told as ever', async () => {
  const setting = sized(12);
  const dropped = await found('op.drop_column("users", "email")', 'drop-column-loses-data', setting);
  expect(dropped).toMatchObject([{ severity: 'error', message: 'Dropping users.email destroys its values for good' }]);
  const added = 'op.add_column("users", sa.Column("age", sa.Integer(), nullable=False))';
  expect(await found(added, 'not-null-without-default', setting)).toMatchObject([{ severity: 'error' }]);
});

test('all rows of a small table are soon written', async () => {
  const all = `op.execute("UPDATE users SET plan = 'free'")`;
  expect(await found(all, 'update-without-where', sized(5_000))).toMatchObject([{ severity: 'info' }]);
  expect(await found(all, 'update-without-where', sized(2_000_000))).toMatchObject([{ severity: 'error' }]);
  const gone = 'op.execute("DELETE FROM users")';
  expect(await found(gone, 'delete-without-where', sized(5_000))).toMatchObject([{ severity: 'error' }]);
});

test('how many rows a query gives is not known by the size of what takes them', async () => {
  const setting = { ...sized(50), tables: { summary: { rows: 50 } }, history: views };
  const refresh = 'op.execute("REFRESH MATERIALIZED VIEW summary")';
  const [finding] = await found(refresh, 'matview-refresh-blocks', setting);
  expect(finding).toMatchObject({ severity: 'warning', message: expect.not.stringContaining('rows)') });
});

test('the settings of a rule win', async () => {
  const setting: Setting = { ...sized(12), rules: { 'index-blocks-writes': 'error' } };
  expect(await found(index, 'index-blocks-writes', setting)).toMatchObject([{ severity: 'error' }]);
});

test('rows and schema in one transaction matter by the rows, and where a failure leaves half of it, always', async () => {
  const mixed = `op.add_column("users", sa.Column("plan", sa.Text()))
    op.execute("UPDATE users SET plan = 'free' WHERE plan IS NULL")`;
  expect(await found(mixed, 'schema-and-data-mixed', sized(50_000))).toMatchObject([{ severity: 'warning' }]);
  const halfDone = await found(mixed, 'schema-and-data-mixed', { ...sized(50_000), engine: 'mysql' });
  expect(halfDone).toMatchObject([{ severity: 'error' }]);
});

test('who keeps a lock over the work on a small table keeps it shortly', async () => {
  const both = `op.add_column("posts", sa.Column("stars", sa.Integer(), nullable=True))
    ${index}`;
  const known = await found(both, 'work-under-lock', sized(50_000));
  expect(known.map(({ severity }) => severity)).toEqual(['info']);
});

const whileNobodyWorks = [
  [index, 'index-blocks-writes', 'warning'],
  ['op.drop_index("ix_users_email", "users")', 'index-drop-waits', 'info'],
  ['op.rename_table("users", "people")', 'rename-table-breaks-code', 'warning'],
  ['op.drop_table("users")', 'drop-table-loses-data', 'error'],
  ['op.add_column("users", sa.Column("a", sa.Text(), nullable=False))', 'not-null-without-default', 'error'],
  ['op.create_index("i", "users", ["a"], postgresql_concurrently=True)', 'concurrently-in-transaction', 'error'],
] as const;

test.each(whileNobodyWorks)('in a maintenance window nobody waits: %s', async (body, rule, severity) => {
  expect(await found(body, rule, { deployment: 'maintenance-window' })).toMatchObject([{ severity }]);
});

test('a small table in a maintenance window is a note', async () => {
  const setting: Setting = { ...sized(50_000), deployment: 'maintenance-window' };
  expect(await found(index, 'index-blocks-writes', setting)).toMatchObject([{ severity: 'info' }]);
});

const views = ['op.execute("CREATE MATERIALIZED VIEW summary AS SELECT count(*) FROM users")'];

function sized(rows: number | undefined): Setting {
  return rows === undefined ? {} : { tables: { users: { rows } } };
}

async function found(body: string, rule: string, setting: Setting) {
  const { analysis } = await analyzed(`def upgrade():\n    ${body}\n`, setting);
  return analysis.findings.filter((each) => each.rule === rule).map(({ severity, message }) => ({ severity, message }));
}
