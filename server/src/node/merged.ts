import { realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { repositoryOf } from './repository.ts';
import { git } from './since.ts';

/** What git has on the default branch. */
export interface Merged {
  /** The paths of all files there, of the repository of `path`; undefined where there is none or no such branch. */
  files(path: string): Promise<ReadonlySet<string> | undefined>;
  /** The branch may have moved. */
  lookAgain(): void;
}

export function openMerged(): Merged {
  let asked = new Map<string, Promise<ReadonlySet<string> | undefined>>();
  const kept = new Map<string, { readonly commit: string; readonly files: ReadonlySet<string> }>();
  const look = async (repository: string): Promise<ReadonlySet<string> | undefined> => {
    const commit = await defaultBranch(repository);
    const known = kept.get(repository);
    if (commit === undefined) return undefined;
    if (known?.commit === commit) return known.files;
    const listed = await git(repository, ['ls-tree', '-r', '-z', '--name-only', '--full-tree', commit]);
    if ('problem' in listed) return undefined;
    const names = listed.out.split('\0').filter((each) => each !== '');
    const files = new Set(names.map((each) => join(repository, each)));
    kept.set(repository, { commit, files });
    return files;
  };
  return {
    async files(path) {
      const repository = repositoryOf(dirname(path));
      if (repository === undefined) return undefined;
      const known = asked.get(repository) ?? look(repository);
      asked.set(repository, known);
      return known;
    },
    lookAgain() {
      asked = new Map();
    },
  };
}

/** The commit at which the default branch of the repository of `path` stands; undefined where nobody can tell. */
export async function mainCommit(path: string): Promise<string | undefined> {
  const repository = repositoryOf(path);
  return repository === undefined ? undefined : defaultBranch(repository);
}

/** The commit of the branch that the remote names as its own, or else of the one that is called as such branches are. */
async function defaultBranch(repository: string): Promise<string | undefined> {
  const head = await git(await realpath(repository), ['symbolic-ref', '--quiet', 'refs/remotes/origin/HEAD']);
  const named = 'out' in head ? [head.out.trim()] : [];
  const usual = ['refs/remotes/origin/main', 'refs/remotes/origin/master', 'refs/heads/main', 'refs/heads/master'];
  for (const each of [...named, ...usual]) {
    const found = await git(repository, ['rev-parse', '--verify', '--quiet', `${each}^{commit}`]);
    if ('out' in found) return found.out.trim();
  }
  return undefined;
}
