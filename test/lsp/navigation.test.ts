import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import {
  type ClientCapabilities,
  CodeLensRequest,
  CompletionRequest,
  DefinitionRequest,
  type DocumentSymbol,
  DocumentSymbolRequest,
  InlayHintRequest,
  type Location,
  ReferencesRequest,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { alembicIni, filesIn, revision, temporaryFolder } from '../temporary.ts';
import { connect, editing } from './client.ts';

const users =
  'op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("email", sa.Text()))';

const history = {
  'alembic.ini': alembicIni,
  'migrations/versions/aaaa_users.py': revision('aaaa', null, users),
  'migrations/versions/bbbb_people.py': revision(
    'bbbb',
    'aaaa',
    'op.rename_table("users", "people")',
    'op.alter_column("people", "email", new_column_name="mail")',
    'op.create_index("ix_mail", "people", ["mail"])',
  ),
  'migrations/versions/cccc_later.py': revision('cccc', 'bbbb', 'op.drop_column("people", "mail")'),
};

/** A file of a project is open; `|` in it is the place that is asked about, and never saved. */
async function opened(
  path: string,
  marked: string,
  files: Readonly<Record<string, string>> = history,
  client: ClientCapabilities = {},
) {
  const folder = temporaryFolder(files);
  const text = marked.replace('|', '');
  const { open, connection, introduced } = await connect({ ...editing, ...client });
  const { uri, type } = await open(join(folder, path), text, path.endsWith('.py') ? 'python' : 'sql');
  const document = TextDocument.create(uri, '', 0, text);
  const textDocument = { uri };
  const at = { textDocument, position: document.positionAt(marked.indexOf('|')) };
  const shown = (found: unknown) => {
    const places: readonly Location[] = Array.isArray(found) ? found : [];
    return places.map((each) => {
      const file = fileURLToPath(each.uri);
      const whole = TextDocument.create(
        '',
        '',
        0,
        each.uri === uri ? text : (filesIn(folder)[file.slice(folder.length + 1)] ?? ''),
      );
      return `${basename(file)}:${each.range.start.line + 1} ${whole.getText(each.range)}`;
    });
  };
  return {
    introduced,
    definition: async () => shown(await connection.sendRequest(DefinitionRequest.type, at)),
    references: async (includeDeclaration = true) =>
      shown(await connection.sendRequest(ReferencesRequest.type, { ...at, context: { includeDeclaration } })),
    completion: () => connection.sendRequest(CompletionRequest.type, at),
    symbols: () => connection.sendRequest(DocumentSymbolRequest.type, { textDocument }),
    lenses: () => connection.sendRequest(CodeLensRequest.type, { textDocument }),
    hints: () =>
      connection.sendRequest(InlayHintRequest.type, {
        textDocument,
        range: { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } },
      }),
    uri,
    type,
  };
}

const mine = 'migrations/versions/dddd_mine.py';

test('an id in down_revision leads to its file, and back from there', async () => {
  const text = revision('dddd', 'cccc').replace('"cccc"', '"cc|cc"');
  expect(await (await opened(mine, text)).definition()).toEqual(['cccc_later.py:6 "cccc"']);
  const parent = revision('aaaa', null).replace('revision = "aaaa"', 'revision = "aa|aa"');
  const file = await opened('migrations/versions/aaaa_users.py', parent);
  expect(await file.references(false)).toEqual(['bbbb_people.py:7 "aaaa"']);
  expect(await file.definition()).toEqual(['aaaa_users.py:6 "aaaa"']);
});

test('an id in depends_on, in a tuple and in the docstring', async () => {
  const text = revision('dddd', 'cccc').replace('depends_on = None', 'depends_on = ("bb|bb", "cccc")');
  expect(await (await opened(mine, text)).definition()).toEqual(['bbbb_people.py:6 "bbbb"']);
  const told = revision('dddd', 'cccc').replace('"""dddd"""', '"""dddd\n\nRevises: bb|bb, cccc\n"""');
  expect(await (await opened(mine, told)).definition()).toEqual(['bbbb_people.py:6 "bbbb"']);
});

