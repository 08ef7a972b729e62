import { engineCalled, titleOf } from '../model/engine.ts';
import type { ToolName } from '../model/migration.ts';
import type { Basis, Contradiction, Evidence, Project } from '../model/workspace.ts';
import { isWeak } from '../project/conclude.ts';

/** What the project is, in a few words: `PostgreSQL 15 · Alembic · zero-downtime`. */
export function projectTitle({ engine, engineVersion, tool, deployment }: Project): string {
  return [`${titleOf(engine)} ${engineVersion}`.trim(), toolTitles[tool], deployment].join(' · ');
}

/** The name of a fact, for people. */
export function factTitle(fact: string): string {
  return factTitles[fact] ?? fact;
}

/** The value of a fact, for people. */
export function valueTitle({ fact, value }: Pick<Evidence, 'fact' | 'value'>): string {
  const engine = fact === 'engine' ? engineCalled(value) : undefined;
  if (engine !== undefined) return titleOf(engine);
  return fact === 'tool' ? (Object.entries(toolTitles).find(([name]) => name === value)?.[1] ?? value) : value;
}

/** Why a fact is believed. */
export function reasonFor({ assumed, basis, path, said }: Evidence): string {
  if (assumed) return 'assumed: nothing says so';
  if (basis !== undefined) return said === undefined ? words[basis] : `${words[basis]}: ${said}`;
  if (path === undefined) return 'set in the editor or on the command line';
  return said === undefined ? 'said here' : `said here: ${said}`;
}

/** Whether others say something else who do not only speak of tests or packages. */
export function isDisputed({ contradictions = [] }: Evidence): boolean {
  return contradictions.some((each) => !isWeak(each));
}

/** What somebody else speaks of who says something else. */
export function reasonOf({ basis }: Contradiction): string {
  return words[basis];
}

const words: Readonly<Record<Basis, string>> = {
  migrations: 'what the migrations are for',
  production: 'what production runs',
  notes: 'what the team has written down',
  configuration: 'what the program is set up with',
  development: 'what development runs',
  tests: 'what tests run',
  dependencies: 'what the program is built with',
};

const factTitles: Readonly<Record<string, string>> = {
  engine: 'Engine',
  engineVersion: 'Version',
  tool: 'Tool',
  deployment: 'Deployment',
  orm: 'ORM',
  driver: 'Driver',
};

const toolTitles: Readonly<Record<ToolName, string>> = { alembic: 'Alembic', django: 'Django', sql: 'SQL' };
