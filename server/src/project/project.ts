import { type EngineName, engineCalled } from '../model/engine.ts';
import type { Environment } from '../model/frontend.ts';
import type { ToolName } from '../model/migration.ts';
import type { Deployment } from '../model/rule.ts';
import type { Basis, Contradiction, Evidence, Project, StartAfter } from '../model/workspace.ts';
import { conclude, isWeak, type PlacedClue } from './conclude.ts';
import { mayRunOn } from './engine.ts';
import { looseness } from './evidence/url.ts';
import { mergeSettings, type Settings, toolNames, type Vocabulary } from './settings.ts';
import type { SettingsProblem } from './settings-file.ts';
import { sizesOf, type TableSizes } from './table-sizes.ts';
import { readVersion, versionMeant } from './version.ts';

/** Settings, and where they were made. */
export interface Layer {
  readonly settings: Settings;
  /** The file that says so; absent for the editor's settings and the command line. */
  readonly path?: string | undefined;
  lineOf?(...keys: readonly string[]): number;
}

export interface Described {
  readonly project: Project;
  readonly problems: readonly SettingsProblem[];
}

/** What a migration file says of itself by its name. */
export interface Named {
  readonly path: string;
  readonly tool?: ToolName | undefined;
  readonly engine?: EngineName | undefined;
}

/**
 * The project as layers (the last one wins) tell, and else the clues in its files; what neither tells is assumed, and its
 * evidence says so.
 */
export function describe(
  layers: readonly Layer[],
  clues: readonly PlacedClue[],
  environment: Environment,
  vocabulary: Vocabulary,
  named?: Named,
  measured: TableSizes = {},
): Described {
  const settings = mergeSettings(layers.map((layer) => layer.settings));
  const engine = engineOf(settings, layers, clues, named);
  const { evidence: version, problem } = versionOf(engine, settings, layers, clues, vocabulary);
  const tool = toolOf(settings, layers, clues, environment, named);
  const deployment = deploymentOf(settings, layers, clues);
  const others = (['orm', 'driver'] as const).flatMap((fact) => conclude(fact, clues) ?? []);
  return {
    project: {
      tool: tool.value,
      engine: engine.value,
      engineVersion: version.value,
      deployment: deployment.value,
      environment,
      rules: settings.rules ?? {},
      largeTableRows: settings.largeTableRows ?? 1_000_000,
      tables: sizesOf(layers, measured),
      ...(settings.startAfter !== undefined && { startAfter: startAfterOf(settings.startAfter, layers) }),
      ...(settings.report === 'unmerged' && { unmergedOnly: saidAt('report', layers) }),
      ...(settings.databaseUrlEnv !== undefined && { databaseUrlEnv: settings.databaseUrlEnv }),
      evidence: [tool, engine, version, deployment, ...others, ...saidByScript(environment)],
    },
    problems: problem === undefined ? [] : [problemOf(layers, problem)],
  };
}

/** What the program that runs the migrations decides for all of them, in its own words. */
function saidByScript(environment: Environment): readonly Evidence[] {
  const { script, transactionPerMigration, renderAsBatch, namingConvention, parameters } = environment;
  const said = (fact: string, value: string | undefined): readonly Evidence[] =>
    script === undefined || value === undefined ? [] : [{ fact, value, basis: 'configuration', path: script }];
  const kinds = namingConvention === 'unread' ? 'made by code' : Object.keys(namingConvention ?? {}).join(', ');
  return [
    ...said('transaction_per_migration', transactionPerMigration?.toString()),
    ...said('render_as_batch', renderAsBatch?.toString()),
    ...said('naming_convention', kinds === '' ? undefined : kinds),
    ...waits.flatMap((name) => said(name, parameters?.get(name))),
  ];
}

/** How long a statement waits for a lock at most, as the engines call it. */
const waits = ['lock_timeout', 'lock_wait_timeout', 'innodb_lock_wait_timeout', 'busy_timeout'];

/** Evidence of a fact that the project is described by. */
type Of<T extends string> = Evidence & { readonly value: T };

function engineOf(
  settings: Settings,
  layers: readonly Layer[],
  clues: readonly PlacedClue[],
  named: Named | undefined,
): Of<EngineName> {
  const concluded = conclude('engine', [...nameClues(named), ...clues]);
  const found = concluded && engineCalled(concluded.value);
  const wanted = settings.engineVersion;
  const ofVersion = wanted === undefined || found !== undefined ? undefined : readVersion(wanted)?.of;
  // A file for one engine is not for another because a setting says so.
  if (named?.engine !== undefined && settings.engine !== undefined && !mayRunOn(named.engine, settings.engine))
    return { fact: 'engine', value: named.engine, path: named.path, basis: 'migrations' };
  if (settings.engine !== undefined) {
    const denied = concluded && !isWeak(concluded) && concluded.value !== settings.engine;
    return { ...set('engine', settings.engine, layers), ...(denied && { contradictions: [deniedBy(concluded)] }) };
  }
  if (concluded && found !== undefined) return { ...concluded, value: found };
  if (ofVersion !== undefined) return { ...set('engineVersion', ofVersion, layers), fact: 'engine' };
  return { fact: 'engine', value: 'postgresql', assumed: true };
}

