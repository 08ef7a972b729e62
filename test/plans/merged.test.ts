import { expect, test } from 'vitest';
import { checkFix } from '../marked.ts';

test('statements that a program hands over one by one are told, and left to its author', async () => {
  const text = `
def upgrade():
    op.execute("ALTER TABLE users ALTER COLUMN age TYPE bigint")
    op.execute("ALTER TABLE users ALTER COLUMN size TYPE bigint")
`;
  const history = ['op.create_table("users", sa.Column("age", sa.Integer()), sa.Column("size", sa.Integer()))'];
  await expect(checkFix(text, text, { rule: 'several-alters', history })).rejects.toThrow('"fixes": []');
});
