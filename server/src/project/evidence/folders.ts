import { databaseFolder } from '../../model/database-folder.ts';
import { engineCalled } from '../../model/engine.ts';
import type { PlacedClue } from '../conclude.ts';
import { looseness } from './url.ts';

/** What the folders of a migration say of its engine. */
export function cluesOfFolders(path: string): readonly PlacedClue[] {
  const folder = databaseFolder(path);
  if (!folder) return [];
  const engine = engineCalled(folder.word);
  if (engine === undefined) return [];
  return [{ fact: 'engine', value: engine, basis: 'migrations', path: folder.path, distance: 0, ...looseness(engine) }];
}
