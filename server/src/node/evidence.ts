import { readdir } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { PlacedClue } from '../project/conclude.ts';
import { cluesIn, mayBeEvidence } from '../project/evidence/index.ts';
import { type Disk, inBatches } from './disk.ts';
import { ignoresIn } from './ignored.ts';

/**
 * What the files around a folder say of the project: those in it and in the folders above it, up to the root of the
 * repository, and in folders beside them that are for such things. Nothing is searched deep: a sibling's files are its own.
 */
export async function cluesAround(folder: string, read: Disk['read']): Promise<readonly PlacedClue[]> {
  const levels = await levelsAbove(folder);
  const found = await Promise.all(levels.map((level, distance) => filesAt(level, distance === levels.length - 1)));
  const placed = found.flatMap((paths, distance) => paths.map((path) => ({ path, distance }))).slice(0, mostFiles);
  const clues = await inBatches(placed, async ({ path, distance }) => {
    const source = await read(path);
    return source && source.text.length <= mostText ? cluesIn(source).map((each) => ({ ...each, distance })) : [];
  });
  return clues.flat();
}

/** What is longer was not written by hand, but for lock files. */
const mostText = 2_000_000;

const mostFiles = 200;

const mostLevels = 12;

/** The folder itself first, the root of the repository last; without a repository, up to a folder of many projects. */
async function levelsAbove(folder: string): Promise<readonly string[]> {
  const levels: string[] = [];
  for (let at = folder; levels.length < mostLevels; at = dirname(at)) {
    if (levels.length > 0 && isEverybodys(at)) break;
    levels.push(at);
    const entries = await readdir(at).catch((): string[] => []);
    if (entries.includes('.git')) break;
  }
  return levels;
}

function isEverybodys(folder: string): boolean {
  return dirname(dirname(folder)) === dirname(folder) || [homedir(), tmpdir()].includes(folder);
}

/** The evidence in a folder, and in those below it that are there for it; at the root, also the settings of its packages. */
async function filesAt(folder: string, isRoot: boolean): Promise<readonly string[]> {
  const [entries, ignores] = await Promise.all([entriesOf(folder), ignoresIn(folder)]);
  const folders = entries.filter((each) => each.isFolder && ignores?.(each.name, true) !== true);
  const isMarked = entries.some(({ name }) => projectMarks.test(name));
  const packages = isRoot || isMarked ? folders.filter(({ name }) => !other.test(name)).slice(0, mostPackages) : [];
  const below = await Promise.all([
    ...folders.filter(({ name }) => telling.test(name)).map((each) => filesBelow(each.path, 3, mayBeEvidence)),
    ...packages.filter(({ name }) => !telling.test(name)).map((each) => filesBelow(each.path, 0, isSettings)),
  ]);
  // A file of variables is rarely shared; every other file that git leaves out is a copy or a leftover.
  const own = entries.filter(
    ({ name, path, isFolder }) =>
      !isFolder && mayBeEvidence(path) && (name.startsWith('.env') || ignores?.(name, false) !== true),
  );
  return [...new Set([...own.map((each) => each.path), ...below.flat()])];
}

const projectMarks = /^(pyproject\.toml|setup\.(cfg|py)|manage\.py|requirements.*\.txt|Pipfile|alembic\.ini)$/;

const mostPackages = 60;

/** Folders that are there to say how the project is built, tested and run. */
const telling =
  /^(\.github|\.circleci|\.gitlab|\.woodpecker|\.buildkite|\.devcontainer|\.claude|docker|\.docker|dockerfiles?|[\w-]*compose|deploy(ment)?s?|infra(structure)?|terraform|tf|ops|devops|env|envs|\.envs?|requirements|config|configs|settings|conf|helm|charts?|k8s|kubernetes|dev|development|local-dev|contrib|cloudformation|aws|quickstart|build|ci)$/i;

/** Folders of a root that hold no program. */
const other = /^(\.|node_modules$|docs?$|tests?$|site-packages$|venv|dist$|__pycache__$)/i;

function isSettings(path: string): boolean {
  return (
    /^(settings|config|default|defaults|base|common|production|prod)\.py$/.test(basename(path)) && mayBeEvidence(path)
  );
}

async function filesBelow(
  folder: string,
  levels: number,
  accepts: (path: string) => boolean,
): Promise<readonly string[]> {
  const entries = (await entriesOf(folder)).slice(0, 100);
  const files = entries.filter(({ isFolder, path }) => !isFolder && accepts(path)).map(({ path }) => path);
  const inner = entries.filter(({ isFolder, name }) => isFolder && (levels > 0 || /^(settings|config)$/.test(name)));
  const below = await Promise.all(
    inner.slice(0, 30).map((each) => (levels < 0 ? [] : filesBelow(each.path, levels - 1, accepts))),
  );
  return [...files, ...below.flat()];
}

interface Entry {
  readonly name: string;
  readonly path: string;
  readonly isFolder: boolean;
}

async function entriesOf(folder: string): Promise<readonly Entry[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((each) => each.isFile() || (each.isDirectory() && each.name !== 'node_modules'))
    .map((each) => ({ name: each.name, path: join(folder, each.name), isFolder: each.isDirectory() }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
