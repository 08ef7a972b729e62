import type { Rewrite } from '../../model/finding.ts';
import type { Node, Tree } from '../../python/parse.ts';
import { withoutNulls } from '../../sql/without-nulls.ts';
import type { Edit, Span } from '../../text.ts';
import type { File } from './plan-call.ts';

/** In the string that the statement stands in. */
export function notNullEdits(
  { tree, engine }: File,
  { step, column, sources }: Extract<Rewrite, { readonly kind: 'notNull' }>,
): readonly Edit[] | undefined {
  const string = stringAround(tree, step.head);
  return string && withoutNulls(tree.text, { start: step.head.start, end: string.end }, column, sources, engine);
}

/** Strings side by side are one. */
function stringAround({ root }: Tree, { start }: Span): Node | undefined {
  let found: Node | undefined;
  for (
    let node: Node | undefined = root;
    node;
    node = node.children.find((each) => each.start <= start && start < each.end)
  ) {
    if (!found && (node.type === 'string' || node.type === 'concatenated_string')) found = node;
  }
  return found;
}
