import { aboveSuppression } from '../../model/suppression.ts';
import { type Node, textOf } from '../../python/parse.ts';
import { statementsText } from '../../python/statement.ts';
import type { Edit } from '../../text.ts';
import { authorStatement } from './author-statement.ts';
import type { Piece } from './outcome.ts';
import {
  batchOf,
  commentBehind,
  indentAt,
  isAutocommit,
  lineStart,
  nextLine,
  type Place,
  placeOfOwner,
  statementsOf,
} from './place.ts';
import type { File } from './plan-call.ts';
import { headerOf, inBlocks, pass } from './print-planned.ts';
import { splitBlock } from './split-block.ts';

/** What stands in the place of one statement. */
export interface Change {
  readonly place: Place;
  readonly pieces: readonly Piece[];
}

/** The edits of all changes together; undefined where a piece cannot leave the block that it has to leave. */
export function regionEdits(file: File, changes: readonly Change[]): readonly Edit[] | undefined {
  const lifted = liftAll(file, changes);
  if (!lifted) return undefined;
  const blocks = new Map<Node, Change>();
  for (const change of lifted.values()) blocks.set(change.place.block, change);
  return [...blocks.values()].flatMap(({ place }) => blockEdits(file, place, lifted));
}

type Changes = Map<Node, Change>;

/** Moves what must leave a `with` block to the statement around it, innermost first. */
function liftAll(file: File, changes: readonly Change[]): Changes | undefined {
  const all: Changes = new Map(changes.map((change) => [change.place.statement, change]));
  for (;;) {
    const inner = [...all.values()]
      .sort((a, b) => b.place.path.length - a.place.path.length)
      .find((change) => change.pieces.some((piece) => piece.leaves) || isEmptied(file, change.place, all));
    if (!inner) return all;
    const { block, path } = inner.place;
    const owner = path.at(-2);
    const outside = placeOfOwner(inner.place);
    if (!owner || !outside || !isContext(file, owner)) return undefined;
    const pieces = splitBlock(file, owner, block, (statement) => all.get(statement)?.pieces);
    if (!pieces) return undefined;
    for (const statement of statementsOf(block)) all.delete(statement);
    all.set(owner, { place: outside, pieces });
  }
}

function isContext({ tree }: File, owner: Node | undefined): boolean {
  return batchOf(tree, owner) !== undefined || isAutocommit(tree, owner);
}

/** A batch or autocommit block in which nothing is left goes too. */
function isEmptied(file: File, { block, path }: Place, all: Changes): boolean {
  return isContext(file, path.at(-2)) && isEmpty(block, all);
}

function isEmpty(block: Node, all: Changes): boolean {
  return statementsOf(block).every((statement) => all.get(statement)?.pieces.length === 0);
}

function blockEdits(file: File, { block, path }: Place, all: Changes): readonly Edit[] {
  const runs = runsOf(file, block);
  const owner = path.at(-2);
  const colon = owner?.children.findLast((each) => each.type === ':' && each.end <= block.start);
  if (colon && !file.tree.text.slice(colon.end, block.start).includes('\n')) {
    return inlineEdits(file, runs[0] ?? [], colon.end, indentAt(file.tree, owner?.start ?? 0) + file.style.unit, all);
  }
  const empty = isEmpty(block, all);
  const edits: Edit[] = [];
  let open: { readonly start: number; end: number; readonly pieces: Piece[] } | undefined;
  const flush = (): void => {
    if (open) edits.push(...replacement(file, open));
    open = undefined;
  };
  for (const [order, run] of runs.entries()) {
    const first = run[0];
    const last = run.at(-1);
    if (!first || !last || !run.some((statement) => all.has(statement))) {
      flush();
      continue;
    }
    const own = run.flatMap((statement) => piecesOf(file, statement, all));
    const pieces =
      own.length === 0 && empty && order === 0 ? [{ statement: pass, autocommit: false, leaves: false }] : own;
    const between = open && file.tree.text.slice(open.end, first.start);
    if (open && between?.trim() === '' && sharesBlock(file, open.pieces.at(-1), pieces[0])) {
      if (/\n\s*\n/.test(between))
        open.pieces.push({ ...pieces[0], statement: { kind: 'lines', lines: [''] }, autocommit: true, leaves: false });
      open.pieces.push(...pieces);
      open.end = last.end;
      continue;
    }
    flush();
    if (pieces.length === 0) edits.push(removal(file, block, first, last));
    else open = { start: first.start, end: last.end, pieces: [...pieces] };
  }
  flush();
  return edits;
}

