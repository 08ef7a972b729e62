import { after } from '../model/after.ts';
import { allBlocks, allWork, type Blocks, type Work } from '../model/effects.ts';
import type { Phase, Planned } from '../model/finding.ts';
import type { Name } from '../model/name.ts';
import type { Operation } from '../model/operation.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import { type Schema, settled } from '../model/schema.ts';
import type { Transaction } from '../model/transaction.ts';
import type { Project } from '../model/workspace.ts';
import { durationOf, hasRows } from './duration.ts';
import { highest } from './held.ts';
import { type Ground, transactionsIn } from './transactions.ts';

/** What migrations that are yet to be written keep others from, at their worst. */
export interface Weight {
  /** What others cannot do while work runs that grows with a table; an instant is nothing. */
  readonly blocks: Blocks;
  /** The work behind which they wait for longest. */
  readonly work: Work;
  /** The step that does it. */
  readonly step?: AnalyzedStep | undefined;
  /** Kinds of operations after which code that runs fails. */
  readonly breaks: ReadonlySet<Operation['kind']>;
  /** The tables whose size decides: others would wait for the work on them, were it longer than a second. */
  readonly small: readonly Name[];
}

export interface Scale extends Ground {
  readonly effects: (operation: Operation, schema: Schema) => AnalyzedStep['effects'];
}

/** Each phase in a run of its own, or all of them in one run. Work that is known to be done within a second counts as none. */
export function weigh(phases: readonly Phase[], schema: Schema, scale: Scale, runs: 'apart' | 'together'): Weight {
  let before = schema;
  const files = phases.map(({ up }) => {
    const steps = stepsOf(up, settled(before), scale);
    const last = steps.at(-1);
    before = last ? after(last.before, last.operation) : before;
    return steps;
  });
  const all = files.flat();
  const wholes = runs === 'together' ? [all] : files;
  const waits = wholes.flatMap((steps) => transactionsIn('up', numbered(steps), [], scale)).flatMap(waitsIn);
  const long = waits.filter(({ step }) => !isShort(step, scale.project));
  const worst = long.reduce<Wait>((found, each) => (isWorse(each, found) ? each : found), noWait);
  const breaks = all.filter(({ effects }) => effects.breaksRunningCode).map(({ operation }) => operation.kind);
  const small = waits.flatMap(({ step }) => (isShort(step, scale.project) ? (step.effects.cost?.table ?? []) : []));
  return { ...worst, breaks: new Set(breaks), small };
}

type Wait = Pick<Weight, 'blocks' | 'work' | 'step'>;

const noWait: Wait = { blocks: 'nothing', work: 'instant' };

/** What is blocked comes first, and then for how long. */
export function isWorse(one: Wait, other: Wait): boolean {
  const [a, b] = [allBlocks.indexOf(one.blocks), allBlocks.indexOf(other.blocks)];
  return a > b || (a === b && allWork.indexOf(one.work) > allWork.indexOf(other.work));
}

function stepsOf(planned: readonly Planned[], from: Schema, { effects }: Scale): readonly AnalyzedStep[] {
  let before = from;
  return planned.map(({ operation, transaction, sql }) => {
    const step = {
      operation,
      transaction,
      sql,
      span: nowhere,
      head: nowhere,
      before,
      effects: effects(operation, before),
    };
    before = after(before, operation);
    return step;
  });
}

const nowhere = { start: 0, end: 0 };

/** Statements of their own, which their places tell. */
function numbered(steps: readonly AnalyzedStep[]): readonly AnalyzedStep[] {
  return steps.map((step, start) => ({ ...step, span: { start, end: start + 1 }, head: { start, end: start + 1 } }));
}

function waitsIn({ steps, under }: Transaction): readonly (Wait & { readonly step: AnalyzedStep })[] {
  const own = steps.map((step) => ({ step, blocks: ownBlocks(step) }));
  const meanwhile = under.map(({ step, held, rows }) => {
    const blocks = highest(held.map((each) => each.blocks));
    return { step, blocks: blocks === 'nothing' && rows.length > 0 ? ('writes' as const) : blocks };
  });
  return [...own, ...meanwhile].flatMap(({ step, blocks }) => {
    const { work } = step.effects;
    return blocks === 'nothing' || work === 'instant' ? [] : [{ step, blocks, work }];
  });
}

/** Rows that one statement writes stay locked for other writers until it commits; a backfill does so in batches. */
function ownBlocks({ operation, effects }: AnalyzedStep): Blocks {
  const locksRows = operation.kind === 'updateRows' || operation.kind === 'deleteRows';
  return effects.blocks === 'nothing' && locksRows && effects.work === 'row writes' ? 'writes' : effects.blocks;
}

/** Nobody minds a second; where the work was never measured, a hundredth of what counts as large is as good. */
export function isShort(step: AnalyzedStep, project: Project): boolean {
  const duration = durationOf(step, project);
  return duration ? duration.to < 1 : hasRows(step, project, project.largeTableRows / 100) === false;
}
