import type { Phase } from '../model/finding.ts';
import type { Name } from '../model/operation.ts';
import { keyOf, type Schema } from '../model/schema.ts';
import { alone } from './planned.ts';

/** Rows a batch: long enough to make headway, short enough that no row stays locked for long. */
const batchRows = 1000;

/** A migration of its own that fills `column` in small batches, each committed before the next begins. */
export function backfillPlan(
  table: Name,
  column: string,
  value: string,
  schema: Schema,
  before: readonly string[] = [],
): Phase {
  const key = keyOf(schema, table) ?? 'id';
  return {
    title: `backfill ${table.name} ${column}`,
    before: [...before, `${key} is unique and never NULL in ${table.name}: the batches follow its order.`],
    up: [alone({ kind: 'backfill', table, column, value, key, batchRows })],
    down: [],
  };
}
