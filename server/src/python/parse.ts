import { Language, Parser } from 'web-tree-sitter';
import type { Span } from '../text.ts';
import { copy } from './copy.ts';
import { brokenStatements, withoutSpans } from './mend.ts';
import { type Parsed, reusable } from './reuse.ts';
import { runsOn } from './run-on.ts';

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
  const end = readableEnd(text);
  const rest = end < text.length ? { start: end, end: text.length } : undefined;
  const whole = parsePart(text, { start: 0, end }, 'sound', last);
  if (whole) return { text, root: whole, firstError: rest };
  const root = joined(partsOf(text, end).map((part) => parseBroken(text, part)));
  return { text, root, firstError: firstBroken(root) ?? rest };
}

/** Leaves out the statements that are no Python, where the rest is Python then. */
function parseBroken(text: string, part: Span): Node {
  const broken = brokenStatements(text, part, (each) => !parses(each));
  const root = parsePart(withoutSpans(text, broken), part, 'sound') ?? parsePart(text, part, 'any');
  if (!root) return nothing(part);
  return { ...root, children: [...root.children, ...broken.map((span) => nothing(trimmed(text, span)))] };
}

function trimmed(text: string, span: Span): Span {
  const written = text.slice(span.start, span.end);
  const lead = written.length - written.trimStart().length;
  return { start: span.start + lead, end: Math.max(span.start + lead, span.start + written.trimEnd().length) };
}

function parses(text: string): boolean {
  return parsePart(text, { start: 0, end: text.length }, 'sound') !== undefined;
}

/** The tree of the text that was parsed before: what both texts share at their start and end is not parsed again. */
const last: Parsed = { text: '', tree: undefined };

/** The tree of a part of the text, at its offsets; nothing for one with errors where only a sound one is wanted. */
function parsePart(text: string, part: Span, wanted: 'sound' | 'any', before?: Parsed): Node | undefined {
  if (!parser) throw new Error('loadPython has not been awaited');
  const own = text.slice(part.start, part.end);
  const tree = parser.parse(own, before && reusable(before, own));
  if (!tree) return undefined;
  const cursor = tree.walk();
  try {
    if (wanted === 'sound' && tree.rootNode.hasError) return undefined;
    const root = copy(cursor, { text, base: part.start, keeps: true });
    return wanted === 'sound' && runsOn(text, root) ? undefined : root;
  } finally {
    cursor.delete();
    if (before) {
      before.tree?.delete();
      Object.assign(before, { text: own, tree });
    } else tree.delete();
  }
}

/**
 * The text up to its first function, and each function or class at the margin. Parsed one by one, a bracket or string that
 * is still open in one of them does not swallow the next.
 */
function partsOf(text: string, end: number): readonly Span[] {
  const starts = [0];
  let decorated = false;
  for (const match of text.matchAll(/^(?:@|(?:async[ \t]+)?def[ \t]|class[ \t])/gm)) {
    if (match.index >= end) break;
    if (!decorated && match.index > 0) starts.push(match.index);
    decorated = match[0] === '@';
  }
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? end }));
}

function joined(roots: readonly Node[]): Node {
  const [first] = roots;
  const end = roots.at(-1)?.end ?? 0;
  const children = roots.flatMap((root) => (root.type === 'module' ? root.children : [root]));
  return { type: 'module', field: undefined, named: true, broken: false, start: first?.start ?? 0, end, children };
}

export function textOf(tree: Tree, span: Span): string {
  return tree.text.slice(span.start, span.end);
}

/** The bare place of a node, without its children. */
export function spanOf(node: Node): Span {
  return { start: node.start, end: node.end };
}

export function child(node: Node, field: string): Node | undefined {
  return node.children.find((each) => each.field === field);
}

export function named(node: Node): readonly Node[] {
  return node.children.filter((each) => each.named && each.type !== 'comment');
}

/** Python itself refuses more levels of indentation: https://github.com/python/cpython/blob/3.13/Parser/lexer/state.h#L11 */
const deepestIndent = 100;

/**
 * Where the first line stands that is indented deeper than Python reads; the end of the text, where there is none. The
 * grammar's scanner writes over its own memory some levels further on, and never parses again.
 */
function readableEnd(text: string): number {
  const levels: number[] = [];
  const indents = /^[ \t]*(?=[^\s#])/gm;
  for (let match = indents.exec(text); match; match = indents.exec(text)) {
    const width = match[0].length;
    while (levels.length > 0 && (levels.at(-1) ?? 0) >= width) levels.pop();
    if (width > 0) levels.push(width);
    if (levels.length > deepestIndent) return match.index;
    if (width === 0) indents.lastIndex++;
  }
  return text.length;
}

function firstBroken(root: Node): Span | undefined {
  const waiting = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.broken) return { start: node.start, end: node.end };
    for (let index = node.children.length - 1; index >= 0; index--) {
      const child = node.children[index];
      if (child) waiting.push(child);
    }
  }
  return undefined;
}

function nothing(part: Span): Node {
  return { type: 'ERROR', field: undefined, named: true, broken: true, ...part, children: [] };
}
