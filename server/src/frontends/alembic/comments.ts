import type { Comments } from '../../model/suppression.ts';
import { type Node, named, parsePython, type Tree } from '../../python/parse.ts';
import type { Source, Span } from '../../text.ts';

/** The comments of a revision file as Python has them, and its statements line by line. */
export function commentsOf({ text }: Source): Comments {
  const tree = parsePython(text);
  const spans: Span[] = [];
  const statements: Span[] = [];
  const docstring = docstringOf(tree);
  const visit = (node: Node, isStatement: boolean) => {
    if (node.type === 'comment') spans.push({ start: node.start, end: node.end });
    const inner = node.children.find((each) => each.type === 'block' || each.field === 'definition');
    if (isStatement && node !== docstring && node.type !== 'comment') {
      const end = inner && !isAround(node, inner, text) ? trimmed(text, node.start, inner.start) : node.end;
      statements.push({ start: node.start, end });
    }
    const holds = node.type === 'block' || node.type === 'module';
    for (const each of node.children) visit(each, holds || /_clause$/.test(each.type) || each.field === 'definition');
  };
  visit(tree.root, false);
  // What names the interpreter or the encoding has to be the first line: https://peps.python.org/pep-0263/
  const first = /^\uFEFF?(?:#(?:!|.*coding[:=]).*(?:\r\n?|\n|$)){1,2}/.exec(text)?.[0];
  return { mark: '#', spans, statements, top: first?.length ?? (text.startsWith('\uFEFF') ? 1 : 0) };
}

/** `with op.get_context().autocommit_block():` over one statement belongs to it, as does a comment above the two. */
function isAround(node: Node, block: Node, text: string): boolean {
  return (
    node.type === 'with_statement' &&
    /\bautocommit_block\s*\(\s*\)\s*:/.test(text.slice(node.start, block.start)) &&
    named(block).filter((each) => each.type !== 'comment').length === 1
  );
}

function docstringOf({ root }: Tree): Node | undefined {
  const first = named(root)[0];
  return first?.type === 'expression_statement' && first.children[0]?.type === 'string' ? first : undefined;
}

/** The end of the last sign before `end` that is no blank; a comment between them is none of the statement's either. */
function trimmed(text: string, start: number, end: number): number {
  return start + text.slice(start, end).replace(/(\s|#[^\n]*(?=\n))+$/, '').length;
}
