import { evaluate } from './evaluate.ts';
import { child, type Node, named, spanOf, textOf } from './parse.ts';
import type { Run } from './run.ts';
import { assign, type Scope, scopeUnder } from './scope.ts';
import type { Value } from './values.ts';

export function classOf(run: Run, scope: Scope, node: Node): Value {
  const [name, bases, body] = [child(node, 'name'), child(node, 'superclasses'), child(node, 'body')];
  const inner = scopeUnder(scope);
  for (const statement of body ? named(body) : []) {
    const assignment = statement.type === 'expression_statement' ? statement.children[0] : undefined;
    const [left, right] =
      assignment?.type === 'assignment' ? [child(assignment, 'left'), child(assignment, 'right')] : [];
    if (left?.type === 'identifier' && right) assign(inner, textOf(run.tree, left), evaluate(run, inner, right));
  }
  const supers = bases ? named(bases).filter((each) => each.type !== 'keyword_argument') : [];
  return {
    kind: 'class',
    span: spanOf(name ?? node),
    name: name ? textOf(run.tree, name) : '',
    bases: supers.map((each) => evaluate(run, scope, each)),
    members: inner.names,
  };
}
