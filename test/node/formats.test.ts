import type { Log } from 'sarif';
import { expect, test } from 'vitest';
import { rules } from '../../server/src/rules/index.ts';
import { applyEdits } from '../../server/src/text.ts';
import { alembicIni, revision, temporaryFolder } from '../temporary.ts';
import { command } from './command.ts';

const index = 'op.create_index("ix_users_email", "users", ["email"])';

/** Formats are what is tested here, not rules: only these speak. */
const speaking = ['index-blocks-writes', 'not-null-without-default'];
const settings = { rules: Object.fromEntries(rules.map(({ id }) => [id, speaking.includes(id) ? 'error' : 'off'])) };

function project(files: Readonly<Record<string, string | Uint8Array>>): string {
  return temporaryFolder({
    '.migration-writer.json': JSON.stringify(settings),
    '.git/HEAD': 'ref: refs/heads/main\n',
    'alembic.ini': alembicIni,
    'migrations/versions/aaaa_users.py': revision(
      'aaaa',
      null,
      'op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("email", sa.Text()))',
    ),
    ...files,
  });
}

const versions = 'migrations/versions';
const mine = `${versions}/bbbb_mine.py`;
const plain = { [mine]: revision('bbbb', 'aaaa', index) };

async function written(here: string, format: string, ...more: readonly string[]): Promise<string> {
  return (await command(here, 'check', '--format', format, ...more)).out;
}

async function sarifOf(here: string, ...more: readonly string[]) {
  const log: Log = JSON.parse(await written(here, 'sarif', ...more));
  const run = log.runs[0];
  return { log, run, results: run?.results ?? [] };
}

