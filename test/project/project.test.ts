import { expect, test } from 'vitest';
import type { PlacedClue } from '../../server/src/project/conclude.ts';
import { engineOfUrl } from '../../server/src/project/engine.ts';
import { describe as describeProject, type Layer } from '../../server/src/project/project.ts';

const vocabulary = {
  rules: [],
  engines: [{ name: 'postgresql' as const, title: 'PostgreSQL', versions: ['14', '15'], assumedVersion: '14' }],
};

function describe(layers: readonly Layer[], clues: readonly PlacedClue[] = []) {
  return describeProject(layers, clues, { folders: ['/p/versions'] }, vocabulary);
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

test('how long a statement waits for a lock is evidence, and where that is said', () => {
  const environment = { folders: [], script: '/p/env.py', parameters: new Map([['lock_timeout', '5s']]) };
  const { evidence } = describeProject([], [], environment, vocabulary).project;
  const said = { fact: 'lock_timeout', value: '5s', basis: 'configuration', path: '/p/env.py' };
  expect(evidence.filter(({ fact }) => fact === 'lock_timeout')).toEqual([said]);
});

test('a database URL is believed until a setting speaks, and the last layer wins', () => {
  const trace: PlacedClue = {
    ...{ fact: 'engine', value: 'sqlite', basis: 'configuration', path: '/p/alembic.ini', line: 4, distance: 0 },
  };
  expect(describe([], [trace]).project.evidence).toContainEqual({
    fact: 'engine',
    value: 'sqlite',
    basis: 'configuration',
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
  expect(project.evidence).toContainEqual({
    ...{ fact: 'engine', value: 'postgresql', path: file.path, line: 2 },
    contradictions: [{ value: 'sqlite', basis: 'configuration', path: '/p/alembic.ini', line: 4 }],
  });
  expect(problems).toEqual([]);
});

test('a version that is not known is a problem on its line, and the nearest one is used', () => {
  const file = { settings: { engineVersion: '19' }, path: '/p/x.json', lineOf: () => 3 };
  const { project, problems } = describe([file]);
  expect(project.engineVersion).toBe('15');
  const evidence = { fact: 'engineVersion', value: '15', said: '19', path: '/p/x.json', line: 3 };
  expect(project.evidence).toContainEqual(evidence);
  const message = 'PostgreSQL 19 is newer than all that are known here: the facts of 15 are used';
  expect(problems).toEqual([{ path: '/p/x.json', line: 3, message }]);
});

test('a version that names an engine tells the engine where nothing else does, and is no version of another', () => {
  const file = { settings: { engineVersion: 'PostgreSQL 15.4' }, path: '/p/x.json', lineOf: () => 3 };
  const evidence = { fact: 'engine', value: 'postgresql', path: '/p/x.json', line: 3 };
  expect(describe([file]).project.evidence).toContainEqual(evidence);
  const other = { settings: { engine: 'postgresql' as const, engineVersion: 'MySQL 8.0' } };
  const { project, problems } = describe([other]);
  expect(project.evidence).toContainEqual({ fact: 'engineVersion', value: '14', assumed: true });
  expect(problems.map(({ message }) => message)).toEqual(['"MySQL 8.0" is no version of PostgreSQL: 14 is assumed']);
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
