import type { Phase, Planned } from '../../model/finding.ts';
import type { Step } from '../../model/migration.ts';
import type { Operation } from '../../model/operation.ts';
import { applyEdits, type Edit } from '../../text.ts';
import { removal } from './layout.ts';
import { setStatement } from './set-statement.ts';
import { type SqlFile, statementAt } from './sql-file.ts';
import { undoes } from './undoes.ts';

/** A phase with its way back, and what the files that had that way back lose. */
export interface MovedRollback {
  readonly phase: Phase;
  readonly removed: readonly { readonly file: SqlFile; readonly edit: Edit }[];
}

/**
 * What moves to a migration of its own takes along what undoes it, out of the section or the file that holds it; where
 * nothing there does, an index is dropped by name.
 */
export function withRollback(phase: Phase, files: readonly SqlFile[]): MovedRollback {
  const removed: { readonly file: SqlFile; readonly edit: Edit }[] = [];
  const down = [...phase.up].reverse().flatMap(({ operation }): readonly Planned[] => {
    for (const file of files) {
      const step = file.migration.down.find((each) => undoes(each.operation, operation));
      const moved = step && movable(file, step);
      if (!moved) continue;
      removed.push({ file, edit: removal(file.text, step.span, file.engine) });
      return [moved];
    }
    return inverse(operation, phase);
  });
  return { phase: { ...phase, down }, removed };
}

/** The author's statement; indexes are dropped and built without stopping anybody, as they were the other way. */
function movable(file: SqlFile, { span, operation }: Step): Planned | undefined {
  const statement = statementAt(file, span);
  if (statement?.operations.length !== 1) return undefined;
  const text = file.text.slice(span.start, span.end);
  const isIndex = operation.kind === 'createIndex' || operation.kind === 'dropIndex';
  if (!isIndex || operation.concurrently || file.engine !== 'postgresql') {
    return { operation, transaction: 'shared', sql: text };
  }
  const to = { ...operation, concurrently: true };
  const edits = setStatement(statement, [{ index: 0, to }])?.map((edit) => ({
    text: edit.text,
    span: { start: edit.span.start - span.start, end: edit.span.end - span.start },
  }));
  return { operation: to, transaction: 'autocommit', ...(edits && { sql: applyEdits(text, edits) }) };
}

function inverse(operation: Operation, { up }: Phase): readonly Planned[] {
  if (operation.kind !== 'createIndex' || operation.name === undefined) return [];
  const { table, name, concurrently } = operation;
  const taken = up.some(
    ({ operation: other }) =>
      other.kind === 'addConstraint' && 'usingIndex' in other.constraint && other.constraint.usingIndex === name,
  );
  // A constraint takes its index along.
  if (taken) return [];
  const index = { schema: table.schema, name };
  return [{ operation: { kind: 'dropIndex', index, table, concurrently }, transaction: 'autocommit' }];
}
