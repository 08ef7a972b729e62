import type { Phase } from '../model/finding.ts';
import type { Name } from '../model/name.ts';
import type { RowValue } from '../model/operation.ts';
import { keyOf, type Schema } from '../model/schema.ts';
import { alone } from './planned.ts';

/** Rows a batch: long enough to make headway, short enough that no row stays locked for long. */
export const batchRows = 1000;

/** A migration of its own that fills `column` in small batches, each committed before the next begins. */
export function backfillPlan(
  table: Name,
  column: string,
  value: RowValue,
  schema: Schema,
  before: readonly string[] = [],
  { rows = batchRows, pause }: Pace = {},
): Phase {
  const key = keyOf(schema, table);
  return {
    title: `backfill ${table.name} ${column}`,
    before: key.length > 0 ? before : [...before, withoutKey(table)],
    up: [alone({ kind: 'backfill', table, column, value, key, batchRows: rows, pause })],
    down: [],
  };
}

/** How many rows are filled at a time, and the seconds between: as long as a batch takes, where nobody says otherwise. */
export interface Pace {
  readonly rows?: number | undefined;
  readonly pause?: number | undefined;
}

/** Safe on any table, but not as quick as along a key. */
function withoutKey({ name }: Name): string {
  return `The history does not say what the primary key of ${name} is: each batch searches ${name} from its beginning for rows to fill, which takes long on a large table. If it has a key, let the batches follow that.`;
}
