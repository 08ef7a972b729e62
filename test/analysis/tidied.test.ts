import { expect, test } from 'vitest';
import { type Scaffolded, scaffold } from '../../server/src/analysis/scaffold.ts';
import { memoryWorkspace, type Setting } from '../marked.ts';

const path = '/app/migrations/versions/b2_change.py';
const source = {
  path,
  text: 'from alembic import op\n\nrevision = "b2"\ndown_revision = "a0"\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n',
};
const history = [
  `op.create_table("Order Lines", sa.Column("id", sa.BigInteger(), primary_key=True), sa.Column("user", sa.Text()))
op.create_table("v1.users", sa.Column("id", sa.BigInteger(), primary_key=True), schema="app")`,
];

async function made(answers: Readonly<Record<string, string>>, setting: Setting = {}): Promise<Scaffolded | string> {
  const pattern = 'type' in answers ? 'add-column' : 'drop-column';
  const result = await scaffold(pattern, answers, path, memoryWorkspace(source, { history, ...setting }));
  return 'problem' in result ? result.problem : result;
}

test.each([
  [{ table: 'Order Lines', column: 'user' }, 'op.drop_column("Order Lines", "user")'],
  [{ table: '"Order Lines"', column: '"user"' }, 'op.drop_column("Order Lines", "user")'],
  [{ table: ' "Order Lines" ', column: ' user ' }, 'op.drop_column("Order Lines", "user")'],
  [{ table: 'app."v1.users"', column: 'a b', type: 'text' }, 'op.add_column("v1.users", sa.Column("a b", sa.Text()'],
  [{ table: 'users', column: 'a"b', type: 'int' }, "sa.Column('a\"b', sa.Integer()"],
  [{ table: 'users', column: '"a""b"', type: 'int' }, "sa.Column('a\"b', sa.Integer()"],
  [{ table: 'users', column: "it's", type: 'int' }, 'sa.Column("it\'s", sa.Integer()'],
  [{ table: 'users', column: 'select', type: 'int' }, 'sa.Column("select", sa.Integer()'],
  [{ table: 'users', column: '名前', type: 'int' }, 'sa.Column("名前", sa.Integer()'],
])('%j', async (answers, expected) => {
  const result = await made(answers);
  expect(typeof result === 'string' ? result : result.files[0]?.text).toContain(expected);
});

test('names as long as the server takes are taken, longer ones refused', async () => {
  const longest = 'n'.repeat(63);
  expect(await made({ table: 'users', column: longest, type: 'int' })).toHaveProperty('files');
  expect(await made({ table: 'users', column: `${longest}n`, type: 'int' })).toBe(
    `"${longest}n" is longer than 63 bytes, and would be cut`,
  );
  expect(await made({ table: 'users', column: 'ü'.repeat(32), type: 'int' })).toContain('is longer than 63 bytes');
  expect(await made({ table: 'users', column: 'n'.repeat(65), type: 'int' }, { engine: 'mysql' })).toBe(
    `"${'n'.repeat(65)}" is longer than 64 characters, and would be refused`,
  );
  expect(await made({ table: 'users', column: 'n'.repeat(200), type: 'int' }, { engine: 'sqlite' })).toHaveProperty(
    'files',
  );
});

test('what the history does not know is told of, and written all the same', async () => {
  const notices = async (answers: Readonly<Record<string, string>>) => {
    const result = await made(answers);
    return typeof result === 'string' ? [result] : result.notices?.filter((each) => each.startsWith('The history'));
  };
  expect(await notices({ table: 'order lines', column: 'a', type: 'int' })).toEqual([
    'The history knows no table order lines, but Order Lines',
  ]);
  expect(await notices({ table: 'Order Lines', column: 'a', type: 'int' })).toEqual([]);
  expect(await notices({ table: 'Order Lines', column: 'user', type: 'int' })).toEqual([
    'There is a column Order Lines.user already',
  ]);
  const key = { table: 'Order Lines', column: 'user', references: 'team', key: 'id' };
  const asked = await scaffold('add-foreign-key', key, path, memoryWorkspace(source, { history }));
  expect('notices' in asked && asked.notices).toContain('The history knows no table team');
});
