import { type EngineName, type Family, familyOf } from '../model/engine.ts';
import type { Span } from '../text.ts';
import { tokenAt } from './lex.ts';

/** A place that a program fills in when it runs: `:name`, `%s`, `%(x)s`, `{…}`, `${x}`, `{{ x }}`, `?`, `@name@`. */
export interface Hole extends Span {
  readonly text: string;
  /** What a name that stands for the hole begins with; no author's name in the same statement holds it. */
  readonly stem: string;
}

/**
 * What a hole is filled with so that the text can be parsed: tried in this order. It is never left out, because then a
 * statement would be read as saying less than it may say.
 */
const shapes = ['name', 'string', 'number', 'list'] as const;
export type Shape = (typeof shapes)[number];

/** The holes of one statement, outside its quotes and comments. */
export function holesOf(text: string, engine: EngineName): readonly Hole[] {
  const stem = stems(text, engine);
  const hole = holePatterns[familyOf(engine)];
  const holes: Hole[] = [];
  const add = (start: number, end: number) =>
    holes.push({ start, end, text: text.slice(start, end), stem: stem(holes.length, end - start) });
  let token = tokenAt(text, 0, engine);
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
    token = tokenAt(text, next, engine);
  }
  return holes;
}

/**
 * A text of the same length without holes: each becomes a name that no author writes, padded with underscores. What only
 * escapes a hole (`\:`, `%%`) becomes what it stands for.
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
      filled += shaped(hole, 'name');
    } else {
      filled += before + shaped(hole, shape);
    }
    offset = hole.end;
  });
  return filled + unescaped(text.slice(offset));
}

/** Puts the author's holes back into a name that was parsed from a filled text. */
export function restored(name: string, holes: readonly Hole[]): string {
  if (!anyStem.test(name)) return name;
  const byStem = new Map(holes.flatMap((hole) => (name.includes(hole.stem) ? [[hole.stem, hole]] : [])));
  if (byStem.size === 0) return name;
  const longestFirst = [...byStem.keys()].sort((a, b) => b.length - a.length);
  const stem = new RegExp(`(${longestFirst.join('|')})_*`, 'g');
  return name.replace(stem, (filler, own: string) => {
    const text = byStem.get(own)?.text ?? '';
    return text + '_'.repeat(Math.max(0, filler.length - text.length));
  });
}

/** The next shape of a hole that did not parse; undefined when all have been tried. */
export function nextShape(shape: Shape): Shape | undefined {
  return shapes[shapes.indexOf(shape) + 1];
}

/**
 * How the n-th hole of a text is told from all its names. One character where the engine's grammar here takes unusual ones
 * (private use, else rare ideographs), a prefix and a number where it takes ASCII only.
 */
function stems(text: string, engine: EngineName): (index: number, length: number) => string {
  if (familyOf(engine) === 'postgresql') return (index) => String.fromCharCode(0xe000 + (index % 0x1900));
  if (familyOf(engine) !== 'sqlite') return (index) => String.fromCharCode(0x9f00 + (index % 0xa6));
  const prefix =
    ['z', 'q', 'x', 'j', 'k', 'y', 'w'].find((letter) => !text.toLowerCase().includes(`${letter}0`)) ?? 'z';
  return (index, length) => (length < 3 ? `${prefix}0` : `${prefix}0${index.toString(36)}`).slice(0, length);
}

const anyStem = /[\uE000-\uF8FF\u9F00-\u9FA5]|[zqxjkyw]0/;

/** A bind is no cast (`::`) and no slice (`a[1:n]`), but may be cast itself (`:a::int`). */
const binds = /(?<![:\w\\]):(?:[A-Za-z_]\w*|'[^'\n]*'|"[^"\n]*")|%\([^)\n]*\)[a-z]|%[sdif](?!\w)|\$[A-Za-z_]\w*/.source;

/** `?` is an operator of PostgreSQL, and `@name` a variable of MySQL. */
const holePatterns: Readonly<Record<Family, RegExp>> = {
  postgresql: new RegExp(`${binds}|\\?(?![|&?])|@[A-Za-z_][\\w.]*@`, 'y'),
  mysql: new RegExp(`${binds}|\\?`, 'y'),
  sqlite: new RegExp(`${binds}|\\?\\d*|@[A-Za-z_][\\w.]*@?`, 'y'),
};

/** `IN` or `NOT IN` and the blanks before a hole that is too short for parentheses. */
const membership = /\b(not\s+)?in(\s+)$/i;

function shaped({ text: { length }, stem }: Hole, shape: Shape): string {
  const name = (room: number) => stem.padEnd(room, '_').slice(0, room);
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
