import { test } from 'vitest';
import { check } from '../marked.ts';
import { revision } from '../revisions.ts';

const rule = 'revision-cycle';
const a = revision('a0', null);

test('revisions that follow one another, through dependencies and labels as well', async () => {
  await check(
    `revision = "b2"
down_revision = "c3"
#               ^^^^ error: These migrations follow one another in a circle: b2 → c3 → d4 → b2
`,
    { rule, whole: true, children: [a, revision('c3', '"d4"'), revision('d4', '("a0", "b2")')] },
  );
  await check(
    `revision = "b2"
down_revision = "a0"
branch_labels = "own"
depends_on = "c3"
#            ^^^^ error: These migrations follow one another in a circle: b2 → c3 → b2
`,
    { rule, whole: true, children: [a, revision('c3', '"a0"', { dependsOn: '"own"' })] },
  );
  await check(
    `revision = "b2"
down_revision = "b2"
#               ^^^^ error: b2 follows itself
`,
    { rule, whole: true, children: [a] },
  );
});

test('what only stands behind a circle, and two ways to one ancestor, are fine', async () => {
  const children = [a, revision('c3', '"d4"'), revision('d4', '"c3"')];
  await check('revision = "b2"\ndown_revision = "c3"\n', { rule, whole: true, children });
  await check('revision = "b2"\ndown_revision = ("c3", "a0")\n', {
    ...{ rule, whole: true, children: [a, revision('c3', '"a0"')] },
  });
});
