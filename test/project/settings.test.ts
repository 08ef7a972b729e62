import { expect, test } from 'vitest';
import { readSettingsFile } from '../../server/src/project/settings-file.ts';

const vocabulary = {
  rules: ['drop-column-loses-data', 'not-null-scan'],
  engines: [{ name: 'postgresql' as const, title: 'PostgreSQL', versions: ['14', '15'], assumedVersion: '14' }],
};

function read(path: string, text: string) {
  const file = readSettingsFile({ path, text }, vocabulary);
  return (
    file && { settings: said(file.settings), problems: file.problems.map((each) => `${each.line}: ${each.message}`) }
  );
}

function said(settings: object) {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

test('every setting of the contract is read from JSON', () => {
  const settings = {
    engine: 'mysql',
    engineVersion: '8.0',
    tool: 'django',
    deployment: 'maintenance-window',
    largeTableRows: 5,
    tables: { users: { rows: 5000000 } },
    rules: { 'not-null-scan': 'off' },
    paths: ['db/**/*.py'],
    startAfter: 'ab12',
    report: 'unmerged',
    templates: 'my/templates',
    databaseUrlEnv: 'DATABASE_URL',
  };
  expect(read('.migration-writer.json', JSON.stringify(settings))).toEqual({ settings, problems: [] });
});

test('each mistake is said on its line, and what is right beside it still counts', () => {
  const text = `{
  "engine": "oracle",
  "engineVersion": [15],
  "deploymnet": "zero-downtime",
  "rules": {
    "drop-column-loses-data": "warn",
    "not-null-scam": "off",
    "not-null-scan": "info"
  },
  "tables": { "users": { "rows": -1 }, "orders": { "rows": 7 } },
  "databaseUrlEnv": "postgresql://me:secret@db/x"
}`;
  expect(read('.migration-writer.json', text)).toEqual({
    settings: { rules: { 'not-null-scan': 'info' }, tables: { orders: { rows: 7 } } },
    problems: [
      '2: engine must be "postgresql" or "mysql" or "mariadb" or "sqlite", not "oracle"',
      '3: engineVersion must be a version such as "15", "8.0.28" or "latest", not [15]',
      '10: tables.users must be {"rows": number}, not {"rows":-1}',
      '6: rules.drop-column-loses-data must be "error" or "warning" or "info" or "off", not "warn"',
      '7: rules.not-null-scam names no rule; did you mean "not-null-scan"?',
      '11: databaseUrlEnv must be the name of an environment variable, never the URL itself',
      '4: There is no setting "deploymnet"; did you mean "deployment"?',
    ],
  });
});

test('pyproject.toml is read where it has our table, and its lines are found', () => {
  const text = `[project]
name = "engine"

[tool.migration-writer]
engine = "postgresql"
engineVersion = "fifteen"

[tool.migration-writer.rules]
not-null-scan = "off"
`;
  expect(read('pyproject.toml', text)).toEqual({
    settings: { engine: 'postgresql', rules: { 'not-null-scan': 'off' } },
    problems: ['6: engineVersion must be a version such as "15", "8.0.28" or "latest", not "fifteen"'],
  });
  expect(read('pyproject.toml', '[tool.black]\nline-length = 100\n')).toBeUndefined();
  expect(read('pyproject.toml', 'this is not toml')).toBeUndefined();
});

test.each([
  ['{\n  "engine": "postgresql",\n}', '3: This is not JSON'],
  ['[]', '1: The settings must be a table of keys'],
  ['{"rules": []}', '1: rules must be a table, not []'],
  ['\uFEFF{"rules": {"not-null-scan": null}}', '1: rules.not-null-scan must be'],
])('%j is a problem and no crash', (text, problem) => {
  expect(read('.migration-writer.json', text)?.problems).toEqual([expect.stringContaining(problem)]);
});

test.each([
  ['15', '15'],
  ['8.0', '8.0'],
  ['10.10', '10.10'],
  ['1e9', '1000000000'],
])('a version may be the number %s, and is read as it is written', (number, engineVersion) => {
  expect(read('.migration-writer.json', `{"engineVersion": ${number}}`)).toMatchObject({ settings: { engineVersion } });
  const toml = `[tool.migration-writer]\nengineVersion = ${number}\n`;
  expect(read('pyproject.toml', toml)).toMatchObject({ settings: { engineVersion } });
});

test('beside the name of its engine, a version that is not known is told on its line', () => {
  const text = '{\n  "engine": "pg",\n  "engineVersion": "9.6"\n}';
  expect(read('.migration-writer.json', text)).toEqual({
    settings: { engine: 'postgresql', engineVersion: '9.6' },
    problems: ['3: PostgreSQL 9.6 is older than all that are known here: the facts of 14 are used'],
  });
});

test.each(['1e400', '-15', 'true', '[]', '{}', '"abc"'])('%s is no version', (value) => {
  const found = read('.migration-writer.json', `{"engineVersion": ${value}}`);
  expect(found).toEqual({ settings: {}, problems: [expect.stringMatching(/^1: engineVersion must be a version/)] });
});

test('keys that mean something to JavaScript are names like others', () => {
  const tables = '{"__proto__": {"rows": 5}, "constructor": {"rows": 6}}';
  const found = read('.migration-writer.json', `{"tables": ${tables}, "engineVersion": "14", "engineVersion": " 15 "}`);
  expect(found?.problems).toEqual([]);
  expect(JSON.stringify(found?.settings)).toBe(
    `{"engineVersion":"15","tables":${tables.replaceAll(': ', ':').replace(', ', ',')}}`,
  );
  const other = read('.migration-writer.json', '{"__proto__": {"engine": "mysql"}}');
  expect(other).toEqual({ settings: {}, problems: ['1: There is no setting "__proto__"'] });
});

test('a broken pyproject.toml is ours only if it speaks of us', () => {
  const found = read('pyproject.toml', '[tool.migration-writer]\nengine = postgresql\n');
  expect(found?.problems).toEqual([expect.stringMatching(/^2: This is not TOML/)]);
});
