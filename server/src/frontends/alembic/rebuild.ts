import type { Operation } from '../../model/operation.ts';
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
  const needing = steps.findIndex(({ step }) => recreate === 'always' || needsCopy(step.operation));
  const first = steps.findIndex(({ step }, index) => index >= needing && takesPart(step.operation));
  if (needing < 0 || first < 0) return steps;
  return steps.map((each, index) => {
    const { operation } = each.step;
    if (!takesPart(operation)) return each;
    const rebuild = index === first ? 'copy' : 'along';
    return { ...each, step: { ...each.step, operation: { ...operation, rebuild } } };
  });
}

/** `requires_recreate_in_batch` of Alembic's SQLite: a new column with an expression for its default counts as well. */
function needsCopy(operation: Operation): boolean {
  if (operation.kind === 'createIndex' || operation.kind === 'dropIndex') return false;
  if (operation.kind !== 'addColumn') return takesPart(operation);
  const { default: value, generated } = operation.column;
  return generated?.stored === true || (value !== undefined && value.kind !== 'constant');
}

type Rebuildable = Extract<Operation, { readonly rebuild?: unknown }>;

const kinds: Readonly<Record<Rebuildable['kind'], true>> = {
  addColumn: true,
  dropColumn: true,
  renameColumn: true,
  changeType: true,
  setNotNull: true,
  dropNotNull: true,
  setDefault: true,
  addConstraint: true,
  dropConstraint: true,
  createIndex: true,
};

function takesPart(operation: Operation): operation is Rebuildable {
  return operation.kind in kinds;
}
