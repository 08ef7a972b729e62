import type { Span } from '../text.ts';
import { format, join, linesOf, replace, shown, split } from './formatting.ts';
import { hasHoles, slice } from './texts.ts';
import {
  type Dictionary,
  entryOf,
  itemsOf,
  sequence,
  type Text,
  truthOf,
  truthValue,
  unknown,
  type Value,
} from './values.ts';

const longestRange = 1000;
const mostSteps = 20;

type Keywords = ReadonlyMap<string, Value>;

/** A method of a constant; undefined where it is none that is known here. */
export function method(
  span: Span,
  of: Value,
  name: string,
  given: readonly Value[],
  keywords: Keywords,
): Value | undefined {
  if (of.kind === 'text') return ofText(span, of, name, given, keywords);
  if (of.kind === 'dictionary') return ofDictionary(span, of, name, given);
  if (of.kind === 'sequence' && name === 'copy') return of;
  return undefined;
}

/** A built-in function on constants; undefined where it is none that is known here. */
export function builtin(span: Span, name: string, given: readonly Value[]): Value | undefined {
  const [first, second] = given;
  switch (name) {
    case 'str':
      return first && shown(first);
    case 'len':
      return first && lengthOf(span, first);
    case 'bool': {
      const answer = first && truthOf(first);
      return answer === undefined ? undefined : truthValue(span, answer);
    }
    case 'list':
    case 'tuple':
    case 'set':
    case 'frozenset':
    case 'sorted':
    case 'reversed':
    case 'iter':
      return listing(span, name, first);
    case 'dict':
      return first?.kind === 'dictionary' ? first : undefined;
    case 'range':
      return range(span, given);
    case 'enumerate': {
      const items = first && itemsOf(first);
      const from = second?.kind === 'number' ? second.value : 0;
      return (
        items &&
        sequence(
          span,
          items.map((item, index) => pair(span, { kind: 'number', span, value: index + from }, item)),
        )
      );
    }
    case 'zip':
      return zip(span, given);
    case 'int':
      return first?.kind === 'number' ? first : undefined;
    default:
      return undefined;
  }
}

function ofText(span: Span, of: Text, name: string, given: readonly Value[], keywords: Keywords): Value | undefined {
  const [first, second] = given;
  const argument = first?.kind === 'text' ? first.text : undefined;
  switch (name) {
    case 'format':
      return format(span, of, given, keywords);
    case 'join': {
      const items = first && itemsOf(first);
      return items && join(span, of, items);
    }
    case 'strip':
    case 'lstrip':
    case 'rstrip':
      return first === undefined || argument !== undefined ? stripped(of, name, argument) : undefined;
    case 'lower':
    case 'upper':
      return recased(of, name === 'lower' ? of.text.toLowerCase() : of.text.toUpperCase());
    case 'title':
    case 'capitalize':
      return undefined;
    case 'split':
      return first === undefined || first.kind === 'none' || argument !== undefined
        ? split(span, of, argument)
        : undefined;
    case 'splitlines':
      return sequence(
        span,
        linesOf(of).map((line) => stripped(line, 'rstrip', '\n')),
      );
    case 'replace':
      return argument !== undefined && second?.kind === 'text' ? replace(span, of, argument, second) : undefined;
    case 'startswith':
    case 'endswith':
      return argument === undefined || hasHoles(of)
        ? undefined
        : truthValue(span, name === 'startswith' ? of.text.startsWith(argument) : of.text.endsWith(argument));
    case 'encode':
    case 'decode':
      return of;
    default:
      return undefined;
  }
}

function stripped(of: Text, name: string, signs: string | undefined): Text {
  const strips = (sign: string) => (signs === undefined ? /\s/.test(sign) : signs.includes(sign));
  let from = 0;
  let to = of.text.length;
  if (name !== 'rstrip') while (from < to && strips(of.text.charAt(from))) from++;
  if (name !== 'lstrip') while (to > from && strips(of.text.charAt(to - 1))) to--;
  return slice(of, from, to);
}

/** Holes keep their names; a change of case that changes lengths is left to those who run it. */
function recased(of: Text, value: string): Text | undefined {
  if (value.length !== of.text.length) return undefined;
  let result = '';
  for (const piece of of.pieces) {
    result += (piece.hole ? of.text : value).slice(piece.at, piece.at + piece.length);
  }
  return { ...of, text: result };
}

function ofDictionary(span: Span, of: Dictionary, name: string, given: readonly Value[]): Value | undefined {
  const [first, second] = given;
  switch (name) {
    case 'items':
      return sequence(
        span,
        of.entries.map((entry) => pair(span, entry.key, entry.value)),
      );
    case 'keys':
      return sequence(
        span,
        of.entries.map((entry) => entry.key),
      );
    case 'values':
      return sequence(
        span,
        of.entries.map((entry) => entry.value),
      );
    case 'copy':
      return of;
    case 'get':
      return first?.kind === 'text' && !hasHoles(first)
        ? (entryOf(of, first.text) ?? second ?? { kind: 'none', span })
        : undefined;
    default:
      return undefined;
  }
}

function pair(span: Span, key: Value, value: Value): Value {
  return sequence(span, [key, value], 'tuple');
}

function lengthOf(span: Span, value: Value): Value | undefined {
  if (value.kind === 'text' && !hasHoles(value)) return { kind: 'number', span, value: [...value.text].length };
  const items = itemsOf(value);
  return items && { kind: 'number', span, value: items.length };
}

function listing(span: Span, name: string, value: Value | undefined): Value | undefined {
  if (!value) return sequence(span, [], name === 'tuple' ? 'tuple' : name === 'list' ? 'list' : 'set');
  const items = itemsOf(value);
  if (!items) return undefined;
  if (name === 'reversed') return sequence(span, items.toReversed());
  if (name === 'sorted') return sortedTexts(span, items);
  return sequence(span, items, name === 'tuple' ? 'tuple' : name === 'set' || name === 'frozenset' ? 'set' : 'list');
}

function sortedTexts(span: Span, items: readonly Value[]): Value {
  const texts = items.filter((item) => item.kind === 'text');
  if (texts.length !== items.length) return sequence(span, items);
  return sequence(
    span,
    texts.toSorted((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)),
  );
}

function range(span: Span, given: readonly Value[]): Value | undefined {
  const numbers = given.map((each) => (each.kind === 'number' ? each.value : Number.NaN));
  const [from, to, step] =
    numbers.length === 1 ? [0, numbers[0] ?? Number.NaN, 1] : [numbers[0], numbers[1], numbers[2] ?? 1];
  if (from === undefined || to === undefined || Number.isNaN(from + to + step) || step === 0) return undefined;
  const count = Math.max(0, Math.ceil((to - from) / step));
  // A long range with steps counts batches, one like the other.
  if (count > (Math.abs(step) > 1 ? mostSteps : longestRange)) return unknown(span, 'the range is too long to follow');
  return sequence(
    span,
    Array.from({ length: count }, (_, index) => ({ kind: 'number', span, value: from + index * step })),
  );
}

function zip(span: Span, given: readonly Value[]): Value | undefined {
  const lists = given.map(itemsOf);
  const [first] = lists;
  if (!first || lists.includes(undefined)) return undefined;
  const count = Math.min(...lists.map((list) => list?.length ?? 0));
  const rows = first
    .slice(0, count)
    .map((_, index) => lists.map((list) => list?.[index] ?? unknown(span, 'nothing stands there')));
  return sequence(
    span,
    rows.map((row) => sequence(span, row, 'tuple')),
  );
}
