import { lengthOf } from './traits.ts';

/**
 * The name that PostgreSQL makes up for an index, a constraint or a sequence: the longer of both parts loses its end until the
 * whole has room in 63 bytes. "makeObjectName" of
 * https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/indexcmds.c
 */
export function objectName(table: string, columns: string, ending: string): string {
  let [first, second] = [lengthOf(table, 'bytes'), lengthOf(columns, 'bytes')];
  const room = 63 - ending.length - (columns === '' ? 1 : 2);
  while (first + second > room) {
    if (first > second) first--;
    else second--;
  }
  const parts = [clipped(table, first), ...(columns === '' ? [] : [clipped(columns, second)])];
  return [...parts, ending].join('_');
}

/** No character is cut in half. */
function clipped(text: string, bytes: number): string {
  const characters = [...text];
  while (lengthOf(characters.join(''), 'bytes') > bytes) characters.pop();
  return characters.join('');
}
