import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { put, revision, temporaryFolder } from '../temporary.ts';
import { command } from './command.ts';

const versions = 'db/versions';

test('the graph as text: heads, branches, merges, labels and dependencies', async () => {
  const folder = temporaryFolder({
    'alembic.ini': '[alembic]\nscript_location = db\n',
    ...file('a', null),
    ...file('b', 'a'),
    ...file('c', 'a'),
    ...file('m', ['b', 'c']),
    ...file('z', null, 'branch_labels = ("side",)\ndepends_on = "b"'),
  });
  const { code, out, error } = await command(folder, 'graph');
  expect([code, error]).toEqual([0, '']);
  expect(out).toBe(`db (alembic: 5 revisions, 2 heads)
●      z (head) [side] depends on b
┆ ●    m (head, merge)
┆ ├─╮
┆ │ ●  c
╰╌┤ │
  ● │  b
  ├─╯
  ●    a (branch point)
`);
});

test('the graph as JSON, of the folder of a file', async () => {
  const folder = temporaryFolder({ ...file('a', null), ...file('b', 'a') });
  const { out } = await command(folder, 'graph', `${versions}/b.py`, '--format', 'json');
  expect(JSON.parse(out)).toEqual({
    version: 1,
    graphs: [
      {
        ...{ title: 'db', tool: 'alembic', folders: [versions], heads: ['b'], problems: [] },
        revisions: [
          {
            ...{ key: 'b', id: 'b', title: 'b', path: `${versions}/b.py`, created: null },
            ...{ labels: [], parents: ['a'], dependsOn: [], missing: [], standing: ['head'] },
          },
          {
            ...{ key: 'a', id: 'a', title: 'a', path: `${versions}/a.py`, created: null },
            ...{ labels: [], parents: [], dependsOn: [], missing: [], standing: ['base'] },
          },
        ],
      },
    ],
  });
});

test('several environments are told one after another, each with its ids for itself', async () => {
  const folder = temporaryFolder({
    'one/versions/a.py': revision('a', null),
    'two/versions/a.py': revision('a', null),
    'sql/migrations/V1__users.sql': 'CREATE TABLE users (id int);\n',
    'sql/migrations/V2__mail.sql': 'ALTER TABLE users ADD COLUMN mail text;\n',
  });
  const { out } = await command(folder, 'graph');
  expect(out).toBe(`one (alembic: 1 revision, 1 head)
●  a (head)

sql/migrations (sql: 2 revisions, 1 head)
●  V2__mail (head) mail
●  V1__users users

two (alembic: 1 revision, 1 head)
●  a (head)
`);
});

test('circles, missing parents, ids twice and broken files are said, and the rest is drawn', async () => {
  const folder = temporaryFolder({
    'alembic.ini': '[alembic]\nscript_location = db\n',
    ...file('a', null),
    ...file('b', 'a'),
    [`${versions}/b_again.py`]: revision('b', 'a'),
    ...file('c1', 'c2'),
    ...file('c2', 'c1'),
    ...file('d', 'gone'),
    [`${versions}/broken.py`]: 'revision = "s"\ndown_revision = "a"\ndef upgrade(:\n',
    [`${versions}/huge.py`]: `revision = "h"\ndown_revision = "a"\n${'# x\n'.repeat(2_600_000)}`,
  });
  symlinkSync('..', join(folder, versions, 'loop'));
  symlinkSync('itself.py', join(folder, versions, 'itself.py'));
  const { code, out, error } = await command(folder, 'graph');
  expect(code).toBe(2);
  expect(error).toMatch(/huge\.py is larger than 2 MB/);
  expect(out.split('\n\n! ')[1]?.trim().split('\n! ').sort()).toEqual([
    'These follow one another in a circle: c1 and c2',
    'b.py and b_again.py are one and the same: b',
    'broken.py is not valid Python, and no revision can be loaded beside it',
    'd follows gone, and no file has that revision',
    'huge.py is larger than 2 MB and was not analysed',
    'itself.py cannot be read: its links go in a circle',
  ]);
  const rows = ['a (branch point)', 'c1 (in a circle)', 'd (head) names gone, which no file has'];
  for (const row of rows) expect(out).toContain(`●  ${row}`.replace('●', ''));
});

test('a label that two revisions have is said', async () => {
  const label = 'branch_labels = ("side",)';
  const folder = temporaryFolder({ ...file('a', null, label), ...file('b', null, label) });
  expect((await command(folder, 'graph')).out).toContain('! The label side of a is a name of b already\n');
  const own = temporaryFolder({ ...file('a', null), ...file('b', 'a', 'branch_labels = ("a",)') });
  expect((await command(own, 'graph')).out).toContain('! The label a of b is a name of a already\n');
});

test('words of hostile files stay words in each format', async () => {
  const title = 'say "hi" <b>`x`</b> #35; ]:::z %%{init}%% \u202Eevil';
  const folder = temporaryFolder();
  put(folder, `${versions}/new\nline\u001b[31m.py`, revision('end', null).replace('"""end', `"""${title}`));
  const text = await command(folder, 'graph');
  expect(text.out).toContain('●  end (head) say "hi" <b>`x`</b> #35; ]:::z %%{init}%% \uFFFDevil');
  const mermaid = await command(folder, 'graph', '--format', 'mermaid');
  expect(mermaid.out).toBe(`flowchart BT
  g0r0["end say #34;hi#34; #60;b#62;#96;x#96;#60;/b#62; #35;35#59; #93;:::z #37;#37;#123;init#125;#37;#37; #65533;evil"]:::head
  classDef head stroke-width:3px
  classDef wrong stroke:#c00,stroke-width:2px
  classDef missing stroke:#c00,stroke-dasharray:4 4
`);
});

test('what cannot be done is said', async () => {
  const folder = temporaryFolder(file('a', null));
  const said = async (...argv: readonly string[]) => {
    const { code, out, error } = await command(folder, 'graph', ...argv);
    return `${code} ${out}${error}`.trim();
  };
  expect(await said('nowhere')).toBe('2 migration-writer: nowhere does not exist');
  expect(await said('db', 'db')).toBe('2 migration-writer: graph takes one path: migration-writer graph [PATH]');
  expect(await said('-')).toBe('2 migration-writer: graph needs files, not standard input');
  expect(await said('--format', 'dot')).toBe(
    '2 migration-writer: There is no format "dot" here; there are text, json, mermaid',
  );
  expect((await command(temporaryFolder(), 'graph')).error).toBe('No migration files were found in .\n');
});

test('what is released already is marked, and a revision that nobody has is said with the line that names it', async () => {
  const folder = temporaryFolder({ ...file('aaaa', null), ...file('bbbb', 'aaaa'), ...file('cccc', 'bbbb') });
  put(folder, '.migration-writer.json', '{\n  "startAfter": "bbbb"\n}\n');
  const { out } = await command(folder, 'graph');
  expect(out).toContain('●  cccc (head)\n●  bbbb (released)\n●  aaaa (released)\n');
  put(folder, '.migration-writer.json', '{\n  "startAfter": "bbbc"\n}\n');
  const message =
    '.migration-writer.json:2: startAfter names no migration that is here: "bbbc"; did you mean "bbbb"?\n';
  expect((await command(folder, 'graph')).error).toBe(message);
  expect((await command(folder, 'check')).error).toBe(message);
});

function file(id: string, parent: string | readonly string[] | null, more = ''): Record<string, string> {
  const text = revision(id, null).replace('down_revision = None', `down_revision = ${JSON.stringify(parent) ?? ''}`);
  return { [`${versions}/${id}.py`]: `${text.replace('= null', '= None')}${more}\n` };
}
