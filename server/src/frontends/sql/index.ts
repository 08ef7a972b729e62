import type { Frontend } from '../../model/frontend.ts';
import type { Source } from '../../text.ts';
import { accepts, claims, engineOf, foreignTo } from './claims.ts';
import { linked } from './link.ts';
import { namingOf } from './naming.ts';
import { readMigration } from './read.ts';

/** Plain SQL files, in the naming of the tools that run them. */
export const sql: Frontend = {
  name: 'sql',
  claims,
  accepts,
  engineOf,
  foreignTo,
  home,
  noteBeside,
  standing,
  parse: readMigration,
  link: linked,
  rewrite: () => ({ edits: [], newFiles: [] }),
  newIds: (count, _near, dice) => Array.from({ length: count }, dice),
  print: () => [],
};

function home({ path, text }: Source): { readonly folder: string; readonly nested: boolean } {
  const { scheme, folder } = namingOf(path, text);
  return { folder: folder === '' ? '.' : folder, nested: scheme.nested === true };
}

function noteBeside(path: string): string | undefined {
  return namingOf(path, '').scheme.noteBeside?.(path);
}

/** Names alone order the files; the markers tell whether it holds its own way back. */
function standing({ path, text }: Source): string {
  return namingOf(path, text).scheme.id;
}
