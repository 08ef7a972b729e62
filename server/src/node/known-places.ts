import { dirname, join, relative, resolve, sep } from 'node:path';
import { frontends } from '../frontends/index.ts';
import type { ToolName } from '../model/migration.ts';
import type { PlacedClue } from '../project/conclude.ts';
import { cluesOfFolders } from '../project/evidence/folders.ts';
import { type Described, describe, type Named } from '../project/project.ts';
import type { Vocabulary } from '../project/settings.ts';
import { type ReadSizes, readSizes } from '../project/table-sizes.ts';
import type { Source } from '../text.ts';
import { engineOf, isMigration } from './claimed.ts';
import type { Disk } from './disk.ts';
import { cluesAround } from './evidence.ts';
import { named } from './ignored.ts';
import type { Layers, PlacedLayer } from './layers.ts';
import { placeByFiles } from './nearby.ts';
import { ancestors, homeOf, isFolder, type Place, placeOf } from './place.ts';

/** Where files stand and what is known of the project there, found out once and kept until something changes. */
export interface Places {
  /** The file as it is open, or else as the disk has it. */
  source(path: string): Promise<Source | undefined>;
  of(path: string): Promise<Place>;
  described(path: string): Promise<Surroundings>;
  /** The tool that the settings name for what lies in a folder. */
  toolSetFor(folder: string): Promise<ToolName | undefined>;
  /** Whether the settings name the file for a migration, asked for all files of a folder. */
  namedIn(folder: string): Promise<(path: string) => boolean>;
  /** It tells how large tables are. */
  isStatsFile(path: string): boolean;
  /** What is on disk may have changed. */
  lookAgain(): void;
  /** What the editor is set to may have changed. */
  settingsChanged(): void;
}

/** What holds for all files of a place. */
interface Surroundings extends Described {
  /** The folder of the project's own templates. */
  readonly templates: string | undefined;
}

interface Ground {
  readonly disk: Disk;
  readonly layers: Layers;
  readonly vocabulary: Vocabulary;
  /** What is open in the editor, by its path. */
  readonly overlays: ReadonlyMap<string, Source>;
  /** The files of which the user says that they are migrations. */
  readonly taken: ReadonlySet<string>;
  /** It is read for the first time. */
  readonly onStatsFile: (path: string) => void;
}

export function openPlaces({ disk, layers, vocabulary, overlays, taken, onStatsFile }: Ground): Places {
  const places = new Map<string, Promise<Place>>();
  const tools = new Map<string, Promise<ToolName | undefined>>();
  const namings = new Map<string, Promise<(path: string) => boolean>>();
  const surroundings = new Map<string, Promise<Surroundings>>();
  const evidence = new Map<string, Promise<readonly PlacedClue[]>>();
  const statsFiles = new Set<string>();

  const source = async (path: string) => overlays.get(path) ?? (await disk.read(path));
  const toolSetFor = (folder: string) =>
    kept(tools, folder, async () => {
      const found = await layers.at(folder);
      return found.findLast((each) => each.settings.tool !== undefined)?.settings.tool;
    });
  const namedIn = (folder: string) =>
    kept(namings, folder, async () => {
      const layer = (await layers.at(join(folder, 'any'))).findLast((each) => each.settings.paths !== undefined);
      const isNamed = named(layer?.settings.paths ?? []);
      return (path: string) => layer !== undefined && isNamed(relative(layer.folder, path).replaceAll(sep, '/'));
    });
  const of = async (path: string): Promise<Place> => {
    const file = await source(path);
    const claimed = file !== undefined && (isMigration(file) || (await namedIn(dirname(path)))(path));
    const home = file && homeIn(file);
    if (home && (claimed || taken.has(path) || (await toolSetFor(dirname(path))) === home.tool)) return home;
    return kept(places, file ? `${dirname(path)} ${claimed}` : path, async () => {
      const found = await placeOf(path, claimed, disk);
      return file || found.environment.folders.length > 0 ? found : await placeByFiles(path, await toolSetFor(path));
    });
  };
  const described = async (path: string) => {
    const place = await of(path);
    const named = { path, tool: place.tool, engine: place.tool && engineOf(path) };
    // A folder that is one migration has no settings of its own.
    const folder = place.nested ? dirname(dirname(path)) : dirname(path);
    const key = [...place.environment.folders, folder, named.tool, named.engine].join('\n');
    return kept(surroundings, key, () => surroundingsOf(place, named, place.nested ? folder : path));
  };
  /** `at` is where the settings are looked for. */
  const surroundingsOf = async (place: Place, named: Named, at: string): Promise<Surroundings> => {
    const [found, mistakes] = [await layers.at(at), await layers.problems(at)];
    const sizes = await sizesFor(found, at);
    const clues = [...cluesOfFolders(named.path), ...place.clues, ...(await evidenceFor(place, at))];
    const { project, problems } = describe(found, clues, place.environment, vocabulary, named, sizes.sizes);
    const layer = found.findLast((each) => each.settings.templates !== undefined);
    const templates = layer && resolve(layer.folder, layer.settings.templates ?? '');
    return { project, problems: [...mistakes, ...problems, ...sizes.problems], templates };
  };
  /** Evidence is looked for from the folder of the migrations on, or from the place itself where there are none. */
  const evidenceFor = async ({ environment }: Place, at: string) => {
    const folder = environment.folders[0] ?? ((await isFolder(at)) ? at : dirname(at));
    return kept(evidence, folder, () => cluesAround(folder, source));
  };
  /** What was read from a database on request, in the nearest folder above that has it. */
  const tablesFor = async (at: string): Promise<ReadSizes> => {
    const files = ancestors(at).map((folder) => source(join(folder, '.migration-writer', 'tables.json')));
    const nearest = (await Promise.all(files)).find((each) => each !== undefined);
    return nearest ? readSizes(nearest) : { sizes: {}, problems: [] };
  };
  /** What the stats file says that the last layer names, or what was read on request. */
  const sizesFor = async (found: readonly PlacedLayer[], at: string): Promise<ReadSizes> => {
    const layer = found.findLast((each) => each.settings.statsFile !== undefined);
    if (!layer) return tablesFor(at);
    const path = resolve(layer.folder, layer.settings.statsFile ?? '');
    if (!statsFiles.has(path)) onStatsFile(path);
    statsFiles.add(path);
    const loaded = await disk.load(path);
    if ('source' in loaded) return readSizes(overlays.get(path) ?? loaded.source);
    const message = `The stats file ${path} ${loaded.problem}`;
    return { sizes: {}, problems: [{ path: layer.path, line: layer.lineOf?.('statsFile') ?? 1, message }] };
  };
  return {
    source,
    of,
    described,
    toolSetFor,
    namedIn,
    isStatsFile: (path) => statsFiles.has(path) || /[\\/]\.migration-writer[\\/]tables\.json$/.test(path),
    lookAgain() {
      for (const each of [places, tools, namings, surroundings, evidence]) each.clear();
    },
    settingsChanged() {
      for (const each of [tools, namings, surroundings]) each.clear();
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

/** Two who ask at the same time wait for one answer. */
function kept<T>(cache: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const found = cache.get(key) ?? make();
  cache.set(key, found);
  return found;
}
