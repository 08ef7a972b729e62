import type { Step } from '../../model/migration.ts';
import type { Node, Tree } from '../../python/parse.ts';
import { textOf } from '../../python/parse.ts';
import { prefixOf } from '../../python/string-literals.ts';
import type { Edit, Span } from '../../text.ts';

/** Puts a backslash before each colon that begins a parameter nobody gives a value; undefined where one is not written as `:`. */
export function literalEdits(tree: Tree, { unbound = [] }: Step): readonly Edit[] | undefined {
  const edits: Edit[] = [];
  for (const { name, span } of unbound) {
    const literal = literalAt(tree.root, span);
    const start = literal?.children[0];
    if (!start || tree.text.slice(span.start, span.end) !== `:${name}`) return undefined;
    const { raw } = prefixOf(textOf(tree, start));
    edits.push({ span: { start: span.start, end: span.start }, text: raw ? '\\' : '\\\\' });
  }
  return edits.length > 0 ? edits : undefined;
}

function literalAt(node: Node, span: Span): Node | undefined {
  if (node.type === 'string') return node;
  const inner = node.children.find((each) => each.start <= span.start && span.end <= each.end);
  return inner && literalAt(inner, span);
}
