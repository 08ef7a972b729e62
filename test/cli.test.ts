import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { engines } from '../server/src/engines/index.ts';
import { runCommand } from '../server/src/node/command-line.ts';
import { patterns } from '../server/src/plans/index.ts';
import { rules } from '../server/src/rules/index.ts';
import { alembicIni, filesIn, put, revision, temporaryFolder } from './temporary.ts';

const index = 'op.create_index("ix_users_email", "users", ["email"])';
const mine = 'migrations/versions/bbbb_mine.py';

function project(upgrade: string = index, files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  return temporaryFolder({
    'alembic.ini': alembicIni,
    'migrations/versions/aaaa_users.py': revision(
      'aaaa',
      null,
      'op.create_table("users", sa.Column("id", sa.BigInteger(), primary_key=True), sa.Column("email", sa.Text()))',
    ),
    [mine]: revision('bbbb', 'aaaa', upgrade),
    ...files,
  });
}

/** What `migration-writer …` prints in the folder; `input` is its standard input. */
async function run(cwd: string, command: string, input: string | Uint8Array = '') {
  let out = '';
  let error = '';
  const terminal = {
    cwd,
    colour: false,
    input: async () => (typeof input === 'string' ? new TextEncoder().encode(input) : input),
    out: (text: string) => {
      out += text;
    },
    error: (text: string) => {
      error += text;
    },
  };
  const argv = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');
  const catalogue = { rules, engines, patterns, serve: async () => undefined };
  const code = await runCommand(argv, terminal, catalogue);
  return { code, out, error };
}

test('where a stats file says how large a table is, durations are told', async () => {
  const here = project(index, { 'sizes.csv': 'schema,table,rows\npublic,users,5e6\npublic,orders,-1\n' });
  const { out, error } = await run(here, `explain --stats-file sizes.csv ${mine} --format json`);
  const [operation] = JSON.parse(out).files[0].operations;
  expect(operation.effects).toMatchObject({
    cost: { table: 'users', microsecondsPerRow: { least: 0.6, most: 3 } },
    duration: { fromSeconds: 3, toSeconds: 15, rows: 5_000_000, basis: 'at 5 M rows (users in sizes.csv:2)' },
  });
  expect(error).toContain('sizes.csv:3: public.orders was never analysed');
  const text = (await run(here, `explain --stats-file sizes.csv ${mine}`)).out;
  expect(text).toContain('about 3 to 15 s at 5 M rows (users in sizes.csv:2)');
  expect((await run(here, `explain ${mine}`)).out).toContain('for each million rows of users');
});

test('check prints findings as a compiler does, and 1 says that there are some', async () => {
  expect(await run(project(), 'check')).toEqual({
    code: 1,
    error: '',
    out: `migrations/versions/bbbb_mine.py:13:5 error index-blocks-writes Building ix_users_email blocks writes on users until every row is read
  12 | def upgrade():
  13 |     op.create_index("ix_users_email", "users", ["email"])
     |     ^^^^^^^^^^^^^^^
  fix: Build the index concurrently, outside the transaction

2 files, 2 operations: 1 error
Judged for PostgreSQL 15 and zero-downtime deploys (assumed: engine, engineVersion, deployment)
`,
  });
});

test('marks stand under their words behind tabs and wide characters, and control characters do nothing', async () => {
  const here = project(`x = "漢字\u001b[31m é"; ${index}`);
  const { out } = await run(here, `check ${mine}`);
  expect(out).toContain(`  13 |     x = "漢字\uFFFD[31m é"; op.create_index(`);
  expect(out).toContain(`     |     ${' '.repeat('x = "____?[31m e"; '.length)}^^^^^^^^^^^^^^^\n`);
});

