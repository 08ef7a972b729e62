import type { Column } from '../model/column.ts';
import type { Name } from '../model/name.ts';
import type { Schema } from '../model/schema.ts';
import { backfillPlan } from './backfill.ts';
import { triggerFor } from './names.ts';
import type { Plan } from './plan.ts';
import { shared } from './planned.ts';

/** A plain column that a trigger computes for rows to come; old rows are computed in batches. */
export function generatedColumnPlan(table: Name, column: Column, expression: string, schema: Schema): Plan {
  const name = triggerFor('compute', table.name, column.name);
  const plain: Column = { ...column, generated: undefined, nullable: true };
  return {
    first: [
      shared({ kind: 'addColumn', table, column: plain, constraints: [] }),
      shared({ kind: 'mirrorColumn', table, from: { expression }, to: column.name, name }),
    ],
    undoFirst: [
      shared({ kind: 'stopMirror', table, name }),
      shared({ kind: 'dropColumn', table, column: column.name }),
    ],
    phases: [backfillPlan(table, column.name, { expression }, schema)],
  };
}
