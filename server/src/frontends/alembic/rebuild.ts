import { isRebuildable, type Operation } from '../../model/operation.ts';
import type { Call } from '../../python/values.ts';
import { knownText } from './arguments.ts';
import type { Recorded } from './recording.ts';

/**
 * The steps of a batch on SQLite: unless `recreate="never"` says otherwise, one operation that SQLite has no ALTER TABLE for
 * makes Alembic copy the table, once for all of them: https://alembic.sqlalchemy.org/en/latest/batch.html
 */
export function rebuilt(steps: readonly Recorded[], { keywords }: Call): readonly Recorded[] {
  const recreate = knownText(keywords.get('recreate'));
  if (recreate === 'never') return steps;
  if (recreate !== 'always' && !steps.some(({ step }) => needsCopy(step.operation))) return steps;
  const taking = steps.flatMap(({ step }) => (isRebuildable(step.operation) ? [step.operation] : []));
  const paid = taking.find(isCostly) ?? taking.find(needsCopy) ?? taking[0];
  return steps.map((each) => {
    const { operation } = each.step;
    if (!isRebuildable(operation)) return each;
    const rebuild = operation !== paid ? 'along' : steps.length > 1 ? 'copy' : 'alone';
    return { ...each, step: { ...each.step, operation: { ...operation, rebuild } } };
  });
}

/** What makes other databases read or rewrite a table is what the copy is best told of. */
function isCostly(operation: Operation): boolean {
  if (operation.kind === 'addConstraint') return operation.constraint.kind !== 'foreignKey';
  return operation.kind === 'changeType' || operation.kind === 'setNotNull';
}

/** `requires_recreate_in_batch` of Alembic's SQLite: a new column with an expression for its default counts as well. */
function needsCopy(operation: Operation): boolean {
  if (operation.kind === 'createIndex' || operation.kind === 'dropIndex') return false;
  if (operation.kind !== 'addColumn') return isRebuildable(operation);
  const { default: value, generated } = operation.column;
  return generated?.stored === true || (value !== undefined && value.kind !== 'constant');
}
