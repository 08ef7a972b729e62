import type { Column } from '../model/column.ts';
import type { AddColumn } from '../model/operation.ts';
import type { Schema } from '../model/schema.ts';
import { backfillPlan } from './backfill.ts';
import type { Plan } from './plan.ts';
import { shared } from './planned.ts';
import { filledNotNull } from './set-not-null.ts';

/** A column whose default has a value of its own for each row: without it first, the default for rows to come, old rows in batches. */
export function volatileDefaultPlan(add: AddColumn, value: string, schema: Schema): Plan {
  const { table, column } = add;
  const { name } = column;
  const fill = backfillPlan(table, name, { expression: value }, schema);
  const bare: Column = { ...column, default: undefined, nullable: true };
  return {
    first: [
      shared({ ...add, column: bare }),
      shared({ kind: 'setDefault', table, column: name, default: column.default }),
    ],
    undoFirst: [shared({ kind: 'dropColumn', table, column: name })],
    phases: column.nullable ? [fill] : filledNotNull(fill, table, name),
  };
}