/** What the name of a migration says of its engine. */
function nameClues(named: Named | undefined): readonly PlacedClue[] {
  const { path = '', engine } = named ?? {};
  if (engine === undefined) return [];
  return [{ fact: 'engine', value: engine, basis: 'migrations', path, distance: 0, ...looseness(engine) }];
}

function deniedBy({ value, basis, path, line }: Evidence & { readonly basis: Basis }): Contradiction {
  return { value, basis, path: path ?? '', line };
}

interface VersionFound {
  readonly evidence: Evidence;
  /** What is wrong with the one that is set. */
  readonly problem?: string | undefined;
}

function versionOf(
  engine: Of<EngineName>,
  settings: Settings,
  layers: readonly Layer[],
  clues: readonly PlacedClue[],
  { engines }: Vocabulary,
): VersionFound {
  const facts = engines.find((each) => each.name === engine.value);
  const assumed = { fact: 'engineVersion', value: facts?.assumedVersion ?? '', assumed: true };
  const found = conclude('engineVersion', clues, engine.value);
  const wanted = settings.engineVersion;
  const meant = facts && wanted !== undefined ? versionMeant(wanted, facts, engines) : undefined;
  // A version that was said of another engine says nothing of the one that the file names.
  const isOfAnother = engine.basis === 'migrations' && settings.engine !== engine.value && meant?.note !== undefined;
  if (meant && !isOfAnother) {
    const placed = {
      ...set('engineVersion', meant.version, layers),
      ...(meant.note !== undefined && { said: wanted }),
    };
    return { evidence: meant.assumed ? assumed : placed, problem: meant.note };
  }
  const understood = facts && found && versionMeant(found.value, facts, engines);
  if (!found || !understood || understood.assumed) return { evidence: assumed };
  const { value, contradictions = [], ...place } = found;
  const versions = contradictions.flatMap((each): readonly Contradiction[] => {
    const other = versionMeant(each.value, facts, engines).version;
    return other === understood.version ? [] : [each];
  });
  const said = understood.note === undefined ? {} : { said: value };
  const evidence = { ...place, value: understood.version, ...said };
  return { evidence: versions.length > 0 ? { ...evidence, contradictions: versions } : evidence };
}

function toolOf(
  settings: Settings,
  layers: readonly Layer[],
  clues: readonly PlacedClue[],
  { config, folders, script }: Environment,
  named: Named | undefined,
): Of<ToolName> {
  if (settings.tool !== undefined) return set('tool', settings.tool, layers);
  if (named?.tool !== undefined) return { fact: 'tool', value: named.tool, path: named.path };
  const said = config ?? script;
  if (said !== undefined) return { fact: 'tool', value: 'alembic', path: said };
  // Migrations that lie there are Alembic's: others say by themselves whose they are.
  const isMeant = (each: PlacedClue) => folders.length === 0 || each.value === 'alembic';
  const concluded = conclude('tool', clues.filter(isMeant));
  const found = toolNames.find((each) => each === concluded?.value);
  return concluded && found !== undefined
    ? { ...concluded, value: found }
    : { fact: 'tool', value: 'alembic', assumed: true };
}

function deploymentOf(settings: Settings, layers: readonly Layer[], clues: readonly PlacedClue[]): Of<Deployment> {
  if (settings.deployment !== undefined) return set('deployment', settings.deployment, layers);
  const concluded = conclude('deployment', clues);
  if (!concluded) return { fact: 'deployment', value: 'zero-downtime', assumed: true };
  return { ...concluded, value: concluded.value === 'maintenance-window' ? 'maintenance-window' : 'zero-downtime' };
}

function set<T extends string>(key: keyof Settings, value: T, layers: readonly Layer[]): Of<T> {
  const layer = layers.findLast((each) => each.settings[key] !== undefined);
  return { fact: key, value, path: layer?.path, line: layer?.lineOf?.(key) };
}

function startAfterOf(revision: string, layers: readonly Layer[]): StartAfter {
  return { revision, ...saidAt('startAfter', layers) };
}

function saidAt(key: keyof Settings, layers: readonly Layer[]) {
  const layer = layers.findLast((each) => each.settings[key] !== undefined);
  return { path: layer?.path, line: layer?.lineOf?.(key) };
}

function problemOf(layers: readonly Layer[], message: string): SettingsProblem {
  const layer = layers.findLast((each) => each.settings.engineVersion !== undefined);
  return { path: layer?.path, line: layer?.lineOf?.('engineVersion') ?? 1, message };
}
