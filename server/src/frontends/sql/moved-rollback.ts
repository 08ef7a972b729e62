import { familyOf } from '../../model/engine.ts';
import type { Phase, Planned } from '../../model/finding.ts';
import type { Step } from '../../model/migration.ts';
import type { Operation } from '../../model/operation.ts';
import { undoes } from '../../model/undoes.ts';
import { setStatement } from '../../sql/edit/set-statement.ts';
import { printed } from '../../sql/edit/written-statement.ts';
import { applyEdits, type Edit } from '../../text.ts';
import { dropOf, indexAnew, takes } from './divide.ts';
import { removal } from './layout.ts';
import { type SqlFile, statementAt } from './sql-file.ts';

/** A phase with its way back, and what the files that had that way back lose. */
export interface MovedRollback {
  readonly phase: Phase;
  readonly removed: readonly { readonly file: SqlFile; readonly edit: Edit }[];
}

/**
 * What moves to a migration of its own takes along what undoes it, out of the section or the file that holds it; a statement
 * that does more stays and undoes it there. Where nothing does, an index is dropped by name.
 */
export function withRollback(phase: Phase, files: readonly SqlFile[], left: Planned | undefined): MovedRollback {
  const removed: { readonly file: SqlFile; readonly edit: Edit }[] = [];
  const down = [...phase.up].reverse().flatMap(({ operation }): readonly Planned[] => {
    for (const file of files) {
      const step = file.migration.down.find((each) => undoes(each.operation, operation));
      const moved = step && movable(file, step);
      if (!moved) continue;
      removed.push({ file, edit: leftBehind(file, step, left, operation) });
      return [moved];
    }
    const stays = files.some(({ migration }) => migration.down.some((each) => undoes(each.operation, operation)));
    return stays ? [] : inverse(operation, phase);
  });
  const anew = left && down.length > 0 ? indexAnew(phase.up, [left, ...phase.up]) : [];
  return { phase: { ...phase, down: [...down, ...anew] }, removed };
}

/** Where the constraint goes elsewhere and its index stays, dropping the index is what is left to undo. */
function leftBehind(file: SqlFile, { span }: Step, left: Planned | undefined, moved: Operation): Edit {
  const index = left?.operation.kind === 'createIndex' ? left.operation : undefined;
  const statement = statementAt(file, span);
  if (!index || !statement || !takes({ operation: moved, transaction: 'shared' }, index)) {
    return removal(file.text, span, file.engine);
  }
  const { scheme } = file.naming;
  const concurrently = scheme.scope(file.engine, [file.text], file.naming) === 'statement';
  const [drop] = dropOf({ ...index, concurrently });
  const text = drop && printed(drop.operation, statement);
  return text === undefined ? removal(file.text, span, file.engine) : { span, text };
}

/** The author's statement; indexes are dropped and built without stopping anybody, as they were the other way. */
function movable(file: SqlFile, { span, operation }: Step): Planned | undefined {
  const statement = statementAt(file, span);
  if (statement?.operations.length !== 1) return undefined;
  const text = file.text.slice(span.start, span.end);
  const isIndex = operation.kind === 'createIndex' || operation.kind === 'dropIndex';
  if (!isIndex || operation.concurrently || familyOf(file.engine) !== 'postgresql') {
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
  if (operation.kind !== 'createIndex') return [];
  // A constraint takes its index along.
  return up.some((each) => takes(each, operation)) ? [] : dropOf(operation);
}
