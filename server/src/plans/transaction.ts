import type { Step } from '../model/migration.ts';
import { type ControlTransaction, isControl } from '../model/operation.ts';
import type { AnalyzedStep, Subject } from '../model/rule.ts';

/** The last steps that share one transaction; a step that commits by itself ends the one before it. */
export function sinceCommit<S extends Step>(
  steps: readonly S[],
): { readonly steps: readonly S[]; readonly ended: boolean } {
  const end = steps.findLastIndex(({ operation, transaction }) => transaction === 'autocommit' || isControl(operation));
  return { steps: steps.slice(end + 1), ended: end >= 0 };
}

/** The steps of the migrations before this one, as far back as their transaction goes. */
export function earlierSteps(previous: Subject['previous']): readonly Step[] {
  const found: Step[] = [];
  for (const { up } of previous) {
    const { steps, ended } = sinceCommit(up);
    found.push(...steps);
    if (ended) break;
  }
  return found;
}

/** A step that commits by itself commits what came before it too. */
export function untilCommit<S extends Step>(steps: readonly S[]): readonly S[] {
  const end = steps.findIndex(({ operation, transaction }) => transaction === 'autocommit' || isControl(operation));
  return end < 0 ? steps : steps.slice(0, end);
}

/** What the statement of the step does as well: one transaction at least, unless it is code that says COMMIT. */
export function inStatement<S extends Step>(steps: readonly S[], { span, sql, path }: S): readonly S[] {
  if (sql === undefined) return [];
  const same = steps.filter((each) => each.span.start === span.start && each.sql === sql && each.path === path);
  return same.some(({ operation }) => isControl(operation)) ? [] : same;
}

/** It leaves the tool's transaction for a statement that refuses to run in one, or comes back behind it. */
export function leavesForOne(step: AnalyzedStep, steps: readonly AnalyzedStep[]): boolean {
  const at = steps.indexOf(step);
  const begins = step.operation.kind === 'controlTransaction' && step.operation.what === 'begin';
  const beside = begins ? steps.slice(0, at).reverse() : steps.slice(at + 1);
  const end = beside.findIndex(({ operation }) => isControl(operation));
  if (end < 0 && begins) return false;
  return beside.slice(0, end < 0 ? undefined : end).some(({ effects }) => effects.transaction === 'forbidden');
}

/** A COMMIT, or its like, without which rows and the schema would be changed in one transaction. */
export function keepsApart(step: AnalyzedStep, steps: readonly AnalyzedStep[]): boolean {
  const at = steps.indexOf(step);
  const [before, after] = [untilNext(steps.slice(0, at).reverse()), untilNext(steps.slice(at + 1))];
  return (
    (before.some(writesRows) && after.some(changesSchema)) || (before.some(changesSchema) && after.some(writesRows))
  );
}

function untilNext(steps: readonly AnalyzedStep[]): readonly AnalyzedStep[] {
  const end = steps.findIndex(({ operation }) => isControl(operation));
  return end < 0 ? steps : steps.slice(0, end);
}

function writesRows({ effects }: AnalyzedStep): boolean {
  return effects.work === 'row writes';
}

function changesSchema({ effects }: AnalyzedStep): boolean {
  return effects.work !== 'row writes' && effects.blocks !== 'nothing';
}

/** All migrations that are pending run in one transaction: a file of its own does not end it. */
export function isOneRun({ migration, environment }: Subject): boolean {
  return migration.transaction === 'run' && environment.transactionPerMigration !== true;
}

/** SQL that a program hands over, such as `op.execute("COMMIT")`: it stands inside of the program's own statement. */
export function isHandedOver({ sql, inCode, head, span }: Step): boolean {
  return sql !== undefined && !inCode && head.start > span.start;
}

export type Control = AnalyzedStep & { readonly operation: ControlTransaction };

/** By a call, or in SQL that the program hands over, where it is not meant to commit by itself. */
export function isSaidByProgram(step: AnalyzedStep, steps: readonly AnalyzedStep[]): step is Control {
  if (step.operation.kind !== 'controlTransaction') return false;
  if (step.transaction === 'shared') return step.sql === undefined || isHandedOver(step);
  // Behind a COMMIT each statement commits by itself.
  return isHandedOver(step) && steps.some((each) => each.transaction === 'shared' && isSaidByProgram(each, []));
}

/** What is wrong with SQL that controls a transaction which the tool opens and closes. */
export function superfluousWords({ operation, effects }: Control): string {
  const commits = operation.what === 'begin' && effects.transaction === 'implicit commit';
  return commits ? 'This BEGIN commits what the migration has done so far' : superfluous[operation.what];
}

const superfluous: Readonly<Record<ControlTransaction['what'], string>> = {
  begin: 'This BEGIN does nothing: the migration already runs in a transaction',
  commit: 'This COMMIT ends the migration’s own transaction: what follows is not taken back if something fails',
  rollback: 'This ROLLBACK takes back all that the migration has done so far, and ends its transaction',
};
