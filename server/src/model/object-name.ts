/**
 * The name that PostgreSQL makes up for an index, a constraint or a sequence: the longer of both parts loses its end until the
 * whole has room in 63 bytes. "makeObjectName" of
 * https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/indexcmds.c
 */
export function objectName(table: string, columns: string, ending: string): string {
  let [first, second] = [table, columns];
  const room = 63 - ending.length - (second === '' ? 1 : 2);
  while (first.length + second.length > room) {
    if (first.length > second.length) first = first.slice(0, -1);
    else second = second.slice(0, -1);
  }
  return [first, ...(second === '' ? [] : [second]), ending].join('_');
}
