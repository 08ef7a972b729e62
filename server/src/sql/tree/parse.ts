import { type EngineName, familyOf, titleOf } from '../../model/engine.ts';
import type { Operation } from '../../model/operation.ts';
import { fill, type Hole, holesOf, nextShape, restored, type Shape } from '../holes.ts';
import { tokenAt } from '../lex.ts';
import type { Mapped, Parsed } from '../mapped.ts';
import { type Cursor, cursorOf, seek, sign, spanBetween, word } from '../recognise/cursor.ts';
import { recognise } from '../recognise/index.ts';
import { withRowsTaken } from '../rows-taken.ts';
import { certainError } from './certain-errors.ts';
import { attempt } from './grammar.ts';
import { mapTree } from './map.ts';
import { type Node, nodesIn } from './node.ts';
import { treeReading } from './reading.ts';

/** One statement of MySQL, MariaDB or SQLite. Never throws: what nobody can read is one opaque operation. */
export function parseByTree(text: string, engine: EngineName): Parsed {
  const error = certainError(text, engine);
  const said = error === undefined ? {} : { error };
  const operations = byGrammar(text, engine) ?? byWords(text, engine) ?? opaque(text, engine, error?.message);
  return { operations: withRowsTaken(operations, text, engine), ...said };
}

/** With names where a program fills something in. */
export function isTakenByGrammar(text: string, engine: EngineName): boolean {
  const holes = holesOf(text, engine);
  if (holes.length > 0 && attemptFilled(text, holes, engine)) return true;
  return 'tree' in attempt(text, engine);
}

/** What only the tree can tell; undefined where the words tell it as well or better. */
function byGrammar(text: string, engine: EngineName): readonly Mapped[] | undefined {
  const cursor = cursorOf(text, engine);
  if (!isQuery(cursor)) return undefined;
  const plain = withoutModifiers(cursor);
  const holes = holesOf(plain, engine);
  const filled = holes.length > 0 ? attemptFilled(plain, holes, engine) : undefined;
  if (filled) {
    restoreNames(filled.tree, holes);
    const { tokens } = cursorOf(filled.text, engine);
    return mapTree(filled.tree, treeReading({ ...cursor, tokens, end: tokens.length }, holes));
  }
  const whole = attempt(plain, engine);
  return 'tree' in whole ? mapTree(whole.tree, treeReading(cursor, holes)) : undefined;
}

/** The grammar takes `QUICK` in `DELETE QUICK FROM t` for a table: these words become blanks. */
function withoutModifiers(cursor: Cursor): string {
  if (familyOf(cursor.engine) === 'sqlite' || !/^(delete|update)$/.test(word(cursor))) return cursor.text;
  let last = 0;
  while (/^(ignore|low_priority|quick)$/.test(word(cursor, last + 1))) last++;
  if (last === 0) return cursor.text;
  const { start, end } = spanBetween(cursor, 1, last + 1);
  return cursor.text.slice(0, start) + ' '.repeat(end - start) + cursor.text.slice(end);
}

/** What the map of trees knows; no other statement need wait for the grammar. */
function isQuery(cursor: Cursor): boolean {
  if (sign(cursor) === '(') return true;
  if (word(cursor) === 'create') return seek({ ...cursor, end: Math.min(cursor.end, 20) }, 'view');
  return /^(delete|insert|replace|select|update|with)$/.test(word(cursor));
}

/** Where the grammar stumbles over a hole or right behind it, that hole gets another shape. */
function attemptFilled(
  text: string,
  holes: readonly Hole[],
  engine: EngineName,
): { readonly tree: Node; readonly text: string } | undefined {
  const shapes = holes.map((): Shape => 'name');
  for (let tries = 0; tries <= maximumTries; tries++) {
    const filled = fill(text, holes, (index) => shapes[index] ?? 'name');
    const result = attempt(filled, engine);
    if ('tree' in result) return { tree: result.tree, text: filled };
    const at = holes.findLastIndex((hole) => hole.start <= result.offset);
    if (filled.slice(holes[at]?.end, result.offset).trim() !== '') return undefined;
    const shape = shapes[at];
    const next = shape && nextShape(shape);
    if (!next) return undefined;
    shapes[at] = next;
  }
  return undefined;
}

const maximumTries = 20;

/** Clause by clause; what a program fills in stands there as a name meanwhile. */
function byWords(text: string, engine: EngineName): readonly Mapped[] | undefined {
  const holes = holesOf(text, engine);
  if (holes.length === 0) return recognise(text, engine);
  const filled = fill(text, holes, () => 'name');
  const read = recognise(filled, engine);
  for (const { operation } of read ?? []) restoreNames(operation, holes);
  return read;
}

function opaque(text: string, engine: EngineName, error: string | undefined): readonly Mapped[] {
  const first = tokenAt(text, 0, engine);
  const head = { start: first?.start ?? 0, end: first?.end ?? text.length };
  const [hole] = holesOf(text, engine);
  const why =
    error !== undefined
      ? `${titleOf(engine)} cannot parse it: ${error}`
      : hole
        ? `a part of the statement is only known at run time: ${hole.text}`
        : `${titleOf(engine)}'s statement could not be read`;
  const operation: Operation = { kind: 'opaque', why };
  return [{ operation, head }];
}

function restoreNames(tree: object, holes: readonly Hole[]): void {
  for (const node of nodesIn(tree)) {
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === 'string') Reflect.set(node, key, restored(value, holes));
      else if (Array.isArray(value) && value.some((each) => typeof each === 'string')) {
        Reflect.set(
          node,
          key,
          value.map((each) => (typeof each === 'string' ? restored(each, holes) : each)),
        );
      }
    }
  }
}
