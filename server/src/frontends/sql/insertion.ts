import type { Change, Insert } from '../../model/finding.ts';
import { indentAt } from './layout.ts';
import { plainly } from './plainly.ts';
import { printPlanned } from './print-planned.ts';
import { ahead, behind } from './put.ts';
import { type SqlFile, statementAt } from './sql-file.ts';

/** Statements before or behind the author's own; what would have to leave the transaction of the file is done inside of it. */
export function insertion(file: SqlFile, inserted: readonly Insert[]): Change | undefined {
  const edits = [];
  for (const { step, side, operations } of inserted) {
    if (step.path !== undefined && step.path !== file.source.path) return undefined;
    const statement = statementAt(file, step.span);
    if (!statement || indentAt(file.text, step.span.start).trim() !== '') return undefined;
    const wrapped = file.migration.transaction !== 'statement';
    const pieces = operations.map((each) => {
      const planned = wrapped ? plainly(each, file.engine) : each;
      const statements = printPlanned(planned, statement);
      return statements && { planned, statements, leaves: false };
    });
    if (pieces.some((each) => !each)) return undefined;
    const found = pieces.flatMap((each) => each ?? []);
    edits.push(side === 'before' ? ahead(file, step.span, found) : behind(file, step.span, found, false));
  }
  return { edits, newFiles: [] };
}
