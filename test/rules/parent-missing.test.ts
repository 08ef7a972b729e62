import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';
import { revision } from '../revisions.ts';

const rule = 'parent-missing';
const [a, z] = [revision('a0b1c2', null), revision('z9y8', '"a0b1c2"')];
const among = { rule, whole: true, children: [a, z] } as const;

test('a parent and a dependency that nobody is', async () => {
  await check(
    `revision = "b2"
down_revision = ("z9y8", "a0b1cc")
#                        ^^^^^^^^ error: It follows "a0b1cc", and no migration has that id; did you mean a0b1c2?
depends_on = ["gone"]
#             ^^^^^^ error: It depends on "gone", and no migration has that id
`,
    among,
  );
  await checkFix(
    '"""b\n\nRevises: a0b1\n"""\n\nrevision = "b2"\ndown_revision = \'a0b1\'\n',
    '"""b\n\nRevises: a0b1c2\n"""\n\nrevision = "b2"\ndown_revision = \'a0b1c2\'\n',
    among,
  );
});

test('labels are no parents, and “label@head” is for the command line', async () => {
  const children = [a, revision('z9y8', '"a0b1c2"', { labels: '"own"' })];
  const setting = { rule, whole: true, children } as const;
  await check('revision = "b2"\ndown_revision = "a0b1c2"\ndepends_on = "own"\n', setting);
  await check(
    `revision = "b2"
down_revision = "own"
#               ^^^^^ error: It follows "own", and no migration has that id; did you mean z9y8?
depends_on = "own@head"
#            ^^^^^^^^^^ error: It depends on "own@head", and no migration has that id; did you mean z9y8?
`,
    setting,
  );
});

test('nothing is said where migrations may be unknown', async () => {
  const text = 'revision = "b2"\ndown_revision = "gone"\n';
  await check(text, { rule, whole: true });
  await check(text, { rule, whole: true, children: [a, revision('c3', '"a0b1c2"', { name: 'x' }), unreadable] });
  // Without a configuration the beginning may be in a folder that nobody named.
  await check(text, { rule, whole: true, children: [revision('c3', '"b2"')] });
  const config = '/app/alembic.ini';
  const folders = ['/app/migrations/versions', '/app/plugin/versions'];
  await check(text, { ...among, environment: { folders, config } });
  await check(
    `revision = "b2"
down_revision = "gone"
#               ^^^^^^ error: It follows "gone", and no migration has that id
`,
    { rule, whole: true, children: [revision('c3', '"b2"')], environment: { config } },
  );
});

const unreadable = { path: '/app/migrations/versions/u.py', text: 'revision = make()\ndown_revision = "a0b1c2"\n' };

test('a number that is missing, where the tool wants them all', async () => {
  const tern = 'CREATE TABLE t (id int);\n---- create above / drop below ----\nDROP TABLE t;\n';
  const files = (...names: readonly string[]) => names.map((name) => ({ path: `/app/migrations/${name}`, text: tern }));
  const setting = { rule, tool: 'sql' as const, path: 'migrations/004_t.sql' };
  await check(
    tern.replace(
      '\n',
      '\n^ error: No migration is number 3: the tool wants them without a gap, and does not run this one\n',
    ),
    {
      ...{ ...setting, children: files('001_a.sql', '002_b.sql', '005_c.sql') },
    },
  );
  await check(tern, { ...setting, children: files('001_a.sql', '002_b.sql', '003_c.sql') });
  const play = '-- !Ups\nCREATE TABLE t (id int);\n-- !Downs\nDROP TABLE t;\n';
  await check(
    play.replace(
      '\n',
      '\n^ error: No migration is number 2: the tool wants them without a gap, and does not run this one\n',
    ),
    { ...{ rule, tool: 'sql', path: 'evolutions/3.sql', children: [{ path: '/app/evolutions/1.sql', text: play }] } },
  );
  // golang-migrate and others run what there is.
  await check('SELECT 1;\n', {
    ...{ rule, tool: 'sql', path: 'migrations/4_t.up.sql' },
    children: files('1_a.up.sql'),
  });
});
