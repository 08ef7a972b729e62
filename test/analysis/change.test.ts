import { expect, test } from 'vitest';
import { changeOf } from '../../server/src/analysis/change.ts';
import type { Source } from '../../server/src/text.ts';
import { analyzed } from '../marked.ts';

const text = 'def upgrade():\n    op.create_foreign_key("fk", "orders", "users", ["user_id"], ["id"])\n';

test.each<readonly [string, readonly Source[], string | undefined]>([
  ['behind the file itself, where nothing follows it', [], 'b2'],
  ['behind the head, where others follow', [revision('c3', 'b2'), revision('d4', 'c3')], 'd4'],
  ['nowhere, where two heads follow', [revision('c3', 'b2'), revision('d4', 'b2')], undefined],
])('phases go %s', async (_place, children, parent) => {
  const { analysis, workspace } = await analyzed(text, { children });
  const [fix] = analysis.findings.find((each) => each.rule === 'foreign-key-blocks')?.fixes ?? [];
  if (!fix) throw new Error('no fix is offered');
  const change = await changeOf(fix, analysis, workspace);
  expect(/down_revision = "(\w+)"/.exec(change?.newFiles[0]?.text ?? '')?.[1]).toBe(parent);
  expect(change === undefined).toBe(parent === undefined);
});

function revision(id: string, parent: string): Source {
  const head = `from alembic import op\n\nrevision = "${id}"\ndown_revision = "${parent}"\n\n\n`;
  return {
    path: `/app/migrations/versions/${id}.py`,
    text: `${head}def upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n`,
  };
}
