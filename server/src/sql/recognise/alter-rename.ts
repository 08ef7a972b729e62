import { familyOf } from '../../model/engine.ts';
import type { Operation } from '../../model/operation.ts';
import { relationsOf } from './alter-add.ts';
import type { At } from './alter-table.ts';
import { type Cursor, isDone, took, tookOne } from './cursor.ts';
import { nameHere, relationHere } from './names.ts';

/** Behind `RENAME`: `COLUMN a TO b`, `a TO b`, `INDEX a TO b`, `TO t`, `AS t`, `t`. */
export function renameAction(cursor: Cursor, at: At): readonly Operation[] | undefined {
  const what = tookOne(cursor, ['column', 'index', 'key', 'constraint', 'to', 'as']);
  if (what === undefined || what === 'to' || what === 'as') {
    const from = cursor.at;
    const moved = relationHere(cursor);
    if (moved && isDone(cursor)) return renamed(moved, what === undefined, at, cursor);
    cursor.at = from;
    if (what !== undefined) return undefined;
  }
  took(cursor, 'if exists');
  const column = nameHere(cursor);
  const to = took(cursor, 'to') ? nameHere(cursor) : undefined;
  if (column === undefined || to === undefined) return undefined;
  if (what === 'column' || what === undefined) return [{ kind: 'renameColumn', ...at, column, to }];
  const isIndex = what !== 'constraint';
  const renames = { what: isIndex ? 'index' : { constraintOf: at.table }, from: { name: column }, to } as const;
  const statement = `ALTER TABLE RENAME ${isIndex ? 'INDEX' : 'CONSTRAINT'}`;
  return [{ kind: 'other', statement, ...relationsOf(at), renames }];
}

/** Only MySQL and MariaDB do without `TO`, and only they move a table to another schema so, which the model has no word for. */
function renamed(
  to: { readonly schema?: string | undefined; readonly name: string },
  bare: boolean,
  at: At,
  { engine }: Cursor,
): readonly Operation[] | undefined {
  if (bare && (familyOf(engine) === 'sqlite' || familyOf(engine) === 'postgresql')) return undefined;
  if (to.schema !== undefined && to.schema !== at.table.schema) return undefined;
  return [{ kind: 'renameTable', ...at, to: to.name }];
}
