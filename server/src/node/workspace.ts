import { randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { frontends } from '../frontends/index.ts';
import type { Project, Workspace } from '../model/workspace.ts';
import { mayBeEvidence } from '../project/evidence/index.ts';
import type { Settings, Vocabulary } from '../project/settings.ts';
import { type SettingsProblem, settingsFileName } from '../project/settings-file.ts';
import { loadSqlFor } from '../sql/parse.ts';
import type { Source } from '../text.ts';
import { isMigration } from './claimed.ts';
import { type Loaded, openDisk } from './disk.ts';
import { openPlaces } from './known-places.ts';
import { openLayers } from './layers.ts';
import { openListings } from './listings.ts';
import { openSearches } from './mentions.ts';
import { type Merged, openMerged } from './merged.ts';
import { type SettingChanged, settingChanged } from './setting-changed.ts';
import { mistakesIn, readTemplate } from './templates.ts';

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
  /** Whether the settings name the file for a migration. */
  isNamed(path: string): Promise<boolean>;
  /** Tells of each stats file that is read for the first time. */
  whenStatsFileIsRead(listener: (path: string) => void): void;
  /** From now on `mentions` makes nobody wait: it tells later that they are found, or others than before. */
  whenMentionsAreFound(listener: () => void): void;
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
  /** The settings file that holds for `path`, else a new one in `folder`, with a setting changed where it is of JSON. */
  withSetting(path: string, folder: string, key: string, value: string): Promise<SettingChanged>;
  /** What a settings file says of what is applied, and in which line. */
  startAfterIn(source: Source): { readonly revision: string; readonly line: number } | undefined;
}

export function openWorkspace(options: Options): FileWorkspace {
  const disk = openDisk();
  const layers = openLayers(options, disk);
  const overlays = new Map<string, Source>();
  const listings = openListings(disk, overlays);
  const searches = openSearches(overlays);
  const merged = openMerged();
  const taken = new Set<string>();
  const alone = new Set<string>();
  let onStatsFile: (path: string) => void = () => undefined;
  const places = openPlaces({
    ...{ disk, layers, vocabulary: options.vocabulary, overlays, taken },
    onStatsFile: (path) => onStatsFile(path),
  });
  let looked = Date.now();

  const lookAgain = () => {
    looked = Date.now();
    disk.lookAgain();
    listings.lookAgain();
    merged.lookAgain();
    places.lookAgain();
  };
  const look = () => {
    if (options.lookAgainAfter !== undefined && Date.now() - looked >= options.lookAgainAfter) lookAgain();
  };
  return {
    async project(path) {
      look();
      const { project } = await places.described(path);
      await loadSqlFor(project.engine);
      return project;
    },
    async problems(path) {
      look();
      const { project, problems, templates } = await places.described(path);
      return [
        ...(await places.of(path)).problems,
        ...problems,
        ...(await unmergeable(project, path, merged)),
        ...(await mistakesIn(project, templates)),
      ];
    },
    merged: merged.files,
    checkSettings: layers.check,
    startAfterIn: layers.startAfterIn,
    withSetting: (path, folder, key, value) => settingChanged({ key, value }, { path, folder }, layers, places),
    async migrations(path) {
      look();
      const [source, place] = [await places.source(path), await places.of(path)];
      if (source && alone.has(path)) return byItself(source);
      if (place.tool === undefined) return listings.around(path, place, isMigration);
      const isNamed = await places.namedIn(place.environment.folders[0] ?? dirname(path));
      const takesAll = (await places.toolSetFor(place.environment.folders[0] ?? path)) === place.tool;
      return listings.around(
        path,
        place,
        (each) => takesAll || taken.has(each.path) || isMigration(each) || isNamed(each.path),
      );
    },
    async script(path) {
      look();
      const { script } = (await places.described(path)).project.environment;
      return script === undefined ? undefined : places.source(script);
    },
    async skeleton(path) {
      look();
      const { tool, environment } = (await places.described(path)).project;
      const name = frontends.find((each) => each.name === tool)?.script?.skeleton;
      if (name === undefined || environment.script === undefined) return undefined;
      return disk.read(join(dirname(environment.script), name));
    },
    async template(name, near) {
      look();
      return readTemplate(name, near === undefined ? undefined : (await places.described(near)).templates);
    },
    isNamed: async (path) => (await places.namedIn(dirname(path)))(path),
    mentions: searches.find,
    whenMentionsAreFound: searches.whenFound,
    prepare: loadSqlFor,
    newRevision: () => randomBytes(6).toString('hex'),
    now: () => new Date(),
    overlay(path, text) {
      if (overlays.get(path)?.text === text) return;
      if (places.isStatsFile(path)) places.settingsChanged();
      if (text === undefined) {
        overlays.delete(path);
        searches.closed(path);
      } else overlays.set(path, { path, text });
      listings.overlaid();
    },
    take(path, by) {
      taken.add(path);
      if (by === 'alone') alone.add(path);
      listings.overlaid();
    },
    load: disk.load,
    whenStatsFileIsRead(listener) {
      onStatsFile = listener;
    },
    changedOnDisk(paths) {
      searches.changed(paths);
      const matters = paths.some(
        (path) =>
          isConfiguration(path) ||
          mayBeEvidence(path) ||
          places.isStatsFile(path) ||
          listings.holds(path) ||
          mayMatter.test(path),
      );
      if (matters) lookAgain();
      return matters;
    },
    configure(settings) {
      places.settingsChanged();
      return layers.configure(settings);
    },
  };
}

async function unmergeable(
  { unmergedOnly }: Project,
  path: string,
  merged: Merged,
): Promise<readonly SettingsProblem[]> {
  if (!unmergedOnly || (await merged.files(path))) return [];
  const message = 'report is "unmerged", and git has no default branch here: all migrations are reported';
  return [{ path: unmergedOnly.path, line: unmergedOnly.line ?? 1, message }];
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
  return ['alembic.ini', 'env.py', 'pyproject.toml', settingsFileName].includes(basename(path));
}
