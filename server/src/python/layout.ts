import { child, type Node, named, type Tree, textOf } from './parse.ts';

/** A piece of Python code before it is broken into lines: texts and bracketed groups in a row. */
export type Doc = readonly Part[];

export type Part = string | Group | Run;

/** Brackets and what stands between them, by commas. */
export interface Group {
  readonly open: string;
  readonly items: readonly Doc[];
  readonly close: string;
  /**
   * What Black makes of its commas: `arguments` may share one indented line, a `display` ([…], {…}, (…)) of several never
   * does, `magic` has a trailing comma in the source and is always one item a line, `bare` takes no comma at all.
   */
  readonly commas: 'arguments' | 'display' | 'magic' | 'bare';
}

/** Strings that Python joins without an operator: all on one line, or each on its own. */
export interface Run {
  readonly strings: readonly string[];
}

/** Black's own line length. */
export const lineLength = 88;

/** Where a piece of code stands: the indentation of its line, one level of it, and what follows on its last line. */
export interface Place {
  readonly indent: string;
  readonly unit: string;
  readonly after?: string;
  /** Columns at the end of a line that a comment takes. */
  readonly reserve?: number | undefined;
}

/**
 * Breaks code into lines as Black does, so that formatting the result changes nothing. The first line comes without its
 * indentation. https://black.readthedocs.io/en/stable/the_black_code_style/current_style.html
 */
export function layOut(doc: Doc, place: Place): string {
  const { indent, unit, after = '', reserve = 0 } = place;
  const flat = flatten(doc);
  if (flat !== undefined && indent.length + widthOf(flat) + after.length + reserve <= lineLength) return flat + after;
  const at = breakAt(doc, indent);
  const last = doc[at];
  if (last === undefined || typeof last === 'string') return loose(doc) + after;
  const head = loose(doc.slice(0, at));
  const tail = loose(doc.slice(at + 1)) + after;
  if ('strings' in last) return `${head}${last.strings.join(`\n${indent}`)}${tail}`;
  const inner = indent + unit;
  return `${head}${last.open}\n${inner}${body(last, { indent: inner, unit })}\n${indent}${last.close}${tail}`;
}

/** The code of an existing expression; undefined where it holds what must be kept as written (comments, line breaks). */
export function docOf(tree: Tree, node: Node): Doc | undefined {
  if (node.broken || node.children.some((each) => each.type === 'comment' || each.broken)) return undefined;
  switch (node.type) {
    case 'call':
      return join(childDoc(tree, node, 'function'), [], childDoc(tree, node, 'arguments'));
    case 'attribute':
      return join(childDoc(tree, node, 'object'), ['.'], childDoc(tree, node, 'attribute'));
    case 'keyword_argument':
      return join(childDoc(tree, node, 'name'), ['='], childDoc(tree, node, 'value'));
    case 'pair':
      return join(childDoc(tree, node, 'key'), [': '], childDoc(tree, node, 'value'));
    case 'argument_list':
      return groupOf(tree, node, 'arguments');
    case 'list':
    case 'set':
    case 'dictionary':
      return groupOf(tree, node, 'display');
    case 'tuple':
      return node.children[0]?.type === '(' ? tupleOf(tree, node) : line(tree, node);
    case 'parenthesized_expression':
      return groupOf(tree, node, 'bare');
    case 'concatenated_string':
      return runOf(tree, node);
    default:
      return line(tree, node);
  }
}

/** The last bracket is broken, or the last one before it whose line is short enough where that one's is not. */
function breakAt(doc: Doc, indent: string): number {
  const last = doc.findLastIndex((part) => typeof part !== 'string');
  for (let at = last; at >= 0; at--) {
    const part = doc[at];
    if (part === undefined || typeof part === 'string' || 'strings' in part) continue;
    if (indent.length + widthOf(loose(doc.slice(0, at))) + part.open.length <= lineLength) return at;
  }
  return last;
}

/** As Black counts: characters of East Asian scripts and pictures take two places, marks on others none. */
function widthOf(text: string): number {
  if (!/[^\x20-\x7e]/.test(text)) return text.length;
  return [...text].reduce((sum, each) => sum + (wide.test(each) ? 2 : /\p{Mn}/u.test(each) ? 0 : 1), 0);
}

/** https://www.unicode.org/Public/UCD/latest/ucd/EastAsianWidth.txt, the blocks of its classes W and F. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;

/** All on one line; undefined where a magic comma forbids it. */
function flatten(doc: Doc): string | undefined {
  let text = '';
  for (const part of doc) {
    if (typeof part === 'string') text += part;
    else if ('strings' in part) text += part.strings.join(' ');
    else {
      const items = part.items.map(flatten);
      if (part.commas === 'magic' || items.some((item) => item === undefined)) return undefined;
      text += part.open + items.join(', ') + part.close;
    }
  }
  return text;
}

/** All on one line, whatever its length and commas. */
export function loose(doc: Doc): string {
  return doc
    .map((part) => {
      if (typeof part === 'string') return part;
      if ('strings' in part) return part.strings.join(' ');
      return part.open + part.items.map(loose).join(', ') + part.close;
    })
    .join('');
}

function body(group: Group, place: Place): string {
  const { items, commas } = group;
  const [only] = items;
  if (items.length === 1 && only && commas !== 'magic') return layOut(only, place);
  const flat =
    commas === 'arguments' ? flatten(items.flatMap((item, order) => (order ? [', ', ...item] : item))) : undefined;
  if (flat !== undefined && place.indent.length + widthOf(flat) <= lineLength) return flat;
  return items.map((item) => layOut(item, { ...place, after: ',' })).join(`\n${place.indent}`);
}

function groupOf(tree: Tree, node: Node, commas: Group['commas']): Doc | undefined {
  const items: Doc[] = [];
  for (const each of named(node)) {
    const item = docOf(tree, each);
    if (!item) return undefined;
    items.push(item);
  }
  const open = node.children[0];
  const close = node.children.at(-1);
  if (!open || !close) return undefined;
  const brackets = { open: textOf(tree, open), close: textOf(tree, close) };
  if (items.length === 0) return [brackets.open + brackets.close];
  const magic = commas !== 'bare' && node.children.at(-2)?.type === ',';
  return [{ ...brackets, items, commas: magic ? 'magic' : commas }];
}

/** The comma of a tuple of one is no magic comma. */
function tupleOf(tree: Tree, node: Node): Doc | undefined {
  const [only, ...others] = named(node);
  if (!only || others.length > 0) return groupOf(tree, node, 'display');
  const item = docOf(tree, only);
  return item && [{ open: '(', items: [[...item, ',']], close: ')', commas: 'bare' }];
}

function runOf(tree: Tree, node: Node): Doc | undefined {
  const strings = named(node).map((each) => textOf(tree, each));
  return strings.some((each) => each.includes('\n')) ? undefined : [{ strings }];
}

function line(tree: Tree, node: Node): Doc | undefined {
  const text = textOf(tree, node);
  return text.includes('\n') ? undefined : [text];
}

function childDoc(tree: Tree, node: Node, field: string): Doc | undefined {
  const found = child(node, field);
  return found && docOf(tree, found);
}

function join(left: Doc | undefined, between: Doc, right: Doc | undefined): Doc | undefined {
  return left && right && [...left, ...between, ...right];
}
