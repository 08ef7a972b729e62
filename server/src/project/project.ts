import type { EngineName } from '../model/engine.ts';
import type { Environment } from '../model/frontend.ts';
import type { ToolName } from '../model/migration.ts';
import type { Evidence, Project, StartAfter } from '../model/workspace.ts';
import { mayRunOn } from './engine.ts';
import { mergeSettings, type Settings, type Vocabulary } from './settings.ts';
import type { SettingsProblem } from './settings-file.ts';
import { sizesOf, type TableSizes } from './table-sizes.ts';
import { type EngineFacts, readVersion, type Understood, versionMeant } from './version.ts';

/** Settings, and where they were made. */
export interface Layer {
  readonly settings: Settings;
  /** The file that says so; absent for the editor's settings and the command line. */
  readonly path?: string | undefined;
  lineOf?(...keys: readonly string[]): number;
}

/** What the surroundings say of the engine where nobody set it: a database URL, for one. */
export interface Trace {
  readonly engine: EngineName;
  readonly path: string;
  /** 1-based. */
  readonly line?: number | undefined;
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

/** The project as layers (the last one wins) and traces tell; what neither tells is assumed, and its evidence says so. */
export function describe(
  layers: readonly Layer[],
  traces: readonly Trace[],
  environment: Environment,
  vocabulary: Vocabulary,
  named?: Named,
  measured: TableSizes = {},
): Described {
  const settings = mergeSettings(layers.map((layer) => layer.settings));
  const [trace] = traces;
  const wanted = settings.engineVersion;
  const ofVersion =
    settings.engine === undefined && !trace && wanted !== undefined ? readVersion(wanted)?.of : undefined;
  const said = settings.engine ?? trace?.engine ?? ofVersion;
  const isMeant = said !== undefined && named?.engine !== undefined && mayRunOn(named.engine, said);
  const engine = (isMeant ? said : named?.engine) ?? said ?? 'postgresql';
  const facts = vocabulary.engines.find((each) => each.name === engine);
  const isOfAnother = named?.engine !== undefined && said !== undefined && engine !== said;
  const version = facts && versionOf(wanted, facts, vocabulary, isOfAnother);
  const engineVersion = version?.version ?? '';
  const set = (key: keyof Settings, value: string): Evidence => {
    const layer = layers.findLast((each) => each.settings[key] !== undefined);
    return layer
      ? { fact: key, value, path: layer.path, line: layer.lineOf?.(key) }
      : { fact: key, value, assumed: true };
  };
  const tool = settings.tool ?? named?.tool ?? 'alembic';
  const deployment = settings.deployment ?? 'zero-downtime';
  return {
    project: {
      tool,
      engine,
      engineVersion,
      deployment,
      environment,
      rules: settings.rules ?? {},
      largeTableRows: settings.largeTableRows ?? 1_000_000,
      tables: sizesOf(layers, measured),
      ...(settings.startAfter !== undefined && { startAfter: startAfterOf(settings.startAfter, layers) }),
      ...(settings.report === 'unmerged' && { unmergedOnly: saidAt('report', layers) }),
      evidence: [
        toolEvidence(settings, environment, named) ?? set('tool', tool),
        engineEvidence(settings, trace, isMeant ? undefined : named) ??
          (engine === ofVersion ? { ...set('engineVersion', engine), fact: 'engine' } : set('engine', engine)),
        version?.assumed
          ? { fact: 'engineVersion', value: engineVersion, assumed: true }
          : { ...set('engineVersion', engineVersion), ...(version?.note !== undefined && { said: wanted }) },
        set('deployment', deployment),
      ],
    },
    problems: version?.note === undefined ? [] : [problemOf(layers, version.note)],
  };
}

/** A version that was said of another engine says nothing of the one that the file names. */
function versionOf(
  wanted: string | undefined,
  facts: EngineFacts,
  { engines }: Vocabulary,
  isOfAnother: boolean,
): Understood {
  const assumed = { version: facts.assumedVersion, assumed: true } as const;
  if (wanted === undefined) return assumed;
  const meant = versionMeant(wanted, facts, engines);
  return isOfAnother && meant.note !== undefined ? assumed : meant;
}

function toolEvidence(settings: Settings, { config }: Environment, named: Named | undefined): Evidence | undefined {
  if (settings.tool !== undefined) return undefined;
  if (named?.tool !== undefined) return { fact: 'tool', value: named.tool, path: named.path };
  return config === undefined ? undefined : { fact: 'tool', value: 'alembic', path: config };
}

function engineEvidence(settings: Settings, trace: Trace | undefined, named: Named | undefined): Evidence | undefined {
  if (named?.engine !== undefined) return { fact: 'engine', value: named.engine, path: named.path };
  if (settings.engine !== undefined || !trace) return undefined;
  return { fact: 'engine', value: trace.engine, path: trace.path, line: trace.line };
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
