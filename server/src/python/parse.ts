import { Language, Parser, type TreeCursor } from 'web-tree-sitter';
import type { Span } from '../text.ts';

/**
 * A node of tree-sitter-python's tree, copied out of WebAssembly once so that everything after it runs at the speed of
 * plain objects. `type` and `field` are the grammar's own names; punctuation and keywords are nodes too (`named` false).
 */
export interface Node extends Span {
  readonly type: string;
  /** The field of its parent that it fills: 'function', 'arguments', 'name', 'value' … */
  readonly field: string | undefined;
  readonly named: boolean;
  /** An ERROR node, or one that the parser had to invent. */
  readonly broken: boolean;
  readonly children: readonly Node[];
}

export interface Tree {
  readonly text: string;
  readonly root: Node;
  /** Offset of the first place that is not Python; undefined where all of it is. */
  readonly firstError: Span | undefined;
}

/** The bytes of web-tree-sitter's own wasm and of the Python grammar; the edge reads them, from disk or over the network. */
export interface Grammar {
  readonly runtime: Uint8Array;
  readonly python: Uint8Array;
}

let parser: Parser | undefined;

/** Must have resolved before the first `parsePython`; later calls do nothing. */
export async function loadPython(grammar: Grammar): Promise<void> {
  if (parser) return;
  await Parser.init({ wasmBinary: grammar.runtime });
  const loaded = new Parser();
  loaded.setLanguage(await Language.load(grammar.python));
  parser = loaded;
}

/** Never fails on any text: what is not Python becomes broken nodes. */
export function parsePython(text: string): Tree {
  if (!parser) throw new Error('loadPython has not been awaited');
  const tree = parser.parse(text);
  if (!tree) return { text, root: nothing(text), firstError: { start: 0, end: text.length } };
  const cursor = tree.walk();
  try {
    const root = copy(cursor);
    return { text, root, firstError: tree.rootNode.hasError ? firstBroken(root) : undefined };
  } finally {
    cursor.delete();
    tree.delete();
  }
}

export function textOf(tree: Tree, span: Span): string {
  return tree.text.slice(span.start, span.end);
}

export function child(node: Node, field: string): Node | undefined {
  return node.children.find((each) => each.field === field);
}

export function named(node: Node): readonly Node[] {
  return node.children.filter((each) => each.named && each.type !== 'comment');
}

/** The innermost node that spans exactly `span`, or else the smallest that contains it. */
export function nodeAt(root: Node, span: Span): Node {
  for (const each of root.children) {
    if (each.start <= span.start && span.end <= each.end && each.end > each.start) {
      return each.start === span.start && each.end === span.end && !sameSpanChild(each) ? each : nodeAt(each, span);
    }
  }
  return root;
}

function sameSpanChild(node: Node): boolean {
  return node.children.some((each) => each.start === node.start && each.end === node.end);
}

function copy(cursor: TreeCursor): Node {
  const children: Node[] = [];
  const made: Node = {
    type: cursor.nodeType,
    field: cursor.currentFieldName ?? undefined,
    named: cursor.nodeIsNamed,
    broken: cursor.nodeType === 'ERROR' || cursor.nodeIsMissing,
    start: cursor.startIndex,
    end: cursor.endIndex,
    children,
  };
  if (cursor.gotoFirstChild()) {
    do children.push(copy(cursor));
    while (cursor.gotoNextSibling());
    cursor.gotoParent();
  }
  return made;
}

function firstBroken(node: Node): Span | undefined {
  if (node.broken) return { start: node.start, end: node.end };
  for (const each of node.children) {
    const found = firstBroken(each);
    if (found) return found;
  }
  return undefined;
}

function nothing(text: string): Node {
  return { type: 'module', field: undefined, named: true, broken: true, start: 0, end: text.length, children: [] };
}
