import type { Hole } from '../holes.ts';
import type { Cursor } from '../recognise/cursor.ts';

/** One statement while its tree is turned into operations. */
export interface TreeReading {
  /** At the first token; its text is the author's, its tokens are those of the text that was parsed. */
  readonly cursor: Cursor;
  /** Whether a program fills in this name. */
  isHole(name: string): boolean;
}

export function treeReading(cursor: Cursor, holes: readonly Hole[]): TreeReading {
  const texts = new Set(holes.map((hole) => hole.text));
  return { cursor, isHole: (name) => texts.has(name) };
}
