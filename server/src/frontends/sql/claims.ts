import { databaseFolder } from '../../model/database-folder.ts';
import { type EngineName, engineCalled } from '../../model/engine.ts';
import type { Source } from '../../text.ts';
import { namingOf } from './naming.ts';

/**
 * Whether the file is a migration by all that can be seen: a tool's markers, a name that only migrations have, or a name
 * with a version in a folder for migrations. Seeds, queries and dumps are none. Asked of every file of a workspace.
 */
export function claims({ path, text }: Source): boolean {
  if (!accepts(path)) return false;
  const { scheme } = namingOf(path, text);
  if (!weak.has(scheme.id)) return scheme.marker !== undefined || !otherUse.test(folderOf(path));
  const folders = folderOf(path);
  if (otherUse.test(folders)) return false;
  return scheme.id === 'lone' ? alone.test(folders) && !snapshot.test(path) : migrationFolder.test(folders);
}

/** Any file of SQL whose name, or whose folder's, does not say that it is for a database without facts here. */
export function accepts(path: string): boolean {
  return /\.sql$/i.test(path) && foreignTo(path) === undefined;
}

export function engineOf(path: string): EngineName | undefined {
  const word = engineWord(path);
  return word === undefined ? undefined : engineCalled(word);
}

export function foreignTo(path: string): string | undefined {
  const word = engineWord(path) ?? databaseFolder(path)?.word;
  return word !== undefined && engineCalled(word) === undefined ? word : undefined;
}

function engineWord(path: string): string | undefined {
  return namingOf(path, '').engine?.toLowerCase();
}

/** Names that other files have as well. */
const weak = new Set(['timestamped', 'numbered', 'lone', 'postgrator']);

/** One of the nearest folders is for migrations. */
const migrationFolder =
  /(^|\/)(\w*[-_]?migrations?|migrates?|changelogs?|versions|evolutions|upgrades?|patches|deltas?|ddl|sql|schema)(\/[^/]+){0,2}$/i;
const alone = /(^|\/)(\w*[-_]?migrations?|migrates?)$/i;

const otherUse = /(^|\/)(testdata|fixtures?|seeds?|seeders|queries|dumps?|backups?)$/i;
const snapshot = /(^|\/)(schema|structure|dump|seeds?|data|init_?db)\.sql$/i;

function folderOf(path: string): string {
  return path.replaceAll('\\', '/').replace(/\/?[^/]*$/, '');
}
