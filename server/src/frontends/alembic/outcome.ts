import type { Insert, Planned } from '../../model/finding.ts';
import type { Step } from '../../model/migration.ts';
import { isRebuildable, type Operation } from '../../model/operation.ts';
import { child, type Node, parsePython, type Tree, textOf } from '../../python/parse.ts';
import { type Statement, statementsText } from '../../python/statement.ts';
import { applyEdits, type Edit } from '../../text.ts';
import { type AuthorCall, authorCall, changeArgument, removeArgument } from './author-call.ts';
import { authorStatement, codeOf } from './author-statement.ts';
import { type Batch, batchHeader, batchTable, insideBatch, outsideBatch } from './batch.ts';
import { type ArgumentPart, columnOf } from './call-parts.ts';
import { aliasOf, batchOf, type Place } from './place.ts';
import { type CallPlan, type File, planCall, type StepRewrite } from './plan-call.ts';
import { type Printed, printPlanned } from './print-planned.ts';
import type { CallChange } from './set-call.ts';
import type { Style } from './style.ts';

/** A statement in the place of the author's. */
export interface Piece extends Printed {
  /** It cannot stay in the `with` block around it: not in the batch, or not where every statement commits by itself. */
  readonly leaves: boolean;
  /** It comes before the author's statement, and what is said above that is not about it. */
  readonly ahead?: boolean | undefined;
}

/** What stands in the place of one statement after all its rewrites; undefined where they cannot be carried out. */
export function outcomeOf(
  file: File,
  place: Place,
  rewrites: readonly StepRewrite[],
  others: boolean,
): readonly Piece[] | undefined {
  const call = callOf(file.tree, place.statement);
  const plan = call && planCall(file, call, rewrites, others);
  if (!plan) return undefined;
  const context = rewrites[0]?.step.transaction ?? 'shared';
  const batchCall = authorCall(file.tree, batchAround(file.tree, place, call));
  const batch = batchCall && batchTable(file.tree, batchCall);
  if (batchCall && !batch) return undefined;
  if (plan.copies && (batchCall || plan.transaction)) return undefined;
  const header = plan.copies ? batchHeader(file.tree, call, file.style) : undefined;
  if (plan.copies && header === undefined) return undefined;
  const printed = (planned: readonly Planned[]) =>
    allIn(header, printedPieces(file, planned, context, batch), (each) => intoBatch(each, file.style));
  const before = printed(plan.before);
  const own = plan.gone ? [] : ownPiece(file, place, plan, context, batch, header);
  const after = printed(plan.after);
  return before && own && after && [...(own.length > 0 ? before.map(ahead) : before), ...own, ...after];
}

/** The author's statement as it stands, between what is put before it and behind it. */
export function besidePieces(file: File, place: Place, rewrites: readonly Insert[]): readonly Piece[] | undefined {
  const { tree, style } = file;
  const context = rewrites[0]?.step.transaction ?? 'shared';
  const batchCall = authorCall(
    tree,
    place.path.map((each) => batchOf(tree, each)).find((each) => each),
  );
  const batch = batchCall && batchTable(tree, batchCall);
  if (batchCall && !batch) return undefined;
  const receiver = aliasOf(
    tree,
    place.path.find((each) => batchOf(tree, each)),
  );
  const printed = (side: Insert['side']) => {
    const operations = rewrites.flatMap((each) => (each.side === side ? each.operations : []));
    const within = operations.filter(({ operation }) => isWithin(operation));
    const outside = operations.filter(({ operation }) => !isWithin(operation));
    const inner = printedPieces(file, within, context, undefined)?.map(({ statement }) =>
      intoBatch(statement, style, receiver),
    );
    const outer = printedPieces(file, outside, context, batch);
    if (!inner || !outer || inner.includes(undefined)) return undefined;
    const staying = inner.flatMap((each) => (each ? [{ statement: each, autocommit: false, leaves: false }] : []));
    return side === 'behind' ? [...staying, ...outer] : [...outer, ...staying];
  };
  const [before, behind] = [printed('before'), printed('behind')];
  const own = authorStatement(tree, place, textOf(tree, place.statement), style);
  return before && behind && [...before.map(ahead), { statement: own, autocommit: false, leaves: false }, ...behind];
}

function ahead(piece: Piece): Piece {
  return { ...piece, ahead: true };
}

