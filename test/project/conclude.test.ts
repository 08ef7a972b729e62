import { expect, test } from 'vitest';
import type { Basis } from '../../server/src/model/workspace.ts';
import { conclude, type PlacedClue } from '../../server/src/project/conclude.ts';

test('what development runs wins over tests and packages, which stay as contradictions', () => {
  const found = conclude('engine', [
    clue('sqlite', 'tests', 'ci.yml'),
    clue('postgresql', 'development', 'compose.yml'),
    clue('mysql', 'dependencies', 'requirements.txt'),
  ]);
  expect(found).toEqual({
    ...{ fact: 'engine', value: 'postgresql', basis: 'development', path: 'compose.yml', line: 1 },
    contradictions: [
      { value: 'mysql', basis: 'dependencies', path: 'requirements.txt', line: 1 },
      { value: 'sqlite', basis: 'tests', path: 'ci.yml', line: 1 },
    ],
  });
});

test('a database in a file is what a program falls back to', () => {
  const fallback = clue('sqlite', 'configuration', 'settings.py');
  expect(conclude('engine', [fallback, clue('postgresql', 'development', 'compose.yml')])?.value).toBe('postgresql');
  expect(conclude('engine', [fallback, clue('postgresql', 'tests', 'ci.yml')])?.value).toBe('postgresql');
  expect(conclude('engine', [fallback, clue('postgresql', 'dependencies', 'go.mod')])?.value).toBe('sqlite');
  const noted = clue('sqlite', 'notes', 'CLAUDE.md');
  expect(conclude('engine', [noted, clue('postgresql', 'development', 'x.yml', 1)])?.value).toBe('sqlite');
});

test('the folder nearest to the migrations knows best which engine runs', () => {
  const near = clue('mysql', 'development', 'apps/a/compose.yml', 1);
  const far = clue('postgresql', 'notes', 'CLAUDE.md', 3);
  expect(conclude('engine', [far, near])?.value).toBe('mysql');
  expect(conclude('engine', [far, { ...near, basis: 'tests' }])?.value).toBe('postgresql');
});

test('a version is what production runs, if anybody knows it, and of the engine that was found', () => {
  const versions = [
    version('15', 'development', 'compose.yml', 0),
    version('14', 'production', 'rds.tf', 3),
    { ...version('8.0', 'production', 'other.tf', 0), engine: 'mysql' as const },
  ];
  const found = conclude('engineVersion', versions, 'postgresql');
  expect(found).toMatchObject({ value: '14', contradictions: [{ value: '15', path: 'compose.yml' }] });
  expect(conclude('engineVersion', versions, 'sqlite')).toBeUndefined();
});

test("what MySQL's clients call MySQL may be MariaDB, where a server says so", () => {
  const url: PlacedClue = { ...clue('mysql', 'configuration', 'alembic.ini'), loose: true };
  const server = clue('mariadb', 'development', 'compose.yml');
  expect(conclude('engine', [url, server])).toMatchObject({ value: 'mariadb', path: 'alembic.ini' });
  expect(conclude('engine', [url, server])?.contradictions).toBeUndefined();
  expect(conclude('engine', [url])?.value).toBe('mysql');
  expect(conclude('engine', [url, server, clue('mysql', 'development', 'b.yml')])?.value).toBe('mysql');
});

test('of engines that one note names, the first is the usual one', () => {
  const named = ['mariadb', 'mysql', 'postgresql'].map((each) => clue(each, 'notes', 'CLAUDE.md'));
  expect(conclude('engine', [...named, clue('postgresql', 'development', 'compose.yml')])?.value).toBe('mariadb');
});

function clue(value: string, basis: Basis, path: string, distance = 0): PlacedClue {
  return { fact: 'engine', value, basis, path, line: 1, distance };
}

function version(value: string, basis: Basis, path: string, distance: number): PlacedClue {
  return { ...clue(value, basis, path, distance), fact: 'engineVersion', engine: 'postgresql' };
}
