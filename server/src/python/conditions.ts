import { evaluate, perhaps } from './evaluate.ts';
import { compare } from './operators.ts';
import { child, type Node, named, spanOf, textOf } from './parse.ts';
import type { Run } from './run.ts';
import type { Scope } from './scope.ts';
import { sameValue, truthOf, truthValue, unknown, type Value } from './values.ts';

export function booleanOf(run: Run, scope: Scope, node: Node): Value {
  const [left, operator, right] = [child(node, 'left'), child(node, 'operator'), child(node, 'right')];
  if (!left || !operator || !right) return unknown(node, 'it is not finished');
  const first = evaluate(run, scope, left);
  const answer = truthOf(first);
  const and = textOf(run.tree, operator) === 'and';
  if (answer !== undefined) return answer === and ? evaluate(run, scope, right) : first;
  const second = perhaps(run, () => evaluate(run, scope, right));
  if (truthOf(second) === !and) return truthValue(spanOf(node), !and);
  return { kind: 'operator', span: spanOf(node), operator: and ? 'and' : 'or', operands: [first, second] };
}

export function negated(run: Run, scope: Scope, node: Node): Value {
  const argument = child(node, 'argument');
  const value = argument ? evaluate(run, scope, argument) : unknown(node, 'it is not finished');
  const answer = truthOf(value);
  return answer === undefined
    ? { kind: 'operator', span: spanOf(node), operator: 'not', operands: [value] }
    : truthValue(spanOf(node), !answer);
}

export function comparisonOf(run: Run, scope: Scope, node: Node): Value {
  const operators = node.children.filter((each) => each.field === 'operators');
  const operands = named(node).filter((each) => each.field !== 'operators');
  const values = operands.map((each) => evaluate(run, scope, each));
  const tests: Value[] = [];
  for (const [index, operator] of operators.entries()) {
    const [left, right] = [values[index], values[index + 1]];
    if (!left || !right) return unknown(node, 'it is not finished');
    tests.push(compare(spanOf(node), textOf(run.tree, operator).replace(/\s+/g, ' '), left, right));
  }
  const [only] = tests;
  if (tests.length === 1 && only) return only;
  const answers = tests.map(truthOf);
  if (answers.includes(false)) return truthValue(spanOf(node), false);
  return answers.includes(undefined) ? unknown(node, 'it is computed when it runs') : truthValue(spanOf(node), true);
}

export function conditionalOf(run: Run, scope: Scope, node: Node): Value {
  const [then, condition, otherwise] = named(node);
  if (!then || !condition || !otherwise) return unknown(node, 'it is not finished');
  const answer = truthOf(evaluate(run, scope, condition));
  if (answer !== undefined) return evaluate(run, scope, answer ? then : otherwise);
  const [first, second] = perhaps(run, () => [evaluate(run, scope, then), evaluate(run, scope, otherwise)]);
  return first && second && sameValue(first, second)
    ? first
    : unknown(node, 'it depends on a condition that is only known when it runs');
}
