import type { Node } from './parse.ts';

/**
 * Whether a statement goes on behind a line that ends in a dot or an operator outside of brackets. The grammar lets it, and
 * takes the next statement in while somebody types `op.` above it; Python does not:
 * https://docs.python.org/3/reference/lexical_analysis.html#implicit-line-joining
 */
export function runsOn(text: string, root: Node): boolean {
  const ends = /[-.=+*/%&|^<>](?=[ \t]*(?:#[^\n]*)?\r?\n)/g;
  ends.lastIndex = root.start;
  for (let end = ends.exec(text); end && end.index < root.end; end = ends.exec(text)) {
    if (isOpen(root, end.index)) return true;
  }
  return false;
}

/** Whether a bare sign stands at the offset, not in brackets, a text or a comment. */
function isOpen(root: Node, offset: number): boolean {
  let node = root;
  for (;;) {
    const inner = node.children.find((each) => each.start <= offset && offset < each.end);
    if (!inner || node.children.some((each) => /^[([{]$/.test(each.type) && each.end <= offset && closes(node, offset)))
      return false;
    if (inner.children.length === 0) return !inner.named && node.type !== 'wildcard_import';
    node = inner;
  }
}

function closes(node: Node, offset: number): boolean {
  return node.children.some((each) => /^[)\]}]$/.test(each.type) && each.start > offset);
}
