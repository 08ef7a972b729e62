import type { Name } from '../../model/name.ts';
import type { Trigger } from '../../model/objects.ts';
import { type Cursor, isDone, seek, sign, word } from './cursor.ts';
import { nameHere, relationHere } from './names.ts';

/** What a trigger of SQLite names of the row that is written, and the tables that its statements write or read. */
export function triggerBody(cursor: Cursor): Pick<Trigger, 'columns' | 'uses'> {
  const columns = new Set<string>();
  const uses = new Map<string, Name>();
  const place = { ...cursor };
  const start = { ...cursor };
  const body = seek(start, 'begin') ? start.at : start.end;
  while (!isDone(place)) {
    const isRow = /^(new|old)$/.test(word(place)) && sign(place, 1) === '.';
    const isTable = place.at > body && namesTable(place);
    place.at += isRow ? 2 : 1;
    const column = isRow ? nameHere(place) : undefined;
    if (column !== undefined) columns.add(column);
    const table = isTable ? relationHere(place) : undefined;
    if (table) uses.set(`${table.schema ?? ''}.${table.name}`, table);
  }
  return { columns: [...columns], uses: [...uses.values()] };
}

/** Behind its word comes a table: `UPDATE t`, `INTO t`, `FROM t`, `JOIN t`. */
function namesTable(place: Cursor): boolean {
  const next = word(place);
  if (next === 'update') return word(place, -1) !== 'do' && !/^(of|or)$/.test(word(place, 1));
  return next === 'into' || next === 'join' || (next === 'from' && word(place, -1) !== 'distinct');
}
