import type { TreeCursor } from 'web-tree-sitter';
import type { Span } from '../text.ts';
import type { Node } from './parse.ts';

/** What is copied: a part of `text` that begins at `base`. */
export interface Place {
  readonly text: string;
  readonly base: number;
  /** Whole statements are taken from those that were copied before. */
  readonly keeps: boolean;
}

/** Without recursion: an expression may be as deep as its text is long. */
export function copy(cursor: TreeCursor, place: Place): Node {
  const root = made(cursor, place);
  const path = [root];
  for (;;) {
    if (!path.at(-1)?.whole && cursor.gotoFirstChild()) path.push(put(path, made(cursor, place)));
    else {
      path.pop();
      while (!cursor.gotoNextSibling()) {
        if (path.length === 0 || !cursor.gotoParent()) return root.node;
        path.pop();
      }
      path.push(put(path, made(cursor, place)));
    }
  }
}

interface Made {
  readonly node: Node;
  readonly children: Node[];
  /** Its children are there already. */
  readonly whole: boolean;
}

function made(cursor: TreeCursor, place: Place): Made {
  const type = cursor.nodeType;
  const start = place.base + cursor.startIndex;
  const end = place.base + cursor.endIndex;
  if (place.keeps && type === 'expression_statement' && end - start < longestKept) {
    return { node: statement(cursor, place, { start, end }), children: [], whole: true };
  }
  const children: Node[] = [];
  const node: Node = {
    type,
    field: cursor.currentFieldName ?? undefined,
    named: cursor.nodeIsNamed,
    broken: type === 'ERROR' || cursor.nodeIsMissing,
    start,
    end,
    children,
  };
  return { node, children, whole: false };
}

/** A backslash at a line's end is a node to the grammar; to everybody else it is white space. */
function put(path: readonly Made[], child: Made): Made {
  if (child.node.type !== 'line_continuation') path.at(-1)?.children.push(child.node);
  return child;
}

/**
 * Statements that were copied before, by where they stood and by their text: while somebody types, all but one are as they
 * were, and copying them once more would take several times as long as the parse. When there are too many, the older go.
 */
const placed = new Map<number, { readonly text: string; readonly node: Node }>();
const kept = new Map<string, Node>();
const mostKept = 2000;
const longestKept = 4000;

function statement(cursor: TreeCursor, place: Place, { start, end }: Span): Node {
  const text = place.text.slice(start, end);
  const here = placed.get(start);
  if (here?.text === text) return here.node;
  const known = kept.get(text);
  const node = known ? shifted(known, start - known.start) : copied(cursor, place, text);
  if (placed.size >= mostKept) placed.clear();
  // What is broken may be read otherwise in other company.
  if (kept.has(text)) placed.set(start, { text, node });
  return node;
}

function copied(cursor: TreeCursor, place: Place, text: string): Node {
  const inside = cursor.currentNode;
  const own = inside.walk();
  try {
    const node = copy(own, { ...place, keeps: false });
    if (!inside.hasError) keep(text, node);
    return node;
  } finally {
    own.delete();
  }
}

function keep(text: string, node: Node): void {
  if (kept.size >= mostKept) for (const oldest of [...kept.keys()].slice(0, mostKept / 2)) kept.delete(oldest);
  kept.set(text, node);
}

function shifted(node: Node, by: number): Node {
  if (by === 0) return node;
  return {
    ...node,
    start: node.start + by,
    end: node.end + by,
    children: node.children.map((each) => shifted(each, by)),
  };
}
