import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { inBatches } from './disk.ts';
import type { Arguments, Problem } from './options.ts';
import { repositoryOf } from './repository.ts';
import type { Narrow } from './select.ts';
import type { Terminal } from './terminal.ts';

/** Which files are new or changed, and what one should know of how that was found out. */
export interface Changed {
  readonly paths: ReadonlySet<string>;
  readonly notes: readonly string[];
}

/** Only what `--since` asks for, where it is given. */
export function narrowBySince(args: Arguments, { cwd }: Pick<Terminal, 'cwd'>): Narrow | undefined {
  const ref = args.text('since');
  if (ref === undefined) return undefined;
  const asked = (args.paths.length > 0 ? args.paths : ['.']).map((path) => resolve(cwd, path));
  return (paths) => changedSince(ref, asked, paths);
}

/**
 * Which of the candidates have changed since the branch at hand left `ref`: in commits, staged, in the working tree, or not
 * yet known to git. A file that was renamed is new. Each is looked for in the repository that it lies in; the repositories
 * of what was asked for must know the ref, too.
 */
export async function changedSince(
  ref: string,
  asked: readonly string[],
  candidates: readonly string[],
): Promise<Changed | Problem> {
  if (ref === '' || ref.startsWith('-')) return { problem: `--since must name a commit, not "${ref}"` };
  const folders = [...new Set([...asked, ...candidates].map(folderOf))].filter((each) => existsSync(each));
  const repositories = new Set<string>();
  for (const folder of folders) {
    const repository = repositoryOf(await realpath(folder));
    if (repository === undefined) return { problem: `--since needs git: ${folder} is in no repository` };
    repositories.add(repository);
  }
  const changed = new Set<string>();
  const notes: string[] = [];
  for (const repository of repositories) {
    const found = await changedIn(repository, ref);
    if ('problem' in found) return { problem: `--since ${ref}: ${found.problem}` };
    for (const name of found.names) changed.add(join(repository, name));
    notes.push(...found.notes);
  }
  const named = await inBatches(candidates, async (path) => ({ path, names: await namesOf(path) }));
  const paths = named.filter(({ names }) => names.some((each) => changed.has(each))).map(({ path }) => path);
  if (candidates.length > 0 && paths.length === 0) notes.push(`No migration has changed since ${ref}`);
  return { paths: new Set(paths), notes };
}

function folderOf(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? path : dirname(path);
}

/** As git may list it: a link by its own name, or the file that it leads to. */
async function namesOf(path: string): Promise<readonly string[]> {
  const real = (each: string) => realpath(each).catch(() => each);
  const [folder, target] = await Promise.all([real(dirname(path)), real(path)]);
  return [join(folder, basename(path)), target];
}

interface Names {
  readonly names: readonly string[];
  readonly notes: readonly string[];
}

async function changedIn(repository: string, ref: string): Promise<Names | Problem> {
  const commit = await git(repository, ['rev-parse', '--verify', `${ref}^{commit}`]);
  if ('problem' in commit) return { problem: await withShallow(repository, inWords(commit.problem)) };
  const base = await git(repository, ['merge-base', commit.out.trim(), 'HEAD']);
  const from = 'problem' in base ? commit : base;
  const differing = await git(repository, [
    ...['diff', '--name-only', '-z', '--no-renames', '--diff-filter=d', '--ignore-submodules'],
    ...[from.out.trim(), '--'],
  ]);
  if ('problem' in differing) return differing;
  const untracked = await git(repository, ['ls-files', '-z', '--others', '--exclude-standard']);
  if ('problem' in untracked) return untracked;
  const unrelated = `HEAD and ${ref} have no commit in common here (a shallow clone?): compared with ${ref} itself`;
  return {
    names: `${differing.out}${untracked.out}`.split('\0').filter((each) => each !== ''),
    notes: 'problem' in base ? [unrelated] : [],
  };
}

function inWords(problem: string): string {
  return problem === 'fatal: Needed a single revision' ? 'git knows no such commit or branch' : problem;
}

/** In a clone that has only the last commits, the reason is most often that. */
async function withShallow(repository: string, problem: string): Promise<string> {
  const shallow = await git(repository, ['rev-parse', '--is-shallow-repository']);
  const isShallow = 'out' in shallow && shallow.out.trim() === 'true';
  return isShallow
    ? `${problem} (this clone is shallow: fetch its history, in GitHub Actions with fetch-depth: 0)`
    : problem;
}

/** Runs git there, with arguments that no shell reads; what it says where it fails is the problem. */
export function git(repository: string, command: readonly string[]): Promise<{ readonly out: string } | Problem> {
  const args = ['-C', repository, '-c', 'core.fsmonitor=false', '-c', 'diff.relative=false', ...command];
  return new Promise((done) => {
    execFile('git', args, { env: environment(), maxBuffer: 1024 ** 3, windowsHide: true }, (error, out, said) => {
      if (!error) done({ out });
      else if (error.code === 'ENOENT') done({ problem: 'git was not found' });
      else done({ problem: said.trim().replace(/\s+/g, ' ') || `git ${command[0]} failed` });
    });
  });
}

/** A hook of git's tells its children of its own repository and index; the folder at hand decides here. */
function environment(): NodeJS.ProcessEnv {
  const { GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE, GIT_PREFIX, ...rest } = process.env;
  return { ...rest, GIT_OPTIONAL_LOCKS: '0' };
}
