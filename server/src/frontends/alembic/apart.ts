import type { Step } from '../../model/migration.ts';
import { type Node, textOf } from '../../python/parse.ts';
import { authorCall } from './author-call.ts';
import type { Piece } from './outcome.ts';
import { lastName, type Place } from './place.ts';
import type { File } from './plan-call.ts';
import { printExecute } from './print-execute.ts';

/**
 * One `op.execute` for each statement of the string that the author gives to one; undefined where the call gives more than
 * the string, or the string more than what is known before it runs.
 */
export function apartPieces(
  { tree, style, engine }: File,
  { statement }: Place,
  steps: readonly Step[],
): readonly Piece[] | undefined {
  const [node, ...others] = statement.type === 'expression_statement' ? statement.children : [];
  const call = others.length === 0 ? authorCall(tree, node) : undefined;
  const callee = call && textOf(tree, call.node).slice(0, call.list.start - call.node.start);
  if (!call || callee !== style.names.op('execute') || call.keywords.size > 0 || call.positional.length !== 1) {
    return undefined;
  }
  const [given] = call.positional;
  const here = steps.filter(({ span }) => span.start === statement.start && span.end === statement.end);
  if (!given || !isPlainText(given, (callee) => lastName(tree, callee) === 'text') || formats(given)) return undefined;
  if (here.some((step) => step.repeated || step.unbound)) return undefined;
  const texts = here.filter((step, order) => order === 0 || step.continues).map((step) => step.sql ?? '');
  return texts
    .flatMap((sql) => printExecute(dedented(sql), style, engine))
    .map((printed) => ({ statement: printed, autocommit: false, leaves: false }));

  function formats(value: Node): boolean {
    if (value.type === 'string') return /[ftFT]/.test(textOf(tree, value).split(/["']/)[0] ?? '');
    return value.children.some(formats);
  }
}

/** A string, strings side by side, or one of these in `text(…)`. */
function isPlainText(node: Node, isText: (callee: Node) => boolean): boolean {
  if (node.type === 'string') return true;
  if (node.type === 'concatenated_string') return node.children.every((each) => each.type === 'string');
  if (node.type !== 'call') return false;
  const [callee, list] = node.children;
  const given = list?.children.filter((each) => each.named) ?? [];
  return (
    callee !== undefined && isText(callee) && given.length === 1 && given.every((each) => isPlainText(each, isText))
  );
}

/** Further lines without the indentation that they have in common. */
function dedented(sql: string): string {
  const [first = '', ...rest] = sql.split('\n');
  const margins = rest.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const margin = Math.min(...margins);
  return [first, ...rest.map((line) => line.slice(Math.min(margin, line.length)))].join('\n');
}
