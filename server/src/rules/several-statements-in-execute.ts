import type { AnalyzedStep, Rule } from '../model/rule.ts';

export const severalStatementsInExecute: Rule = {
  id: 'several-statements-in-execute',
  severity: 'error',
  inDowngrade: 'same',
  docs: {
    what: 'One call hands the driver a text of several statements.',
    why: 'Most drivers of this database refuse the text as a syntax error. One that takes it keeps quiet when a statement behind the first fails, so that the migration is noted as done; another leaves the connection out of step for the next call. It is no matter of the server, so that the same text works in its own command line.',
    instead: 'Give each statement a call of its own.',
  },
  examples: [
    {
      engine: 'sqlite',
      bad: 'op.execute("DELETE FROM a WHERE id = 1; DELETE FROM b WHERE id = 1")',
      good: 'op.execute("DELETE FROM a WHERE id = 1")\nop.execute("DELETE FROM b WHERE id = 1")',
    },
  ],
  *check({ steps, oneStatementACall }) {
    if (!oneStatementACall) return;
    for (const call of callsOf(steps)) {
      const [second, ...more] = call.filter((step) => step.continues);
      if (!second) continue;
      yield {
        span: second.head,
        message: `Most drivers take one statement a call, and this is the second of ${more.length + 2}`,
        fixes: [{ title: 'Give each statement a call of its own', rewrites: [{ kind: 'apart', step: second }] }],
      };
    }
  },
};

/** The steps of each text; those of one statement that does several things share its SQL. */
function callsOf(steps: readonly AnalyzedStep[]): readonly (readonly AnalyzedStep[])[] {
  const calls: AnalyzedStep[][] = [];
  for (const [at, step] of steps.entries()) {
    const before = steps[at - 1];
    const same = before?.span.start === step.span.start && (step.continues || before.sql === step.sql);
    if (same) calls.at(-1)?.push(step);
    else calls.push([step]);
  }
  return calls;
}
