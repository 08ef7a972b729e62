import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { frontends } from '../frontends/index.ts';
import { engineCalled, engineNames } from '../model/engine.ts';
import { hint, type Settings, toolNames } from '../project/settings.ts';
import { readVersion } from '../project/version.ts';
import type { Catalogue, Terminal } from './terminal.ts';

/** Why a command cannot run, as a sentence without a full stop. */
export interface Problem {
  readonly problem: string;
}

/** A command line, understood. */
export interface Arguments {
  readonly paths: readonly string[];
  readonly settings: Settings;
  readonly config: string | undefined;
  readonly format: string;
  readonly text: (option: string) => string | undefined;
  readonly texts: (option: string) => readonly string[];
  readonly flag: (option: string) => boolean;
}

/** What one command takes beside the options of all. */
export interface Syntax {
  readonly texts?: readonly string[];
  readonly repeated?: readonly string[];
  readonly flags?: readonly string[];
  /** The first one is the default. */
  readonly formats: readonly string[];
}

export function readArguments(
  argv: readonly string[],
  syntax: Syntax,
  terminal: Terminal,
  catalogue: Catalogue,
): Arguments | Problem {
  const { texts = [], repeated = [], flags = [] } = syntax;
  const parsed = parse(argv, {
    ...Object.fromEntries([...common, ...texts].map((name) => [name, { type: 'string' }] as const)),
    ...Object.fromEntries(repeated.map((name) => [name, { type: 'string', multiple: true }] as const)),
    ...Object.fromEntries(['debug', ...flags].map((name) => [name, { type: 'boolean' }] as const)),
  });
  if ('problem' in parsed) return parsed;
  const { values, positionals } = parsed;
  const text = (option: string) => {
    const value = values[option];
    return typeof value === 'string' ? value : undefined;
  };
  const settings = settingsOf(text, catalogue);
  if ('problem' in settings) return settings;
  const format = text('format') ?? syntax.formats[0] ?? 'text';
  if (!syntax.formats.includes(format)) return unknownFormat(format, syntax);
  const config = text('config');
  const statsFile = text('stats-file');
  return {
    paths: positionals,
    settings: statsFile === undefined ? settings : { ...settings, statsFile: resolve(terminal.cwd, statsFile) },
    config: config === undefined ? undefined : resolve(terminal.cwd, config),
    format,
    text,
    texts: (option) => {
      const value = values[option];
      return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
    },
    flag: (option) => values[option] === true,
  };
}

/** Why the rule does not exist; undefined where it does. */
export function unknownRule(id: string, { rules }: Catalogue): Problem | undefined {
  const ids = rules.map((rule) => rule.id);
  if (ids.includes(id)) return undefined;
  return { problem: `There is no rule "${id}"${hint(id, ids) || '; "migration-writer rules" lists them'}` };
}

const common = ['engine', 'engine-version', 'tool', 'config', 'stats-file', 'format'];

type ParsedOptions = Record<string, { readonly type: 'string' | 'boolean'; readonly multiple?: boolean }>;

function parse(argv: readonly string[], options: ParsedOptions) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    const first = error instanceof Error ? (error.message.split(/\. |\n/)[0] ?? '') : String(error);
    const option = /Unknown option '(-[^']*)'/.exec(first)?.[1];
    const near =
      option &&
      hint(
        option,
        Object.keys(options).map((name) => `--${name}`),
      );
    return { problem: `${first.replace(/'/g, '"')}${near ?? ''}` };
  }
}

function settingsOf(text: Arguments['text'], { engines }: Catalogue): Settings | Problem {
  const engine = text('engine');
  const engineName = engine === undefined ? undefined : engineCalled(engine);
  if (engine !== undefined && !engineName) {
    return {
      problem: `There is no engine "${engine.slice(0, 60)}"${hint(engine, engineNames) || `; there are ${engineNames.join(', ')}`}`,
    };
  }
  const tool = text('tool');
  const toolName = toolNames.find((each) => each === tool);
  if (tool !== undefined && !toolName)
    return { problem: `There is no tool "${tool}"; there are ${toolNames.join(', ')}` };
  if (toolName !== undefined && !frontends.some((each) => each.name === toolName)) {
    return { problem: `The tool ${toolName} is not available yet; available: ${names(frontends)}` };
  }
  const version = text('engine-version');
  const facts = engines.filter((each) => engineName === undefined || each.name === engineName);
  if (version !== undefined && !readVersion(version)) {
    const known = facts.map((each) => `${each.name} ${each.versions.join(', ')}`).join('; ');
    return { problem: `"${version.slice(0, 60)}" is no version; known are ${known}` };
  }
  return { engine: engineName, engineVersion: version, tool: toolName };
}

function names(all: readonly { readonly name: string }[]): string {
  return all.map((each) => each.name).join(', ');
}

function unknownFormat(format: string, { formats }: Syntax): Problem {
  return { problem: `There is no format "${format}" here; there are ${formats.join(', ')}` };
}
