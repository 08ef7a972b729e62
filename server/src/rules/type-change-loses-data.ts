import type { ColumnType } from '../model/column.ts';
import { fitsAlready } from '../model/fits-already.ts';
import { columnText } from '../model/name.ts';
import type { Rule } from '../model/rule.ts';
import { columnOf, typeBefore } from '../model/schema.ts';

export const typeChangeLosesData: Rule = {
  id: 'type-change-loses-data',
  severity: 'error',
  inDowngrade: 'silent',
  docs: {
    what: 'A change of type to one that cannot hold every value of the old one.',
    why: 'Either the server rounds or cuts values silently (less scale, timestamp to date, json to jsonb), and nothing brings them back; or it meets a value that does not fit and the migration fails half-way through the deploy.',
    instead:
      'Count the rows that would change first, decide about them, and move to a new column in phases so that the old values stay until you are sure.',
  },
  examples: [
    {
      engine: 'postgresql',
      bad: `op.alter_column(
    "users",
    "nickname",
    existing_type=sa.String(length=100),
    type_=sa.String(length=50),
)`,
      good: `op.create_check_constraint(
    "ck_users_nickname_length",
    "users",
    "char_length(nickname) <= 50",
    postgresql_not_valid=True,
)`,
    },
  ],
  *check({ steps }) {
    for (const step of steps) {
      const { operation, effects } = step;
      if (operation.kind !== 'changeType' || !(effects.dataLoss || effects.canFailOnRows)) continue;
      if (effects.refused !== undefined || fitsAlready(operation, step.before)) continue;
      // A type that is not known is no evidence.
      if (effects.assumed !== undefined && !effects.assumedWork) continue;
      const column = columnText(operation.table, operation.column);
      const from = typeBefore(step.before, operation);
      const computed = operation.generated && !columnOf(step.before, operation.table, operation.column)?.generated;
      const change = computed ? 'to computed values' : changeText(from, operation.type);
      yield {
        span: step.head,
        message: effects.dataLoss
          ? `Changing ${column} ${change} can alter values for good, without an error${effects.canFailOnRows ? ', and fails on the first that does not fit' : ''}`
          : `Changing ${column} ${change} fails on the first value that does not fit`,
      };
    }
  },
};

/** An enumerated type is often exchanged for a new one of the same name. */
function changeText(from: ColumnType | undefined, to: ColumnType | undefined): string {
  if (!to) return 'like this';
  const [old, now] = [from && typeText(from), typeText(to)];
  if (old === undefined) return `to ${now}`;
  return old === now ? `to the new ${now}` : `from ${old} to ${now}`;
}

function typeText(type: ColumnType): string {
  const size = type.arguments.length > 0 ? `(${type.arguments.join(', ')})` : '';
  return `${type.name}${size}${type.unsigned ? ' unsigned' : ''}${'[]'.repeat(type.dimensions ?? 0)}`;
}
