import { expect, test } from 'vitest';
import { readSettingsFile } from '../../server/src/project/settings-file.ts';

const vocabulary = {
  rules: ['drop-column-loses-data', 'not-null-scan'],
  engines: [{ name: 'postgresql' as const, versions: ['14', '15'], assumedVersion: '14' }],
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
  "engineVersion": 15,
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
      '3: engineVersion must be a version in quotes such as "15", not 15',
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
    problems: ['6: engineVersion must be a version in quotes such as "15", not "fifteen"'],
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

test('a broken pyproject.toml is ours only if it speaks of us', () => {
  const found = read('pyproject.toml', '[tool.migration-writer]\nengine = postgresql\n');
  expect(found?.problems).toEqual([expect.stringMatching(/^2: This is not TOML/)]);
});