test('check prints JSON as other programs rely on', async () => {
  const { out, code } = await run(project(), `check --format json --operations ${mine}`);
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    version: 1,
    project: {
      tool: 'alembic',
      engine: 'postgresql',
      deployment: 'zero-downtime',
      evidence: expect.arrayContaining([
        { fact: 'tool', value: 'alembic', path: 'alembic.ini' },
        { fact: 'engine', value: 'postgresql', assumed: true },
      ]),
    },
    files: [
      {
        path: mine,
        tool: 'alembic',
        engine: 'postgresql',
        revision: 'bbbb',
        parents: ['aaaa'],
        assessment: { type: 'schema-add', tableLock: true, dataLoss: false },
        operations: [
          {
            direction: 'up',
            range: { start: { line: 12, character: 4 }, end: { line: 12, character: 57 } },
            kind: 'createIndex',
            sql: 'CREATE INDEX ix_users_email ON users (email)',
            effects: {
              locks: [{ relation: 'users', mode: 'SHARE' }],
              blocks: 'writes',
              work: 'index build',
              transaction: 'allowed',
              dataLoss: false,
              canFailOnRows: false,
              breaksRunningCode: false,
              source: expect.stringMatching(/^https:/),
            },
          },
        ],
        findings: [
          {
            rule: 'index-blocks-writes',
            severity: 'error',
            range: { start: { line: 12, character: 4 }, end: { line: 12, character: 19 } },
            direction: 'up',
            fixes: [{ title: expect.any(String), kind: 'rewrite' }],
            related: [],
          },
        ],
      },
    ],
    summary: { files: 1, operations: 1, opaque: 0, error: 1, warning: 0, info: 0 },
  });
});

test.each([
  ['', 1],
  ['--fail-on warning', 1],
  ['--fail-on never', 0],
  ['migrations/versions/aaaa_users.py --fail-on info', 0],
])('check %s ends with %i', async (options, code) => {
  expect((await run(project(), `check ${options}`)).code).toBe(code);
});

test('a rule can be lowered, and the exit status follows', async () => {
  const here = project(index, { '.migration-writer.json': '{"rules": {"index-blocks-writes": "warning"}}' });
  expect((await run(here, 'check')).code).toBe(0);
  expect((await run(here, 'check --fail-on warning')).code).toBe(1);
  put(here, 'strict.json', '{"rules": {"index-blocks-writes": "error"}}');
  expect((await run(here, 'check --config strict.json')).code).toBe(1);
});

test('standard input is read as the file that it is said to be', async () => {
  const here = project('pass');
  const found = await run(here, `check - --stdin-path ${mine}`, revision('bbbb', 'aaaa', index));
  expect(found.out).toContain(`${mine}:13:5 error index-blocks-writes`);
  expect((await run(here, 'check -', new Uint8Array([0xc3, 0x28]))).error).toBe(
    'migration-writer: Standard input is not UTF-8 text\n',
  );
});

test('settings that are not understood are said on their line, and the defaults hold', async () => {
  const { code, error } = await run(project(index, { '.migration-writer.json': '{\n  "engin": "x"\n}' }), 'check');
  expect(error).toBe('.migration-writer.json:2: There is no setting "engin"; did you mean "engine"?\n');
  expect(code).toBe(1);
});

const addIndex = 'CREATE INDEX ix_users_email ON users (email);\n';
const sqlFiles = {
  'db/migrations/000001_users.up.sql': 'CREATE TABLE users (id bigint PRIMARY KEY, email text);\n',
  'db/migrations/000001_users.down.sql': 'DROP TABLE users;\n',
  'db/migrations/000002_email.up.sql': addIndex,
  'db/migrations/000002_email.down.sql': 'DROP INDEX CONCURRENTLY ix_users_email;\n',
  'db/seeds/users.sql': addIndex,
};

test('SQL migrations are found by their names, and nothing else of SQL is', async () => {
  const here = temporaryFolder({ ...sqlFiles, 'db/schema.sql': addIndex, 'queries/1_users.sql': addIndex });
  const { out, error, code } = await run(here, 'check');
  expect(out.match(/^\S+(?= error)/gm)).toEqual(['db/migrations/000002_email.up.sql:1:1']);
  expect(out).toContain('4 files');
  expect([error, code]).toEqual(['', 1]);
  const { project, files } = JSON.parse((await run(here, 'check --format json')).out);
  expect(project.evidence[0]).toEqual({ fact: 'tool', value: 'sql', path: 'db/migrations/000001_users.down.sql' });
  expect(files.map((each: { readonly revision: string }) => each.revision)).toEqual([
    ...['000001_users', '000001_users', '000002_email', '000002_email'],
  ]);
});

