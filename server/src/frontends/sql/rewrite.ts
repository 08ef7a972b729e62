import type { Change, InPlace, Phase, Planned } from '../../model/finding.ts';
import type { Rewritten, Target } from '../../model/frontend.ts';
import { limitedByKey } from '../../sql/limit-by-key.ts';
import { readSql } from '../../sql/parse.ts';
import { withoutNulls } from '../../sql/without-nulls.ts';
import { applyEdits, type Edit, type Source, type Span } from '../../text.ts';
import { insertion } from './insertion.ts';
import { type Placed, placed } from './leave.ts';
import { mergeEdits } from './merge.ts';
import { withRollback } from './moved-rollback.ts';
import { pathOf } from './naming.ts';
import { outcomeOf, type StepRewrite } from './outcome.ts';
import { rollbackChange } from './rollback.ts';
import { type SqlFile, sqlFile } from './sql-file.ts';

/**
 * The edits that carry all the rewrites out, in the author's style; none at all where one of them cannot be carried out
 * faithfully. Steps of a file beside this one are rewritten there.
 */
export function rewriteSql(
  source: Source,
  target: Target,
  rewrites: readonly InPlace[],
  siblings: readonly Source[],
): Rewritten {
  const file = sqlFile(source, target);
  const other = otherHalf(file, siblings, target);
  const steps = rewrites.filter(isStepRewrite);
  const isElsewhere = ({ step }: StepRewrite) => step.path !== undefined && step.path !== source.path;
  const here = carriedOut(
    file,
    steps.filter((each) => !isElsewhere(each)),
    siblings,
  );
  const there = carriedOut(other ?? file, steps.filter(isElsewhere), siblings);
  const whole = wholeFile(file, rewrites, siblings, other);
  if (!here || !there || !whole || there.later.length > 0) return nothing;
  const moved = here.later.map(({ phase, left }) => withRollback(phase, other ? [file, other] : [file], left));
  const removed = (from: SqlFile | undefined) =>
    moved.flatMap((each) => each.removed.flatMap(({ file: of, edit }) => (of === from ? [edit] : [])));
  const edits = [...here.edits, ...whole.edits, ...removed(file)];
  const otherEdits = other
    ? neverEmpty(other, [...there.edits, ...(whole.other ?? []), ...removed(other)])
    : there.edits;
  if (!isSound(file, edits) || (other && !isSound(other, otherEdits))) return nothing;
  if (!other && otherEdits.length > 0) return nothing;
  return {
    edits: ordered(edits),
    newFiles: [...here.newFiles, ...there.newFiles, ...whole.newFiles],
    later: moved.map(({ phase }) => phase),
    ...(other && otherEdits.length > 0 && { elsewhere: [{ source: other.source, edits: ordered(otherEdits) }] }),
  };
}

interface CarriedOut {
  readonly edits: readonly Edit[];
  readonly newFiles: readonly Source[];
  readonly later: readonly { readonly phase: Phase; readonly left: Planned | undefined }[];
}

function carriedOut(
  file: SqlFile,
  rewrites: readonly StepRewrite[],
  siblings: readonly Source[],
): CarriedOut | undefined {
  const places: Placed[] = [];
  for (const here of byStatement(rewrites)) {
    const outcome = outcomeOf(file, here[0].step.span, here);
    const place = outcome && placed(file, outcome, siblings);
    if (!place) return undefined;
    places.push(place);
  }
  return {
    edits: places.flatMap((each) => each.edits),
    newFiles: places.flatMap((each) => each.newFiles ?? []),
    later: places.flatMap(({ later, left }) => (later ? [{ phase: later, left }] : [])),
  };
}

function limited({ text, engine }: SqlFile, span: Span, key: string | undefined): Change | undefined {
  const anew = limitedByKey(text.slice(span.start, span.end), key, engine);
  return anew === undefined ? undefined : { edits: [{ span, text: anew }], newFiles: [] };
}

function excluding({ text, engine }: SqlFile, { step, column, sources }: Excluding): Change | undefined {
  const edits = withoutNulls(text, { start: step.head.start, end: step.span.end }, column, sources, engine);
  return edits && { edits, newFiles: [] };
}

type Excluding = Extract<InPlace, { readonly kind: 'notNull' }>;

/** The rewrites that are about no one statement's operations. */
function wholeFile(
  file: SqlFile,
  rewrites: readonly InPlace[],
  siblings: readonly Source[],
  other: SqlFile | undefined,
): (Change & { readonly other?: readonly Edit[] }) | undefined {
  const rest = rewrites.filter((each) => !isStepRewrite(each));
  const [only, second] = rest;
  if (!only) return { edits: [], newFiles: [] };
  const inserted = rest.filter((each) => each.kind === 'insert');
  if (inserted.length > 0) return inserted.length === rest.length ? insertion(file, inserted) : undefined;
  if (only.kind === 'notNull' && !second) return excluding(file, only);
  if (only.kind === 'merge') {
    const edits = second ? undefined : mergeEdits(file, only.steps);
    return edits && { edits, newFiles: [] };
  }
  if (only.kind === 'byKey') return second ? undefined : limited(file, only.step.span, only.key);
  return only.kind === 'rollback' && !second ? rollbackChange(file, only, siblings, other) : undefined;
}

/** The file of the other direction, where each has one. */
function otherHalf({ naming, source }: SqlFile, siblings: readonly Source[], target: Target): SqlFile | undefined {
  if (naming.direction === 'both' || naming.scheme.sections) return undefined;
  const path = pathOf({ ...naming, direction: naming.direction === 'up' ? 'down' : 'up' });
  const found = siblings.find((each) => each.path.replaceAll('\\', '/') === path && each.path !== source.path);
  return found && sqlFile(found, target);
}

const nothing: Rewritten = { edits: [], newFiles: [] };

function isStepRewrite(rewrite: InPlace): rewrite is StepRewrite {
  return rewrite.kind === 'set' || rewrite.kind === 'replace';
}

function byStatement(rewrites: readonly StepRewrite[]): readonly (readonly [StepRewrite, ...StepRewrite[]])[] {
  const groups = new Map<number, [StepRewrite, ...StepRewrite[]]>();
  for (const rewrite of rewrites) {
    const known = groups.get(rewrite.step.span.start);
    if (known) known.push(rewrite);
    else groups.set(rewrite.step.span.start, [rewrite]);
  }
  return [...groups.values()];
}

/** Some tools refuse a file without a word in it. */
function neverEmpty({ text, eol }: SqlFile, edits: readonly Edit[]): readonly Edit[] {
  if (edits.length === 0 || applyEdits(text, edits).trim() !== '') return edits;
  return [{ span: { start: 0, end: text.length }, text: `-- There is nothing to undo.${eol}` }];
}

function ordered(edits: readonly Edit[]): readonly Edit[] {
  return [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

/** The last line of defence: what could be parsed can be parsed afterwards. */
function isSound({ text, engine }: SqlFile, edits: readonly Edit[]): boolean {
  const sorted = ordered(edits);
  if (sorted.some((each, index) => each.span.start < (sorted[index - 1]?.span.end ?? 0))) return false;
  const errors = (of: string) => readSql(of, engine).filter((each) => each.error).length;
  return errors(applyEdits(text, sorted)) <= errors(text);
}
