import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';
import { revision } from '../revisions.ts';

const rule = 'revision-id-too-long';
const text = 'revision = "2026_add_status_and_email_to_users"\ndown_revision = None\n';

test('more than 32 signs, where the database counts them', async () => {
  const marked = `revision = "2026_add_status_and_email_to_users"
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: The id has 34 signs, and the table that notes what has run takes 32: the upgrade fails at its very end
down_revision = None
`;
  await check(marked, { rule, whole: true });
  await check(marked, { rule, whole: true, engine: 'mariadb' });
  await check(text, { rule, whole: true, engine: 'sqlite' });
  await check(text.replace('_users', '_us'), { rule, whole: true });
});

test('a project that has made room is left alone', () =>
  check(text.replace('None', '"a0"'), {
    ...{ rule, whole: true },
    history: ['op.alter_column("alembic_version", "version_num", type_=sa.String(255))'],
  }));

test('who follows it names the short id', () =>
  checkFix(
    text,
    `revision = "2026_add_status_and_email_to_use"
down_revision = None

#- /app/migrations/versions/c3.py
${revision('c3', '"2026_add_status_and_email_to_use"').text}`,
    { rule, whole: true, children: [revision('c3', '"2026_add_status_and_email_to_users"')] },
  ));
