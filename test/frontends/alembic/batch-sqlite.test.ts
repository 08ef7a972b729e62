import { expect, test } from 'vitest';
import { analyzed } from '../../marked.ts';

/** The operations of a batch on SQLite, each with its part in the copying of the table. */
async function parts(batch: string, calls: readonly string[]): Promise<readonly string[]> {
  const text = `def upgrade():
    with op.batch_alter_table("user"${batch}) as batch_op:
${calls.map((call) => `        batch_op.${call}\n`).join('')}`;
  const { analysis } = await analyzed(text, { engine: 'sqlite' });
  return analysis.up.map(({ operation }) =>
    `${operation.kind} ${'rebuild' in operation && operation.rebuild ? operation.rebuild : ''}`.trim(),
  );
}

const column = 'add_column(sa.Column("age", sa.Integer()))';
const index = 'create_index("ix", ["age"])';

test('columns with constant defaults, and indexes, need no copy', async () =>
  expect(await parts('', [column, index])).toEqual(['addColumn', 'createIndex']));

test('one operation that needs it takes all others along', async () =>
  expect(await parts('', [column, 'alter_column("name", nullable=False)', index])).toEqual([
    'addColumn along',
    'setNotNull copy',
    'createIndex along',
  ]));

test('a default that is an expression needs it, as every column does where the author says so', async () => {
  const now = 'add_column(sa.Column("seen", sa.DateTime(), server_default=sa.func.now()))';
  expect(await parts('', [column, now])).toEqual(['addColumn along', 'addColumn copy']);
  expect(await parts(', recreate="always"', [column])).toEqual(['addColumn alone']);
});

test('nothing is copied where the author forbids it', async () =>
  expect(await parts(', recreate="never"', ['drop_column("age")'])).toEqual(['dropColumn']));

test('what other dialects are told is not heard', async () => {
  const { analysis } = await analyzed(
    'def upgrade():\n    op.create_index("ix", "user", ["a"], postgresql_concurrently=True, postgresql_using="gin")\n',
    { engine: 'mysql' },
  );
  expect(analysis.up.map(({ operation }) => operation)).toEqual([
    { kind: 'createIndex', table: { name: 'user' }, name: 'ix', keys: [{ column: 'a' }] },
  ]);
});

test('Alembic hands no constraint to SQLite outside of a copy, whatever SQLite can do; SQL goes its way', async () => {
  const refused = async (line: string) => {
    const text = `def upgrade():\n    ${line}\n`;
    const { analysis } = await analyzed(text, { engine: 'sqlite', version: '3.53' });
    return analysis.up.map(({ effects }) => effects.refused);
  };
  const why = 'No support for ALTER of constraints in SQLite dialect';
  expect(await refused('op.create_check_constraint("ck", "user", "age > 0")')).toEqual([why]);
  expect(await refused('op.drop_constraint("ck", "user")')).toEqual([why]);
  const never = 'with op.batch_alter_table("user", recreate="never") as batch:\n        batch';
  expect(await refused(`${never}.create_check_constraint("ck", "age > 0")`)).toEqual([why]);
  const batch = never.replace(', recreate="never"', '');
  expect(await refused(`${batch}.create_check_constraint("ck", "age > 0")`)).toEqual([undefined]);
  expect(await refused('op.execute("ALTER TABLE user ADD CONSTRAINT ck CHECK (age > 0)")')).toEqual([undefined]);
});

test('what a copy loses, leaves behind or stumbles over is told', async () => {
  const told = async (history: readonly string[], call: string) => {
    const text = `def upgrade():\n    with op.batch_alter_table("user") as batch_op:\n        batch_op.${call}\n`;
    const made = `op.execute("CREATE TABLE user (id INTEGER, age INTEGER CHECK (age > 0), CONSTRAINT ck CHECK (id > 1))")`;
    const { analysis } = await analyzed(text, { engine: 'sqlite', history: [made, ...history] });
    return analysis.up.map(({ effects }) => effects.refused ?? effects.summary?.split('; ').slice(1).join('; '));
  };
  const lost = 'what the new table is not told of again is lost: CHECK (age > 0), which has no name';
  const index = 'op.execute("CREATE INDEX ix ON user (abs(age)); CREATE INDEX iy ON user (age DESC)")';
  expect(await told([index], 'alter_column("age", type_=sa.Text())')).toEqual([
    `${lost}, the index ix over an expression.`,
  ]);
  expect(await told([], 'alter_column("age", nullable=False)')).toEqual([
    `${lost}; if a row does not suit, _alembic_tmp_user stays behind where no transaction was open before.`,
  ]);
  expect(await told([], 'drop_column("id")')).toEqual(['no such column: id']);
  expect(await told([], 'drop_column("id")\n        batch_op.drop_constraint("ck")')).toEqual([
    `${lost}; unless ck goes in the same batch, SQLite refuses it: no such column: id.`,
    '',
  ]);
  expect(await told(['op.execute("CREATE VIEW v AS SELECT age FROM user")'], 'drop_column("age")')).toEqual([
    'error in view v: no such table: main.user',
  ]);
  const trigger = (table: string) =>
    `op.execute("CREATE TRIGGER tr AFTER INSERT ON ${table} BEGIN DELETE FROM user; END")`;
  expect(await told(['op.execute("CREATE TABLE org (id int)")', trigger('org')], 'drop_column("age")')).toEqual([
    'error in trigger tr: no such table: main.user',
  ]);
  expect(await told([trigger('user')], 'drop_column("age")')).toEqual([`${lost}, the trigger tr.`]);
});
