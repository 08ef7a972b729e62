import type { AnalyzedStep } from '../model/rule.ts';
import type { Transaction } from '../model/transaction.ts';
import type { Analysis } from './analyze.ts';
import { firstToWait, type Waiting, waitingOf } from './queue.ts';
import { transactionsOf } from './transactions.ts';

/** What is known of a step only beside the others: its transaction, and whom it waits for. */
export interface Course {
  readonly transactions: readonly Transaction[];
  readonly transactionOf: ReadonlyMap<AnalyzedStep, Transaction>;
  readonly waiting: ReadonlyMap<AnalyzedStep, Waiting>;
  /** The waiting steps that say so: once a direction is enough. */
  readonly sayWaiting: ReadonlySet<AnalyzedStep>;
}

/** Worked out when somebody asks: a hover, an explanation or a report; rules do without. */
export function courseOf(analysis: Analysis): Course {
  const known = courses.get(analysis) ?? run(analysis);
  courses.set(analysis, known);
  return known;
}

const courses = new WeakMap<Analysis, Course>();

function run(analysis: Analysis): Course {
  const transactions = transactionsOf(analysis);
  const directions = (['up', 'down'] as const).map((direction) =>
    waitingOf(
      transactions.filter((each) => each.direction === direction),
      analysis,
    ),
  );
  return {
    transactions,
    transactionOf: new Map(transactions.flatMap((each) => each.steps.map((step) => [step, each]))),
    waiting: new Map(directions.flatMap((each) => [...each])),
    sayWaiting: new Set(directions.flatMap((each) => [...firstToWait(each)])),
  };
}