/** It is for the batch that stands there. */
function isWithin(operation: Operation): boolean {
  return isRebuildable(operation) && operation.rebuild !== undefined;
}

function allIn(
  header: string | undefined,
  pieces: readonly Piece[] | undefined,
  move: (statement: Statement) => Statement | undefined,
): readonly Piece[] | undefined {
  if (header === undefined || !pieces) return pieces;
  const moved = pieces.map(({ statement }) => move(statement));
  return moved.includes(undefined)
    ? undefined
    : pieces.map((piece, at) => ({ ...piece, header, statement: moved[at] ?? piece.statement }));
}

/** `op.create_index("ix", "t", …)`, as it was just printed, becomes `batch_op.create_index("ix", …)`. */
function intoBatch(statement: Statement, style: Style, receiver?: string): Statement | undefined {
  const text = edited(statementsText([statement], '', style.unit), (tree, call) => insideBatch(tree, call, receiver));
  const doc = text === undefined ? undefined : codeOf(text);
  return doc && { kind: 'code', doc };
}

/** The batch whose operation the call is: it runs when the block ends, whatever stands around it there. */
function batchAround(tree: Tree, { path }: Place, call: AuthorCall): Node | undefined {
  const callee = child(call.node, 'function');
  const receiver = callee && child(callee, 'object');
  const owner = path.findLast((each) => batchOf(tree, each));
  return receiver && aliasOf(tree, owner) === textOf(tree, receiver) ? batchOf(tree, owner) : undefined;
}

function printedPieces(
  { style, engine }: File,
  planned: readonly Planned[],
  context: Step['transaction'],
  batch: Batch | undefined,
): readonly Piece[] | undefined {
  return printPlanned(planned, style, engine)?.map(({ statement, autocommit }) => ({
    statement,
    autocommit: autocommit && context === 'shared',
    leaves: batch !== undefined || (!autocommit && context === 'autocommit'),
  }));
}

/** The author's call with other arguments; out of its batch where it has to commit by itself. */
function ownPiece(
  { tree, style }: File,
  place: Place,
  plan: CallPlan,
  context: Step['transaction'],
  batch: Batch | undefined,
  header: string | undefined,
): readonly Piece[] | undefined {
  const autocommit = plan.transaction === 'autocommit' && context === 'shared';
  const shared = plan.transaction === 'shared' && context === 'autocommit';
  const leaves = shared || (autocommit && batch !== undefined);
  if (shared && batch) return undefined;
  let text: string | undefined = textOf(tree, place.statement);
  for (const each of plan.removals) text = text && removed(text, each, tree);
  for (const each of plan.changes) text = text && changed(text, each);
  if (leaves && batch) {
    text = text && edited(text, (now, call) => outsideBatch(now, call, batch, style));
  }
  if (header !== undefined) text = text && edited(text, (now, call) => insideBatch(now, call));
  return text === undefined
    ? undefined
    : [{ statement: authorStatement(tree, place, text, style), autocommit, leaves, header }];
}

function changed(text: string, change: CallChange): string | undefined {
  return edited(text, (now, call) => {
    const target = change.of === 'column' ? columnOf(now, call) : call;
    return target && changeArgument(now, target, change);
  });
}

/** Arguments are found again by their text, because earlier changes have moved them. */
function removed(text: string, part: ArgumentPart, tree: Tree): string | undefined {
  return part.arguments.reduce<string | undefined>(
    (before, argument) =>
      before &&
      edited(before, (now, call) => {
        const target = part.of === 'column' ? columnOf(now, call) : call;
        const found = target?.list.children.find((each) => textOf(now, each) === textOf(tree, argument));
        return target && found && [removeArgument(now, target.list, found)];
      }),
    text,
  );
}

function edited(
  text: string,
  edits: (tree: Tree, call: AuthorCall) => readonly Edit[] | undefined,
): string | undefined {
  const tree = parsePython(text);
  const call = callOf(tree, tree.root.children[0]);
  const made = call && edits(tree, call);
  return made && applyEdits(text, made);
}

function callOf(tree: Tree, statement: Node | undefined): AuthorCall | undefined {
  if (statement?.type !== 'expression_statement' || statement.children.length !== 1) return undefined;
  return authorCall(tree, statement.children[0]);
}
