import { type Doc, docOf, layOut, lineLength } from '../../python/layout.ts';
import { type Node, parsePython, type Tree } from '../../python/parse.ts';
import type { Line, Statement } from '../../python/statement.ts';
import type { Place } from './place.ts';
import { commentBehind, indentAt } from './place.ts';
import type { Style } from './style.ts';

/** An author's statement, perhaps with other arguments by now, ready to stand at any indentation. */
export function authorStatement(
  tree: Tree,
  { statement }: Pick<Place, 'statement'>,
  changed: string,
  style: Style,
): Statement {
  const original = unix(tree.text.slice(statement.start, statement.end));
  const indent = indentAt(tree, statement.start);
  const reserve = commentWidth(commentBehind(tree, statement));
  const text = unix(changed);
  const doc = codeOf(text);
  const tooLong = text !== original && (indent + text).split('\n').some((line) => line.length > lineLength);
  if (doc && (tooLong || isLaidOut(original, indent, reserve, style))) return { kind: 'code', doc, reserve };
  return { kind: 'lines', lines: keptLines(text, indent) };
}

/** Lines that keep their text; those inside a string also keep their place. */
export function keptLines(text: string, indent: string): readonly Line[] {
  const strings = stringsOf(parsePython(text).root);
  let offset = 0;
  return text.split('\n').map((line, order) => {
    const start = offset;
    offset += line.length + 1;
    if (order === 0) return line;
    if (strings.some((each) => each.start < start && start <= each.end)) return { as: line };
    return line.startsWith(indent) ? line.slice(indent.length) : { as: line };
  });
}

/** Whether Black would leave it: then it shall be so afterwards too. */
function isLaidOut(text: string, indent: string, reserve: number, style: Style): boolean {
  const doc = codeOf(text);
  return doc !== undefined && layOut(doc, { indent, unit: style.unit, reserve }) === text;
}

/** The layout of a statement that is one call; undefined for any other text. */
export function codeOf(text: string): Doc | undefined {
  const tree = parsePython(text);
  const [statement, ...others] = tree.root.children;
  const [call, ...rest] = statement?.type === 'expression_statement' ? statement.children : [];
  return others.length === 0 && rest.length === 0 && call?.type === 'call' ? docOf(tree, call) : undefined;
}

function stringsOf(node: Node): readonly Node[] {
  return node.type === 'string' ? [node] : node.children.flatMap(stringsOf);
}

/** Comments for tools do not count: formatters let them overhang. */
function commentWidth(comment: string): number {
  return /^\s*#\s*(noqa|type:|pylint|pyright|fmt|isort|nosec|ruff)/.test(comment)
    ? 0
    : Math.min(comment.length, lineLength);
}

function unix(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
