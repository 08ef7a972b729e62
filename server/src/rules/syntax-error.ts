import { isLimited } from '../model/operation.ts';
import { refusalOf } from '../model/refusal.ts';
import type { AnalyzedStep, Rule, Subject } from '../model/rule.ts';
import { byStatementRun } from '../model/statements.ts';

export const syntaxError: Rule = {
  id: 'syntax-error',
  severity: 'error',
  inDowngrade: 'same',
  docs: {
    what: 'The database’s own grammar refuses a statement, or the version at hand always does.',
    why: 'The migration fails when it reaches the statement. Where earlier statements have committed by then, the schema is left half way between two versions.',
    instead:
      'Mend the statement where the parser stumbles: the mistake stands there or just before. What is only known at run time is not counted as a mistake.',
  },
  examples: [
    {
      engine: 'postgresql',
      tool: 'sql',
      bad: 'ALTER TABLE users ADD COLUM email text;',
      good: 'ALTER TABLE users ADD COLUMN email text;',
    },
  ],
  *check(subject) {
    if (subject.contradicted) return;
    const said = new Set<number>();
    for (const actions of byStatementRun(subject.steps)) {
      const refused = actions.filter((step) => step.error === undefined && isRefused(step, subject));
      const culprit = refused.find(({ operation, before }) => subject.effects(operation, before).refused !== undefined);
      for (const step of actions) {
        // A LIMIT has a rule of its own. What refuses one action refuses the statement: it is told once, where it can be told from the others.
        const error = step.error ?? (step === (culprit ?? refused[0]) ? refusal(step) : undefined);
        if (!error || isLimited(step.operation) || said.has(error.span.start)) continue;
        said.add(error.span.start);
        yield { span: error.span, message: `The statement is refused: ${error.message}` };
      }
    }
  },
};

/** What a grammar at hand takes, and the server's version or the table does not. What a tool writes has a rule of its own. */
function isRefused(step: AnalyzedStep, subject: Subject): boolean {
  return step.sql !== undefined && refusalOf(step, subject) !== undefined;
}

function refusal({ effects, head }: AnalyzedStep): AnalyzedStep['error'] {
  return effects.refused === undefined ? undefined : { span: head, message: effects.refused };
}
