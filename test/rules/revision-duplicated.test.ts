import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';
import { revision } from '../revisions.ts';

const rule = 'revision-duplicated';

test('two files of one id: each says so, and a new id leaves the children with the other', async () => {
  const children = [revision('a0', null), revision('b2', '"a0"', { name: 'copy' }), revision('c3', '"b2"')];
  await check(
    `revision = "b2"
#          ^^^^ error: copy.py is b2, too: only one of the files can run
down_revision = "a0"
`,
    { rule, whole: true, children },
  );
  await checkFix(
    '"""change\n\nRevision ID: b2\n"""\n\nrevision = "b2"\ndown_revision = "a0"\n',
    '"""change\n\nRevision ID: c1\n"""\n\nrevision = "c1"\ndown_revision = "a0"\n',
    { rule, whole: true, children },
  );
});

test('ids that differ, and one that another only names', () =>
  check('revision = "b2"\ndown_revision = "a0"\n', {
    ...{ rule, whole: true, children: [revision('a0', null), revision('B2', '"b2"')] },
  }));
