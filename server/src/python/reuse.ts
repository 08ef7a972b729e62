import { Edit, type Point, type Tree } from 'web-tree-sitter';

/** A text and the tree that was made of it. */
export interface Parsed {
  text: string;
  tree: Tree | undefined;
}

/** The old tree told of the one stretch in which the texts differ; nothing where they differ in most. */
export function reusable({ text: old, tree }: Parsed, text: string): Tree | undefined {
  const shorter = Math.min(old.length, text.length);
  let start = 0;
  while (start < shorter && old.charCodeAt(start) === text.charCodeAt(start)) start++;
  let tail = 0;
  while (tail < shorter - start && old.charCodeAt(old.length - 1 - tail) === text.charCodeAt(text.length - 1 - tail))
    tail++;
  if (!tree || start + tail < shorter / 2) return undefined;
  tree.edit(
    new Edit({
      startIndex: start,
      oldEndIndex: old.length - tail,
      newEndIndex: text.length - tail,
      startPosition: pointAt(text, start),
      oldEndPosition: pointAt(old, old.length - tail),
      newEndPosition: pointAt(text, text.length - tail),
    }),
  );
  return tree;
}

function pointAt(text: string, offset: number): Point {
  let row = 0;
  let line = 0;
  for (let end = text.indexOf('\n'); end >= 0 && end < offset; end = text.indexOf('\n', end + 1)) {
    row++;
    line = end + 1;
  }
  return { row, column: offset - line };
}
