import { parse, TomlError } from 'smol-toml';
import type { Source } from '../text.ts';
import { isTable, type Misunderstood, readSettings, type Settings, type Vocabulary } from './settings.ts';
import { versionMeant } from './version.ts';

/** Something wrong in a settings file. */
export interface SettingsProblem {
  /** Absent for the editor's settings and the command line. */
  readonly path?: string | undefined;
  /** 1-based. */
  readonly line: number;
  readonly message: string;
}

export interface SettingsFile {
  readonly path: string;
  readonly settings: Settings;
  readonly problems: readonly SettingsProblem[];
  /** The 1-based line that sets the last of `keys`, each of them within the one before it. */
  lineOf(...keys: readonly string[]): number;
}

export const settingsFileName = '.migration-writer.json';

/** `.migration-writer.json`, or a TOML file with `[tool.migration-writer]`; undefined where the TOML has no such table. */
export function readSettingsFile(source: Source, vocabulary: Vocabulary): SettingsFile | undefined {
  const toml = source.path.endsWith('.toml');
  const text = source.text.replace(/^\uFEFF/, '');
  const offsetOf = (keys: readonly string[]) => offsetOfKeys(text, toml ? ['migration-writer', ...keys] : keys);
  const lineOf = (keys: readonly string[]) => lineAt(text, offsetOf(keys));
  const read = (value: unknown): SettingsFile => {
    const written = withVersionAsWritten(value, text.slice(offsetOf(['engineVersion'])));
    const { settings, problems } = readSettings(written, vocabulary);
    const placed = (each: Misunderstood) => ({ path: source.path, line: lineOf(each.keys), message: each.message });
    const all = [...problems, ...remarks(settings, vocabulary)].map(placed);
    return { path: source.path, settings, problems: all, lineOf: (...keys) => lineOf(keys) };
  };
  try {
    if (!toml) return read(text.trim() === '' ? {} : JSON.parse(text));
    const tools = parse(text).tool;
    const own = isTable(tools) ? tools['migration-writer'] : undefined;
    return own === undefined ? undefined : read(own);
  } catch (error) {
    // A broken pyproject.toml is somebody else's to report unless it is about us.
    if (toml && !text.includes('tool.migration-writer')) return undefined;
    const problem = { path: source.path, line: errorLine(error, text), message: errorText(error, toml) };
    return { path: source.path, settings: {}, problems: [problem], lineOf: () => 1 };
  }
}

/** A number loses what tells 8.0 from 8 and 10.10 from 10.1. */
function withVersionAsWritten(value: unknown, text: string): unknown {
  if (!isTable(value) || typeof value.engineVersion !== 'number') return value;
  const literal = /^[^=:]{0,20}[=:]\s*(\d[\d.]*)/.exec(text)?.[1];
  return Number(literal) === value.engineVersion ? { ...value, engineVersion: literal } : value;
}

/** What becomes of a version of the engine that the file names as well. */
function remarks({ engine, engineVersion }: Settings, { engines }: Vocabulary): readonly Misunderstood[] {
  const facts = engines.find(({ name }) => name === engine);
  const note = facts && engineVersion !== undefined ? versionMeant(engineVersion, facts, engines).note : undefined;
  return note === undefined ? [] : [{ keys: ['engineVersion'], message: note }];
}

/** Where the last key stands, each one looked for behind the one before it; JSON and TOML write keys alike enough. */
function offsetOfKeys(text: string, keys: readonly string[]): number {
  let offset = 0;
  for (const key of keys) {
    const literal = key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const found = new RegExp(`(?<=^|[\\s{,.["'])${literal}["']?\\s*[=:.\\]]`, 'm').exec(text.slice(offset));
    if (!found) break;
    offset += found.index;
  }
  return offset;
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** JSON.parse gives the place in its message only. */
export function errorLine(error: unknown, text: string): number {
  if (error instanceof TomlError) return error.line;
  const position = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
  return position === undefined ? lineAt(text, text.trimEnd().length) : lineAt(text, Number(position));
}

function errorText(error: unknown, toml: boolean): string {
  const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  return `This is not ${toml ? 'TOML' : 'JSON'}: ${reason}`;
}