function sharesBlock({ style }: File, last: Piece | undefined, next: Piece | undefined): boolean {
  const header = last && headerOf(last, style);
  return header !== undefined && next !== undefined && header === headerOf(next, style);
}

/** What comes before a statement comes before the comment that tells this program of it, too. */
function replacement(
  { tree, style }: File,
  { start, end, pieces }: { readonly start: number; readonly end: number; readonly pieces: readonly Piece[] },
): readonly Edit[] {
  const indent = indentAt(tree, start);
  const written = (some: readonly Piece[]) =>
    statementsText(inBlocks(some, style), indent, style.unit).slice(indent.length);
  const above = aboveSuppression(tree.text, start, '#');
  const own = pieces.findIndex((each) => !each.ahead);
  if (above === start || own <= 0) return [{ span: { start, end }, text: written(pieces) }];
  return [
    { span: { start: above, end: above }, text: `${written(pieces.slice(0, own))}\n${indent}` },
    { span: { start, end }, text: written(pieces.slice(own)) },
  ];
}

/** The statements of a suite on its header's line stay there as long as each of them is one line. */
function inlineEdits(file: File, run: readonly Node[], colon: number, indent: string, all: Changes): readonly Edit[] {
  const first = run[0];
  const last = run.at(-1);
  if (!first || !last) return [];
  const own = run.flatMap((statement) => piecesOf(file, statement, all));
  const pieces = own.length > 0 ? own : [{ statement: pass, autocommit: false, leaves: false }];
  const lines = pieces.map(({ statement }) => statementsText([statement], '', file.style.unit));
  const width = colon - lineStart(file.tree, colon) + lines.join('; ').length + 1;
  if (
    !pieces.some((piece) => headerOf(piece, file.style)) &&
    !lines.some((line) => line.includes('\n')) &&
    width <= 88
  ) {
    return [{ span: { start: first.start, end: last.end }, text: lines.join('; ') }];
  }
  const text = statementsText(inBlocks(pieces, file.style), indent, file.style.unit);
  return [{ span: { start: colon, end: last.end }, text: `\n${text}` }];
}

function piecesOf({ tree, style }: File, statement: Node, all: Changes): readonly Piece[] {
  const unchanged = (): Piece => ({
    statement: authorStatement(tree, { statement }, textOf(tree, statement), style),
    autocommit: false,
    leaves: false,
  });
  return all.get(statement)?.pieces ?? [unchanged()];
}

/** Statements that `;` puts on one line belong together. */
function runsOf({ tree }: File, block: Node): readonly (readonly Node[])[] {
  const runs: Node[][] = [];
  for (const statement of statementsOf(block)) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last && !tree.text.slice(last.end, statement.start).includes('\n')) run.push(statement);
    else runs.push([statement]);
  }
  return runs;
}

/** Whole lines go, and one of two empty lines that would meet. */
function removal({ tree }: File, block: Node, first: Node, last: Node): Edit {
  let start = lineStart(tree, first.start);
  let end = nextLine(tree, last.end + commentBehind(tree, last).length);
  const blankBefore = /\n[ \t]*\r?\n$/.exec(tree.text.slice(0, start));
  const blankAfter = /^([ \t]*\r?\n)+/.exec(tree.text.slice(end));
  const opens = block.children[0] === first;
  const closes = block.children.at(-1) === last;
  if (blankBefore && (blankAfter || closes)) start -= blankBefore[0].length - 1;
  else if (blankAfter && opens) end += blankAfter[0].length;
  return { span: { start, end }, text: '' };
}
