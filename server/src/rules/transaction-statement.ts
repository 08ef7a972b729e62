import type { Fix } from '../model/finding.ts';
import type { ControlTransaction } from '../model/operation.ts';
import type { AnalyzedStep, Found, Rule } from '../model/rule.ts';
import { isSwitchedOff } from '../model/schema.ts';
import { isHandedOver, keepsApart, leavesForOne, superfluousWords } from '../plans/transaction.ts';

export const transactionStatement: Rule = {
  id: 'transaction-statement',
  severity: 'warning',
  inDowngrade: 'lower',
  docs: {
    what: 'A migration says BEGIN, COMMIT or ROLLBACK where the tool already does, or leaves a transaction open.',
    why: 'Inside the tool’s transaction a BEGIN does nothing, and a COMMIT ends that transaction early: what follows commits statement by statement, a failure leaves half of the migration behind, and the tool may never note that it ran. A BEGIN without a COMMIT is rolled back when the connection closes.',
    instead:
      'Leave the transaction to the tool. Where a statement must run outside of one, use the tool’s own way out; where the tool opens none, write BEGIN and COMMIT as a pair.',
  },
  examples: [
    {
      engine: 'postgresql',
      tool: 'sql',
      bad: 'BEGIN;\nALTER TABLE users ADD COLUMN email text;',
      good: 'BEGIN;\nALTER TABLE users ADD COLUMN email text;\nCOMMIT;',
    },
  ],
  *check({ steps, migration }) {
    const said = steps.filter(isSaid);
    if (migration.transaction === 'statement') yield* unpaired(said);
    else yield* superfluous(said, steps);
  },
};

type Control = AnalyzedStep & { readonly operation: ControlTransaction };

/** In a file of SQL: of what a program says another rule speaks. */
function isSaid(step: AnalyzedStep): step is Control {
  return step.operation.kind === 'controlTransaction' && step.sql !== undefined && !isHandedOver(step);
}

/** The author opens transactions, and has to close them. */
function* unpaired(said: readonly Control[]): Iterable<Found> {
  let open: Control | undefined;
  for (const step of said) {
    // In a block of code it ends a batch: the server opens the next transaction by itself.
    if (step.head.start > step.span.start) continue;
    if (step.operation.what === 'begin') {
      if (open) yield { span: step.head, message: 'This BEGIN does nothing: a transaction is open already' };
      else open = step;
    } else if (open) open = undefined;
    // Switched off, the first statement opens a transaction.
    else if (!isSwitchedOff(step.before, 'autocommit'))
      yield { span: step.head, message: `This ${word(step)} closes nothing: no transaction is open` };
  }
  if (open) {
    yield {
      span: open.head,
      message: 'This BEGIN is never closed: all that follows is rolled back when the connection closes',
    };
  }
}

/** The tool opens and closes the transaction. */
function* superfluous(said: readonly Control[], steps: readonly AnalyzedStep[]): Iterable<Found> {
  const found = said.filter((step) => !leavesForOne(step, steps));
  const fix: Fix = {
    title: 'Leave the transaction to the tool',
    rewrites: found.map((step) => ({ kind: 'replace', step, by: [] })),
  };
  const fixes = found.some((step) => keepsApart(step, steps)) ? [] : [fix];
  for (const [at, step] of found.entries()) {
    // `COMMIT AND CHAIN` is told once.
    if (found[at - 1]?.head.start === step.head.start) continue;
    yield { span: step.head, message: superfluousWords(step), fixes };
  }
}

function word(step: Control): string {
  return step.operation.what.toUpperCase();
}
