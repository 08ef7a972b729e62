import { expect, test } from 'vitest';
import { analyzed } from '../marked.ts';

test.each([
  ['op.add_column("user", sa.Column("a", sa.Text()))', 'schema-add low'],
  ['op.create_index("ix", "user", ["a"])', 'schema-add medium'],
  ['op.alter_column("user", "a", nullable=True)', 'schema-modify medium'],
  ['op.alter_column("user", "a", nullable=False)', 'schema-modify high'],
  ['op.drop_column("user", "a")', 'schema-remove high'],
  ['op.execute(\'UPDATE "user" SET a = 1 WHERE b\')', 'data high'],
  [
    'op.add_column("user", sa.Column("a", sa.Text()))\n    op.execute(\'UPDATE "user" SET a = 1\')',
    'combined very-high',
  ],
  ['t = op.create_table("team", sa.Column("a", sa.Text()))\n    op.bulk_insert(t, [{"a": "x"}])', 'schema-add low'],
  ['pass', 'schema-add low'],
])('%s is %s', async (upgrade, expected) => {
  const down = '\n\n\ndef downgrade():\n    op.execute("SELECT 1")\n';
  const { analysis } = await analyzed(`def upgrade():\n    ${upgrade}${down}`, {});
  expect(`${analysis.assessment.type} ${analysis.assessment.risk}`).toBe(expected);
});

test.each([
  ['def downgrade():\n    op.drop_column("user", "a")', 'automatic'],
  ['def downgrade():\n    pass', 'none'],
  ['def downgrade():\n    raise RuntimeError("restore the backup")', 'none'],
])('%s: the rollback is %s', async (downgrade, expected) => {
  const { analysis } = await analyzed(
    `def upgrade():\n    op.add_column("user", sa.Column("a", sa.Text()))\n\n\n${downgrade}\n`,
    {},
  );
  expect(analysis.assessment.rollback).toBe(expected);
});

test('a downgrade brings a dropped column back, but not its values', async () => {
  const { analysis } = await analyzed(
    'def upgrade():\n    op.drop_column("user", "a")\n\n\ndef downgrade():\n    op.add_column("user", sa.Column("a", sa.Text()))\n',
    {},
  );
  expect([analysis.assessment.rollback, analysis.assessment.dataLoss]).toEqual(['manual', true]);
});
