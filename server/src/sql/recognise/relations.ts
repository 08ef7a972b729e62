import type { Name } from '../../model/operation.ts';
import { type Cursor, inside, isDone, sign, tokenOf, took, tookOne, tookSign, word } from './cursor.ts';
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
  const opened: boolean[] = [];
  for (const place = { ...cursor }; !isDone(place); ) {
    const mark = sign(place);
    if (mark === '(')
      opened.push(
        /^(select|with)$/.test(word(place, 1)) || sign(place, 1) === '(' || /^(from|join)$/.test(word(place, -1)),
      );
    else if (mark === ')') opened.pop();
    const reads = word(place) === 'join' || (word(place) === 'from' && opened.at(-1) !== false);
    const isMade =
      word(place, 1) === 'as' &&
      sign(place, 2) === '(' &&
      (/^(with|recursive)$/.test(word(place, -1)) || sign(place, -1) === ',');
    if (isMade) made.add(word(place));
    place.at++;
    if (!reads) continue;
    do {
      const name = relationHere(place);
      if (!name) break;
      if (sign(place) !== '(') found.set(`${name.schema ?? ''}.${name.name}`, name);
      took(place, 'as');
      if (tokenOf(place)?.kind === 'word' && sign(place, 1) === ',') nameHere(place);
    } while (tookSign(place, ','));
  }
  return [...found.values()].filter((name) => name.schema !== undefined || !made.has(name.name.toLowerCase()));
}
