import type { Fix, Planned } from '../model/finding.ts';
import type { Name } from '../model/name.ts';
import type { AnalyzedStep, Subject } from '../model/rule.ts';
import { nameFor } from './names.ts';
import { alone, shared } from './planned.ts';

/**
 * The index of a UNIQUE constraint is built while everyone goes on; to make it the constraint takes an instant.
 * Source: https://www.postgresql.org/docs/15/sql-altertable.html (ADD table_constraint_using_index).
 */
export function uniqueIndexFix(
  step: AnalyzedStep,
  table: Name,
  { name: given, columns }: { readonly name?: string | undefined; readonly columns: readonly string[] },
  { effects }: Subject,
): readonly Fix[] {
  const name = given ?? nameFor('uq', table.name, ...columns);
  const by = uniqueByIndex(table, name, columns);
  if (
    by.some(
      ({ operation }) => operation.kind === 'createIndex' && effects(operation, step.before).refused !== undefined,
    )
  )
    return [];
  return [
    {
      title: 'Build the unique index concurrently, then make it the constraint',
      rewrites: [
        {
          kind: 'replace',
          step,
          by,
        },
      ],
    },
  ];
}

export function uniqueByIndex(table: Name, name: string, columns: readonly string[]): readonly Planned[] {
  const keys = columns.map((column) => ({ column }));
  return [
    alone({ kind: 'createIndex', table, name, keys, unique: true, concurrently: true }),
    shared({ kind: 'addConstraint', table, constraint: { kind: 'unique', name, columns, usingIndex: name } }),
  ];
}
