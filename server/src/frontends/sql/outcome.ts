import type { InPlace, Planned } from '../../model/finding.ts';
import type { Step } from '../../model/migration.ts';
import { relationText } from '../../model/name.ts';
import { printedAction, setStatement } from '../../sql/edit/set-statement.ts';
import type { WrittenStatement } from '../../sql/edit/written-statement.ts';
import { applyEdits, contains, type Edit, type Span } from '../../text.ts';
import { refusesTransaction } from './opt-out.ts';
import { printPlanned } from './print-planned.ts';
import { indexOf, type SqlFile, statementAt } from './sql-file.ts';

export type StepRewrite = Extract<InPlace, { readonly kind: 'set' | 'replace' }>;

/** What becomes of one statement. */
export interface Outcome {
  readonly statement: WrittenStatement;
  /** What stays of it, in its place; absent where it goes. */
  readonly kept?: { readonly edits: readonly Edit[]; readonly text: string; readonly leaves: boolean } | undefined;
  /** What comes behind it, or in its place. */
  readonly pieces: readonly Piece[];
  readonly steps: readonly Step[];
}

/** Statements that belong together. */
export interface Piece {
  readonly planned: Planned;
  readonly statements: readonly string[];
  /** It must not run in the transaction that it would stand in. */
  readonly leaves: boolean;
}

/** Undefined where the rewrites of this statement cannot be carried out faithfully. */
export function outcomeOf(file: SqlFile, span: Span, rewrites: readonly StepRewrite[]): Outcome | undefined {
  const statement = statementAt(file, span);
  if (!statement || rewrites.some(({ step }) => isInsideString(statement, step))) return undefined;
  const kept = rewrites.map((each) => asSet(statement, each));
  if (kept.some(({ set }) => set)) {
    const found = outcomeOfAll(
      statement,
      kept.flatMap(({ set, rest }) => (set ? [set, ...rest] : rest)),
    );
    if (found) return found;
  }
  return outcomeOfAll(statement, rewrites);
}

/** What is replaced by the same kind of thing and more, the author's text may serve for: it is set, and the rest comes behind. */
function asSet(
  statement: WrittenStatement,
  rewrite: StepRewrite,
): { readonly set?: StepRewrite; readonly rest: readonly StepRewrite[] } {
  const { step } = rewrite;
  const [first, ...others] = rewrite.kind === 'replace' ? rewrite.by : [];
  const alike = first?.transaction === 'shared' && first.operation.kind === step.operation.kind;
  if (!first || !alike || statement.operations.length > 1) return { rest: [rewrite] };
  const set = { kind: 'set', step, to: { ...first, transaction: step.transaction } } as const;
  return { set, rest: others.length > 0 ? [{ kind: 'replace', step, by: others }] : [] };
}

function outcomeOfAll(statement: WrittenStatement, rewrites: readonly StepRewrite[]): Outcome | undefined {
  const steps = rewrites.map(({ step }) => step);
  const sets = rewrites.flatMap((each) => (each.kind === 'set' ? [each] : []));
  const replaced = rewrites.flatMap((each) => (each.kind === 'replace' ? [each] : []));
  const settings = sets.map(({ step, to }) => ({ index: indexOf(statement, step), to: to.operation }));
  if (settings.some(({ index }) => index < 0)) return undefined;
  const set = setStatement(statement, settings);
  if (!set) return undefined;
  const leaves = sets.some(({ step, to }) => leavesFor(step, to));
  const isSet = new Set(sets.map(({ step }) => step));
  const further = replaced.filter(({ step }) => isSet.has(step));
  const behind = further.map(({ step, by }) => piecesOf(statement, step, by));
  if (behind.some((each) => !each)) return undefined;
  const anew = replaced.filter(({ step }) => !isSet.has(step));
  const rest = anew.length > 0 ? replacement(statement, anew) : { edits: [], pieces: [] };
  const found = rest && { ...rest, pieces: [...rest.pieces, ...behind.flatMap((each) => each ?? [])] };
  if (!found) return undefined;
  if (!found.edits) return sets.length > 0 ? undefined : { statement, pieces: found.pieces, steps };
  const edits = [...set, ...found.edits];
  return { statement, kept: { edits, text: edited(statement, edits), leaves }, pieces: found.pieces, steps };
}

