import type { Frontend } from '../../model/frontend.ts';
import type { Source } from '../../text.ts';
import { linked } from './link.ts';
import { readMigration } from './read.ts';

/** Plain SQL files, in the naming of the tools that run them. */
export const sql: Frontend = {
  name: 'sql',
  claims,
  accepts: (path) => path.endsWith('.sql'),
  parse: readMigration,
  link: linked,
  rewrite: () => ({ edits: [], newFiles: [] }),
  newIds: (count, _near, dice) => Array.from({ length: count }, dice),
  print: () => [],
};

function claims({ path }: Source): boolean {
  return /[/\\]migrations?[/\\].*\.sql$/.test(path);
}
