import type { Phase, Planned } from '../model/finding.ts';
import type { Column, Name } from '../model/operation.ts';
import { indexColumns, type Schema, tableOf } from '../model/schema.ts';
import { backfillPlan } from './backfill.ts';
import { columnReference } from './expression.ts';
import { nameFor } from './names.ts';
import { alone, shared } from './planned.ts';
import { setNotNullPlan } from './set-not-null.ts';

/**
 * A rename that no running code notices: the new column stands beside the old one, a trigger keeps both equal, old rows are
 * copied in batches, and the old column goes when no code names it any more.
 */
export function renameColumnPlan(table: Name, column: Column, to: string, schema: Schema): RenameColumnPlan {
  const mirror = nameFor('mirror', table.name, column.name, to);
  const added: Column = { ...column, name: to, nullable: true };
  const add = shared({ kind: 'addColumn', table, column: added, constraints: [] });
  const keepEqual = shared({ kind: 'mirrorColumn', table, from: column.name, to, name: mirror });
  const stop = shared({ kind: 'stopMirror', table, name: mirror });
  const notNull = column.nullable ? undefined : setNotNullPlan(table, to);
  const copy = backfillPlan(table, to, columnReference(column.name), schema);
  const old: Column = { ...column, nullable: true };
  return {
    first: [add, keepEqual],
    undoFirst: [stop, shared({ kind: 'dropColumn', table, column: to })],
    phases: [
      {
        ...copy,
        up: [...copy.up, ...indexesOn(table, column.name, to, schema), ...(notNull?.first ?? [])],
        down: [...(notNull?.undoFirst ?? []), ...dropIndexesOn(table, column.name, to, schema)],
      },
      ...(notNull ? [notNull.phase] : []),
      {
        title: `drop ${table.name} ${column.name}`,
        before: [
          `The code that is deployed everywhere reads and writes ${to} and never names ${column.name}.`,
          `Views, functions and constraints that named ${column.name} name ${to} now.`,
        ],
        up: [stop, shared({ kind: 'dropColumn', table, column: column.name })],
        down: [
          shared({ kind: 'addColumn', table, column: old, constraints: [] }),
          shared({ kind: 'mirrorColumn', table, from: to, to: column.name, name: mirror }),
          ...backfillPlan(table, column.name, columnReference(to), schema).up,
        ],
      },
    ],
  };
}

export interface RenameColumnPlan {
  readonly first: readonly Planned[];
  readonly undoFirst: readonly Planned[];
  readonly phases: readonly Phase[];
}

/** The indexes of the old column once more, over the new one. */
function indexesOn(table: Name, column: string, to: string, schema: Schema): readonly Planned[] {
  return namedIndexes(table, column, schema).map((index) =>
    alone({
      ...index,
      name: nameFor(index.name, to),
      keys: index.keys.map((key) => ('column' in key && key.column === column ? { column: to } : key)),
      concurrently: true,
      ifNotExists: false,
    }),
  );
}

function dropIndexesOn(table: Name, column: string, to: string, schema: Schema): readonly Planned[] {
  return namedIndexes(table, column, schema).map((index) =>
    alone({ kind: 'dropIndex', index: { ...table, name: nameFor(index.name, to) }, table, concurrently: true }),
  );
}

function namedIndexes(table: Name, column: string, schema: Schema) {
  return (tableOf(schema, table)?.indexes ?? []).flatMap((index) =>
    index.name !== undefined && indexColumns(index).includes(column) ? [{ ...index, name: index.name }] : [],
  );
}
