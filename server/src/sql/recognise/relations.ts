import { familyOf } from '../../model/engine.ts';
import type { Name } from '../../model/name.ts';
import type { ColumnReference } from '../../model/objects.ts';
import { type Cursor, inside, isDone, sign, took, tookOne, tookSign, word } from './cursor.ts';
import { nameHere, relationHere } from './names.ts';

/** A table in a list of tables and joins. */
export interface TableReference {
  readonly name: Name;
  readonly alias?: string | undefined;
  /** It is joined so that rows without a partner are left out. */
  readonly picks: boolean;
}

/** The tables of `a AS x, b JOIN c ON …`, in their order; what is a query of its own is left out. */
export function tableReferences(cursor: Cursor): readonly TableReference[] {
  const found: TableReference[] = [];
  const place = { ...cursor };
  let expected = true;
  let keepsAll = false;
  while (!isDone(place)) {
    const last = found.at(-1);
    if (expected) {
      found.push(...referenceHere(place));
      expected = false;
    } else if (tookSign(place, ',') || tookOne(place, ['join', 'straight_join'])) {
      expected = true;
    } else if (tookOne(place, ['left', 'right', 'cross', 'inner'])) {
      keepsAll = /^(left|right)$/.test(word(place, -1));
    } else if (tookOne(place, ['on', 'using'])) {
      if (last && !keepsAll) found[found.length - 1] = { ...last, picks: true };
    } else if (!inside(place)) place.at++;
  }
  return found;
}

function referenceHere(place: Cursor): readonly TableReference[] {
  const list = inside(place);
  const inner = list && !/^(select|with)$/.test(word(list)) ? tableReferences(list) : [];
  const name = list ? undefined : relationHere(place);
  if (!list && !name) place.at++;
  if (tookSign(place, '.')) tookSign(place, '*');
  took(place, 'as');
  const alias = notAliases.test(word(place)) ? undefined : nameHere(place);
  return name ? [{ name, ...(alias !== undefined && { alias }), picks: false }] : inner;
}

const notAliases = /^(on|using|join|left|right|inner|cross|natural|straight_join|outer|partition|force|use|ignore)$/;

/** The tables that a query reads, wherever in it they stand; names that its own `WITH` makes are none. */
export function relationsRead(cursor: Cursor): readonly Name[] {
  const made = new Set<string>();
  const found = new Map<string, Name>();
  const place = { ...cursor };
  const frames = [{ query: true, from: false }];
  while (!isDone(place)) {
    const frame = frames.at(-1) ?? { query: true, from: false };
    const isMade = word(place, 1) === 'as' && sign(place, 2) === '(';
    if (isMade && (/^(with|recursive)$/.test(word(place, -1)) || sign(place, -1) === ',')) made.add(word(place));
    const reads = readsTable(place, frame);
    if (sign(place) === '(') frames.push(frameHere(place));
    else if (sign(place) === ')' && frames.length > 1) frames.pop();
    place.at++;
    const name = reads ? relationHere(place) : undefined;
    if (name && sign(place) !== '(') found.set(`${name.schema ?? ''}.${name.name}`, name);
  }
  return [...found.values()].filter((name) => name.schema !== undefined || !made.has(name.name.toLowerCase()));
}

/**
 * What a view of SQLite names of its relations: it asks for them whenever it is read, and `*` is whatever columns there are
 * then. Elsewhere it is not looked for.
 */
export function columnsNamed(cursor: Cursor, relations: readonly Name[]): readonly ColumnReference[] | undefined {
  if (familyOf(cursor.engine) !== 'sqlite') return undefined;
  const found = new Set<string>();
  const place = { ...cursor };
  while (!isDone(place)) {
    const isAlias = word(place, -1) === 'as';
    const name = nameHere(place);
    if (name === undefined) place.at++;
    else if (!isAlias && sign(place) !== '(' && sign(place) !== '.') found.add(name);
  }
  return [...found].map((column) => ({ column, among: [relations] }));
}

/** A query or a list of tables in parentheses may hold `FROM`; elsewhere that word says something else: `trim(a FROM b)`. */
interface Frame {
  readonly query: boolean;
  /** Between `FROM` and what follows the tables. */
  from: boolean;
}

function frameHere(place: Cursor): Frame {
  const isList = /^(from|join)$/.test(word(place, -1)) && !/^(select|with)$/.test(word(place, 1));
  return { query: isList || sign(place, 1) === '(' || /^(select|with)$/.test(word(place, 1)), from: isList };
}

function readsTable(place: Cursor, frame: Frame): boolean {
  const next = word(place);
  if (!frame.query) return false;
  if (/^(from|join|straight_join)$/.test(next) && word(place, -1) !== 'distinct') frame.from = true;
  else if (/^(where|group|having|order|limit|union|except|intersect|window|for|set)$/.test(next)) frame.from = false;
  else return frame.from && (sign(place) === ',' || (sign(place) === '(' && frameHere(place).from));
  return frame.from;
}
