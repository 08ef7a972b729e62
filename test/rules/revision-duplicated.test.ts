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

test('a label that another revision has, or is', async () => {
  const text = 'revision = "b2"\ndown_revision = "a0"\nbranch_labels = ("own", "c3")\n';
  const marked = `revision = "b2"
down_revision = "a0"
branch_labels = ("own", "c3")
#                ^^^^^ error: a0 has the name own, too: a label means one revision only, and no command runs
#                       ^^^^ error: c3 has the name c3, too: a label means one revision only, and no command runs
`;
  const labelled = (labels: string) => revision('a0', null, { labels });
  await check(marked, { rule, whole: true, children: [labelled('"own"'), revision('c3', '"b2"')] });
  await check(text, { rule, whole: true, children: [labelled('"other"')] });
  await check(text.replace('("own", "c3")', 'None'), { rule, whole: true, children: [labelled('"own"')] });
});

test('ids that differ, and one that another only names', () =>
  check('revision = "b2"\ndown_revision = "a0"\n', {
    ...{ rule, whole: true, children: [revision('a0', null), revision('B2', '"b2"')] },
  }));

test('two files of plain SQL with one version, where the tool goes by it', async () => {
  const text = 'ALTER TABLE t ADD COLUMN a integer;\n';
  const beside = (path: string, other: string) => ({
    ...{ rule, tool: 'sql' as const, path, children: [{ path: `/app/${other}`, text }] },
  });
  const marked = (name: string, version: string) => `ALTER TABLE t ADD COLUMN a integer;
^ error: ${name} is version ${version}, too: only one of the files can run
`;
  await check(marked('V2__b.sql', '2'), beside('db/V2__a.sql', 'db/V2__b.sql'));
  await check(marked('2_b.up.sql', '2'), beside('db/0002_a.up.sql', 'db/2_b.up.sql'));
  const goose = { ...beside('migrations/00002_a.sql', 'migrations/00002_b.sql') };
  await check(`-- +goose Up\n^ error: 00002_b.sql is version 2, too: only one of the files can run\n${text}`, {
    ...{ ...goose, children: [{ path: '/app/migrations/00002_b.sql', text: `-- +goose Up\n${text}` }] },
  });
  const dbmate = `-- migrate:up\n${text}-- migrate:down\n`;
  await check(dbmate.replace('\n', '\n^ error: 2_b.sql is version 2, too: only one of the files can run\n'), {
    ...{ ...beside('db/02_a.sql', ''), children: [{ path: '/app/db/2_b.sql', text: dbmate }] },
  });
  const [one, other] = ['db/2024-01-02-000000_a/up.sql', 'db/2024-01-02-000000_b/up.sql'];
  await check(marked('2024-01-02-000000_b/up.sql', '20240102000000'), beside(one, other));
  await check(text, beside(one, 'db/2024-01-02-000001_b/up.sql'));
  await check(text, beside('db/V2__a.sql', 'db/U2__a.sql'));
  await check(text, beside('db/V2__a.sql', 'db/V2.1__a.sql'));
  await check(text, beside('migrations/0002_a.sql', 'migrations/0002_b.sql'));
  await check(text, beside('db/20260101000000_a/migration.sql', 'db/20260101000000_b/migration.sql'));
});
