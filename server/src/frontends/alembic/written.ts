import { type Doc, docOf } from '../../python/layout.ts';
import { type Node, parsePython, type Tree, textOf } from '../../python/parse.ts';
import type { Names } from './names.ts';

/** An expression in its author's own words, where every name in it means the same in the file that is printed. */
export function asWritten(written: string | undefined, names: Names): Doc | undefined {
  if (written === undefined) return undefined;
  const tree = parsePython(written);
  const statement = tree.root.children[0];
  const expression = statement?.type === 'expression_statement' ? statement.children[0] : undefined;
  if (tree.firstError || tree.root.children.length !== 1 || !expression) return undefined;
  return heads(tree, expression).every(names.borrows) ? docOf(tree, expression) : undefined;
}

/** The names that an expression takes from its module: `sa` and `n` of `sa.String(length=n)`. */
function heads(tree: Tree, node: Node): readonly string[] {
  if (node.type === 'identifier') return [textOf(tree, node)];
  const inner = node.children.filter(
    (each) => !(node.type === 'keyword_argument' && each.field === 'name') && each.field !== 'attribute',
  );
  return inner.flatMap((each) => heads(tree, each));
}