test.each([
  ['op.drop_table("peo|ple")', ['bbbb_people.py:13 people']],
  ['op.drop_column("people", "|id")', ['aaaa_users.py:13 id']],
  ['op.drop_index("ix_ma|il", "people")', ['bbbb_people.py:15 ix_mail']],
  ['op.execute("DELETE FROM peo|ple")', ['bbbb_people.py:13 people']],
  ['op.drop_table("nob|ody")', []],
  ['op.drop_t|able("people")', []],
])('where it got its name: %s', async (line, places) => {
  expect(await (await opened(mine, revision('dddd', 'cccc', line))).definition()).toEqual(places);
});

test('all that history does with a column, under the names of each day', async () => {
  const text = revision('dddd', 'cccc', 'op.add_column("people", sa.Column("ma|il", sa.Text()))');
  expect(await (await opened(mine, text)).references()).toEqual(['dddd_mine.py:13 mail']);
  const drop = revision('cccc', 'bbbb', 'op.drop_column("people", "m|ail")');
  expect(await (await opened('migrations/versions/cccc_later.py', drop)).references()).toEqual([
    'aaaa_users.py:13 email',
    'bbbb_people.py:14 email',
    'bbbb_people.py:15 mail',
    'cccc_later.py:13 mail',
  ]);
});

test('all that history does with a table, from where it is made', async () => {
  const text = revision('aaaa', null, users.replace('"users"', '"us|ers"'));
  expect(await (await opened('migrations/versions/aaaa_users.py', text)).references(false)).toEqual([
    'bbbb_people.py:13 users',
    'bbbb_people.py:14 people',
    'bbbb_people.py:15 people',
    'cccc_later.py:13 people',
  ]);
});

const sql = {
  'migrations/0001_users.up.sql': 'CREATE TABLE users (id int, email text);\n',
  'migrations/0001_users.down.sql': 'DROP TABLE users;\n',
  'migrations/0002_mail.up.sql': 'ALTER TABLE users RENAME COLUMN email TO mail;\n',
};

test('plain SQL: from a file that undoes to the one that does', async () => {
  const down = await opened('migrations/0001_users.down.sql', 'DROP TABLE |users;\n', sql);
  expect(await down.definition()).toEqual(['0001_users.up.sql:1 users']);
  expect(await down.references(false)).toEqual(['0001_users.down.sql:1 users', '0002_mail.up.sql:1 users']);
  const later = await opened('migrations/0003_x.up.sql', 'UPDATE users SET m|ail = NULL;\n', sql);
  expect(await later.definition()).toEqual(['0002_mail.up.sql:1 mail']);
});

test('plain SQL: a type, and where it is used', async () => {
  const files = {
    'migrations/0001_mood.sql': "CREATE TYPE mood AS ENUM ('sad');\nCREATE TABLE users (id int, mood mood);\n",
  };
  const later = await opened('migrations/0002_x.sql', "ALTER TYPE mo|od ADD VALUE 'ok';\n", files);
  expect(await later.definition()).toEqual(['0001_mood.sql:1 mood']);
  expect(await later.references()).toEqual(['0001_mood.sql:1 mood', '0001_mood.sql:2 mood', '0002_x.sql:1 mood']);
});

test('half-typed, unsaved, behind an emoji and line breaks of Windows: what is offered replaces what stands there', async () => {
  const text = revision('dddd', 'bbbb', '"🦆"; op.drop_column("people", "m|').replaceAll('\n', '\r\n');
  const { completion, introduced } = await opened(mine, text);
  expect(introduced.capabilities.completionProvider?.triggerCharacters).toContain('"');
  const range = { start: { line: 12, character: 36 }, end: { line: 12, character: 37 } };
  expect(await completion()).toMatchObject({
    items: [
      { label: 'id', detail: 'integer not null', textEdit: { range, newText: 'id' } },
      { label: 'mail', detail: 'text', textEdit: { range, newText: 'mail' } },
    ],
  });
});

