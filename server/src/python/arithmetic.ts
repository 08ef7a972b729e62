import { evaluate } from './evaluate.ts';
import { binary } from './operators.ts';
import { child, type Node, spanOf, textOf } from './parse.ts';
import type { Run } from './run.ts';
import type { Scope } from './scope.ts';
import { concat } from './texts.ts';
import { type Text, unknown, type Value } from './values.ts';

/** Long chains of one operator lean to the left: they are walked, not descended. */
export function binaryOf(run: Run, scope: Scope, node: Node): Value {
  const chain: Node[] = [];
  let first = node;
  for (let left: Node | undefined = node; left?.type === 'binary_operator'; left = child(left, 'left')) {
    chain.push(left);
    first = child(left, 'left') ?? first;
  }
  if (first.type === 'binary_operator') return unknown(node, 'it is not finished');
  let value = evaluate(run, scope, first);
  const long = longText(run, scope, value, chain);
  if (long) return long;
  for (const each of chain.reverse()) {
    const [operator, right] = [child(each, 'operator'), child(each, 'right')];
    if (!operator || !right) return unknown(node, 'it is not finished');
    const other = evaluate(run, scope, right);
    value = binary(spanOf(each), textOf(run.tree, operator), value, other, (one) => writtenAs(run, one));
  }
  return value;
}

/** A long chain of `+` over literals, put together at once. */
function longText(run: Run, scope: Scope, first: Value, chain: readonly Node[]): Value | undefined {
  if (chain.length < 8 || first.kind !== 'text') return undefined;
  const parts: Text[] = [first];
  for (const each of chain.toReversed()) {
    const right = child(each, 'right');
    if (child(each, 'operator')?.type !== '+' || (right?.type !== 'string' && right?.type !== 'concatenated_string'))
      return undefined;
    const value = evaluate(run, scope, right);
    if (value.kind !== 'text') return undefined;
    parts.push(value);
  }
  const span = chain[0] ? spanOf(chain[0]) : first.span;
  return concat(span, parts) ?? unknown(span, 'the text is too long');
}

/** How a value that is not known is named in the text that it is put into. */
export function writtenAs(run: Run, value: Value): string {
  if (value.kind === 'reference') return value.name;
  const written = textOf(run.tree, value.span);
  return /^[\w.]{1,60}$/.test(written) ? written : 'value';
}

export function unaryOf(run: Run, scope: Scope, node: Node): Value {
  const [operator, argument] = [child(node, 'operator'), child(node, 'argument')];
  if (!operator || !argument) return unknown(node, 'it is not finished');
  const value = evaluate(run, scope, argument);
  const sign = textOf(run.tree, operator);
  if (value.kind === 'number' && sign !== '~')
    return { ...value, span: spanOf(node), value: sign === '-' ? -value.value : value.value };
  return { kind: 'operator', span: spanOf(node), operator: sign, operands: [value] };
}