test('every file of SQL is taken where the tool is named, or the file', async () => {
  const here = temporaryFolder(sqlFiles);
  expect((await run(here, 'check --tool sql db/seeds')).out).toContain('db/seeds/users.sql:1:1 error');
  expect((await run(here, 'check --tool alembic')).error).toContain('No migration files were found');
  expect((await run(here, 'check db/seeds')).error).toContain('No migration files were found');
  expect((await run(here, 'check db/seeds/users.sql')).out).toContain('db/seeds/users.sql:1:1 error');
  put(here, '.migration-writer.json', '{"tool": "sql"}');
  expect((await run(here, 'check db/seeds')).out).toContain('db/seeds/users.sql:1:1 error');
});

test('each folder is a history of its own, also in one call', async () => {
  const create = 'CREATE TABLE users (id bigint PRIMARY KEY, email text);\n';
  const here = temporaryFolder({
    'a/.migration-writer.json': '{ "rules": { "lock-timeout-missing": "off" } }',
    'a/1.sql': create,
    'a/2.sql': 'ALTER TABLE users ALTER COLUMN email SET NOT NULL;\n',
    'a/10.sql': 'ALTER TABLE users DROP COLUMN email;\n',
    'b/1.sql': create + addIndex,
  });
  const { files } = JSON.parse((await run(here, 'check --tool sql a b --format json')).out);
  const found = files.map(({ path, parents, findings }: Found) => [path, parents, findings.map((each) => each.rule)]);
  expect(found).toEqual([
    ['a/1.sql', [], []],
    ['a/10.sql', ['2'], ['drop-column-loses-data']],
    ['a/2.sql', ['1'], ['not-null-scan']],
    ['b/1.sql', [], []],
  ]);
});

interface Found {
  readonly path: string;
  readonly parents: readonly string[];
  readonly findings: readonly { readonly rule: string }[];
}

test('SQL from standard input stands alone, unless it is said where it stands', async () => {
  const here = temporaryFolder({ '1_users.sql': `CREATE TABLE users (email text);\n` });
  expect((await run(here, 'check - --tool sql', addIndex)).out).toContain('stdin.sql:1:1 error index-blocks-writes');
  const named = await run(here, 'check - --tool sql --stdin-path 2_email.sql', addIndex);
  expect(named.out).toContain('2_email.sql:1:1 error index-blocks-writes');
  expect((await run(here, 'check - --stdin-path db/V2__email.sql', addIndex)).out).toContain('db/V2__email.sql:1:1');
  expect((await run(here, 'check - --tool sql', '')).out).toContain('1 file, 0 operations: nothing found');
});

test('the engine is the one that the file is named for; files for others are counted', async () => {
  const change = 'ALTER TABLE users MODIFY email varchar(20);\n';
  const here = temporaryFolder({
    'migrations/1_a.mysql.up.sql': change,
    'migrations/1_a.postgres.up.sql': addIndex,
    'migrations/1_a.cockroach.up.sql': addIndex,
    'migrations/1_a.cockroach.down.sql': addIndex,
  });
  const { out, error } = await run(here, 'check --engine sqlite --format json');
  const { files } = JSON.parse(out);
  expect(files.map((each: { readonly engine: string }) => each.engine)).toEqual(['mysql', 'postgresql']);
  const mariadb = JSON.parse((await run(here, 'check --engine mariadb --format json')).out);
  expect(mariadb.files.map((each: { readonly engine: string }) => each.engine)).toEqual(['mariadb', 'postgresql']);
  expect(error).toBe('2 files are for cockroach, about which no facts are built in, and were not analysed\n');
});

test('a note beside a file says how its tool runs it', async () => {
  const concurrently = 'DROP INDEX CONCURRENTLY ix_users_email;\n';
  const here = temporaryFolder({
    'migrations/2024-01-01-000000_a/up.sql': concurrently,
    'migrations/2024-01-01-000000_a/metadata.toml': 'run_in_transaction = false\n',
    'migrations/2024-01-02-000000_b/up.sql': concurrently,
  });
  const { out } = await run(here, 'check --format json');
  const found = JSON.parse(out).files.map(({ findings }: Found) => findings.map((each) => each.rule));
  expect(found).toEqual([['downgrade-missing'], ['concurrently-in-transaction', 'downgrade-missing']]);
});

