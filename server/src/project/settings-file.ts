import { parse, TomlError } from 'smol-toml';
import type { Source } from '../text.ts';
import { isTable, type Misunderstood, readSettings, type Settings, type Vocabulary } from './settings.ts';

/** Something wrong in a settings file. */
export interface SettingsProblem {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly message: string;
}

export interface SettingsFile {
  readonly path: string;
  readonly settings: Settings;
  readonly problems: readonly SettingsProblem[];
  /** The 1-based line that sets `key`. */
  lineOf(key: string): number;
}

export const settingsFileName = '.migration-writer.json';

/** `.migration-writer.json`, or a TOML file with `[tool.migration-writer]`; undefined where the TOML has no such table. */
export function readSettingsFile(source: Source, vocabulary: Vocabulary): SettingsFile | undefined {
  const toml = source.path.endsWith('.toml');
  const text = source.text.replace(/^\uFEFF/, '');
  const lineOf = (keys: readonly string[]) => lineOfKeys(text, toml ? ['migration-writer', ...keys] : keys);
  const read = (value: unknown): SettingsFile => {
    const { settings, problems } = readSettings(value, vocabulary);
    const placed = (each: Misunderstood) => ({ path: source.path, line: lineOf(each.keys), message: each.message });
    return { path: source.path, settings, problems: problems.map(placed), lineOf: (key) => lineOf([key]) };
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

/** The line of the last key, each one looked for behind the one before it; JSON and TOML write keys alike enough. */
function lineOfKeys(text: string, keys: readonly string[]): number {
  let offset = 0;
  for (const key of keys) {
    const literal = key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const found = new RegExp(`(?<=^|[\\s{,.["'])${literal}["']?\\s*[=:.\\]]`, 'm').exec(text.slice(offset));
    if (!found) break;
    offset += found.index;
  }
  return lineAt(text, offset);
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** JSON.parse gives the place in its message only. */
function errorLine(error: unknown, text: string): number {
  if (error instanceof TomlError) return error.line;
  const position = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
  return position === undefined ? lineAt(text, text.trimEnd().length) : lineAt(text, Number(position));
}

function errorText(error: unknown, toml: boolean): string {
  const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  return `This is not ${toml ? 'TOML' : 'JSON'}: ${reason}`;
}
