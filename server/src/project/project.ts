import type { EngineName } from '../model/engine.ts';
import type { Environment } from '../model/frontend.ts';
import type { Evidence, Project } from '../model/workspace.ts';
import { knownVersion } from './engine.ts';
import { mergeSettings, type Settings, type Vocabulary } from './settings.ts';
import type { SettingsProblem } from './settings-file.ts';

/** Settings, and where they were made. */
export interface Layer {
  readonly settings: Settings;
  /** The file that says so; absent for the editor's settings and the command line. */
  readonly path?: string | undefined;
  lineOf?(key: string): number;
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

/** The project as layers (the last one wins) and traces tell; what neither tells is assumed, and its evidence says so. */
export function describe(
  layers: readonly Layer[],
  traces: readonly Trace[],
  environment: Environment,
  vocabulary: Vocabulary,
): Described {
  const settings = mergeSettings(layers.map((layer) => layer.settings));
  const [trace] = traces;
  const engine = settings.engine ?? trace?.engine ?? 'postgresql';
  const facts = vocabulary.engines.find((each) => each.name === engine);
  const wanted = settings.engineVersion;
  const known = wanted === undefined ? undefined : facts ? knownVersion(wanted, facts.versions) : wanted;
  const engineVersion = known ?? facts?.assumedVersion ?? '';
  const said = (key: keyof Settings, value: string): Evidence => {
    const layer = layers.findLast((each) => each.settings[key] !== undefined);
    return layer
      ? { fact: key, value, path: layer.path, line: layer.lineOf?.(key) }
      : { fact: key, value, assumed: true };
  };
  const tool = settings.tool ?? 'alembic';
  const deployment = settings.deployment ?? 'zero-downtime';
  return {
    project: {
      tool,
      engine,
      engineVersion,
      deployment,
      environment,
      rules: settings.rules ?? {},
      evidence: [
        settings.tool === undefined && environment.config !== undefined
          ? { fact: 'tool', value: tool, path: environment.config }
          : said('tool', tool),
        settings.engine === undefined && trace
          ? { fact: 'engine', value: engine, path: trace.path, line: trace.line }
          : said('engine', engine),
        known === undefined
          ? { fact: 'engineVersion', value: engineVersion, assumed: true }
          : said('engineVersion', engineVersion),
        said('deployment', deployment),
      ],
    },
    problems:
      wanted === undefined || known !== undefined
        ? []
        : unknownVersion(layers, `${engine} ${wanted} is not known here; known are ${facts?.versions.join(', ')}`),
  };
}

function unknownVersion(layers: readonly Layer[], message: string): readonly SettingsProblem[] {
  const layer = layers.findLast((each) => each.settings.engineVersion !== undefined);
  return layer?.path === undefined ? [] : [{ path: layer.path, line: layer.lineOf?.('engineVersion') ?? 1, message }];
}
