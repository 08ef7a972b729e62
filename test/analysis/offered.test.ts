import { expect, test } from 'vitest';
import { analyzed } from '../marked.ts';

const title = 'Add it NOT VALID, and validate it in a later migration';

test('new revisions are offered for what the upgrade does once', async () =>
  expect(await offered('def upgrade():\n    op.create_check_constraint("ck", "t", "a > 0")\n')).toEqual([title]));

test('new revisions run behind the upgrade: none is offered for a downgrade', async () =>
  expect(await offered('def downgrade():\n    op.create_check_constraint("ck", "t", "a > 0")\n')).toEqual([]));

test.each([
  'for t in ["a", "b"]:\n        op.create_check_constraint(f"ck_{t}", t, "a > 0")',
  'for t in ["a", "b"]:\n        op.alter_column(t, "c", nullable=False)',
])('a revision that follows would speak of one run of a loop: %j', async (body) =>
  expect(await offered(`def upgrade():\n    ${body}\n`)).toEqual([]),
);

test.each(['op.alter_column("t", "a", new_column_name="b")', 'op.drop_column("t", "a")', 'op.rename_table("t", "u")'])(
  'a revision that follows would miss what %j takes away',
  async (after) => {
    const fixes = (text: string) =>
      offered(`def upgrade():\n    op.alter_column("t", "a", nullable=False)\n    ${text}\n`);
    const [fix] = await fixes(after.replaceAll('"t"', '"z"'));
    expect(fix).toContain('Set a NOT NULL');
    expect(await fixes(after)).not.toContain(fix);
  },
);

test('a keyword is right for every run of a loop', async () =>
  expect(await offered('def upgrade():\n    for t in ["a"]:\n        op.create_index(f"ix_{t}", t, ["b"])\n')).toEqual([
    'Build the index concurrently, outside the transaction',
  ]));

async function offered(text: string): Promise<readonly string[]> {
  const { analysis } = await analyzed(text, {});
  return analysis.findings
    .filter(({ rule }) => rule !== 'downgrade-missing')
    .flatMap(({ fixes }) => fixes.map((fix) => fix.title));
}
