import { parse, TomlError } from 'smol-toml';
import type { Environment } from '../../model/frontend.ts';
import type { Source } from '../../text.ts';
import { type IniValue, interpolate, readIni } from './ini.ts';
import { folderOf, under } from './paths.ts';
import { toldByUrl } from './told.ts';

/** What a configuration file of Alembic says. */
export interface EnvironmentFacts {
  readonly environment: Environment;
  /** Folders below those of the environment hold revisions too. */
  readonly recursive: boolean;
  /** The folder of `env.py`. */
  readonly scripts?: string | undefined;
  /** Dialect of `sqlalchemy.url` ('postgresql'); the URL itself is never kept. */
  readonly dialect?: { readonly name: string; readonly line: number } | undefined;
  /** Where `script_location` stands, 1-based. */
  readonly line?: number | undefined;
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

/**
 * Reads an `alembic.ini` (any section of it by name) or the `[tool.alembic]` of a `pyproject.toml`; undefined where the
 * file has no such section. https://alembic.sqlalchemy.org/en/latest/tutorial.html#editing-the-ini-file
 */
export function readEnvironment(source: Source, section = 'alembic'): EnvironmentFacts | undefined {
  return source.path.endsWith('.toml') ? fromToml(source) : fromIni(source, section);
}

/** The environments that an ini file sets up: every section that says where its scripts are. */
export function environmentNames(source: Source): readonly string[] {
  const { sections } = readIni(source.text);
  return [...sections].filter(([, values]) => values.has('script_location')).map(([name]) => name);
}

/** One option, from either format, before it is interpreted. */
interface Options {
  readonly get: (name: string) => string | undefined;
  readonly list: (name: string) => readonly string[] | undefined;
  readonly line: (name: string) => number | undefined;
}

function fromIni(source: Source, name: string): EnvironmentFacts | undefined {
  const ini = readIni(source.text);
  const section = ini.sections.get(name);
  const problems = [...ini.problems];
  if (!section && problems.length === 0) return undefined;
  const find = (key: string): IniValue | undefined => section?.get(key) ?? ini.sections.get('DEFAULT')?.get(key);
  const lookup = (key: string): string | undefined =>
    find(key)?.text ?? (key === 'here' ? folderOf(source.path) : undefined);
  const get = (key: string): string | undefined => {
    const value = find(key);
    if (!value) return undefined;
    const text = interpolate(value.text, lookup);
    const message = `${key} holds a % that is neither %% nor a known %(name)s`;
    if (text === undefined && !problems.some((each) => each.message === message))
      problems.push({ line: value.line, message });
    return text ?? value.text;
  };
  const list = (key: string): readonly string[] | undefined => {
    const text = get(key);
    return text ? split(text, get('path_separator') ?? get('version_path_separator')) : undefined;
  };
  const facts = factsOf(source, { get, list, line: (key) => find(key)?.line });
  const url = find('sqlalchemy.url');
  const parameters = new Map(url ? toldByUrl(interpolate(url.text, lookup) ?? url.text) : []);
  const named = ini.sections.get('post_write_hooks')?.get('hooks')?.text ?? '';
  const hooks = named.split(/,\s*|\s+/).filter((each) => each !== '');
  const environment = {
    ...facts.environment,
    ...(parameters.size > 0 && { parameters }),
    ...(hooks.length > 0 && { hooks }),
  };
  return { ...facts, environment, dialect: url && dialectOf(url), problems };
}

/** `os` is what the system of whoever wrote the file takes: `;` where there is one, else `:`. */
function split(text: string, separator: string | undefined): readonly string[] {
  const signs: Readonly<Record<string, RegExp>> = {
    ':': /:(?![\\/])|:(?=\/(?!\/))/,
    ';': /;/,
    space: / /,
    newline: /\n/,
    os: text.includes(';') ? /;/ : /:(?!\\)/,
  };
  const sign = (separator && signs[separator]) || /,\s*|\s+/;
  return text
    .split(sign)
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

function fromToml(source: Source): EnvironmentFacts | undefined {
  const table = tomlTable(source.text);
  if (!table) return undefined;
  if ('problem' in table) return { ...factsOf(source, nothing), problems: [table.problem] };
  const { values } = table;
  const lookup = (key: string): string | undefined => (key === 'here' ? folderOf(source.path) : undefined);
  const filled = (value: unknown): string | undefined => {
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    return typeof value === 'string' ? (interpolate(value, lookup) ?? value) : undefined;
  };
  const list = (key: string): readonly string[] | undefined => {
    const value = values[key];
    return Array.isArray(value) ? value.flatMap((each) => filled(each) ?? []) : undefined;
  };
  const line = (key: string): number | undefined => lineOf(source.text, key);
  const facts = factsOf(source, { get: (key) => filled(values[key]), list, line });
  const described: unknown = values.post_write_hooks;
  const hooks = (Array.isArray(described) ? described : []).flatMap((each) => filled(field(each, 'name')) ?? []);
  return { ...facts, environment: { ...facts.environment, ...(hooks.length > 0 && { hooks }) }, problems: [] };
}

const nothing: Options = { get: () => undefined, list: () => undefined, line: () => undefined };

function factsOf(source: Source, { get, list, line }: Options): Omit<EnvironmentFacts, 'problems'> {
  const here = folderOf(source.path);
  const scripts = get('script_location');
  const locations = list('version_locations') ?? (scripts === undefined ? [] : [`${resource(scripts)}/versions`]);
  const slugLength = Number(get('truncate_slug_length') ?? Number.NaN);
  return {
    environment: {
      folders: locations.map((each) => under(here, resource(each))),
      fileTemplate: get('file_template') || undefined,
      timezone: get('timezone') || undefined,
      slugLength: Number.isInteger(slugLength) && slugLength > 0 ? slugLength : undefined,
      config: source.path,
    },
    scripts: scripts === undefined ? undefined : under(here, resource(scripts)),
    recursive: get('recursive_version_locations') === 'true',
    line: line('script_location'),
  };
}

/** `package.module:folder` lies in a package; it is looked for beside the file, where an application's own package is. */
function resource(location: string): string {
  const [, module, folder] = /^([A-Za-z_][\w.]+):([^\\/].*)$/.exec(location) ?? [];
  return module !== undefined && folder !== undefined ? `${module.replaceAll('.', '/')}/${folder}` : location;
}

/**
 * A URL with a hole in it (`%(DB)s`, `driver://user:pass@localhost/dbname`) says no dialect; nor does one of SQLite that names no
 * file, or says that env.py is to replace it.
 */
function dialectOf({ text, line }: IniValue): { readonly name: string; readonly line: number } | undefined {
  const name = /^([a-z]\w*)(\+\w+)?:/i.exec(text)?.[1]?.toLowerCase();
  const isReplaced = /^sqlite[+\w]*:\/*(:memory:)?$|^sqlite.*(overrid|placeholder|dummy|replace|changeme)/i.test(
    text.trim(),
  );
  return name === undefined || name === 'driver' || isReplaced
    ? undefined
    : { name: name === 'postgres' ? 'postgresql' : name, line };
}

type TomlTable =
  | { readonly values: Readonly<Record<string, unknown>> }
  | { readonly problem: { readonly line: number; readonly message: string } };

function tomlTable(text: string): TomlTable | undefined {
  try {
    const tool = field(parse(text), 'tool');
    const alembic = field(tool, 'alembic');
    return isRecord(alembic) ? { values: alembic } : undefined;
  } catch (error) {
    if (!/^\s*\[\s*tool\s*\.\s*alembic\b/m.test(text)) return undefined;
    const line = error instanceof TomlError ? error.line : 1;
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'it cannot be read';
    return { problem: { line, message: `This is not TOML: ${reason.replace(/^Invalid TOML document: /, '')}` } };
  }
}

function field(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function lineOf(text: string, key: string): number | undefined {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => /^\s*\[\s*tool\s*\.\s*alembic\s*\]/.test(line));
  const at = lines.findIndex((line, order) => order > start && new RegExp(`^\\s*"?${key}"?\\s*=`).test(line));
  return start < 0 || at < 0 ? undefined : at + 1;
}