test.each([
  ['', 'Usage'],
  ['chek', 'There is no command "chek"; did you mean "check"?'],
  ['graph nope', 'nope does not exist'],
  ['check nope.py', 'nope.py does not exist'],
  ['check --engine oracle', 'There is no engine "oracle"'],
  ['check --engine-version abc', '"abc" is no version; known are postgresql 10,'],
  ['check --tool flyway', 'There is no tool "flyway"'],
  ['check - --tool django', 'The tool django is not available yet; available: alembic, sql'],
  ['check --format xml', 'There is no format "xml"'],
  ['check --fail-on bad', '--fail-on must be error, warning, info, never'],
  ['check --nope', 'Unknown option "--nope"'],
  ['check --config nope.json', 'nope.json does not exist'],
  ['check --stats-file nope.csv', 'nope.csv does not exist'],
  ['explain', 'explain needs a path'],
  ['fix', 'fix needs a path'],
  ['fix . --rule nope', 'There is no rule "nope"'],
  ['fix . --line 3', '--line needs exactly one migration file'],
  [`fix ${mine} --line three`, '--line must be a line number'],
  ['report', 'report needs a path'],
  ['rules index-block-writes', 'did you mean "index-blocks-writes"?'],
  ['new', 'new needs a pattern'],
  ['new nope', 'There is no pattern "nope"'],
  ['new add-column --table users', 'add-column needs --column, --type'],
  ['new empty --message x --table y', 'empty takes no --table'],
])('"%s" cannot be done: 2, one sentence, and no trace', async (command, reason) => {
  const here = project();
  const before = filesIn(here);
  const { code, out, error } = await run(here, command);
  expect(code).toBe(2);
  if (command === '') expect(out).toContain('migration-writer check');
  else expect(error).toMatch(/^migration-writer: [^\n]*\n$/);
  expect(error).toContain(command === '' ? '' : reason);
  expect(filesIn(here)).toEqual(before);
});

test('what cannot be read among the migrations is named, and the rest is checked', async () => {
  const here = project(index, {
    'migrations/versions/binary.py': new Uint8Array([0, 1, 2]),
    'migrations/versions/latin.py': new Uint8Array([0x23, 0xe9]),
    'app/latin.py': new Uint8Array([0x23, 0xe9]),
  });
  const { code, out, error } = await run(here, 'check');
  expect(error).toBe(
    'migrations/versions/binary.py is a binary file\nmigrations/versions/latin.py is not UTF-8 text\n',
  );
  expect(out).toContain('2 files, 2 operations: 1 error');
  expect(code).toBe(2);
});

test('a folder without migrations says so', async () => {
  expect(await run(temporaryFolder({ 'app.py': 'x = 1' }), 'check')).toEqual({
    code: 0,
    out: '0 files, 0 operations: nothing found\n',
    error: expect.stringMatching(/^No migration files were found in /),
  });
});

test('explain prints what each operation does', async () => {
  const { code, out } = await run(project(), `explain ${mine}`);
  expect(code).toBe(0);
  expect(out).toContain(`${mine}:13:5 upgrade createIndex\n  CREATE INDEX ix_users_email ON users (email)\n`);
  expect(out).toContain(
    '  Locks        SHARE on users: writes wait\n  Work         reads every row and builds an index',
  );
});

test('fix changes the files, keeps what it does not fix, and is done after one run', async () => {
  const here = project(`${index}\n    op.drop_column("users", "name")`);
  const { code, out } = await run(here, 'fix .');
  expect(code).toBe(0);
  expect(out).toBe(`${mine}: Build the index concurrently, outside the transaction\n`);
  const text = readFileSync(join(here, mine), 'utf8');
  expect(text).toContain('postgresql_concurrently=True');
  expect(text).toContain('op.drop_column("users", "name")');
  expect((await run(here, 'fix .')).out).toMatch(/^Nothing to fix\n/);
});

test('fix says that plans in phases have to be asked for', async () => {
  const here = project('    op.alter_column("users", "email", nullable=False)');
  const { code, out } = await run(here, 'fix .');
  expect(code).toBe(0);
  expect(out).toBe(
    'Nothing to fix\nOne finding has a fix in phases, which writes new revisions: name it by --rule not-null-scan or --line N\n',
  );
});

