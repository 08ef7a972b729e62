import { type Node, type Tree, textOf } from '../../python/parse.ts';
import type { Edit, Span } from '../../text.ts';
import { importLine } from './import-lines.ts';
import { type Import, importsOf } from './imports.ts';
import { lineStart, nextLine } from './place.ts';

/** The edits that take names out of the file's imports of which nothing is left once the other edits are made. */
export function withoutUnusedNames(tree: Tree, edits: readonly Edit[]): readonly Edit[] {
  const imports = importsOf(tree);
  const gone = edits.map(({ span }) => span);
  const used = identifiersIn(tree);
  const unused = imports.filter(({ name, local }) => {
    const [first = ''] = local.split('.');
    const uses = used.filter((each) => each.word === first);
    const left = uses.filter(({ span }) => !gone.some((each) => each.start <= span.start && span.end <= each.end));
    const again = edits.some(({ text }) => new RegExp(`\\b${first}\\b`).test(text));
    return name !== '*' && uses.length > 0 && left.length === 0 && !again;
  });
  return withoutNames(tree, imports, new Set(unused));
}

/** The same for names that are known to be unused; none where a comment stands among them. */
export function withoutNames(tree: Tree, imports: readonly Import[], unused: ReadonlySet<Import>): readonly Edit[] {
  return [...new Set([...unused].map(({ statement }) => statement))].flatMap((statement) => {
    const here = imports.filter((each) => each.statement === statement);
    const kept = here.filter((each) => !unused.has(each));
    if (statement.children.some((each) => each.type === 'comment')) return [];
    if (kept.length === 0) return [{ span: linesOf(tree, statement), text: '' }];
    const [comma, close] = statement.children.slice(-2);
    const isOpen = comma?.type === ',' && close?.type === ')';
    if (here[0]?.name === undefined) return [];
    return [{ span: { start: statement.start, end: statement.end }, text: importLine(here[0].module, kept, isOpen) }];
  });
}

/** Its lines, with the empty one before it where another stands behind it. */
function linesOf(tree: Tree, statement: Node): Span {
  const start = lineStart(tree, statement.start);
  const end = nextLine(tree, statement.end);
  const blank = /(?:^|\n)([ \t]*\r?\n)$/.exec(tree.text.slice(0, start))?.[1];
  return blank !== undefined && /^[ \t]*\r?\n/.test(tree.text.slice(end, end + 200))
    ? { start: start - blank.length, end }
    : { start, end };
}

interface Word {
  readonly word: string;
  readonly span: Span;
}

/** All names that code says, those of imports aside. */
export function identifiersIn(tree: Tree): readonly Word[] {
  const found: Word[] = [];
  const waiting: Node[] = [tree.root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (/^(import|future_import)_/.test(node.type)) continue;
    if (node.type === 'identifier') found.push({ word: textOf(tree, node), span: node });
    waiting.push(...node.children);
  }
  return found;
}
