import { expect, test } from 'vitest';
import { engineOfUrl, knownVersion } from '../../server/src/project/engine.ts';
import { describe as describeProject, type Layer, type Trace } from '../../server/src/project/project.ts';

const vocabulary = {
  rules: [],
  engines: [{ name: 'postgresql' as const, versions: ['14', '15'], assumedVersion: '14' }],
};

function describe(layers: readonly Layer[], traces: readonly Trace[] = []) {
  return describeProject(layers, traces, { folders: ['/p/versions'] }, vocabulary);
}

test('nothing said: everything is assumed, and the evidence has no path', () => {
  const { project } = describe([]);
  expect(project).toMatchObject({
    tool: 'alembic',
    engine: 'postgresql',
    engineVersion: '14',
    deployment: 'zero-downtime',
  });
  expect(project.evidence.map((each) => each.fact)).toEqual(['tool', 'engine', 'engineVersion', 'deployment']);
  expect(project.evidence.every((each) => each.path === undefined)).toBe(true);
});

test('a database URL is believed until a setting speaks, and the last layer wins', () => {
  const trace = { engine: 'sqlite' as const, path: '/p/alembic.ini', line: 4 };
  expect(describe([], [trace]).project.evidence).toContainEqual({
    fact: 'engine',
    value: 'sqlite',
    path: '/p/alembic.ini',
    line: 4,
  });
  const editor = { settings: { engine: 'mysql' as const, rules: { a: 'off' as const, b: 'off' as const } } };
  const file = {
    settings: { engine: 'postgresql' as const, engineVersion: '15.3', rules: { b: 'error' as const } },
    path: '/p/.migration-writer.json',
    lineOf: () => 2,
  };
  const { project, problems } = describe([editor, file], [trace]);
  expect(project).toMatchObject({ engine: 'postgresql', engineVersion: '15', rules: { a: 'off', b: 'error' } });
  expect(project.evidence).toContainEqual({ fact: 'engine', value: 'postgresql', path: file.path, line: 2 });
  expect(problems).toEqual([]);
});

test('a version nobody knows is a problem on its line, and the assumed one is used', () => {
  const file = { settings: { engineVersion: '8.4' }, path: '/p/x.json', lineOf: () => 3 };
  const { project, problems } = describe([file]);
  expect(project.engineVersion).toBe('14');
  expect(problems).toEqual([
    { path: '/p/x.json', line: 3, message: expect.stringContaining('postgresql 8.4 is not known') },
  ]);
});

test.each([
  ['postgresql+psycopg2://u:p@h/d', 'postgresql'],
  ['postgres://h/d', 'postgresql'],
  ['sqlite:///x.db', 'sqlite'],
  ['mysql+pymysql://h/d', 'mysql'],
  ['mariadb://h/d', 'mariadb'],
  ['driver://user:pass@localhost/dbname', undefined],
  ['%(DB_URL)s', undefined],
  ['', undefined],
])('the URL %j is of %s', (url, engine) => expect(engineOfUrl(url)).toBe(engine));

test.each([
  ['15', '15'],
  ['15.3', '15'],
  ['1', undefined],
  ['150', undefined],
])('version %j is known as %s', (version, known) => expect(knownVersion(version, ['10', '15'])).toBe(known));

test.each([
  ['8.0', '8.0'],
  ['8.0.36', '8.0.36'],
  ['5.7.44', '5.7'],
  ['8.1', undefined],
])('where releases of a series differ, %j is known as %s', (version, known) =>
  expect(knownVersion(version, ['5.7', '8.0', '8.0.28'])).toBe(known),
);
