import { expect, test } from 'vitest';
import { finalNames } from '../../../server/src/frontends/alembic/final-names.ts';
import { scaffolded } from '../../plans/scaffolded.ts';

const convention = { ck: 'ck_%(table_name)s_%(constraint_name)s', uq: 'uq_%(table_name)s_%(column_0_name)s' };
const history = [
  'op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("age", sa.Integer()))',
];
const answers = { table: 'users', column: 'age' };

test('where a convention makes longer names of those of a CHECK, its name is said to be done', async () => {
  const files = await scaffolded('set-not-null', answers, { history, environment: { namingConvention: convention } });
  expect(files.match(/op\.(create_check|drop)_constraint\([^,]*/g)).toEqual([
    'op.create_check_constraint(\n        op.f("ck_users_age_not_null")',
    'op.drop_constraint(op.f("ck_users_age_not_null")',
    'op.drop_constraint(op.f("ck_users_age_not_null")',
    'op.create_check_constraint(\n        op.f("ck_users_age_not_null")',
  ]);
});

test('without a convention a name is a name', async () => {
  expect(await scaffolded('set-not-null', answers, { history })).not.toContain('op.f(');
});

test.each([
  ['a kind that the convention names by its columns', 'unique', 'uq_users_age', ''],
  ['what the file says without it', 'check', 'adult', 'op.create_check_constraint("adult", "users", "age > 17")'],
] as const)('%s stays as it is', (_what, kind, name, text) => {
  expect(finalNames(convention, text)(kind, name)).toBe(false);
});

test.each([
  [
    'what the file says with it',
    'ck_users_adult',
    'sa.CheckConstraint("age > 17", name=op.f(\n    "ck_users_adult"\n))',
  ],
  ['what it does not say', 'adult', ''],
])('%s is done', (_what, name, text) => {
  expect(finalNames(convention, text)('check', name)).toBe(true);
});
