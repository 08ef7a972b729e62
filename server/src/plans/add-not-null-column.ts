import type { Column } from '../model/column.ts';
import type { Name } from '../model/name.ts';
import type { Schema } from '../model/schema.ts';
import { backfillPlan } from './backfill.ts';
import type { Plan } from './plan.ts';
import { shared } from './planned.ts';
import { filledNotNull } from './set-not-null.ts';

/** A required column in steps that stop nobody: nullable first, old rows filled in batches, then NOT NULL by a proven CHECK. */
export function addNotNullColumnPlan(table: Name, column: Column, value: string, schema: Schema): Plan {
  const fill = backfillPlan(table, column.name, { expression: value }, schema, [
    `The code that is deployed everywhere writes ${column.name} in every new row of ${table.name}.`,
  ]);
  return {
    first: [shared({ kind: 'addColumn', table, column: { ...column, nullable: true }, constraints: [] })],
    undoFirst: [shared({ kind: 'dropColumn', table, column: column.name })],
    phases: filledNotNull(fill, table, column.name),
  };
}