test('where a list shows what stands beside each name, it stands there', async () => {
  const text = revision('dddd', 'bbbb', 'op.drop_column("people", "m|');
  const completionItem = { labelDetailsSupport: true };
  const { completion } = await opened(mine, text, undefined, { textDocument: { completion: { completionItem } } });
  expect(await completion()).toMatchObject({ items: [{ labelDetails: { description: 'integer not null' } }, {}] });
});

function outline(symbols: readonly DocumentSymbol[], indent = ''): readonly string[] {
  return symbols.flatMap(({ name, range, selectionRange, children = [] }) => [
    `${indent}${name} ${range.start.line}-${range.end.line} ${selectionRange.start.line}:${selectionRange.start.character}`,
    ...outline(children, `${indent}  `),
  ]);
}

test('the outline has the directions with their operations', async () => {
  const text = revision('dddd', 'bbbb', 'op.drop_index("ix_mail")', 'op.execute("SELECT 1")').replace(
    'raise NotImplementedError("not undone")',
    'op.create_index("ix_mail", "people", ["mail"])',
  );
  const found = (await (await opened(mine, text)).symbols()) ?? [];
  expect(outline(found.flatMap((each) => ('range' in each ? [each] : [])))).toEqual([
    'upgrade 11-13 11:0',
    '  drop index ix_mail 12-12 12:4',
    '  select 13-13 13:16',
    'downgrade 16-17 16:0',
    '  add index ix_mail 17-17 17:4',
  ]);
});

test('a lens sums the risk up and opens the report', async () => {
  const text = revision('dddd', 'cccc', 'op.create_index("ix_id", "people", ["id"])');
  const { lenses, uri } = await opened(mine, text);
  expect(await lenses()).toMatchObject([
    {
      range: { start: { line: 11 } },
      command: {
        title: 'adds · medium risk · blocks writes of people · 1 error, 1 warning',
        command: 'migrationWriter.showRiskReport',
        arguments: [uri],
      },
    },
  ]);
});

test('several heads get a lens of their own, and half-typed code changes none', async () => {
  const text = revision('dddd', 'bbbb', 'op.create_index("ix_id", "people", ["id"])');
  const { lenses, type } = await opened(mine, text);
  const titles = async () => (await lenses())?.map((each) => each.command?.title);
  const before = await titles();
  expect(before).toEqual([expect.stringMatching(/^adds · /), '2 heads: merge them']);
  await type('["id"])', '["id');
  expect(await titles()).toEqual(before);
});

test('a lens above the first statement of SQL', async () => {
  const { lenses } = await opened('migrations/0003_x.up.sql', '-- why\nDROP TABLE users;\n', sql);
  expect(await lenses()).toMatchObject([
    {
      range: { start: { line: 1 } },
      command: { title: expect.stringMatching(/^removes · high risk · blocks reads and writes of users/) },
    },
  ]);
});

test('a hint is no longer than the editor shows, and its tooltip names all', async () => {
  const files = {
    'migrations/0001_x.sql':
      'CREATE TABLE organization_projects (id int);\nCREATE INDEX organization_projects_id_idx ON organization_projects (id);\n',
  };
  const { hints } = await opened('migrations/0002_y.sql', 'DROP INDEX organization_projects_id_idx;\n', files);
  expect(await hints()).toMatchObject([
    {
      label: 'ACCESS EXCLUSIVE on 2 relations',
      tooltip: 'ACCESS EXCLUSIVE on organization_projects, organization_projects_id_idx: reads and writes wait',
    },
  ]);
});

test('a hint at each statement names its lock', async () => {
  const statements = ['op.drop_column("people", "mail")', 'op.create_table("t", sa.Column("a", sa.Text()))'];
  const { hints } = await opened(mine, revision('dddd', 'bbbb', ...statements));
  expect(await hints()).toMatchObject([
    {
      position: { line: 12, character: 36 },
      label: 'ACCESS EXCLUSIVE on people',
      tooltip: 'ACCESS EXCLUSIVE on people: reads and writes wait',
    },
  ]);
});
