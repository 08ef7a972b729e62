import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { frontends } from '../frontends/index.ts';
import type { Environment, Frontend } from '../model/frontend.ts';
import type { ToolName } from '../model/migration.ts';
import type { Script } from '../model/script.ts';
import type { PlacedClue } from '../project/conclude.ts';
import type { SettingsProblem } from '../project/settings-file.ts';
import type { Source } from '../text.ts';
import { type Configuration, configurationsOf } from './configuration.ts';
import type { Disk } from './disk.ts';
import { loadGrammars } from './grammars.ts';
import { conventionOf } from './metadata.ts';

/** Where a path belongs: the environment of its migrations, and what the surroundings say of the engine. */
export interface Place {
  readonly environment: Environment;
  /** Migrations may lie in folders below those of the environment, too. */
  readonly recursive: boolean;
  /** Each migration is a folder of its own in those of the environment. */
  readonly nested?: true | undefined;
  /** Whose migrations lie here, where the files say so and no configuration does. */
  readonly tool?: ToolName | undefined;
  /** The folder of the tool's own scripts, where the configuration names it. */
  readonly scripts?: string | undefined;
  readonly clues: readonly PlacedClue[];
  readonly problems: readonly SettingsProblem[];
}

/**
 * The environment of a migration file is the nearest configuration above it that names its folder; without one it is
 * inferred from the folder itself. Any other path belongs to the nearest configuration above it, or else to the only one
 * not far below.
 */
export async function placeOf(path: string, isMigration: boolean, disk: Disk): Promise<Place> {
  const versions = join(dirname(path), 'versions');
  const isProgram = basename(path) === 'env.py' && (await isFolder(versions));
  const place = await configuredPlace(isProgram ? versions : path, isMigration, disk);
  const beside = await Promise.all(place.environment.folders.map((each) => disk.read(join(dirname(each), 'env.py'))));
  const [source] = [...beside, ...(await besideConfiguration(place, disk))].filter((each) => each !== undefined);
  if (!source) return place;
  const owner = frontends.find((each) => each.script?.claims(source));
  if (!owner?.script) return place;
  await loadGrammars();
  const script = owner.script.read(source);
  const environment = saidBy(script, place.environment);
  if (environment.namingConvention !== 'unread' || script.metadata === undefined) return { ...place, environment };
  const namingConvention = await conventionOf(script.metadata, source.path, disk);
  return { ...place, environment: { ...environment, namingConvention } };
}

/** Version folders may lie elsewhere: the program stays where the scripts do. */
async function besideConfiguration({ scripts }: Place, disk: Disk): Promise<readonly (Source | undefined)[]> {
  return scripts === undefined ? [] : [await disk.read(join(scripts, 'env.py'))];
}

/** What the configuration file tells each connection holds unless the program says otherwise. */
function saidBy({ path, says }: Script, environment: Environment): Environment {
  const parameters = new Map([...(environment.parameters ?? []), ...(says.parameters ?? [])]);
  return { ...environment, ...says, script: path, ...(parameters.size > 0 && { parameters }) };
}

async function configuredPlace(path: string, isMigration: boolean, disk: Disk): Promise<Place> {
  const folder = (await isFolder(path)) ? path : dirname(path);
  const above = await configurationsAt(ancestors(folder), disk);
  const naming = above.find((each) => each.environment.folders.some((named) => isBelow(folder, named)));
  if (naming) return placed(naming, folder, above);
  if (isMigration || basename(folder) === 'versions') return inferred(folder, above);
  const nearest = above[0] ?? (await onlyOneBelow(folder, disk));
  return nearest ? placed(nearest, folder, above) : nowhere;
}

/** Where a file belongs by its own name. */
export function homeOf(source: Source, { name, home }: Frontend): Place | undefined {
  const found = home?.(source);
  if (!found) return undefined;
  const environment = { folders: [resolve(found.folder)] };
  return { environment, recursive: false, clues: [], problems: [], tool: name, ...(found.nested && { nested: true }) };
}

const nowhere: Place = { environment: { folders: [] }, recursive: false, clues: [], problems: [] };

/** The folder at hand comes first, so that new files go beside the old ones. */
function placed(
  { path, environment, recursive: isSaid, scripts, clues, problems }: Configuration,
  folder: string,
  above: readonly Configuration[],
): Place {
  const named = environment.folders;
  // A program of the project's own may name the folders below to the tool; a file that lies in one is there for some reason.
  const recursive = isSaid || (!named.includes(folder) && named.some((each) => isBelow(folder, each)));
  const own = named.some((each) => folder === each || (recursive && isBelow(folder, each))) ? [folder] : [];
  // With a pyproject.toml, the database stays in the alembic.ini beside it.
  const beside = above.filter((each) => dirname(each.path) === dirname(path));
  return {
    environment: { ...environment, folders: [...new Set([...own, ...named])] },
    recursive,
    scripts,
    clues: [...new Set([...clues, ...beside.flatMap((each) => each.clues)])],
    problems,
  };
}

/**
 * The folder called `versions` that holds the file, else the file's own. A configuration above it whose own folders do
 * not exist (it names an installed Python package) still says how files are called and which database is meant.
 */
async function inferred(folder: string, above: readonly Configuration[]): Promise<Place> {
  const root = ancestors(folder)
    .slice(0, 3)
    .find((each) => basename(each) === 'versions');
  const folders = root === undefined ? [folder] : [root];
  const recursive = root !== undefined;
  for (const each of above) {
    const real = await Promise.all(each.environment.folders.map(isFolder));
    if (real.includes(true)) continue;
    return placed({ ...each, environment: { ...each.environment, folders }, recursive }, folder, above);
  }
  return { environment: { folders: [...new Set([folder, ...folders])] }, recursive, clues: [], problems: [] };
}

async function configurationsAt(folders: readonly string[], disk: Disk): Promise<readonly Configuration[]> {
  const candidates = folders.flatMap((folder) => ['alembic.ini', 'pyproject.toml'].map((name) => join(folder, name)));
  const sources = await Promise.all(candidates.map((path) => disk.read(path)));
  return sources.flatMap((source) => (source ? configurationsOf(source) : []));
}

/** Two levels down, as in `backend/alembic.ini`; two of them are nobody's. */
async function onlyOneBelow(folder: string, disk: Disk): Promise<Configuration | undefined> {
  const children = await foldersIn(folder);
  const grandchildren = (await Promise.all(children.map(foldersIn))).flat();
  const found = await configurationsAt([...children, ...grandchildren], disk);
  return found.length === 1 ? found[0] : undefined;
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.flatMap((each) =>
    each.isDirectory() && !each.name.startsWith('.') && each.name !== 'node_modules' ? [join(folder, each.name)] : [],
  );
}

/** The folder itself first. */
export function ancestors(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...ancestors(above)];
}

function isBelow(folder: string, root: string): boolean {
  return folder === root || `${folder}${sep}`.startsWith(resolve(root) + sep);
}

export async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