function leavesFor(step: Step, { transaction, operation }: Planned): boolean {
  return transaction === 'autocommit' && (step.transaction === 'shared' || refusesTransaction(operation));
}

function piecesOf(statement: WrittenStatement, step: Step, planned: readonly Planned[]): readonly Piece[] | undefined {
  const found = planned.map((each) => {
    const statements = printPlanned(each, statement);
    return statements && { planned: each, statements, leaves: leavesFor(step, each) };
  });
  return found.some((each) => !each) ? undefined : found.flatMap((each) => each ?? []);
}

/** A body of DO or of a routine is a string: what stands in there is not for us to move. */
function isInsideString({ tokens }: WrittenStatement, { head }: Step): boolean {
  return tokens.some((each) => each.kind === 'string' && contains(each, head));
}

type Replacement = Extract<StepRewrite, { readonly kind: 'replace' }>;

/** No edits: the whole statement goes. */
function replacement(
  statement: WrittenStatement,
  replaced: readonly Replacement[],
): { readonly edits?: readonly Edit[]; readonly pieces: readonly Piece[] } | undefined {
  if (!statement.isAlter) {
    // Of a list only the whole can go: nothing is cut out of it.
    if (new Set(replaced.map(({ step }) => step)).size !== statement.operations.length) return undefined;
    const found = replaced.map(({ step, by }) => piecesOf(statement, step, by));
    return found.some((each) => !each) ? undefined : { pieces: found.flatMap((each) => each ?? []) };
  }
  const edits: Edit[] = [];
  const behind: Piece[] = [];
  const gone = new Set<Span>();
  for (const { step, by } of replaced) {
    const action = statement.actions.find((each) => contains(each, step.head));
    if (!action) return undefined;
    const { inPlace, rest } = actionsFor(statement, by);
    const found = piecesOf(statement, step, rest);
    if (!found) return undefined;
    behind.push(...found);
    if (inPlace.length > 0) edits.push({ span: action, text: inPlace.join(', ') });
    else gone.add(action);
  }
  if (gone.size === statement.actions.length) return { pieces: behind };
  return { edits: [...edits, ...cuts(statement.actions, gone)], pieces: behind };
}

/** Operations that can stand where the action stood; of an ALTER with one action only the first, for legibility. */
function actionsFor(
  statement: WrittenStatement,
  by: readonly Planned[],
): { readonly inPlace: readonly string[]; readonly rest: readonly Planned[] } {
  const actions = by.map((each) =>
    each.transaction === 'autocommit' || !isOfTable(each, statement)
      ? undefined
      : printedAction(each.operation, statement),
  );
  const upTo = actions.indexOf(undefined);
  const count = upTo < 0 ? actions.length : upTo;
  // One of several: what cannot stand among them all comes behind, in its order.
  const taken = statement.actions.length === 1 ? Math.min(count, 1) : count === actions.length ? count : 0;
  return { inPlace: actions.slice(0, taken).flatMap((each) => each ?? []), rest: by.slice(taken) };
}

/** Whether the operation is about the table that the statement alters. */
function isOfTable({ operation }: Planned, { operations: [altered] }: WrittenStatement): boolean {
  const [table, of] = [operation, altered?.operation].map((each) =>
    each && 'table' in each && each.table ? relationText(each.table) : undefined,
  );
  return of === undefined || table === of;
}

/** Takes actions out with a comma each. */
function cuts(actions: readonly Span[], gone: ReadonlySet<Span>): readonly Edit[] {
  let kept = false;
  return actions.flatMap((action, index): Edit[] => {
    if (!gone.has(action)) {
      kept = true;
      return [];
    }
    const start = kept ? (actions[index - 1]?.end ?? action.start) : action.start;
    const end = kept ? action.end : (actions[index + 1]?.start ?? action.end);
    return [{ span: { start, end }, text: '' }];
  });
}

function edited({ text, span }: WrittenStatement, edits: readonly Edit[]): string {
  const shifted = edits.map((edit) => ({
    text: edit.text,
    span: { start: edit.span.start - span.start, end: edit.span.end - span.start },
  }));
  return applyEdits(text.slice(span.start, span.end), shifted);
}
