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
  const known = keyOf(schema, table);
  const key = known ?? 'id';
  const assumed = `${key} is assumed to be the primary key of ${table.name}, whose order the batches follow: name another one if it is not.`;
  return {
    title: `backfill ${table.name} ${column}`,
    before: known === undefined ? [...before, assumed] : before,
    up: [alone({ kind: 'backfill', table, column, value, key, batchRows })],
    down: [],
  };
}
