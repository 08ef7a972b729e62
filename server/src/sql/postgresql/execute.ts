import { type Node, parseSync } from 'libpg-query';
import { type Reading, readingOf } from '../reading.ts';
import { objectsIn, strings } from './ast.ts';
import { constant, identifier } from './identifier.ts';
import { joined, type Literal, literalOf, madeAt, part } from './literal.ts';

/**
 * The SQL that `EXECUTE` runs, put together from the constants of its expression; what is only known then is a hole in it.
 * Undefined where the expression holds no constant SQL.
 */
export function executedSql(expression: Literal): Literal | undefined {
  const text = select + expression.text;
  const value = selected(text);
  return value && evaluated(value, { expression, reading: readingOf(text, text, []) });
}

interface Context {
  readonly expression: Literal;
  readonly reading: Reading;
}

const select = 'SELECT ';

function selected(text: string): Node | undefined {
  try {
    const statement = parseSync(text).stmts?.[0]?.stmt;
    const target = statement && 'SelectStmt' in statement ? statement.SelectStmt.targetList?.[0] : undefined;
    return target && 'ResTarget' in target ? target.ResTarget.val : undefined;
  } catch {
    return undefined;
  }
}

/** https://www.postgresql.org/docs/current/plpgsql-statements.html#PLPGSQL-STATEMENTS-EXECUTING-DYN */
function evaluated(node: Node, context: Context): Literal | undefined {
  if ('A_Const' in node && node.A_Const.sval) return constantAt(node.A_Const.location, context);
  if ('TypeCast' in node && node.TypeCast.arg) return evaluated(node.TypeCast.arg, context);
  if ('A_Expr' in node && strings(node.A_Expr.name).join() === '||') {
    const { lexpr, rexpr } = node.A_Expr;
    return concatenated([lexpr, rexpr], context);
  }
  if (!('FuncCall' in node)) return undefined;
  const name = strings(node.FuncCall.funcname).at(-1);
  const [first, ...values] = node.FuncCall.args ?? [];
  if (name === 'concat') return concatenated(node.FuncCall.args ?? [], context);
  const template = name === 'format' && first ? evaluated(first, context) : undefined;
  return template && formatted(template, values, context);
}

function constantAt(location: number | undefined, { expression, reading }: Context): Literal | undefined {
  const token = reading.tokens[reading.at(location)];
  const inner = token && literalOf(reading.text, token);
  return inner && { text: inner.text, at: (offset) => expression.at(inner.at(offset) - select.length) };
}

function concatenated(nodes: readonly (Node | undefined)[], context: Context): Literal | undefined {
  const known = nodes.map((node) => node && evaluated(node, context));
  if (known.every((each) => each === undefined)) return undefined;
  return joined(known.map((each, index) => each ?? hole(nodes[index], context)));
}

/** `format`: https://www.postgresql.org/docs/current/functions-string.html#FUNCTIONS-STRING-FORMAT */
function formatted(template: Literal, values: readonly Node[], context: Context): Literal {
  const parts: Literal[] = [];
  let [done, next] = [0, 0];
  for (const { index, 0: written, 1: position, 2: kind } of template.text.matchAll(specifier)) {
    parts.push(part(template, done, index));
    done = index + written.length;
    if (kind === '%') {
      parts.push(madeAt('%', template.at(index)));
      continue;
    }
    next = position === undefined ? next + 1 : Number(position);
    const value = values[next - 1];
    const known = value && evaluated(value, context)?.text;
    const text = known === undefined ? holeText(value) : kind === 'I' ? identifier(known) : known;
    parts.push(madeAt(known !== undefined && kind === 'L' ? constant(known) : text, template.at(index)));
  }
  parts.push(part(template, done, template.text.length));
  return joined(parts);
}

const specifier = /%(?:(\d+)\$)?-?(?:\*(?:\d+\$)?|\d+)?([sIL%])/g;

function hole(node: Node | undefined, { expression, reading }: Context): Literal {
  for (const each of objectsIn(node)) {
    if (!('location' in each) || typeof each.location !== 'number') continue;
    const offset = reading.tokens[reading.at(each.location)]?.start ?? select.length;
    return madeAt(holeText(node), expression.at(offset - select.length));
  }
  return madeAt(holeText(node), expression.at(0));
}

/** Named after the variable that it comes from. */
function holeText(node: Node | undefined): string {
  for (const each of objectsIn(node)) {
    if (!('fields' in each) || !Array.isArray(each.fields)) continue;
    const name = strings(each.fields).join('.');
    if (/^[\w.]+$/.test(name)) return `{${name}}`;
  }
  return '{…}';
}