test('SARIF describes all rules, and each result points at its own', async () => {
  const { log, run, results } = await sarifOf(project(plain));
  expect(log.version).toBe('2.1.0');
  expect(run?.columnKind).toBe('utf16CodeUnits');
  const described = run?.tool.driver.rules ?? [];
  expect(described.map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
  expect(results.length).toBeGreaterThan(0);
  for (const { ruleIndex, ruleId } of results) expect(described[ruleIndex ?? -1]?.id).toBe(ruleId);
  const rule = described.find(({ id }) => id === 'index-blocks-writes');
  expect(rule).toMatchObject({
    name: 'IndexBlocksWrites',
    defaultConfiguration: { level: 'error' },
    helpUri: expect.stringMatching(/docs\/rules\/index-blocks-writes\.md$/),
    help: { markdown: expect.stringContaining('**Why** ') },
  });
});

test('a result of SARIF stands in UTF-16 columns from 1, and its fix gives the fixed text', async () => {
  const text = revision('bbbb', 'aaaa', `x = "é𝒳"; ${index}`);
  const { results } = await sarifOf(project({ [mine]: text }));
  const result = results.find(({ ruleId }) => ruleId === 'index-blocks-writes');
  expect(result?.locations?.[0]?.physicalLocation).toMatchObject({
    artifactLocation: { uri: mine, uriBaseId: '%SRCROOT%' },
    region: { startLine: 13, startColumn: 16, endLine: 13, endColumn: 31 },
  });
  const starts = [0, ...[...text.matchAll(/\n/g)].map((each) => each.index + 1)];
  const offset = (line = 0, column = 0) => (starts[line - 1] ?? 0) + column - 1;
  const edits = (result?.fixes?.[0]?.artifactChanges[0]?.replacements ?? []).map(
    ({ deletedRegion: { startLine, startColumn, endLine, endColumn }, insertedContent }) => ({
      span: { start: offset(startLine, startColumn), end: offset(endLine, endColumn) },
      text: insertedContent?.text ?? '',
    }),
  );
  const fixed = applyEdits(text, edits);
  expect(fixed).toContain('postgresql_concurrently=True');
  expect((await sarifOf(project({ [mine]: fixed }))).results.map(({ ruleId }) => ruleId)).not.toContain(
    'index-blocks-writes',
  );
});

test('a fix that makes new files is told by its title, for SARIF has no words for them', async () => {
  const column = 'op.add_column("users", sa.Column("a", sa.Integer(), nullable=False))';
  const { results } = await sarifOf(project({ [mine]: revision('bbbb', 'aaaa', column, index) }));
  const json = JSON.parse(await written(project({ [mine]: revision('bbbb', 'aaaa', column, index) }), 'json'));
  const phased = json.files.flatMap(
    (file: { findings: { rule: string; fixes: { title: string; kind: string }[] }[] }) =>
      file.findings.flatMap(({ rule, fixes }) =>
        fixes.filter(({ kind }) => kind === 'phased').map(({ title }) => [rule, title]),
      ),
  );
  expect(phased.length).toBeGreaterThan(0);
  for (const [rule, title] of phased) {
    const result = results.find(({ ruleId }) => ruleId === rule);
    expect(result?.properties?.otherFixes).toContain(`${title}.`);
    expect((result?.fixes ?? []).map(({ description }) => description?.text)).not.toContain(`${title}.`);
  }
});

test('a byte order mark is no column', async () => {
  const bad = '\uFEFFCREATE INDEX i ON t (a);\n';
  const here = temporaryFolder({ 'migrations/1_a.sql': bad });
  const { results } = await sarifOf(here, '--engine', 'postgresql');
  expect(results.find(({ ruleId }) => ruleId === 'index-blocks-writes')?.locations?.[0]).toMatchObject({
    physicalLocation: { region: { startLine: 1, startColumn: 1, endColumn: 'CREATE INDEX'.length + 1 } },
  });
});

test('fingerprints stay when lines move, and no two are equal', async () => {
  const twice = revision('bbbb', 'aaaa', index, index.replace('ix_users_email', 'ix_2'), index);
  const moved = twice.replace('import sqlalchemy', '# a comment\n\nimport sqlalchemy');
  const of = async (text: string) =>
    JSON.parse(await written(project({ [mine]: text }), 'gitlab')).map(
      ({ fingerprint }: { fingerprint: string }) => fingerprint,
    );
  const before = await of(twice);
  expect(before.length).toBeGreaterThan(2);
  expect(new Set(before).size).toBe(before.length);
  expect(await of(moved)).toEqual(before);
  const { results } = await sarifOf(project({ [mine]: moved }));
  expect(results.map(({ partialFingerprints }) => Object.values(partialFingerprints ?? {})[0])).toEqual(before);
});

test('Code Quality of GitLab', async () => {
  const issues = JSON.parse(await written(project(plain), 'gitlab'));
  expect(issues).toContainEqual({
    description: 'Building ix_users_email blocks writes on users until every row is read',
    check_name: 'index-blocks-writes',
    fingerprint: expect.stringMatching(/^[0-9a-f]{40}$/),
    severity: 'critical',
    location: { path: mine, lines: { begin: 13, end: 13 } },
  });
});

test('annotations of GitHub, from the top of the repository wherever the command runs', async () => {
  const here = project(plain);
  const out = await written(here, 'github');
  expect(out).toContain(
    `::error file=${mine},line=13,endLine=13,col=5,endColumn=19,title=index-blocks-writes::Building ix_users_email blocks writes on users until every row is read%0AFix: Build the index concurrently, outside the transaction\n`,
  );
  expect(await written(`${here}/migrations`, 'github')).toBe(out);
});

test('JUnit has a suite a file: findings fail, a file without any passes', async () => {
  const out = await written(project(plain), 'junit');
  expect(out).toMatch(
    /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="migration-writer" tests="\d+" failures="[1-9]\d*" errors="0"/,
  );
  expect(out).toContain(`<testcase name="no findings" classname="${versions}/aaaa_users"`);
  expect(out).toContain(
    '<failure message="Building ix_users_email blocks writes on users until every row is read" type="error">',
  );
  expect(out.match(/<testsuite /g)).toHaveLength(2);
});

test('Markdown is a comment with a table a file, and the changes behind a click', async () => {
  const out = await written(project(plain), 'markdown');
  expect(out).toMatch(/^<!-- migration-writer -->\n\n## Migration Writer: 1 error/);
  expect(out).toContain(`### \`${mine}\`\n\n| Line | | Finding | Fix |\n`);
  expect(out).toContain('| 13 | **error** | Building ix_users_email blocks writes on users until every row is read (');
  expect(out).toMatch(/<details>[\s\S]*```diff[\s\S]*\+.*postgresql_concurrently=True[\s\S]*<\/details>/);
  expect(out).not.toContain('aaaa_users');
});

test('Markdown begins with the files that have errors', async () => {
  const here = project({
    '.migration-writer.json': JSON.stringify({ rules: { 'index-blocks-writes': 'warning' } }),
    [mine]: revision('bbbb', 'aaaa', index),
    [`${versions}/cccc.py`]: revision('cccc', 'bbbb', 'op.drop_table("users")'),
  });
  const files = [...(await written(here, 'markdown')).matchAll(/^### `.*\/(\w+)\.py`$/gm)].map(([, name]) => name);
  expect(files.slice(0, 2)).toEqual(['cccc', expect.any(String)]);
});

test('Markdown fits into a comment, and says what did not', async () => {
  const many = Array.from({ length: 400 }, (_, at) => index.replace('ix_users_email', `ix_${at}_${'x'.repeat(40)}`));
  const out = await written(project({ [mine]: revision('bbbb', 'aaaa', ...many) }), 'markdown');
  expect(out.length).toBeLessThan(65_536);
  const [, left] = /(\d+) more findings would not fit/.exec(out) ?? [];
  expect((out.match(/^\| \d+ \|/gm)?.length ?? 0) + Number(left)).toBeGreaterThanOrEqual(400);
});

const hostile = `${versions}/bb ::error file=x,title=y::%0A"<&>'\`é漢\n\u0001.py`;

test('no name of a file breaks out of its format', async () => {
  const here = project({ [hostile]: revision('bbbb', 'aaaa', index) });
  const github = (await written(here, 'github')).split('\n');
  expect(
    github.filter((each) => each !== '').every((each) => /^::(error|warning|notice) file=[^:,\r]*,line=\d/.test(each)),
  ).toBe(true);
  expect(github[0]).toContain('bb %3A%3Aerror file=x%2Ctitle=y%3A%3A%250A"<&>\'`é漢%0A');
  const { results } = await sarifOf(here);
  const uri = results[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? '';
  expect(uri).toMatch(/^[\w/.%!'()*~-]+$/);
  expect(decodeURIComponent(uri)).toBe(hostile);
  expect(JSON.parse(await written(here, 'gitlab'))[0].location.path).toBe(hostile);
  const junit = await written(here, 'junit');
  expect(junit).toContain('title=y::%0A&quot;&lt;&amp;&gt;\'`é漢&#10;\uFFFD.py"');
  expect(junit).not.toContain('\u0001');
  expect(await written(here, 'markdown')).toMatch(/^### `migrations\/versions\/bb ::error [^\n`]*`$/m);
});

test('what users wrote formats nothing in a comment and calls nobody', async () => {
  const named = 'op.create_index("ix", "@team | <b>`x`", ["a"])';
  const out = await written(project({ [mine]: revision('bbbb', 'aaaa', named) }), 'markdown');
  expect(out).toMatch(/^\| 13 \| \*\*error\*\* \| .*@<!-- -->team \\\| \\<b>\\`x\\`/m);
});

test.each(['sarif', 'junit', 'github', 'gitlab', 'markdown'])('%s says that nothing was found', async (format) => {
  const here = project({});
  const { code, out } = await command(here, 'check', '--format', format);
  expect(code).toBe(0);
  const nothing: Readonly<Record<string, string>> = { github: '', gitlab: '[]\n' };
  if (nothing[format] !== undefined) expect(out).toBe(nothing[format]);
  if (format === 'sarif')
    expect(JSON.parse(out).runs[0]).toMatchObject({ results: [], invocations: [{ executionSuccessful: true }] });
  if (format === 'junit') expect(out).toContain('tests="1" failures="0" errors="0"');
  if (format === 'markdown') expect(out).toContain('## Migration Writer: nothing found\n');
});

test('a file that cannot be read is told in every format that can, and ends with 2', async () => {
  const here = project({ [mine]: new Uint8Array([0, 1, 2]) });
  const of = async (format: string) => {
    const { code, out } = await command(here, 'check', '--format', format);
    expect(code).toBe(2);
    return out;
  };
  expect(JSON.parse(await of('sarif')).runs[0].invocations[0]).toMatchObject({
    executionSuccessful: false,
    toolExecutionNotifications: [{ level: 'error', message: { text: `${mine} is a binary file.` } }],
  });
  expect(await of('junit')).toContain(`<error message="${mine} is a binary file" type="unreadable"/>`);
  expect(await of('github')).toContain(`::error file=${mine},title=migration-writer::${mine} is a binary file\n`);
  expect(await of('markdown')).toContain(`- **not read**: \`${mine}\` is a binary file`);
});

test('what the author has a reason for is counted, and in no report', async () => {
  const here = project({
    [mine]: revision('bbbb', 'aaaa', `${index}  # migration-writer: ignore[index-blocks-writes] small`),
  });
  expect(await written(here, 'text')).toContain('nothing found (1 suppressed)\n');
  expect(JSON.parse(await written(here, 'json')).summary).toMatchObject({ error: 0, suppressed: 1 });
  expect((await sarifOf(here)).results).toEqual([]);
  expect(await written(here, 'gitlab')).toBe('[]\n');
});

test('a file that is called like a command to a CI server is no command', async () => {
  const here = temporaryFolder({ '::error::1_a.sql': 'DROP TABLE a;\n', '##vso[x]2.sql': new Uint8Array([0]) });
  const named = ['::error::1_a.sql', '--tool', 'sql'];
  for (const format of ['text', 'github', 'junit']) {
    const { out, error } = await command(here, 'check', ...named, '--format', format);
    expect(`${out}${error}`).not.toMatch(/^\s*(::error::|##)/m);
  }
  expect((await command(here, 'check', ...named)).out).toMatch(/^\.\/::error::1_a\.sql:1:1 error/);
  expect((await command(here, 'check', '.', '--tool', 'sql')).error).toMatch(
    /^\.\/##vso\[x\]2\.sql is a binary file$/m,
  );
});

test('a file that is too large to be a migration is told, and ends with 2', async () => {
  const here = project({ [mine]: `${revision('bbbb', 'aaaa', index)}# ${'x'.repeat(10_000_000)}\n` });
  const { code, out } = await command(here, 'check', '--format', 'junit');
  expect(code).toBe(2);
  expect(out).toContain(`<error message="${mine} is larger than 2 MB and was not analysed" type="unreadable"/>`);
});
