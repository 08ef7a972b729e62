import { columnText, relationText } from '../model/name.ts';
import type { Backfill, DeleteRows, InsertRows, MirrorColumn, RowChoice, UpdateRows } from '../model/operation.ts';

/** What the statements that write rows do, in the words that all engines share. */

export function inserts({ table, from }: InsertRows): string {
  return `Inserts ${from === 'query' ? 'the rows of a query' : 'the rows that are written out'} into ${relationText(table)}`;
}

export function updates({ table, columns, rows }: UpdateRows): string {
  return `Writes ${columns.length > 0 ? columns.join(', ') : 'columns'} of ${chosen[rows]} of ${relationText(table)} anew`;
}

export function deletes({ table, rows }: DeleteRows): string {
  return `Deletes ${chosen[rows]} of ${relationText(table)}`;
}

export function fills({ table, column, value, batchRows }: Backfill): string {
  const from = 'column' in value ? value.column : value.expression;
  return `Fills ${columnText(table, column)} from ${from}, ${batchRows} rows at a time, and commits after each batch`;
}

const chosen: Readonly<Record<RowChoice, string>> = {
  all: 'every row',
  some: 'the chosen rows',
  unknown: 'an unknown choice of the rows',
};

/** What triggers do that keep a column equal to another, or compute it. */
export function mirrors({ table, from, to, along = [], back }: MirrorColumn, several = false): string {
  const name = relationText(table);
  const [keep, compute] = several ? ['keep', 'compute'] : ['keeps', 'computes'];
  if (back) {
    const columns = [...back, { column: to }, ...along].map(({ column }) => column);
    return `${compute} ${columns.join(', ')} of ${name} from one another in rows to come`;
  }
  return 'column' in from
    ? `${keep} ${from.column} and ${to} of ${name} equal in rows to come`
    : `${compute} ${to} of ${name} in rows to come`;
}
