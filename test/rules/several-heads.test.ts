import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';
import { revision } from '../revisions.ts';

const rule = 'several-heads';
const a = revision('a0', null);

test('two heads behind one revision: the youngest says so, and a merge joins them', async () => {
  const children = [a, revision('z9', '"a0"')];
  await check('revision = "b2"\ndown_revision = "a0"\n', { rule, whole: true, children });
  const older = revision('a9', '"a0"', { created: '2025-01-01 00:00:00' });
  const younger = '"""new\n\nCreate Date: 2025-01-02 00:00:00\n"""\n\n';
  await check(
    `${younger}revision = "b2"
#          ^^^^ error: b2 and a9 are heads side by side: an upgrade to the head stops until a merge joins them
down_revision = "a0"
`,
    { rule, whole: true, children: [a, older] },
  );
  await check(`${younger.replace('2025', '2024')}revision = "b2"\ndown_revision = "a0"\n`, {
    rule,
    whole: true,
    children: [a, older],
  });
  await checkFix(
    'revision = "b2"\ndown_revision = "a0"\n',
    `revision = "b2"
down_revision = "a0"

#- /app/migrations/versions/c1_merge_a9_and_b2.py
"""merge a9 and b2

Revision ID: c1
Revises: a9, b2
Create Date: 2026-01-02 03:04:05

"""

# revision identifiers, used by Alembic.
revision = "c1"
down_revision = ("a9", "b2")


def upgrade():
    pass


def downgrade():
    pass
`,
    { rule, whole: true, children: [a, revision('a9', '"a0"')], fix: 'merge' },
  );
  await checkFix('revision = "b2"\ndown_revision = "a0"\n', 'revision = "b2"\ndown_revision = "a9"\n', {
    ...{ rule, whole: true, children: [a, revision('a9', '"a0"')], fix: 'Put it behind' },
  });
});

const silent = (text: string, ...children: readonly ReturnType<typeof revision>[]) =>
  check(`${text}\n`, { rule, whole: true, children });

test('what a merge joins, what depends, what has labels or folders of its own, and what cannot be told is left alone', async () => {
  const head = 'revision = "b2"\ndown_revision = "a0"';
  await silent(head, a);
  await silent(head, a, revision('a9', '"a0"'), revision('m1', '("a9", "b2")'));
  await silent('revision = "b2"\ndown_revision = ("a0", "a9")', a, revision('a9', '"a0"'));
  await silent(`${head}\nbranch_labels = "own"`, a, revision('a9', '"a0"'));
  await silent(`${head}\ndepends_on = "a9"`, a, revision('a9', '"a0"'));
  await silent(head, a, revision('a9', 'None', { folder: '/app/plugin/versions' }));
  // One id in two folders: each has a database of its own.
  const other = { folder: '/app/migrations/versions/other' };
  await silent(head, a, revision('a0', null, other), revision('a9', '"a0"', other));
  await silent(head, a, revision('a9', 'find()'));
});

test('a second beginning in one folder, and a fork within a branch', async () => {
  await check(
    `revision = "b2"
#          ^^^^ error: b2 and a0 are heads side by side: an upgrade to the head stops until a merge joins them
down_revision = None
`,
    { rule, whole: true, children: [a] },
  );
  await check(
    `revision = "b2"
#          ^^^^ error: b2 and a9 are heads side by side: an upgrade to the head stops until a merge joins them
down_revision = "a0"
`,
    { rule, whole: true, children: [revision('a0', 'None', { labels: '("own",)' }), revision('a9', '"a0"')] },
  );
});
