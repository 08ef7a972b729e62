import { stat } from 'node:fs/promises';
import type { ToolName } from '../model/migration.ts';
import type { Source } from '../text.ts';
import { isMigration, isOf } from './claimed.ts';
import { inBatches } from './disk.ts';
import { filesBelow, mayBeMigration } from './walk.ts';
import type { FileWorkspace } from './workspace.ts';

/** One migration of each environment at or below a path, in the order of their paths. */
export async function environmentsAt(
  path: string,
  workspace: Pick<FileWorkspace, 'load' | 'migrations' | 'project'>,
  tool?: ToolName | undefined,
): Promise<readonly string[]> {
  const found = await stat(path).catch(() => undefined);
  const paths = found?.isDirectory() ? await filesBelow(path, mayBeMigration) : found ? [path] : [];
  const isWanted = async (source: Source) => {
    if (tool !== undefined) return isOf(tool, source);
    return (
      isMigration(source) || (/\.sql$/i.test(source.path) && (await workspace.project(source.path)).tool === 'sql')
    );
  };
  const loaded = await inBatches(paths, async (each) => {
    const file = await workspace.load(each);
    return 'source' in file && (await isWanted(file.source)) ? [each] : [];
  });
  const seen = new Set<string>();
  const chosen: string[] = [];
  for (const each of loaded.flat()) {
    if (seen.has(each)) continue;
    chosen.push(each);
    for (const sibling of await workspace.migrations(each)) seen.add(sibling.path);
  }
  return chosen;
}
