import type { Fix } from '../model/finding.ts';
import type { Step } from '../model/migration.ts';
import { relationText } from '../model/name.ts';
import type { Operation } from '../model/operation.ts';
import type { Subject } from '../model/rule.ts';

/**
 * Whether a fix may be offered. Text that runs several times may only have fields set: what replaces it, and what follows
 * in new revisions, would carry the names of one run. New revisions run behind the whole upgrade: nothing that a downgrade
 * does is there for them, nor what a later step takes away or renames.
 */
export function isFaithful({ rewrites }: Fix, { direction, steps }: Subject): boolean {
  const following = rewrites
    .flatMap((each) => (each.kind === 'follow' ? each.phases : []))
    .flatMap((phase) => phase.up.map((planned) => planned.operation));
  const phased = rewrites.some((each) => each.kind === 'follow');
  if (phased && direction === 'down') return false;
  const fixed = rewrites.flatMap((each) => ('step' in each ? [each.step] : []));
  if (rewrites.some((each) => 'step' in each && each.step.repeated && (phased || each.kind === 'replace')))
    return false;
  if (following.length === 0) return true;
  const others = later(steps, new Set(fixed));
  return !following.some((operation) => others.some((step) => takesAway(step.operation, operation)));
}

function later(steps: readonly Step[], fixed: ReadonlySet<Step>): readonly Step[] {
  const first = steps.findIndex((step) => fixed.has(step));
  return steps.slice(first + 1).filter((step) => !fixed.has(step));
}

/** Whether the table or column that an operation names is gone or has another name after a step. */
function takesAway(step: Operation, operation: Operation): boolean {
  if (!('table' in operation) || !operation.table || !('table' in step) || !step.table) return false;
  if (relationText(step.table) !== relationText(operation.table)) return false;
  if (step.kind === 'dropTable' || step.kind === 'renameTable') return true;
  if (step.kind !== 'dropColumn' && step.kind !== 'renameColumn') return false;
  return 'column' in operation && operation.column === step.column;
}
