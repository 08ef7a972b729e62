import type { Rule } from '../model/rule.ts';
import { hasOwnLimit } from './update-limit-unsupported.ts';

export const syntaxError: Rule = {
  id: 'syntax-error',
  severity: 'error',
  inDowngrade: 'same',
  docs: {
    what: 'The database’s own grammar refuses a statement.',
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
  *check({ steps }) {
    const said = new Set<number>();
    for (const step of steps) {
      if (!step.error || hasOwnLimit(step) || said.has(step.error.span.start)) continue;
      said.add(step.error.span.start);
      yield { span: step.error.span, message: `The statement is refused: ${step.error.message}` };
    }
  },
};
