import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';
import { revision } from '../revisions.ts';

const rule = 'revision-id-reserved';

test('words and signs of the command line', async () => {
  await check(
    `revision = "base"
#          ^^^^^^ error: The id "base" cannot be used: "base" means the empty database on the command line
down_revision = None
`,
    { rule, whole: true },
  );
  await check(
    `revision = "2026-add"
#          ^^^^^^^^^^ error: The id "2026-add" cannot be used: - may not stand in an id, because targets such as "head-1" are made of it
down_revision = None
`,
    { rule, whole: true },
  );
  await check('revision = "baseline_head.2"\ndown_revision = None\n', { rule, whole: true });
  await check('ALTER TABLE t ADD COLUMN a integer;\n', { rule, tool: 'sql', path: 'migrations/2026-01-02-base.sql' });
});

test('who follows it names the new id', () =>
  checkFix(
    'revision = "head"\ndown_revision = None\n',
    `revision = "c1"
down_revision = None

#- /app/migrations/versions/c3.py
${revision('c3', '("c1", "x")').text}`,
    { rule, whole: true, children: [revision('c3', '("head", "x")'), revision('x', null, { dependsOn: 'None' })] },
  ));
