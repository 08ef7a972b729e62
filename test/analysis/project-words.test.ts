import { expect, test } from 'vitest';
import { factTitle, isDisputed, projectTitle, reasonFor, valueTitle } from '../../server/src/analysis/project-words.ts';
import type { Basis, Project } from '../../server/src/model/workspace.ts';

test('a project is said in a few words', () => {
  const project: Project = {
    ...{ tool: 'sql', engine: 'mariadb', engineVersion: '10.11', deployment: 'maintenance-window' },
    ...{ environment: { folders: [] }, rules: {}, largeTableRows: 1, evidence: [] },
  };
  expect(projectTitle(project)).toBe('MariaDB 10.11 · SQL · maintenance-window');
});

test('facts, values and reasons are words of people', () => {
  expect(['engineVersion', 'tool', 'orm', 'unheard'].map(factTitle)).toEqual(['Version', 'Tool', 'ORM', 'unheard']);
  expect(valueTitle({ fact: 'engine', value: 'postgresql' })).toBe('PostgreSQL');
  expect(valueTitle({ fact: 'tool', value: 'alembic' })).toBe('Alembic');
  expect(valueTitle({ fact: 'driver', value: 'postgresql' })).toBe('postgresql');
  const evidence = { fact: 'engineVersion', value: '15' };
  expect(reasonFor({ ...evidence, assumed: true })).toBe('assumed: nothing says so');
  expect(reasonFor({ ...evidence, basis: 'development', path: '/x' })).toBe('what development runs');
  expect(reasonFor({ ...evidence, basis: 'production', path: '/x', said: '15.9' })).toBe('what production runs: 15.9');
  expect(reasonFor(evidence)).toBe('set in the editor or on the command line');
});

test('tests and packages dispute nothing', () => {
  const denied = (...bases: readonly Basis[]) => ({
    ...{ fact: 'engine', value: 'postgresql' },
    contradictions: bases.map((basis) => ({ value: 'mysql', basis, path: '/x' })),
  });
  expect([isDisputed(denied('tests', 'dependencies')), isDisputed(denied('tests', 'notes'))]).toEqual([false, true]);
});
