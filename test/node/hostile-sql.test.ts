import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { engines } from '../../server/src/engines/index.ts';
import { runCommand } from '../../server/src/node/command-line.ts';
import { patterns } from '../../server/src/plans/index.ts';
import { rules } from '../../server/src/rules/index.ts';
import { filesIn, temporaryFolder } from '../temporary.ts';

async function run(cwd: string, argv: readonly string[], input: Uint8Array = new Uint8Array()) {
  let [out, error] = ['', ''];
  const terminal = {
    cwd,
    colour: false,
    input: async () => input,
    out: (text: string) => {
      out += text;
    },
    error: (text: string) => {
      error += text;
    },
  };
  const code = await runCommand(argv, terminal, { engines, patterns, rules, serve: async () => undefined });
  return { code, out, error };
}

const bytes = (text: string) => new TextEncoder().encode(text);
const utf16 = Uint8Array.of(0xff, 0xfe, 0x44, 0x00, 0x52, 0x00);

const refused: readonly (readonly [string, Uint8Array, string])[] = [
  ['a NUL', bytes('DROP TABLE a;\0'), 'is a binary file'],
  ['UTF-16', utf16, 'is UTF-16 text, and only UTF-8 is read'],
  ['Latin-1', Uint8Array.of(0x2d, 0x2d, 0xe9), 'is not UTF-8 text'],
  ['3 MB of SQL', bytes('INSERT INTO a VALUES (1);\n'.repeat(130_000)), 'is larger than 2 MB and was not analysed'],
];

test.each(refused)('%s is refused with the reason, from a file as from standard input', async (_, content, reason) => {
  const folder = temporaryFolder({ 'migrations/V1__a.sql': content });
  for (const command of ['check', 'explain', 'report', 'fix']) {
    const { code, out, error } = await run(folder, [command, 'migrations/V1__a.sql']);
    expect({ code, out, error }).toEqual({
      code: 2,
      out: '',
      error: `migration-writer: migrations/V1__a.sql ${reason}\n`,
    });
  }
  expect(await run(folder, ['check', '-', '--tool', 'sql'], content)).toEqual({
    code: 2,
    out: '',
    error: `migration-writer: Standard input ${reason}\n`,
  });
});

const strange: Readonly<Record<string, string>> = {
  'nested too deeply': `SELECT ${'('.repeat(5000)}1${')'.repeat(5000)};`,
  'opened and never closed': `SELECT ${'('.repeat(50_000)}`,
  'an open string': "DROP TABLE 'abc",
  'an open name': 'DROP TABLE "abc',
  'open backticks': 'DROP TABLE `abc',
  'an open bracket': 'DROP TABLE [abc',
  'open dollars': 'SELECT $x$abc $y$',
  'an open comment': '/* abc /* */',
  'a DELIMITER of nothing': 'DELIMITER\nDELIMITER ;;\nDROP TABLE a;;\nDELIMITER \\\\\nDROP TABLE b\\\\',
  'commands of clients':
    '\\set x 1\n\\copy a from b\n.read x\nUSE x;\nSOURCE a.sql;\n\\. b.sql\nGO\n/\nDROP TABLE a\\G',
  nothing: '',
  'comments only': '-- nothing\n/* at all */\n;;;',
  'line ends of all kinds': '\uFEFFDROP TABLE a;\rDROP TABLE b;\r\nDROP TABLE c;\u2028DROP TABLE d;',
};

test.each(engines.map((engine) => engine.name))('%s: every command has an answer to strange SQL', async (engine) => {
  const files = Object.entries(strange).map(([, text], index) => [`migrations/V${index + 1}__a.sql`, text] as const);
  const folder = temporaryFolder(Object.fromEntries(files));
  for (const command of ['check', 'explain', 'report']) {
    const { code, error } = await run(folder, [command, 'migrations', '--engine', engine]);
    expect({ command, error }).toEqual({ command, error: '' });
    expect(code).toBeLessThan(2);
  }
  expect(await run(folder, ['fix', 'migrations', '--engine', engine, '--dry-run'])).toMatchObject({
    code: 0,
    error: '',
  });
  expect(filesIn(folder)).toEqual(Object.fromEntries(files));
});

