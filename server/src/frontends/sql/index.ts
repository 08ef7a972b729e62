import type { Frontend } from '../../model/frontend.ts';
import { sqlNameAt } from '../../sql/name-at.ts';
import type { Source } from '../../text.ts';
import { accepts, claims, engineOf, foreignTo } from './claims.ts';
import { commentsOf } from './comments.ts';
import { dividePhases } from './divide.ts';
import { linked } from './link.ts';
import { namingOf } from './naming.ts';
import { newVersions } from './new-ids.ts';
import { confined, printSqlMigration } from './print.ts';
import { readMigration } from './read.ts';
import { rewriteSql } from './rewrite.ts';

/** Plain SQL files, in the naming of the tools that run them. */
export const sql: Frontend = {
  name: 'sql',
  claims,
  accepts,
  engineOf,
  foreignTo,
  home,
  noteBeside,
  confined,
  standing,
  parse: readMigration,
  comments: commentsOf,
  nameAt: ({ text }, offset, { engine }) => sqlNameAt(text, offset, engine),
  link: linked,
  rewrite: rewriteSql,
  divide: dividePhases,
  newIds: newVersions,
  print: printSqlMigration,
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
