import { dependents } from '../model/dependents.ts';
import { columnText, relationText } from '../model/name.ts';
import type { Other } from '../model/operation.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';
import { isFresh } from '../model/schema.ts';

export const dropCascades: Rule = {
  id: 'drop-cascades',
  severity: 'error',
  inDowngrade: 'silent',
  docs: {
    what: 'Something is dropped with CASCADE, so that whatever depends on it goes too, unnamed.',
    why: 'Views, foreign keys, columns and functions that nobody thought of disappear without a word, and each table that they belong to is locked. What goes depends on the database that it runs on: production may lose more than the test database did.',
    instead:
      'Leave CASCADE out: the server then refuses and lists the dependents. Drop those by name first, so that the migration says what it takes away.',
  },
  examples: [
    {
      engine: 'postgresql',
      bad: 'op.execute("ALTER TABLE users DROP COLUMN legacy CASCADE")',
      good: 'op.execute("DROP VIEW legacy_users")',
    },
  ],
  *check({ steps }) {
    for (const step of steps) {
      const dropped = step.effects.cascades ? droppedBy(step) : undefined;
      if (dropped === undefined) continue;
      const known = dependents(step);
      const named = known.length > 0 ? `: ${known.join(', ')} and what is not known here` : ', which is not known here';
      const verb =
        step.operation.kind === 'truncate' ? 'empties every table that refers to it' : 'drops all that depends on it';
      yield { span: step.head, message: `CASCADE on ${dropped} ${verb}${named}` };
    }
  },
};

/** By what the user calls it; undefined where it was made by this very migration. */
function droppedBy({ operation, before }: AnalyzedStep): string | undefined {
  const tables = operation.kind === 'truncate' ? operation.tables : 'table' in operation ? [operation.table] : [];
  if (tables.length > 0 && tables.every((table) => table && isFresh(before, table))) return undefined;
  if (operation.kind === 'dropColumn') return columnText(operation.table, operation.column);
  if (operation.kind === 'dropConstraint') return operation.name ?? 'the constraint';
  if (operation.kind === 'dropIndex') return relationText(operation.index);
  if (operation.kind === 'dropType') return relationText(operation.type);
  if (operation.kind === 'other') return otherText(operation);
  return tables.flatMap((table) => (table ? [relationText(table)] : [])).join(', ');
}

/** `view a, b`, `schema old`, `a trigger of users`, `a collation`. */
function otherText({ statement, relations, objects = [] }: Other): string {
  const what = statement.replace(/^DROP /, '').toLowerCase();
  if (relations.length === 0 && objects.length > 0) return `${what} ${objects.map(relationText).join(', ')}`;
  if (relations.length === 0) return `a ${what}`;
  const names = relations.map(relationText).join(', ');
  return /^(trigger|rule|policy)$/.test(what) ? `a ${what} of ${names}` : `${what} ${names}`;
}
