import type { Node, Tree } from '../../python/parse.ts';
import { type Line, type Statement, statementsText } from '../../python/statement.ts';
import { keptLines } from './author-statement.ts';
import type { Piece } from './outcome.ts';
import { commentBehind, indentAt, lineStart, nextLine, statementsOf } from './place.ts';
import type { File } from './plan-call.ts';

/**
 * A `with` block that some pieces have to leave: before, between and after them stand blocks of the same header with what
 * stays, so that everything still runs in its order. Undefined where its statements share lines.
 */
export function splitBlock(
  { tree, style }: File,
  owner: Node,
  block: Node,
  piecesOf: (statement: Node) => readonly Piece[] | undefined,
): readonly Piece[] | undefined {
  const statements = statementsOf(block);
  const header = headerOf(tree, owner, block);
  if (header === undefined) {
    const pieces = statements.map((each) => piecesOf(each) ?? [unmoved]);
    return pieces.flat().every((piece) => piece.leaves)
      ? pieces.flat().map((piece) => ({ ...piece, leaves: false }))
      : undefined;
  }
  const result: Piece[] = [];
  let staying: Line[] = [];
  let line = lineStart(tree, nextLine(tree, header.end));
  const close = (): void => {
    while (staying[0] && isBlank(staying[0])) staying.shift();
    if (staying.length > 0) result.push(stay([...header.lines, ...staying]));
    staying = [];
  };
  for (const statement of statements) {
    if (lineStart(tree, statement.start) < line) return undefined;
    const lead = rawLines(tree, line, lineStart(tree, statement.start));
    line = nextLine(tree, statement.end);
    const pieces = piecesOf(statement);
    const comment = commentBehind(tree, statement);
    if (!pieces) {
      staying.push(...lead, ...rawLines(tree, lineStart(tree, statement.start), line));
      continue;
    }
    const indent = indentAt(tree, statement.start);
    pieces.forEach((piece, order) => {
      const first = order === 0;
      if (piece.leaves) {
        close();
        const remarks = first
          ? [...lead.filter((each) => !isBlank(each)).map((each) => bare(each, indent)), comment.trim()]
          : [];
        const lines = remarks.filter((each) => each !== '');
        if (lines.length > 0) result.push({ ...piece, leaves: false, statement: { kind: 'lines', lines } });
        result.push({ ...piece, leaves: false, statement: uncommented(piece.statement) });
        return;
      }
      const text = statementsText([piece.statement], indent, style.unit) + (first ? comment : '');
      staying.push(...(first ? lead : []), ...text.split('\n').map((each) => ({ as: each })));
    });
  }
  close();
  return result;
}

const unmoved: Piece = stay([]);

function stay(lines: readonly Line[]): Piece {
  return { statement: { kind: 'lines', lines }, autocommit: false, leaves: false };
}

/** The comment behind it now stands above. */
function uncommented(statement: Statement): Statement {
  return statement.kind === 'code' ? { ...statement, reserve: 0 } : statement;
}

function headerOf(
  tree: Tree,
  owner: Node,
  block: Node,
): { readonly lines: readonly Line[]; readonly end: number } | undefined {
  const colon = owner.children.findLast((each) => each.type === ':' && each.end <= block.start);
  if (!colon || lineStart(tree, block.start) <= colon.start) return undefined;
  return { lines: rawLines(tree, lineStart(tree, owner.start), nextLine(tree, colon.end)), end: colon.end };
}

function rawLines(tree: Tree, start: number, end: number): readonly Line[] {
  const text = tree.text.slice(start, end).replace(/\r?\n$/, '');
  return start >= end ? [] : text.split(/\r?\n/).map((each) => ({ as: each }));
}

function isBlank(line: Line): boolean {
  return (typeof line === 'string' ? line : line.as).trim() === '';
}

function bare(line: Line, indent: string): string {
  const [text] = keptLines(typeof line === 'string' ? line : line.as, indent);
  return (typeof text === 'string' ? text : (text?.as ?? '')).trim();
}
