import type { Column } from '../model/column.ts';
import type { Phase, Planned } from '../model/finding.ts';
import type { Name } from '../model/name.ts';
import type { Schema } from '../model/schema.ts';
import { backfillPlan } from './backfill.ts';
import { shared } from './planned.ts';
import { setNotNullPlan } from './set-not-null.ts';

/** A required column in steps that stop nobody: nullable first, old rows filled in batches, then NOT NULL by a proven CHECK. */
export function addNotNullColumnPlan(table: Name, column: Column, value: string, schema: Schema): AddNotNullColumnPlan {
  const notNull = setNotNullPlan(table, column.name);
  const fill = backfillPlan(table, column.name, { expression: value }, schema, [
    `The code that is deployed everywhere writes ${column.name} in every new row of ${table.name}.`,
  ]);
  return {
    first: [shared({ kind: 'addColumn', table, column: { ...column, nullable: true }, constraints: [] })],
    undoFirst: [shared({ kind: 'dropColumn', table, column: column.name })],
    phases: [{ ...fill, up: [...fill.up, ...notNull.first], down: notNull.undoFirst }, notNull.phase],
  };
}

export interface AddNotNullColumnPlan {
  readonly first: readonly Planned[];
  readonly undoFirst: readonly Planned[];
  readonly phases: readonly Phase[];
}