test('what a terminal would obey is a sign, in names of files as in names of tables', async () => {
  const folder = temporaryFolder({ 'migrations/V1__\u001b[31m\nred.sql': 'DROP TABLE "a\u001b[0m\nb";\n' });
  for (const command of ['check', 'explain']) {
    const { out } = await run(folder, [command, 'migrations']);
    expect(out).toContain('migrations/V1__\uFFFD[31m\uFFFDred.sql:1:1 ');
    expect(out).not.toContain('\u001b');
  }
  expect((await run(folder, ['report', 'migrations'])).out).not.toContain('\u001b');
});

test('links in a circle end', async () => {
  const folder = temporaryFolder({ 'migrations/V1__a.sql': 'CREATE TABLE a (b int);\n' });
  symlinkSync(folder, join(folder, 'migrations', 'again'));
  symlinkSync(join(folder, 'round.sql'), join(folder, 'round.sql'));
  expect(await run(folder, ['check'])).toMatchObject({ code: 0, error: '' });
  expect(await run(folder, ['check', 'round.sql'])).toEqual({
    code: 2,
    out: '',
    error: 'migration-writer: round.sql cannot be read: its links go in a circle\n',
  });
});

test('what is asked for in a wrong way is said, not passed over', async () => {
  const folder = temporaryFolder({ 'migrations/V1__a.sql': 'CREATE TABLE a (b int);\n', 'p.py': 'x = 1\n' });
  const problem = async (...argv: readonly string[]) => {
    const { code, out, error } = await run(folder, ['check', ...argv]);
    return code === 2 && out === '' ? error.replace('migration-writer: ', '').trim() : 'nothing';
  };
  expect(await problem('p.py', '--tool', 'sql')).toBe('p.py cannot be a migration of the tool sql');
  expect(await problem('--engine-version', 'fifteen'.repeat(150_000))).toMatch(/^"[a-z]{60}" is no version; known/);
  expect(await problem('--engine', 'oracle'.repeat(10_000))).toMatch(/^There is no engine "[oracle]{60}"; there are/);
});

test('an engine and a version may be said in many ways, and the nearest known version is used and told', async () => {
  const folder = temporaryFolder({ 'migrations/V1__a.sql': 'CREATE TABLE a (b int);\n' });
  const judged = async (...argv: readonly string[]) => {
    const { code, out, error } = await run(folder, ['check', '--format', 'json', ...argv]);
    const { engine, engineVersion, evidence } = JSON.parse(out).project;
    const said = evidence.find(({ fact }: { readonly fact: string }) => fact === 'engineVersion').said;
    return [code, `${engine} ${engineVersion}`, ...(said === undefined ? [] : [said, error.trim()])];
  };
  expect(await judged('--engine', 'pg', '--engine-version', '15.4')).toEqual([0, 'postgresql 15']);
  expect(await judged('--engine-version', '10.6.12-MariaDB')).toEqual([0, 'mariadb 10.6']);
  const latest = 'The facts of SQLite 3.54 are used, the newest known here';
  expect(await judged('--engine', 'sqlite3', '--engine-version', 'latest')).toEqual([
    0,
    'sqlite 3.54',
    'latest',
    latest,
  ]);
  const older =
    'PostgreSQL 8.0.36 is older than all that are known here, and is one of MySQL: the facts of 10 are used';
  expect(await judged('--engine-version', '8.0.36')).toEqual([0, 'postgresql 10', '8.0.36', older]);
});

// Nothing is closed to the superuser.
test.skipIf(process.getuid?.() === 0)('a folder of migrations that cannot be looked into is no success', async () => {
  const folder = temporaryFolder({ 'migrations/V1__a.sql': 'DROP TABLE a;\n', 'data/V1__a.sql': 'DROP TABLE a;\n' });
  const closed = ['migrations', 'data'].map((name) => join(folder, name));
  for (const each of closed) chmodSync(each, 0);
  onTestFinished(() => {
    for (const each of closed) chmodSync(each, 0o700);
  });
  const reason = 'migrations cannot be accessed: permission denied\n';
  expect(await run(folder, ['check', 'migrations'])).toEqual({
    code: 2,
    out: '',
    error: `migration-writer: ${reason}`,
  });
  expect(await run(folder, ['check'])).toMatchObject({ code: 2, error: reason });
});
