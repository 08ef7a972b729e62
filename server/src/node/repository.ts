import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The top folder of the git repository that holds the folder: a worktree and a submodule have a file in place of `.git`. */
export function repositoryOf(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : repositoryOf(above);
}
