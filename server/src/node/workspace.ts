import { randomBytes } from 'node:crypto';
import { basename, dirname, resolve } from 'node:path';
import { frontends } from '../frontends/index.ts';
import type { ToolName } from '../model/migration.ts';
import type { Workspace } from '../model/workspace.ts';
import { type Described, describe } from '../project/project.ts';
import type { Settings, Vocabulary } from '../project/settings.ts';
import { type SettingsProblem, settingsFileName } from '../project/settings-file.ts';
import { loadSqlFor } from '../sql/parse.ts';
import type { Source } from '../text.ts';
import { engineOf, isMigration } from './claimed.ts';
import { type Loaded, openDisk } from './disk.ts';
import { openLayers } from './layers.ts';
import { openListings } from './listings.ts';
import { placeByFiles } from './nearby.ts';
import { homeOf, type Place, placeOf } from './place.ts';
import { readTemplate } from './templates.ts';

export interface Options {
  readonly vocabulary: Vocabulary;
  /** What the command line says; it wins over everything. */
  readonly settings?: Settings | undefined;
  /** The settings file to use instead of the nearest one. */
  readonly config?: string | undefined;
  /** Milliseconds after which the disk is looked at again; absent: only after `changedOnDisk`. */
  readonly lookAgainAfter?: number | undefined;
}

/** The file system and the open documents as the model's `Workspace`. */
export interface FileWorkspace extends Workspace {
  /** A text that stands before the disk's; undefined: the disk speaks again. */
  overlay(path: string, text: string | undefined): void;
  /** The user says that this file is a migration; `alone`: and that it has no neighbours. */
  take(path: string, alone?: 'alone'): void;
  /** A file of the disk, or why there is none. */
  load(path: string): Promise<Loaded>;
  /** These files changed, appeared or went away; false where none of them matters to migrations. */
  changedOnDisk(paths: readonly string[]): boolean;
  /** Takes the editor's settings, by the folder they are for ('' for all others); returns what is wrong in them. */
  configure(settings: ReadonlyMap<string, unknown>): readonly string[];
  /** What is wrong in the settings files that `path` obeys. */
  problems(path: string): Promise<readonly SettingsProblem[]>;
  /** What is wrong in this settings file; undefined where it is none. */
  checkSettings(source: Source): readonly SettingsProblem[] | undefined;
}

/** What holds for all files of a place. */
interface Surroundings extends Described {
  readonly templates: string | undefined;
}

export function openWorkspace(options: Options): FileWorkspace {
  const disk = openDisk();
  const layers = openLayers(options, disk);
  const overlays = new Map<string, Source>();
  const listings = openListings(disk, overlays);
  const taken = new Set<string>();
  const alone = new Set<string>();
  const places = new Map<string, Promise<Place>>();
  const tools = new Map<string, Promise<ToolName | undefined>>();
  const described = new Map<string, Promise<Surroundings>>();
  let looked = Date.now();

  const lookAgain = () => {
    looked = Date.now();
    places.clear();
    tools.clear();
    described.clear();
    disk.lookAgain();
    listings.lookAgain();
  };
  const look = () => {
    if (options.lookAgainAfter !== undefined && Date.now() - looked >= options.lookAgainAfter) lookAgain();
  };
  /** The tool that the settings name for what lies in a folder. */
  const setTool = (folder: string) =>
    kept(tools, folder, async () => {
      const found = await layers.at(folder);
      return found.findLast((each) => each.settings.tool !== undefined)?.settings.tool;
    });
  const sourceAt = async (path: string) => overlays.get(path) ?? (await disk.read(path));
  const place = async (path: string): Promise<Place> => {
    const source = await sourceAt(path);
    const home = source && homeIn(source);
    if (home && (isMigration(source) || taken.has(path) || (await setTool(dirname(path))) === home.tool)) return home;
    const claimed = source !== undefined && isMigration(source);
    return kept(places, source ? `${dirname(path)} ${claimed}` : path, async () => {
      const found = await placeOf(path, claimed, disk);
      return source || found.environment.folders.length > 0 ? found : await placeByFiles(path, await setTool(path));
    });
  };
  const describeAt = async (path: string) => {
    look();
    const { environment, traces, tool, nested } = await place(path);
    const named = { path, tool, engine: tool && engineOf(path) };
    // A folder that is one migration has no settings of its own.
    const folder = nested ? dirname(dirname(path)) : dirname(path);
    const key = [...environment.folders, folder, named.tool, named.engine].join('\n');
    return kept(described, key, async () => {
      const at = nested ? folder : path;
      const [found, mistakes] = [await layers.at(at), await layers.problems(at)];
      const settings = found.findLast((each) => each.settings.templates !== undefined);
      const templates = settings && resolve(settings.folder, settings.settings.templates ?? '');
      const { project, problems } = describe(found, traces, environment, options.vocabulary, named);
      return { project, problems: [...mistakes, ...problems], templates };
    });
  };
  return {
    async project(path) {
      const { project } = await describeAt(path);
      await loadSqlFor(project.engine);
      return project;
    },
    problems: async (path) => [...(await place(path)).problems, ...(await describeAt(path)).problems],
    checkSettings: layers.check,
    async migrations(path) {
      look();
      const [source, where] = [await sourceAt(path), await place(path)];
      if (source && alone.has(path)) return byItself(source);
      if (where.tool === undefined) return listings.around(path, where, isMigration);
      const takesAll = (await setTool(where.environment.folders[0] ?? path)) === where.tool;
      return listings.around(path, where, (each) => takesAll || taken.has(each.path) || isMigration(each));
    },
    async template(name, near) {
      return readTemplate(name, near === undefined ? undefined : (await describeAt(near)).templates);
    },
    newRevision: () => randomBytes(6).toString('hex'),
    now: () => new Date(),
    overlay(path, text) {
      if (overlays.get(path)?.text === text) return;
      if (text === undefined) overlays.delete(path);
      else overlays.set(path, { path, text });
      listings.overlaid();
    },
    take(path, by) {
      taken.add(path);
      if (by === 'alone') alone.add(path);
      listings.overlaid();
    },
    load: disk.load,
    changedOnDisk(paths) {
      const matters = paths.some((path) => isConfiguration(path) || listings.holds(path) || mayMatter.test(path));
      if (matters) lookAgain();
      return matters;
    },
    configure(settings) {
      described.clear();
      tools.clear();
      return layers.configure(settings);
    },
  };
}

/** The place of a file that tells it by its name. */
function homeIn(source: Source): Place | undefined {
  for (const frontend of frontends) {
    const home = frontend.accepts(source.path) ? homeOf(source, frontend) : undefined;
    if (home) return home;
  }
  return undefined;
}

const lonely = new WeakMap<Source, readonly Source[]>();

function byItself(source: Source): readonly Source[] {
  const all = lonely.get(source) ?? [source];
  lonely.set(source, all);
  return all;
}

/** A new revision, a new file of SQL, or what its tool has noted beside it. */
const mayMatter = /\bversions\b|\.sql(\.conf)?$|[\\/]metadata\.toml$/i;

function isConfiguration(path: string): boolean {
  return ['alembic.ini', 'pyproject.toml', settingsFileName].includes(basename(path));
}

/** Two who ask at the same time wait for one answer. */
function kept<T>(cache: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const found = cache.get(key) ?? make();
  cache.set(key, found);
  return found;
}
