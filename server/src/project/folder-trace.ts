import { databaseFolder } from '../model/database-folder.ts';
import { engineCalled } from '../model/engine.ts';
import type { Trace } from './project.ts';

/** What the folders of a file say of its engine: weaker than a setting or a URL. */
export function tracesOfFolders(path: string): readonly Trace[] {
  const folder = databaseFolder(path);
  if (!folder) return [];
  const engine = engineCalled(folder.word);
  return engine === undefined ? [] : [{ engine, path: folder.path }];
}
