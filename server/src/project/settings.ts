import { type EngineName, engineCalled, engineNames } from '../model/engine.ts';
import type { Severity } from '../model/finding.ts';
import type { ToolName } from '../model/migration.ts';
import { nearest } from '../model/nearest.ts';
import type { Deployment } from '../model/rule.ts';
import { type EngineFacts, readVersion } from './version.ts';

/** What a user can set, in the editor, in a file or on the command line. Absent means not said. */
export interface Settings {
  readonly engine?: EngineName | undefined;
  readonly engineVersion?: string | undefined;
  readonly tool?: ToolName | undefined;
  readonly deployment?: Deployment | undefined;
  readonly largeTableRows?: number | undefined;
  readonly tables?: Readonly<Record<string, { readonly rows: number }>> | undefined;
  /** A file with the sizes of tables; relative to the folder of the settings. */
  readonly statsFile?: string | undefined;
  readonly rules?: Readonly<Record<string, Severity | 'off'>> | undefined;
  readonly paths?: readonly string[] | undefined;
  readonly startAfter?: string | undefined;
  readonly report?: 'all' | 'unmerged' | undefined;
  readonly templates?: string | undefined;
  readonly databaseUrlEnv?: string | undefined;
}

/** What settings may name, handed in by whoever knows the rules and the engines. */
export interface Vocabulary {
  readonly rules: readonly string[];
  readonly engines: readonly EngineFacts[];
}

export interface Reading {
  readonly settings: Settings;
  readonly problems: readonly Misunderstood[];
}

/** A value that was not understood, and the keys that lead to it. */
export interface Misunderstood {
  readonly keys: readonly string[];
  readonly message: string;
  /** There is no such setting, so that there was no value to understand. */
  readonly unknown?: boolean;
}

export const toolNames = ['alembic', 'django', 'sql'] as const;

/** Reads settings out of any value; whatever is wrong is said, and its default stays. Null and "" say nothing. */
export function readSettings(value: unknown, { rules }: Vocabulary): Reading {
  if (!isTable(value))
    return { settings: {}, problems: [{ keys: [], message: 'The settings must be a table of keys' }] };
  const problems: Misunderstood[] = [];
  // Editors read there which schema a file follows.
  const known: string[] = ['$schema'];
  const read = <T>(key: string, reader: Reader<T>): T | undefined => {
    known.push(key);
    const found = value[key];
    if (found === undefined || found === null || (typeof found === 'string' && found.trim() === '')) return undefined;
    return reader(found, (message, ...below) => {
      problems.push({ keys: [key, ...below], message: `${[key, ...below].join('.')} ${message}` });
    });
  };
  const settings: Settings = {
    engine: read('engine', engine),
    engineVersion: read('engineVersion', version),
    tool: read('tool', oneOf(toolNames)),
    deployment: read('deployment', oneOf(['zero-downtime', 'maintenance-window'])),
    largeTableRows: read('largeTableRows', rows),
    tables: read(
      'tables',
      tableOf(() => tableSize),
    ),
    statsFile: read('statsFile', text),
    rules: read('rules', tableOf(severityOf(rules))),
    paths: read('paths', texts),
    startAfter: read('startAfter', text),
    report: read('report', oneOf(['all', 'unmerged'])),
    templates: read('templates', text),
    databaseUrlEnv: read('databaseUrlEnv', environmentVariable),
  };
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    problems.push({ keys: [key], message: `There is no setting "${key}"${hint(key, known)}`, unknown: true });
  }
  return { settings, problems };
}

/** Later settings win; rules and tables are joined entry by entry. */
export function mergeSettings(layers: readonly Settings[]): Settings {
  let merged: Settings = {};
  for (const layer of layers) {
    const said = Object.fromEntries(Object.entries(layer).filter(([, value]) => value !== undefined));
    merged = {
      ...merged,
      ...said,
      rules: { ...merged.rules, ...layer.rules },
      tables: { ...merged.tables, ...layer.tables },
    };
  }
  return merged;
}

/** The name in `names` that was probably meant, as the end of a sentence. */
export function hint(name: string, names: readonly string[]): string {
  const [near] = nearest(name, names);
  return near === undefined ? '' : `; did you mean "${near}"?`;
}

export function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Says what is wrong with the value at hand, or with one below it. */
type Say = (message: string, ...below: readonly string[]) => void;

type Reader<T> = (value: unknown, say: Say) => T | undefined;

function oneOf<const T extends string>(words: readonly T[]): Reader<T> {
  return (value, say) => {
    const found = words.find((word) => word === value);
    if (found === undefined) say(`must be ${words.map((word) => `"${word}"`).join(' or ')}, not ${shown(value)}`);
    return found;
  };
}

const text: Reader<string> = (value, say) => {
  if (typeof value === 'string') return value;
  say(`must be text, not ${shown(value)}`);
  return undefined;
};

const texts: Reader<readonly string[]> = (value, say) => {
  // An empty list is what an editor hands over for none.
  if (Array.isArray(value) && value.every((each) => typeof each === 'string'))
    return value.length > 0 ? value : undefined;
  say(`must be a list of texts, not ${shown(value)}`);
  return undefined;
};

const engine: Reader<EngineName> = (value, say) => {
  const found = typeof value === 'string' ? engineCalled(value) : undefined;
  return found ?? oneOf(engineNames)(value, say);
};

const version: Reader<string> = (value, say) => {
  const written = typeof value === 'number' ? String(value) : value;
  if (typeof written === 'string' && readVersion(written)) return written.trim();
  say(`must be a version such as "15", "8.0.28" or "latest", not ${shown(value)}`);
  return undefined;
};

const rows: Reader<number> = (value, say) => {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  say(`must be a whole number of rows, not ${shown(value)}`);
  return undefined;
};

const tableSize: Reader<{ readonly rows: number }> = (value, say) => {
  const count = isTable(value) ? rows(value.rows, () => undefined) : undefined;
  if (count !== undefined) return { rows: count };
  say(`must be {"rows": number}, not ${shown(value)}`);
  return undefined;
};

const environmentVariable: Reader<string> = (value, say) => {
  if (typeof value === 'string' && /^[A-Za-z_]\w*$/.test(value)) return value;
  // The value is not repeated: it may be a URL with a password in it.
  say('must be the name of an environment variable, never the URL itself');
  return undefined;
};

function severityOf(rules: readonly string[]): (id: string) => Reader<Severity | 'off'> {
  return (id) => (value, say) => {
    if (rules.includes(id)) return oneOf(['error', 'warning', 'info', 'off'])(value, say);
    say(`names no rule${hint(id, rules)}`);
    return undefined;
  };
}

function tableOf<T>(readerOf: (key: string) => Reader<T>): Reader<Readonly<Record<string, T>>> {
  return (value, say) => {
    if (!isTable(value)) {
      say(`must be a table, not ${shown(value)}`);
      return undefined;
    }
    const entries = Object.entries(value).flatMap(([key, each]) => {
      const found = readerOf(key)(each, (message, ...below) => say(message, key, ...below));
      return found === undefined ? [] : [[key, found] as const];
    });
    return Object.fromEntries(entries);
  };
}

function shown(value: unknown): string {
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 60 ? `${json.slice(0, 60)}…` : json;
}
