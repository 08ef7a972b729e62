import type { EngineName } from '../../model/engine.ts';
import type { Mapped } from '../mapped.ts';
import { type Cursor, cursorOf, word } from './cursor.ts';
import { drop } from './drop.ts';

/**
 * What a statement says that the engine's grammar, or the parser that stands for it, refuses: taken apart clause by clause,
 * so that what is half typed or newer than the parser is still read. Undefined where nobody can tell what the statement is.
 */
export function recognise(text: string, engine: EngineName): readonly Mapped[] | undefined {
  const cursor = cursorOf(text, engine);
  const read = readers.get(word(cursor));
  if (!read) return undefined;
  cursor.at++;
  return read(cursor);
}

const readers: ReadonlyMap<string, (cursor: Cursor) => readonly Mapped[] | undefined> = new Map([['drop', drop]]);
