import { isControl } from '../../model/operation.ts';
import type { AnalyzedStep } from '../../model/rule.ts';
import { byStatement } from '../../model/statements.ts';
import type { Transaction } from '../../model/transaction.ts';
import type { Analysis } from '../analyze.ts';
import { wholeSqlOf } from '../explain.ts';
import { dedented } from '../markdown.ts';

/**
 * What the server is sent in one direction, as a script of SQL. What only running the migration would tell is a comment in its
 * place; what the tool writes down for itself is left out.
 */
export function scriptOf(transactions: readonly Transaction[], analysis: Analysis): string {
  const blocks = transactions.map((each) => block(each, analysis)).filter((lines) => lines.length > 0);
  const all = blocks.map((lines) => lines.join('\n'));
  const shown =
    all.length > mostBlocks ? [...all.slice(0, mostBlocks), `-- … and ${all.length - mostBlocks} more`] : all;
  return shown.join('\n\n');
}

function block({ steps, scope, ends, earlier, goesOn }: Transaction, analysis: Analysis): readonly string[] {
  const statements = byStatement(steps).map((each) => statementText(each, analysis));
  const saysItself = steps.some(({ operation }) => isControl(operation));
  if (statements.length === 0 || saysItself || scope === 'statement' || ends === 'implicit commit') return statements;
  const others = earlier.length > 0 || goesOn ? ['-- the transaction holds every other migration that is pending'] : [];
  return [...others, 'BEGIN;', ...statements, ends === 'commit' ? 'COMMIT;' : 'ROLLBACK;'];
}

function statementText(statement: readonly AnalyzedStep[], analysis: Analysis): string {
  const [first] = statement;
  if (!first) return '';
  const sql = wholeSqlOf(statement, analysis);
  const text = sql === undefined ? `-- ${unsaid(first)}` : ended(dedented(sql.trim()));
  const when = [
    ...(first.conditional && !first.inCode ? ['only where a condition of the file holds'] : []),
    ...(first.loop ? ['in each round of a loop'] : []),
  ];
  return [...when.map((each) => `-- ${each}:`), text].join('\n');
}

function unsaid({ operation, effects }: AnalyzedStep): string {
  const why = operation.kind === 'opaque' ? `not analysed: ${operation.why}` : effects.does;
  // What else there is to say of it stands at its number in the list of what runs.
  return (why.split('; ')[0] ?? why).replace(/\s+/g, ' ');
}

/** A line of comment at the end would swallow the semicolon. */
function ended(sql: string): string {
  if (/;\s*$/.test(sql)) return sql;
  return /--[^\n]*$/.test(sql) ? `${sql}\n;` : `${sql};`;
}

/** Nobody reads on. */
const mostBlocks = 500;
