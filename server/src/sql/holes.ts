import type { Span } from '../text.ts';
import { tokenAt } from './lex.ts';

/** A place that a program fills in when it runs: `:name`, `%s`, `%(x)s`, `{…}`, `${x}`, `?`. */
export interface Hole extends Span {
  readonly text: string;
}

/**
 * What a hole is filled with so that the text can be parsed: tried in this order. It is never left out, because then a
 * statement would be read as saying less than it may say.
 */
const shapes = ['name', 'string', 'number', 'list'] as const;
export type Shape = (typeof shapes)[number];

/** The holes of one statement, outside its quotes and comments. */
export function holesOf(text: string): readonly Hole[] {
  const holes: Hole[] = [];
  const add = (start: number, end: number) => holes.push({ start, end, text: text.slice(start, end) });
  let token = tokenAt(text, 0, 'postgresql');
  while (token) {
    let next = token.end;
    if (token.kind === 'hole') {
      add(text[token.start - 1] === '$' ? token.start - 1 : token.start, token.end);
    } else if (token.kind === 'sign') {
      hole.lastIndex = token.start;
      if (hole.test(text)) {
        next = hole.lastIndex;
        add(token.start, next);
      }
    }
    token = tokenAt(text, next, 'postgresql');
  }
  return holes;
}

/**
 * A text of the same length without holes: the n-th hole becomes a name that no author writes, the n-th character of
 * the private use area padded with underscores. What only escapes a hole (`\:`, `%%`) becomes what it stands for.
 */
export function fill(text: string, holes: readonly Hole[], shapeOf: (index: number) => Shape): string {
  let filled = '';
  let offset = 0;
  holes.forEach((hole, index) => {
    const before = unescaped(text.slice(offset, hole.start));
    const shape = shapeOf(index);
    if (shape === 'list' && hole.text.length < 3) {
      filled += before.replace(membership, (_, not: string | undefined, rest: string) =>
        (not === undefined ? '=' : '<>').padEnd((not ?? '').length + 2 + rest.length),
      );
      filled += shaped(hole.text.length, index, 'name');
    } else {
      filled += before + shaped(hole.text.length, index, shape);
    }
    offset = hole.end;
  });
  return filled + unescaped(text.slice(offset));
}

/** Puts the author's holes back into a name that was parsed from a filled text. */
export function restored(name: string, holes: readonly Hole[]): string {
  return name.replace(/[\uE000-\uF8FF]_*/g, (found) => {
    const hole = holes[found.charCodeAt(0) - firstPrivate];
    return hole ? hole.text + '_'.repeat(Math.max(0, found.length - hole.text.length)) : found;
  });
}

/** The next shape of a hole that did not parse; undefined when all have been tried. */
export function nextShape(shape: Shape): Shape | undefined {
  return shapes[shapes.indexOf(shape) + 1];
}

const firstPrivate = 0xe000;

/** A bind is no cast (`::`) and no slice (`a[1:n]`), but may be cast itself (`:a::int`). */
const hole =
  /(?<![:\w\\]):(?:[A-Za-z_]\w*|'[^']*'|"[^"]*")|%\([^)\n]*\)[a-z]|%[sdif](?!\w)|\?(?![|&?])|\$[A-Za-z_]\w*/y;

/** `IN` or `NOT IN` and the blanks before a hole that is too short for parentheses. */
const membership = /\b(not\s+)?in(\s+)$/i;

function shaped(length: number, index: number, shape: Shape): string {
  const name = (room: number) =>
    String.fromCharCode(firstPrivate + (index % 0x1900))
      .padEnd(room, '_')
      .slice(0, room);
  switch (shape) {
    case 'name':
      return name(length);
    case 'string':
      return length < 2 ? '0' : `'${name(length - 2)}'`;
    case 'number':
      return '0'.repeat(length);
    case 'list':
      return `(${name(length - 2)})`;
  }
}

function unescaped(text: string): string {
  return text.includes('\\:') || text.includes('%%')
    ? text.replace(/(?:\\:)+/g, (found) => ':'.repeat(found.length / 2).padEnd(found.length)).replaceAll('%%', '% ')
    : text;
}
