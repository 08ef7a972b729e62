import type { Step } from '../../model/migration.ts';
import { byStatement } from '../../model/statements.ts';
import { type Node, type Tree, textOf } from '../../python/parse.ts';
import { prefixOf } from '../../python/string-literals.ts';
import { authorCall } from './author-call.ts';
import type { Piece } from './outcome.ts';
import { lastName, type Place } from './place.ts';
import type { File } from './plan-call.ts';
import { printExecute } from './print-execute.ts';
import type { Style } from './style.ts';

/**
 * One `op.execute` for each statement of the string that the author gives to one, after `change`; undefined where the call
 * gives more than the string, or the string more than what is known before it runs.
 */
export function apartPieces(
  { tree, style, engine }: File,
  { statement }: Place,
  steps: readonly Step[],
  change: (sql: string, own: readonly Step[]) => string | undefined = (sql) => sql,
): readonly Piece[] | undefined {
  const here = steps.filter(({ span }) => span.start === statement.start && span.end === statement.end);
  if (!givesText(tree, statement, style) || here.some((step) => step.repeated || step.unbound)) return undefined;
  const texts = byStatement(here).map((own) => change(dedented(own[0]?.sql ?? ''), own));
  if (texts.includes(undefined)) return undefined;
  return texts
    .flatMap((sql) => printExecute(sql ?? '', style, engine))
    .map((printed) => ({ statement: printed, autocommit: false, leaves: false }));
}

/** The statement is `op.execute("…")`, or the same through the connection of the migration, and nothing else. */
function givesText(tree: Tree, statement: Node, style: Style): boolean {
  const [node, ...others] = statement.type === 'expression_statement' ? statement.children : [];
  const call = others.length === 0 ? authorCall(tree, node) : undefined;
  const callee = call && tree.text.slice(call.node.start, call.list.start);
  const [given, ...more] = call?.positional ?? [];
  if (!call || !given || callee === undefined || call.keywords.size + more.length > 0) return false;
  const direct = callee === style.names.op('execute');
  if (!direct && !(given.type === 'call' && isOfMigration(tree, callee, style))) return false;
  return isPlainText(given, (name) => lastName(tree, name) === 'text') && !hasFormat(tree, given);
}

/** `op.get_bind().execute`, or `connection.execute` where that name never is anything but `op.get_bind()`. */
function isOfMigration(tree: Tree, callee: string, style: Style): boolean {
  const bind = `${style.names.op('get_bind')}()`;
  if (callee === `${bind}.execute`) return true;
  const name = /^(\w+)\.execute$/.exec(callee)?.[1];
  if (name === undefined) return false;
  const assigned = [...tree.text.matchAll(new RegExp(`\\b${name}\\s*=(?!=)\\s*([^\\n#]*)`, 'g'))];
  return assigned.length > 0 && assigned.every((match) => match[1]?.trim() === bind);
}

function hasFormat(tree: Tree, node: Node): boolean {
  if (node.type === 'string_start') return prefixOf(textOf(tree, node)).format;
  return node.children.some((each) => hasFormat(tree, each));
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
