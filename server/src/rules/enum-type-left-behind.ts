import { after } from '../model/after.ts';
import { enumsOf, isUsed } from '../model/enum-type.ts';
import type { Fix } from '../model/finding.ts';
import { columnText, type Name, relationText } from '../model/name.ts';
import { isUnread } from '../model/operation.ts';
import type { AnalyzedStep, Rule, Subject } from '../model/rule.ts';
import { isSame, schemaKey, tableOf } from '../model/schema.ts';
import { shared } from '../plans/planned.ts';

export const enumTypeLeftBehind: Rule = {
  id: 'enum-type-left-behind',
  severity: 'warning',
  inDowngrade: 'same',
  docs: {
    what: 'The last column of an enumerated type is dropped or gets another type, and the type is kept.',
    why: 'None of drop_column(), drop_table() and alter_column() drops a type. Who runs the migration again, after a downgrade, meets “type already exists”, and the upgrade fails until somebody drops the type by hand.',
    instead: 'Drop the type behind its last column.',
    links: [
      'https://www.postgresql.org/docs/current/sql-droptype.html',
      'https://alembic.sqlalchemy.org/en/latest/ops.html',
    ],
  },
  examples: [
    {
      engine: 'postgresql',
      history: ['op.create_table("users", sa.Column("mood", sa.Enum("ok", "sad", name="mood")))'],
      bad: 'op.drop_table("users")',
      good: `op.drop_table("users")
op.execute("DROP TYPE mood")`,
    },
  ],
  *check(subject) {
    if (!subject.traits.keepsEnumTypes) return;
    const { steps } = subject;
    for (const [at, step] of steps.entries()) {
      const { operation, before } = step;
      if (operation.kind !== 'dropTable' && operation.kind !== 'dropColumn' && operation.kind !== 'changeType')
        continue;
      const columns = [...(tableOf(before, operation.table)?.columns.values() ?? [])];
      const gone = operation.kind === 'dropTable' ? columns : columns.filter(({ name }) => name === operation.column);
      const left = after(before, operation);
      for (const type of enumsOf(gone, before)) {
        if (isUsed(type, left) || !isMissed(type, subject) || steps.slice(at + 1).some((each) => mayTake(each, type)))
          continue;
        const last =
          operation.kind === 'dropTable'
            ? relationText(operation.table)
            : columnText(operation.table, operation.column);
        yield {
          span: step.head,
          message: `The type ${relationText(type)} stays when ${last}, the last to use it, ${operation.kind === 'changeType' ? 'has another type' : 'is gone'}: creating it again fails`,
          fixes: [droppedBehind(step, type)],
        };
      }
    }
  },
};

/** It is dropped, or taken into use again, or nobody knows. */
function mayTake({ operation, before }: AnalyzedStep, type: Name): boolean {
  if (operation.kind === 'opaque' || operation.kind === 'createTable' || operation.kind === 'addColumn')
    return operation.kind === 'opaque' || isUsed(type, after(before, operation));
  return operation.kind === 'dropType' && isSame(operation.type, type);
}

/** On a way back it is only in the way if the way there creates it, and does not look first. */
function isMissed(type: Name, { direction, opposite, steps }: Subject): boolean {
  const created = opposite.find(
    ({ operation }) => operation.kind === 'createEnum' && schemaKey(operation.type) === schemaKey(type),
  );
  const looks = created?.operation.kind === 'createEnum' && created.operation.ifNotExists === true;
  if (direction === 'up') return !looks && !steps.some(({ before }) => before.doubtful);
  // What the way there has made was not there before, whatever came earlier.
  return created !== undefined && !looks && ![...opposite, ...steps].some(({ operation }) => isUnread(operation));
}

function droppedBehind(step: AnalyzedStep, type: Name): Fix {
  const drop = shared({ kind: 'dropType', type });
  return { title: 'Drop the type too', rewrites: [{ kind: 'insert', step, side: 'behind', operations: [drop] }] };
}
