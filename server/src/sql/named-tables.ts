import type { Name } from '../model/name.ts';
import { type Cursor, sign, word } from './recognise/cursor.ts';
import { nameHere, relationHere } from './recognise/names.ts';

/** A table that a statement names, and what it calls it. */
export interface NamedTable {
  readonly name: Name;
  readonly alias?: string | undefined;
}

/** The tables that a statement names where tables stand, in its order; the statement may be half typed. */
export function namedIn(statement: Cursor): readonly NamedTable[] {
  const found: NamedTable[] = [];
  for (let at = 0; at < statement.end; at++) {
    if (!introduces.test(word({ ...statement, at }))) continue;
    const cursor = { ...statement, at: at + 1 };
    for (let table = tableHere(cursor); table; table = sign(cursor) === ',' ? next(cursor) : undefined)
      found.push(table);
  }
  return found;
}

const introduces = /^(from|join|into|update|using|table|on|references)$/;

/** What may follow them, and is no name. */
const reserved =
  /^(select|set|where|lateral|values|on|using|left|right|inner|outer|cross|full|natural|join|group|order|limit|conflict|duplicate|update|delete|as|returning|key|cascade|column|constraint|index|having|union|for)$/;

function next(cursor: Cursor): NamedTable | undefined {
  cursor.at++;
  return tableHere(cursor);
}

function tableHere(cursor: Cursor): NamedTable | undefined {
  while (/^(only|if|not|exists)$/.test(word(cursor))) cursor.at++;
  if (reserved.test(word(cursor))) return undefined;
  const name = relationHere(cursor);
  if (!name || sign(cursor) === '.') return undefined;
  if (word(cursor) === 'as') cursor.at++;
  const alias = word(cursor) === '' || reserved.test(word(cursor)) ? undefined : nameHere(cursor);
  return { name, ...(alias !== undefined && { alias }) };
}
