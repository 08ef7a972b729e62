import { columnText } from '../model/name.ts';
import type { RenameColumn } from '../model/operation.ts';
import type { AnalyzedStep, Rule, Subject } from '../model/rule.ts';
import { isSame } from '../model/schema.ts';
import { noneFound } from '../model/usage.ts';
import { renameColumnFix } from '../plans/rename-column.ts';
import { sinceCommit, untilCommit } from '../plans/transaction.ts';

export const renameColumnBreaksCode: Rule = {
  id: 'rename-column-breaks-code',
  severity: 'error',
  inDowngrade: 'silent',
  inMaintenanceWindow: 'lower',
  docs: {
    what: 'A column of a table that is in use is renamed in one step.',
    why: 'The rename is instant, but from that moment every statement of code that still runs with the old name fails, and before it every one with the new name: no order of deploying avoids both. Functions and triggers that name the column break as well.',
    instead:
      'Add a column of the new name, keep both equal by a trigger, copy old rows in batches, move the code over, then drop the old column.',
  },
  examples: [
    {
      engine: 'postgresql',
      bad: 'op.alter_column("users", "name", new_column_name="full_name", existing_type=sa.Text())',
      good: `op.add_column("users", sa.Column("full_name", sa.Text(), nullable=True))
op.execute("""
    CREATE FUNCTION mirror_users_name_full_name() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'INSERT' THEN
        IF NEW.full_name IS NULL THEN
          NEW.full_name := NEW.name;
        ELSE
          NEW.name := NEW.full_name;
        END IF;
      ELSIF NEW.full_name::text IS DISTINCT FROM OLD.full_name::text THEN
        NEW.name := NEW.full_name;
      ELSIF NEW.name::text IS DISTINCT FROM OLD.name::text THEN
        NEW.full_name := NEW.name;
      END IF;
      RETURN NEW;
    END;
    $$
""")
op.execute("""
    CREATE TRIGGER mirror_users_name_full_name BEFORE INSERT OR UPDATE ON users
        FOR EACH ROW EXECUTE PROCEDURE mirror_users_name_full_name()
""")`,
    },
  ],
  *check(subject) {
    for (const step of subject.steps) {
      const { operation, effects } = step;
      if (operation.kind !== 'renameColumn' || !effects.breaksRunningCode) continue;
      if (isSwapped(step, operation, subject)) continue;
      yield {
        span: step.head,
        message: `Renaming ${columnText(operation.table, operation.column)} to ${operation.to} breaks all code that runs with the old name${noneFound(subject.usages(operation.table, operation.column))}`,
        fixes: renameColumnFix(step, operation, subject),
      };
    }
  },
};

/** Two columns change their names before anybody sees it: code finds one of the name that it knows. */
function isSwapped(step: AnalyzedStep, { table, column, to }: RenameColumn, { steps }: Subject): boolean {
  const at = steps.indexOf(step);
  const shares = ({ transaction }: AnalyzedStep) => transaction === 'shared';
  const renames = (each: AnalyzedStep) =>
    each.operation.kind === 'renameColumn' && isSame(each.operation.table, table) && shares(each)
      ? [each.operation]
      : [];
  if (!shares(step) || step.effects.transaction === 'implicit commit') return false;
  return (
    untilCommit(steps.slice(at + 1))
      .flatMap(renames)
      .some((each) => each.to === column) ||
    sinceCommit(steps.slice(0, at))
      .steps.flatMap(renames)
      .some((each) => each.column === to)
  );
}
