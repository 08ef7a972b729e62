import type { Rollback, Step } from '../../model/migration.ts';
import { child, type Node, named } from '../../python/parse.ts';
import type { Value } from '../../python/values.ts';

/** What the downgrade amounts to. `steps` are those that it was read to make. */
export function rollbackOf(
  downgrade: Value | undefined,
  steps: readonly Step[],
  dispatched: readonly Value[],
): Rollback {
  if (!downgrade) return 'missing';
  if (downgrade.kind !== 'function' || steps.length > 0) return 'written';
  const bodies = (dispatched.length > 0 ? dispatched : [downgrade]).map(statementsOf);
  if (bodies.every((body) => body.length === 0)) return 'empty';
  return bodies.every((body) => body.at(-1)?.type === 'raise_statement') ? 'raises' : 'written';
}

/** The statements that are there for more than form. */
function statementsOf(value: Value): readonly Node[] {
  const body = value.kind === 'function' ? child(value.node, 'body') : undefined;
  return body ? named(body).filter((each) => !isForm(each)) : [];
}

function isForm(node: Node): boolean {
  if (node.type === 'pass_statement') return true;
  const [first, ...rest] = named(node);
  if (node.type === 'return_statement') return !first || first.type === 'none';
  return (
    node.type === 'expression_statement' &&
    rest.length === 0 &&
    ['string', 'concatenated_string', 'ellipsis'].includes(first?.type ?? '')
  );
}
