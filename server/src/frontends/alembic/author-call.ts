import { child, type Node, named, type Tree, textOf } from '../../python/parse.ts';
import type { Edit, Span } from '../../text.ts';
import { indentAt, lastName, lineStart, nextLine } from './place.ts';

/** A call in its author's text. */
export interface AuthorCall {
  readonly node: Node;
  /** `create_index` of `op.create_index(…)`. */
  readonly method: string;
  readonly list: Node;
  readonly positional: readonly Node[];
  readonly keywords: ReadonlyMap<string, Node>;
}

/** Sets a keyword of a call to `value`, or removes it where there is none. */
export interface ArgumentChange {
  readonly keyword: string;
  /** Its place where the author gives it without its keyword. */
  readonly position?: number | undefined;
  readonly value: string | undefined;
  /** The keyword that it takes the place of. */
  readonly instead?: string | undefined;
}

export function authorCall(tree: Tree, node: Node | undefined): AuthorCall | undefined {
  if (node?.type !== 'call') return undefined;
  const callee = child(node, 'function');
  const list = child(node, 'arguments');
  if (!callee || list?.type !== 'argument_list' || list.children.some((each) => each.broken)) return undefined;
  const all = named(list);
  const keywords = new Map<string, Node>();
  for (const each of all) {
    const name = each.type === 'keyword_argument' ? child(each, 'name') : undefined;
    if (name) keywords.set(textOf(tree, name), each);
  }
  const positional = all.filter((each) => each.type !== 'keyword_argument' && each.type !== 'dictionary_splat');
  return { node, method: lastName(tree, callee), list, positional, keywords };
}

/** The argument given by `keyword`, or at `position`; undefined where a `*` before it hides which one that is. */
export function argument(call: AuthorCall, keyword: string, position?: number): Node | undefined {
  const given = call.keywords.get(keyword);
  if (given || position === undefined) return given;
  if (call.positional.slice(0, position + 1).some((each) => each.type === 'list_splat')) return undefined;
  return call.positional[position];
}

export function givenValue(node: Node): Node {
  return node.type === 'keyword_argument' ? (child(node, 'value') ?? node) : node;
}

/** The edits of one change; every other character of the call stays. */
export function changeArgument(tree: Tree, call: AuthorCall, change: ArgumentChange): readonly Edit[] {
  const { keyword, position, value, instead } = change;
  const given = argument(call, keyword, position);
  if (value === undefined) return given ? [removeArgument(tree, call.list, given)] : [];
  if (given) return [edit(givenValue(given), value)];
  const replaced = instead === undefined ? undefined : call.keywords.get(instead);
  if (replaced) return [edit(replaced, `${keyword}=${value}`)];
  return addArgument(tree, call.list, `${keyword}=${value}`);
}

/** Takes an argument away with its comma, and with the line and the comment that it had to itself. */
export function removeArgument(tree: Tree, list: Node, removed: Node): Edit {
  const index = list.children.indexOf(removed);
  const before = list.children.slice(0, index).findLast((each) => each.type === ',' || each.type === '(');
  const comma = list.children[index + 1];
  const start = lineStart(tree, removed.start);
  if (comma?.type !== ',') {
    const from = before?.type === ',' ? before.start : (before?.end ?? removed.start);
    return { span: { start: from, end: removed.end }, text: '' };
  }
  const behind = tree.text.slice(comma.end, nextLine(tree, comma.end)).trim();
  if (tree.text.slice(start, removed.start).trim() === '' && (behind === '' || behind.startsWith('#'))) {
    const lineBreak = tree.text.slice(0, start).match(/\r?\n$/)?.[0].length ?? 0;
    return { span: { start: start - lineBreak, end: commentAfter(tree, list, index + 1) }, text: '' };
  }
  if (before?.type === ',') return { span: { start: before.end, end: comma.end }, text: '' };
  const next = named(list)[named(list).indexOf(removed) + 1];
  return { span: { start: removed.start, end: next?.start ?? comma.end }, text: '' };
}

/** Puts an argument behind the others: on a line of its own where the last one has one. */
export function addArgument(tree: Tree, list: Node, text: string): readonly Edit[] {
  const all = named(list);
  const last = all.at(-1);
  if (!last) return [{ span: at(list.children[0]?.end ?? list.start), text }];
  const start = lineStart(tree, last.start);
  const index = list.children.indexOf(last);
  const trailing = list.children[index + 1]?.type === ',';
  const previous = all.at(-2);
  const alone = tree.text.slice(start, last.start).trim() === '' && (trailing || (previous && previous.end < start));
  if (!alone) return [{ span: at(last.end), text: `, ${text}` }];
  const line = `\n${indentAt(tree, last.start)}${text}`;
  if (trailing) return [{ span: at(commentAfter(tree, list, index + 1)), text: `${line},` }];
  const behind = commentAfter(tree, list, index);
  return behind === last.end
    ? [{ span: at(last.end), text: `,${line}` }]
    : [
        { span: at(last.end), text: ',' },
        { span: at(behind), text: line },
      ];
}

/** The end of the comment on the same line behind a child, or of the child where there is none. */
function commentAfter(tree: Tree, list: Node, index: number): number {
  const here = list.children[index];
  const next = list.children[index + 1];
  const end = here?.end ?? list.end;
  return next?.type === 'comment' && !tree.text.slice(end, next.start).includes('\n') ? next.end : end;
}

function edit({ start, end }: Span, text: string): Edit {
  return { span: { start, end }, text };
}

function at(offset: number): Span {
  return { start: offset, end: offset };
}
