import type { AnalyzedStep, Rule } from '../model/rule.ts';
import { hasOwnLimit } from './update-limit-unsupported.ts';

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
  *check({ steps }) {
    const said = new Set<number>();
    for (const step of steps) {
      const error = step.error ?? versionError(step);
      if (!error || hasOwnLimit(step) || said.has(error.span.start)) continue;
      said.add(error.span.start);
      yield { span: error.span, message: `The statement is refused: ${error.message}` };
    }
  },
};

/** What a grammar at hand takes, and the server's version does not. What a tool writes is for the rules of that tool. */
function versionError({ effects, head, sql }: AnalyzedStep): AnalyzedStep['error'] {
  const { refused, assumed } = effects;
  return sql !== undefined && refused !== undefined && assumed === undefined
    ? { span: head, message: refused }
    : undefined;
}