test('fix --dry-run prints a patch that git applies, and writes nothing', async () => {
  const here = project('op.alter_column("users", "email", new_column_name="mail")');
  const before = filesIn(here);
  const { out, code } = await run(here, `fix --dry-run --line 13 ${mine}`);
  expect(code).toBe(0);
  expect(filesIn(here)).toEqual(before);
  expect(out).toMatch(
    /^--- a\/migrations\/versions\/bbbb_mine\.py\n\+\+\+ b\/migrations\/versions\/bbbb_mine\.py\n@@ /,
  );
  expect(out).toContain('--- /dev/null\n+++ b/migrations/versions/');
  writeFileSync(join(here, 'fix.patch'), out);
  execFileSync('git', ['apply', '--check', 'fix.patch'], { cwd: here });
});

test('phases make new files only where the rule or the line is named', async () => {
  const here = project('op.alter_column("users", "email", new_column_name="mail")');
  await run(here, 'fix .');
  expect(Object.keys(filesIn(here))).toHaveLength(3);
  const { out } = await run(here, `fix --rule rename-column-breaks-code ${mine}`);
  const created = [...out.matchAll(/^(.*): new$/gm)].map((match) => match[1] ?? '');
  expect(created.length).toBeGreaterThan(0);
  expect(Object.keys(filesIn(here)).sort()).toEqual(
    ['alembic.ini', 'migrations/versions/aaaa_users.py', mine, ...created].sort(),
  );
});

test('a file that cannot be parsed is not touched', async () => {
  const here = project(`${index}\n    op.execute(`);
  const before = filesIn(here);
  const { error } = await run(here, `fix ${mine}`);
  expect(error).toMatch(/bbbb_mine\.py:\d+:\d+: not fixed, because it cannot be parsed/);
  expect(filesIn(here)).toEqual(before);
});

test('new writes behind the head and prints what it wrote', async () => {
  const here = project('pass');
  const { code, out } = await run(here, 'new add-column --table users --column status --type varchar(20)');
  expect(code).toBe(0);
  const written = readFileSync(join(here, out.trim()), 'utf8');
  expect(written).toMatch(/^down_revision.*bbbb/m);
  expect((await run(here, `check ${out.trim()} --fail-on warning`)).code).toBe(0);
  expect((await run(here, 'new --list')).out).toContain('add-column\n');
});

test.each([
  ['two heads', { 'migrations/versions/cccc_other.py': revision('cccc', 'aaaa') }, 'There are 2 heads'],
  ['no configuration', { 'alembic.ini': '' }, 'No alembic.ini'],
  [
    'a versions folder that is a file',
    { 'alembic.ini': alembicIni.replace('migrations', 'blocked'), blocked: '' },
    'blocked',
  ],
])('new with %s says why, and writes nothing', async (_, files, reason) => {
  const here = project('pass', files);
  const before = filesIn(here);
  const { code, out, error } = await run(here, 'new empty --message hi');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(error).toContain(reason);
  expect(filesIn(here)).toEqual(before);
});

test('report is Markdown, and rules document themselves', async () => {
  const here = project();
  expect((await run(here, `report ${mine}`)).out).toMatch(/^# /);
  expect((await run(here, 'rules')).out.split('\n').length).toBe(rules.length + 1);
  expect((await run(here, 'rules index-blocks-writes --format markdown')).out).toMatch(/^# index-blocks-writes\n/);
  expect(JSON.parse((await run(here, 'rules --format json')).out)).toHaveLength(rules.length);
});

test('SQL that only one kind of engine understands tells the engine, and that it did', async () => {
  const here = temporaryFolder({
    'migrations/1_a.sql': 'CREATE TABLE `a` (b int) ENGINE=InnoDB;\n',
    'migrations/2_b.sql': 'CREATE INDEX ix ON a (b);\n',
  });
  const { out } = await run(here, 'check');
  expect(out).toContain('Judged for MySQL 8.0');
  expect(out).toContain('(engine: the migrations say ENGINE=InnoDB; assumed: engineVersion, deployment)');
  const { project } = JSON.parse((await run(here, 'check --format json')).out);
  const evidence = { fact: 'engine', value: 'mysql', said: 'ENGINE=InnoDB', path: 'migrations/1_a.sql', line: 1 };
  expect(project.evidence).toContainEqual(evidence);
});
