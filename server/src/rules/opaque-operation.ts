import { columnText } from '../model/name.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';
import { isFresh } from '../model/schema.ts';

export const opaqueOperation: Rule = {
  id: 'opaque-operation',
  severity: 'info',
  inDowngrade: 'silent',
  docs: {
    what: 'Part of the migration could not be read without running it.',
    why: 'What was not read was not checked: that nothing is said of it does not mean that it is safe.',
    instead:
      'Read those places yourself. SQL that is written out can be checked, in a file or in a literal string, and so can plain op.* calls and sa.table(); application code, ORM sessions and SQL that is put together when it runs cannot.',
  },
  examples: [
    {
      engine: 'postgresql',
      bad: 'op.add_column("users", column_of("plan"))',
      good: 'op.add_column("users", sa.Column("plan", sa.String(length=20)))',
    },
  ],
  *check({ migration, steps, opposite, contradicted }) {
    if (contradicted) return;
    const [error] = migration.errors;
    if (error) {
      yield {
        span: error.span,
        severity: 'warning',
        message: 'This is not valid Python: no migration can be loaded beside it, and what stands here may be misread',
      };
    }
    const opaque = [...steps, ...opposite].flatMap((step) => {
      const why = unread(step);
      return why === undefined ? [] : [{ head: step.head, why }];
    });
    const [first] = opaque;
    if (!first) return;
    const reasons = [...new Set(opaque.map((each) => each.why))];
    const more = reasons.length > 3 ? `; and ${reasons.length - 3} more reasons` : '';
    const count = opaque.length === 1 ? 'One operation was' : `${opaque.length} operations were`;
    yield { span: first.head, message: `${count} not checked: ${reasons.slice(0, 3).join('; ')}${more}` };
  },
};

/** Why nothing, or not all, is known of what a step does. */
function unread({ operation, effects, before, error }: AnalyzedStep): string | undefined {
  // What the engine's grammar refuses is a finding of its own.
  if (error) return undefined;
  if (operation.kind === 'opaque') return operation.why;
  if (effects.unknown && effects.assumed !== undefined) return effects.assumed;
  // A statement that runs code of its own: DO, CALL.
  if (effects.unknown && operation.kind === 'other') return `what ${operation.statement} runs is not looked into`;
  if (operation.kind !== 'addColumn' || operation.column.default?.kind !== 'unknown') return undefined;
  const { table, column } = operation;
  return isFresh(before, table)
    ? undefined
    : `the default of ${columnText(table, column.name)} is only known when it runs`;
}
