import type { ForeignKey } from '../../model/constraint.ts';
import { type Cursor, sign, took, tookOne } from './cursor.ts';
import { nameHere, namesInParentheses, relationHere } from './names.ts';

/** `REFERENCES t (a) ON DELETE CASCADE`, and all that may follow it. */
export function referencesHere(cursor: Cursor): Omit<ForeignKey, 'kind' | 'name' | 'columns'> | undefined {
  if (!took(cursor, 'references')) return undefined;
  const references = relationHere(cursor);
  if (!references) return undefined;
  const referencedColumns = sign(cursor) === '(' ? namesInParentheses(cursor) : [];
  if (!referencedColumns) return undefined;
  const draft: { -readonly [K in keyof ForeignKey]?: ForeignKey[K] } = {};
  while (referenceClause(cursor, draft));
  return { references, referencedColumns, ...draft };
}

function referenceClause(cursor: Cursor, draft: { -readonly [K in keyof ForeignKey]?: ForeignKey[K] }): boolean {
  if (took(cursor, 'match')) draft.match = nameHere(cursor)?.toUpperCase();
  else if (took(cursor, 'on delete')) Object.assign(draft, actionHere(cursor, 'onDelete'));
  else if (took(cursor, 'on update')) Object.assign(draft, actionHere(cursor, 'onUpdate'));
  else if (took(cursor, 'not deferrable')) draft.deferrable = false;
  else if (took(cursor, 'deferrable')) draft.deferrable = true;
  else if (took(cursor, 'initially deferred')) draft.initially = 'DEFERRED';
  else if (took(cursor, 'initially immediate')) draft.initially = 'IMMEDIATE';
  else if (took(cursor, 'not valid')) draft.notValid = true;
  else return false;
  return true;
}

/** `NO ACTION` is what happens where nothing is said. */
function actionHere(cursor: Cursor, event: 'onDelete' | 'onUpdate'): Pick<ForeignKey, 'onDelete' | 'onUpdate'> {
  const action = tookOne(cursor, ['restrict', 'cascade', 'set null', 'set default', 'no action']);
  return action === undefined || action === 'no action' ? {} : { [event]: action.toUpperCase() };
}
