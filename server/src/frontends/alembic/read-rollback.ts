import type { Rollback, Step } from '../../model/migration.ts';
import { child, type Node, named, type Tree, textOf } from '../../python/parse.ts';
import type { Value } from '../../python/values.ts';

/** What the downgrade amounts to. `steps` are those that it was read to make. */
export function rollbackOf(
  tree: Tree,
  downgrade: Value | undefined,
  steps: readonly Step[],
  dispatched: readonly Value[],
): Rollback {
  if (!downgrade) return 'missing';
  if (downgrade.kind !== 'function' || steps.length > 0) return 'written';
  const bodies = (dispatched.length > 0 ? dispatched : [downgrade]).map((each) => statementsOf(tree, each));
  if (bodies.every((body) => body.length === 0)) return 'empty';
  return bodies.every((body) => body.at(-1)?.type === 'raise_statement') ? 'raises' : 'written';
}

/** The statements that are there for more than form. */
function statementsOf(tree: Tree, value: Value): readonly Node[] {
  const body = value.kind === 'function' ? child(value.node, 'body') : undefined;
  return body ? named(body).filter((each) => !isForm(tree, each)) : [];
}

/** It changes nothing: `pass`, a docstring, a line on the terminal. */
export function isForm(tree: Tree, node: Node): boolean {
  if (node.type === 'pass_statement') return true;
  const [first, ...rest] = named(node);
  if (node.type === 'return_statement') return !first || first.type === 'none';
  if (node.type !== 'expression_statement' || rest.length > 0 || !first) return false;
  if (first.type === 'call') return /^(print|warnings\.warn|(log|logger|logging)\.\w+)\(/.test(textOf(tree, first));
  return ['string', 'concatenated_string', 'ellipsis'].includes(first.type);
}
