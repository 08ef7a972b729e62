import type { Operation } from '../../model/operation.ts';

/** Whether one operation takes back what the other has done. */
export function undoes(down: Operation, up: Operation): boolean {
  if (up.kind === 'createIndex') return down.kind === 'dropIndex' && down.index.name === up.name;
  if (up.kind === 'dropIndex') return down.kind === 'createIndex' && down.name === up.index.name;
  if (up.kind === 'addConstraint') return down.kind === 'dropConstraint' && down.name === up.constraint.name;
  if (up.kind === 'dropConstraint') return down.kind === 'addConstraint' && down.constraint.name === up.name;
  if (up.kind === 'mirrorColumn') return down.kind === 'stopMirror' && down.name === up.name;
  if (up.kind === 'setNotNull') return down.kind === 'dropNotNull' && down.column === up.column;
  return up.kind === 'addColumn' && down.kind === 'dropColumn' && down.column === up.column.name;
}
