import { engineFor, engines } from '../engines/index.ts';
import { type EngineName, engineNames } from '../model/engine.ts';
import type { Frontend, Target } from '../model/frontend.ts';
import type { DialectMark, Migration } from '../model/migration.ts';
import type { Subject } from '../model/rule.ts';
import type { Evidence, Project } from '../model/workspace.ts';
import { isWeak } from '../project/conclude.ts';
import { versionMeant } from '../project/version.ts';
import type { Source } from '../text.ts';
import { ofOneEngine } from './one-engine.ts';

/** How a file is read for an engine. */
type Read = (source: Source, target: Target) => Migration;

/**
 * The project with the engine that its migrations are written for, where nobody says which one it is: all words in them that
 * only some engines understand must be understood by that one. Where no engine understands all, the folder of the file may
 * be of one mind.
 */
export function asSpoken(
  path: string,
  project: Project,
  frontend: Frontend,
  siblings: readonly Source[],
  read: Read,
): Project {
  const known = project.evidence.find(({ fact }) => fact === 'engine');
  if (known?.assumed !== true && !(known?.basis !== undefined && isWeak({ basis: known.basis }))) return project;
  const all = marksAmong(frontend, siblings, project, read);
  const marks = understanding(all, project.engine) === undefined ? inFolderOf(path, all) : all;
  const spoken = understanding(marks, project.engine);
  const because = marks.find(({ mark }) => spoken !== project.engine && !mark.engines.includes(project.engine));
  if (!because || spoken === undefined) return project;
  const { source, mark } = because;
  const line = source.text.slice(0, mark.span.start).split('\n').length;
  return { ...project, ...inTermsOf(spoken, project, { said: mark.words, path: source.path, line }) };
}

/**
 * Where the words of a file are another engine's. One such statement among files that are the engine's own is a mistake in
 * that statement, and its grammar tells it better.
 */
export function contradictionIn(
  migration: Migration,
  project: Project,
  frontend: Frontend,
  siblings: readonly Source[],
  read: Read,
): Subject['contradicted'] {
  const { engine } = project;
  const own = marksOf(migration);
  const foreign = own.filter((each) => !each.engines.includes(engine));
  const [first] = foreign;
  if (!first || foreign.length < own.length) return undefined;
  const statements = new Set(
    [...migration.up, ...migration.down].flatMap(({ marks, span }) => (marks ? [span.start] : [])),
  );
  const others = marksAmong(frontend, siblings, project, read).filter(({ source }) => source.path !== migration.path);
  if (statements.size === 1 && others.some(({ mark }) => mark.engines.includes(engine))) return undefined;
  const speakers = engineNames.filter((each) => foreign.every(({ engines }) => engines.includes(each)));
  const titles = (speakers.length > 0 ? speakers : first.engines).map((each) => engineFor(each).title).join(' or ');
  const said = project.evidence.find(({ fact }) => fact === 'engine');
  const advice = said?.assumed ? ': the setting "engine" names another' : '';
  const title = engineFor(engine).title;
  return {
    span: first.span,
    message: `${first.words} is SQL of ${titles}, and the engine ${reason(said)} ${title}${advice}`,
  };
}

function reason(evidence: Evidence | undefined): string {
  if (evidence?.assumed) return 'is assumed to be';
  if (evidence?.path === undefined) return 'is set to';
  const line = evidence.line === undefined ? '' : `:${evidence.line}`;
  return `is, as ${evidence.path.replace(/^.*[\\/]/, '')}${line} says,`;
}

interface Marked {
  readonly source: Source;
  readonly mark: DialectMark;
}

/** Kept as long as the files are the same. */
const kept = new WeakMap<readonly Source[], Map<string, readonly Marked[]>>();

function marksAmong(frontend: Frontend, siblings: readonly Source[], project: Project, read: Read): readonly Marked[] {
  const byTarget = kept.get(siblings) ?? new Map<string, readonly Marked[]>();
  kept.set(siblings, byTarget);
  const { engine, engineVersion: version } = project;
  const key = `${frontend.name} ${engine} ${version}`;
  const known =
    byTarget.get(key) ??
    ofOneEngine(siblings, frontend, { engine, version }).flatMap((source) =>
      marksOf(read(source, { engine, version })).map((mark) => ({ source, mark })),
    );
  byTarget.set(key, known);
  return known;
}

/** What runs only on a condition may be for any engine. */
function marksOf({ up, down }: Migration): readonly DialectMark[] {
  return [...up, ...down].flatMap(({ marks = [], conditional }) => (conditional ? [] : marks));
}

/** A folder of few such files says nothing against all others: it may be a single migration. */
function inFolderOf(path: string, marks: readonly Marked[]): readonly Marked[] {
  const folder = folderOf(path);
  const own = marks.filter(({ source }) => [path, folder].includes(folderOf(source.path)));
  return new Set(own.map(({ source }) => source)).size < 3 ? [] : own;
}

function folderOf(path: string): string {
  return path.replace(/[\\/][^\\/]*$/, '');
}

/** The engine that understands all of them, the one at hand before all others. */
function understanding(marks: readonly Marked[], engine: EngineName): EngineName | undefined {
  return [engine, ...engineNames].find((each) => marks.every(({ mark }) => mark.engines.includes(each)));
}

function inTermsOf(
  engine: EngineName,
  { evidence }: Project,
  because: Pick<Evidence, 'said' | 'path' | 'line'>,
): Pick<Project, 'engine' | 'engineVersion' | 'evidence'> {
  const before = evidence.find(({ fact }) => fact === 'engineVersion');
  const wanted = before?.assumed || before?.basis !== undefined ? undefined : (before?.said ?? before?.value);
  const meant = wanted === undefined ? undefined : versionMeant(wanted, engineFor(engine), engines);
  const engineVersion = meant?.version ?? engineFor(engine).assumedVersion;
  const said = meant?.note === undefined ? undefined : wanted;
  return {
    engine,
    engineVersion,
    evidence: evidence.map((each) => {
      if (each.fact === 'engine') return { fact: 'engine', value: engine, ...because };
      return each.fact === 'engineVersion'
        ? { ...each, value: engineVersion, said, assumed: each.assumed || meant?.assumed }
        : each;
    }),
  };
}
