import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { analyze } from '../../server/src/analysis/analyze.ts';
import { applicationFiles } from '../../server/src/node/application-files.ts';
import { textsOf } from '../../server/src/node/application-texts.ts';
import { loadGrammars } from '../../server/src/node/grammars.ts';
import { ignoresIn } from '../../server/src/node/ignored.ts';
import { openSearches } from '../../server/src/node/mentions.ts';
import { openWorkspace } from '../../server/src/node/workspace.ts';
import type { Source } from '../../server/src/text.ts';
import { put, revision, temporaryFolder } from '../temporary.ts';

const ofUsers = 'q = "SELECT email FROM users"\n';

function project(files: Readonly<Record<string, string>> = {}) {
  return temporaryFolder({
    'pyproject.toml': '',
    'migrations/versions/a.py': revision('aaaa', null),
    'app/models.py': ofUsers,
    ...files,
  });
}

test('code of the application, without what git ignores, migrations, tests and the code of others', async () => {
  const folder = project({
    '.gitignore': '# what is made\n/generated/\n*.gen.py\n!kept.gen.py\nlogs/**/old\n',
    'app/.gitignore': 'secret.py\n',
    ...Object.fromEntries(
      [
        ...['generated/a.py', 'app/b.gen.py', 'app/secret.py', 'logs/x/old/c.py', 'node_modules/d/d.js', '.venv/e.py'],
        ...['tests/f.py', 'app/test_g.py', 'app/h_test.go', 'web/i.spec.ts', 'vendor/j.go', 'app/migrations/k.py'],
        ...['app/readme.md', 'app/kept.gen.py', 'app/generated/l.py', 'web/m.ts', 'queries/n.sql', 'logs/x/o.py'],
      ].map((path) => [path, ofUsers]),
    ),
  });
  symlinkSync(folder, join(folder, 'app/circle'));
  const found = await applicationFiles(folder);
  expect(found?.partial).toBe(false);
  expect(found?.paths.map((each) => each.slice(folder.length + 1)).sort()).toEqual([
    ...['app/generated/l.py', 'app/kept.gen.py', 'app/models.py', 'logs/x/o.py', 'queries/n.sql', 'web/m.ts'],
  ]);
});

test('a repository above the project ignores, too', async () => {
  const folder = temporaryFolder({
    '.gitignore': 'backend/build.py\n',
    'backend/pyproject.toml': '',
    'backend/app.py': '',
    'backend/build.py': '',
  });
  mkdirSync(join(folder, '.git'));
  const found = await applicationFiles(join(folder, 'backend'));
  expect(found?.paths).toEqual([join(folder, 'backend/app.py')]);
});

test.each([
  ['*.py[co]', 'a.pyc', true],
  ['*.py[co]', 'a.py', undefined],
  ['build/', 'a/build', true],
  ['/build', 'a/build', undefined],
  ['a/**/b', 'a/x/y/b', true],
  ['a/**/b', 'a/b', true],
  ['**/b.py', 'x/b.py', true],
  ['a/**', 'a/x/y', true],
  ['a?c', 'abc', true],
  ['a?c', 'a/c', undefined],
  ['\\#x', '#x', true],
  ['*.py\n!b.py', 'b.py', false],
  ['', 'a', undefined],
])('.gitignore %j says of %s: %s', async (text, path, says) => {
  const ignores = await ignoresIn(temporaryFolder({ '.gitignore': text }));
  expect(ignores?.(path, true)).toBe(says);
});

test('files that have all words of a list; migrations elsewhere are none', async () => {
  const folder = project({
    'app/other.py': 'users = []\n',
    'alembic/revisions/b.py': `${revision('bbbb', null)}${ofUsers}`,
    'app/data.sql': `-- ${'x'.repeat(1024 * 1024)}\nSELECT email FROM users;`,
  });
  const near = join(folder, 'migrations/versions/a.py');
  const searches = openSearches(new Map());
  const found = await searches.find([['email', 'users'], ['nothing']], near);
  expect(found?.root).toBe(folder);
  expect(found?.sources.map(({ path }) => path)).toEqual([join(folder, 'app/models.py')]);
  expect(await searches.find([['email', 'users'], ['nothing']], near)).toBe(found);
  expect((await searches.find([['Email', 'USERS']], near))?.sources).toHaveLength(1);
});

test('no project, no search', async () => {
  expect(await openSearches(new Map()).find([['x']], '/versions/a.py')).toBeUndefined();
});

test('what is open in the editor stands before the disk', async () => {
  const folder = project();
  const path = join(folder, 'app/models.py');
  const searches = openSearches(new Map([[path, { path, text: 'nothing any more' }]]));
  expect((await searches.find([['email']], join(folder, 'migrations/versions/a.py')))?.sources).toEqual([]);
});

