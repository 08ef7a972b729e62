import { foreignKeysTo, onDelete } from '../../model/foreign-keys.ts';
import type { Name } from '../../model/name.ts';
import { isFresh, isSame } from '../../model/schema.ts';
import type { At } from './facts.ts';
import { isOn } from './views.ts';

/**
 * A foreign key that points here, and does not itself say what becomes of its rows, refuses that rows of the table go, unless
 * PRAGMA foreign_keys is off. A table that is dropped loses its rows first: https://www.sqlite.org/foreignkeys.html#fk_schemacommands
 */
export function isReferenced(table: Name, at: At): boolean {
  if (isOn(at, 'foreign_keys') === false) return false;
  return foreignKeysTo(at.schema, table, 'all').some(
    ({ child, key }) => !isSame(child, table) && !isFresh(at.schema, child) && onDelete(key) === 'refuses',
  );
}
