import type { AnalyzedStep, Subject } from '../model/rule.ts';
import { byStatement } from '../model/statements.ts';
import { rewrittenTable } from './rewritten-table.ts';
import type { Part } from './split.ts';
import { isOneRun } from './transaction.ts';

/** Cut where one way of running ends and the other begins; what is set for a statement goes with it. The first part stays. */
export function byCommit(steps: readonly AnalyzedStep[]): readonly Part[] {
  const parts: AnalyzedStep[][] = [];
  let settings: AnalyzedStep[] = [];
  for (const step of steps) {
    if (step.operation.kind === 'setParameter') {
      settings.push(step);
      continue;
    }
    const last = parts.at(-1);
    if (last?.at(-1)?.transaction === step.transaction) last.push(...settings, step);
    else parts.push([...settings, step]);
    settings = [];
  }
  return parts.slice(1).map((each) => ({ steps: each }));
}

/** Cut before each such work, and behind it where nothing but itself ends its transaction. */
export function apartFromLocks(works: ReadonlySet<AnalyzedStep>, subject: Subject): readonly Part[] {
  const alone = isOneRun(subject);
  const parts: { steps: AnalyzedStep[]; alone?: boolean }[] = [];
  let open = false;
  for (const statement of byStatement(subject.steps)) {
    const isWork = statement.some((step) => works.has(step));
    if (isWork) parts.push({ steps: [...statement], alone });
    else if (open) parts.at(-1)?.steps.push(...statement);
    else if (parts.length > 0) parts.push({ steps: [...statement] });
    open = parts.length > 0 && !(isWork && alone);
  }
  return parts;
}

/** Cut before each statement that takes a lock on another table than those that are held. */
export function oneTableEach(subject: Subject): readonly Part[] {
  const before = isOneRun(subject) ? runByItself : [];
  const parts: AnalyzedStep[][] = [];
  let held: readonly string[] = [];
  for (const statement of byStatement(subject.steps)) {
    const own = statement.some(({ effects }) => effects.blocks !== 'nothing') ? locksOf(statement) : [];
    const isCut = held.some((each) => !own.includes(each)) && own.some((each) => !held.includes(each));
    const last = parts.at(-1);
    if (last && !isCut) last.push(...statement);
    else parts.push([...statement]);
    held = isCut ? own : [...held, ...own];
  }
  return parts.slice(1).map((steps) => ({ steps, before }));
}

/** Cut wherever rows of existing tables begin or cease to be changed. */
export function rowsApart(subject: Subject): readonly Part[] {
  const parts: { readonly ofRows: boolean; readonly steps: AnalyzedStep[] }[] = [];
  for (const statement of byStatement(subject.steps)) {
    const ofRows = statement.some(rewrittenTable);
    const last = parts.at(-1);
    if (last?.ofRows === ofRows) last.steps.push(...statement);
    else parts.push({ ofRows, steps: [...statement] });
  }
  return parts.slice(1).map(({ steps }) => ({ steps, before: isOneRun(subject) ? runByItself : [] }));
}

const runByItself: readonly string[] = [
  'The migration before it has been run by itself: those that are run together share one transaction.',
];

/** The relations that a statement locks. */
export function locksOf(statement: readonly AnalyzedStep[]): readonly string[] {
  return statement.flatMap(({ effects }) => effects.locks.map(({ relation }) => relation));
}
