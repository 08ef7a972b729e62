import { randomBytes } from 'node:crypto';
import { basename, dirname, resolve } from 'node:path';
import { frontends } from '../frontends/index.ts';
import type { Workspace } from '../model/workspace.ts';
import { type Described, describe } from '../project/project.ts';
import type { Settings, Vocabulary } from '../project/settings.ts';
import { type SettingsProblem, settingsFileName } from '../project/settings-file.ts';
import type { Source } from '../text.ts';
import { openDisk } from './disk.ts';
import { openLayers } from './layers.ts';
import { openListings } from './listings.ts';
import { type Place, placeOf } from './place.ts';
import { refusal } from './read.ts';
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
  /** These files changed, appeared or went away; false where none of them matters to migrations. */
  changedOnDisk(paths: readonly string[]): boolean;
  /** Takes the editor's settings, by the folder they are for ('' for all others); returns what is wrong in them. */
  configure(settings: ReadonlyMap<string, unknown>): readonly string[];
  /** What is wrong in the settings files that `path` obeys. */
  problems(path: string): Promise<readonly SettingsProblem[]>;
  /** What is wrong in this settings file; undefined where it is none. */
  checkSettings(source: Source): readonly SettingsProblem[] | undefined;
}

export function openWorkspace(options: Options): FileWorkspace {
  const disk = openDisk();
  const layers = openLayers(options, disk);
  const overlays = new Map<string, Source>();
  const listings = openListings(disk, overlays, isMigration);
  const places = new Map<string, Promise<Place>>();
  const described = new Map<string, Promise<Described & { readonly templates: string | undefined }>>();
  let looked = Date.now();

  const lookAgain = () => {
    looked = Date.now();
    places.clear();
    described.clear();
    listings.lookAgain();
  };
  const look = () => {
    if (options.lookAgainAfter !== undefined && Date.now() - looked >= options.lookAgainAfter) lookAgain();
  };
  const place = async (path: string): Promise<Place> => {
    const source = overlays.get(path) ?? (await disk.read(path));
    const claimed = source !== undefined && isMigration(source);
    return kept(places, source ? `${dirname(path)} ${claimed}` : path, () => placeOf(path, claimed, disk));
  };
  const describeAt = async (path: string) => {
    look();
    const { environment, traces } = await place(path);
    return kept(described, environment.folders.join('\n') + dirname(path), async () => {
      const found = await layers.at(path);
      const settings = found.findLast((each) => each.settings.templates !== undefined);
      const templates = settings && resolve(settings.folder, settings.settings.templates ?? '');
      return { ...describe(found, traces, environment, options.vocabulary), templates };
    });
  };
  return {
    project: async (path) => (await describeAt(path)).project,
    problems: async (path) => [
      ...(await layers.problems(path)),
      ...(await place(path)).problems,
      ...(await describeAt(path)).problems,
    ],
    checkSettings: layers.check,
    async migrations(path) {
      look();
      return listings.around(path, await place(path));
    },
    async template(name, near) {
      return readTemplate(name, near === undefined ? undefined : (await describeAt(near)).templates);
    },
    newRevision: () => randomBytes(6).toString('hex'),
    now: () => new Date(),
    overlay(path, text) {
      if (text === undefined) overlays.delete(path);
      else if (overlays.get(path)?.text !== text) overlays.set(path, { path, text });
    },
    changedOnDisk(paths) {
      const matters = paths.some((path) => isConfiguration(path) || listings.holds(path) || /\bversions\b/.test(path));
      if (matters) lookAgain();
      return matters;
    },
    configure(settings) {
      described.clear();
      return layers.configure(settings);
    },
  };
}

const claims = new WeakMap<Source, boolean>();

export function isMigration(source: Source): boolean {
  const known =
    claims.get(source) ?? (refusal(source.text) === undefined && frontends.some((frontend) => frontend.claims(source)));
  claims.set(source, known);
  return known;
}

function isConfiguration(path: string): boolean {
  return ['alembic.ini', 'pyproject.toml', settingsFileName].includes(basename(path));
}

/** Two who ask at the same time wait for one answer. */
function kept<T>(cache: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const found = cache.get(key) ?? make();
  cache.set(key, found);
  return found;
}
