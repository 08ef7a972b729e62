import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'revision-unlinked';
const rest = '\n\ndef upgrade():\n    op.drop_table("users")\n';

test('a file that does not say what it is, or what it follows', async () => {
  await check(
    `from alembic import op


def upgrade():
^^^^^^^^^^^ warning: This file among the migrations has no revision: it never runs, and the tool stops at it
    op.drop_table("users")
`,
    { rule, whole: true },
  );
  await check(
    `revision = "b2"
#          ^^^^ error: b2 does not say which migration it follows: without down_revision the tool stops at it
${rest}`,
    { rule, whole: true },
  );
});

test('what stands elsewhere, what only running tells, and what lies outside', async () => {
  const silent = (text: string, folders = ['/app/migrations/versions']) =>
    check(text, { rule, whole: true, environment: { folders } });
  await silent(`from alembic import op${rest}`, ['/app/other/versions']);
  await silent(`from alembic import op\nfrom ids import *${rest}`);
  await silent(`from alembic import op\nrevision, down_revision = "b2", None${rest}`);
  await silent(`revision = make()\ndown_revision = None${rest}`);
  await silent(`revision: str = "b2"\ndown_revision: str | None = None${rest}`);
});