test('with a listener nobody waits, and changes on disk are told', async () => {
  const folder = project();
  const near = join(folder, 'migrations/versions/a.py');
  const searches = openSearches(new Map());
  let heard = () => {};
  const told = () =>
    new Promise<void>((resolve) => {
      heard = resolve;
    });
  searches.whenFound(() => heard());
  const first = told();
  expect(await searches.find([['email']], near)).toBeUndefined();
  await first;
  const paths = async () =>
    (await searches.find([['email']], near))?.sources.map(({ path }) => path.slice(folder.length + 1));
  expect(await paths()).toEqual(['app/models.py']);
  const second = told();
  writeFileSync(join(folder, 'app/models.py'), '');
  put(folder, 'app/new.py', ofUsers);
  searches.changed([join(folder, 'app/new.py')]);
  expect(await paths()).toEqual(['app/models.py']);
  await second;
  expect(await paths()).toEqual(['app/new.py']);
});

test('code beside other migrations speaks of another database', async () => {
  const folder = project({
    'billing/alembic.ini': '[alembic]\n',
    'billing/app/models.py': ofUsers,
    'shop/alembic.ini': '[alembic]\n',
    'shop/app/models.py': ofUsers,
  });
  const searches = openSearches(new Map());
  const found = async (near: string) =>
    (await searches.find([['users', 'email']], join(folder, near)))?.sources.map(({ path }) =>
      path.slice(folder.length + 1),
    );
  expect(await found('migrations/versions/a.py')).toEqual(['app/models.py']);
  expect((await found('shop/migrations/versions/a.py'))?.sort()).toEqual(['app/models.py', 'shop/app/models.py']);
});

test('what was found leads to more: the classes that those of the table inherit from', async () => {
  const folder = project({
    'app/people.py': 'class Person(Named, Base):\n    __tablename__ = "people"\n',
    'app/mixins.py': 'class Named(Noted):\n    first = Column(Text)\n',
    'app/notes.py': 'class Noted:\n    note = Column(Text)\n',
    'app/named.py': 'class NamedElsewhere:\n    note = Column(Text)\n',
  });
  const near = join(folder, 'migrations/versions/a.py');
  writeFileSync(near, `${revision('aaaa', null)}\n\ndef upgrade():\n    op.drop_column("people", "note")\n`);
  const workspace = openWorkspace({ vocabulary: { rules: [], engines: [] } });
  await loadGrammars();
  const analysis = await analyze({ path: near, text: readFileSync(near, 'utf8') }, workspace);
  expect(analysis?.usages({ name: 'people' }, 'note')?.places.map(({ place }) => place)).toEqual(['app/notes.py:2']);
});

test('nobody walks on for who has gone, and nothing is told to them', async () => {
  const folder = project();
  expect(await applicationFiles(folder, () => false)).toBeUndefined();
  expect(await textsOf(folder, () => false)).toBeUndefined();
  let asked = 0;
  expect(await textsOf(folder, () => asked++ < 3)).toBeUndefined();
  const searches = openSearches(new Map());
  let told = 0;
  searches.whenFound(() => told++);
  const [near, other] = [join(folder, 'migrations/versions/a.py'), join(folder, 'migrations/versions/b.py')];
  await searches.find([['users']], near);
  searches.closed(near);
  await searches.find([['email']], other);
  await expect.poll(() => told, { timeout: 5000 }).toBe(1);
  expect(await searches.find([['email']], other)).toBeDefined();
  expect(await searches.find([['users']], near)).toBeUndefined();
});

test('a change meanwhile begins the walk anew, and what is told is what is there then', async () => {
  const folder = project(Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`app/m${at}.py`, ofUsers])));
  const near = join(folder, 'migrations/versions/a.py');
  const searches = openSearches(new Map());
  searches.whenFound(() => {});
  await searches.find([['nickname']], near);
  await new Promise((resolve) => setTimeout(resolve, 410));
  writeFileSync(join(folder, 'app/m0.py'), 'nickname = 1\n');
  searches.changed([join(folder, 'app/m0.py')]);
  const names = async () => (await searches.find([['nickname']], near))?.sources.map(({ path }) => path);
  await expect.poll(names, { timeout: 5000 }).toEqual([join(folder, 'app/m0.py')]);
});

test('more text than fits is not read, and that is said', async () => {
  const large = `x = "${'a'.repeat(1024 * 1000)}"\n`;
  const folder = project(Object.fromEntries(Array.from({ length: 8 }, (_, at) => [`app/m${at}.py`, large])));
  const texts = await textsOf(folder, () => true, 3 * 1024 * 1024);
  expect(texts?.partial).toBe(true);
  expect(texts?.all.length).toBeLessThan(6);
});

test('an answer that is old is looked up again, and nobody is kept from working meanwhile', async () => {
  const folder = project({ 'app/new.py': 'nickname = 1\n' });
  const near = join(folder, 'migrations/versions/a.py');
  const overlays = new Map<string, Source>();
  const searches = openSearches(overlays);
  searches.whenFound(() => {});
  const names = async () => (await searches.find([['nickname']], near))?.sources.map(({ path }) => path);
  const path = join(folder, 'app/new.py');
  await expect.poll(names, { timeout: 5000 }).toEqual([path]);
  overlays.set(path, { path, text: '' });
  expect(await names()).toEqual([path]);
  const now = Date.now();
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => now + 61_000);
  expect(await names()).toEqual([path]);
  clock.mockRestore();
  await expect.poll(names, { timeout: 5000 }).toEqual([]);
});
