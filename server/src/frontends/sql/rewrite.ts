import type { InPlace, Phase } from '../../model/finding.ts';
import type { Rewritten, Target } from '../../model/frontend.ts';
import { readSql } from '../../sql/parse.ts';
import { applyEdits, type Edit, type Source } from '../../text.ts';
import { placed } from './leave.ts';
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
  const edits: Edit[] = [];
  const newFiles: Source[] = [];
  const later: Phase[] = [];
  const file = sqlFile(source, target);
  for (const here of byStatement(rewrites.filter(isStepRewrite))) {
    const outcome = outcomeOf(file, here[0].step.span, here);
    const place = outcome && placed(file, outcome, siblings);
    if (!place) return nothing;
    edits.push(...place.edits);
    newFiles.push(...(place.newFiles ?? []));
    if (place.later) later.push(place.later);
  }
  for (const rewrite of rewrites) {
    if (rewrite.kind === 'set' || rewrite.kind === 'replace') continue;
    const change = rewrite.kind === 'rollback' ? rollbackChange(file, rewrite.operations, siblings) : undefined;
    if (!change) return nothing;
    edits.push(...change.edits);
    newFiles.push(...change.newFiles);
  }
  return isSound(file, edits) ? { edits: ordered(edits), newFiles, later } : nothing;
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
