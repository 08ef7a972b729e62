import type { EngineName } from '../../server/src/model/engine.ts';
import { readSql } from '../../server/src/sql/parse.ts';
import { printSql } from '../../server/src/sql/print.ts';
import { contains } from '../../server/src/text.ts';

/**
 * The laws that the reading of a text breaks: spans lie in it and in order, heads are keywords where the grammar takes them, each statement says
 * something, and what an operation is called is one of the words that engines know.
 */
export function brokenLaws(text: string, engine: EngineName, known: readonly string[]): readonly string[] {
  const laws: string[] = [];
  const law = (holds: boolean, name: string) => holds || laws.push(`${name}: ${JSON.stringify(text)}`);
  let end = 0;
  for (const { span, text: own, operations, error } of readSql(text, engine)) {
    law(span.start >= end && own !== '' && text.slice(span.start, span.end) === own, 'statement');
    law(operations.length > 0, 'something said');
    law(!error || (contains(span, error.span) && error.span.start <= error.span.end && error.message !== ''), 'error');
    for (const { operation, head } of operations) {
      law(contains(span, head) && head.start < head.end, 'head');
      const written = error !== undefined || isCode.test(own) || keywords.test(text.slice(head.start, head.end));
      law(operation.kind === 'opaque' || written, 'keywords');
      law(operation.kind !== 'other' || known.includes(operation.statement), 'known');
      law(operation.kind !== 'opaque' || operation.why !== '', 'named');
      printSql(operation, engine);
    }
    end = span.end;
  }
  return laws;
}

/** Words, with blanks and comments between them. */
const keywords = /^[a-z_]+((\s|\ufeff|\p{Cc}|--.*\n|#.*\n|\/\*[\s\S]*?\*\/|\*\/|\/\*!\d*|\*)+[a-z_]+)*$/iu;

/** Its keywords may be put together from several strings. */
const isCode = /^\s*do\b/i;
