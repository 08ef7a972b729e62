import { columnText, relationText } from '../model/name.ts';
import type {
  Backfill,
  DeleteRows,
  InsertRows,
  MirrorColumn,
  RowChoice,
  RowValue,
  UpdateRows,
} from '../model/operation.ts';

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

export function fills({ table, column, value, partner, batchRows, pause }: Backfill): string {
  const from = partner && 'column' in value ? columnText(partner.table, value.column) : saidOf(value);
  const rest = pause === undefined ? ', then rests as long as it took' : pause > 0 ? `, then rests ${pause} s` : '';
  return `Fills ${columnText(table, column)} from ${from}, ${batchRows} rows at a time, and commits after each batch${rest}`;
}

function saidOf(value: RowValue): string {
  return 'column' in value ? value.column : value.expression;
}

const chosen: Readonly<Record<RowChoice, string>> = {
  all: 'every row',
  some: 'the chosen rows',
  unknown: 'an unknown choice of the rows',
};

/** What triggers do that keep a column equal to another, or compute it. */
export function mirrors({ table, from, to, along = [], back, partner }: MirrorColumn, several = false): string {
  const name = relationText(table);
  const [keep, compute] = several ? ['keep', 'compute'] : ['keeps', 'computes'];
  if (partner && 'column' in from) {
    const their = columnText(partner.table, to);
    const carry = several ? 'carry' : 'carries';
    return `${carry} what is written to ${columnText(table, from.column)} to ${their}`;
  }
  if (back) {
    const columns = [...back, { column: to }, ...along].map(({ column }) => column);
    return `${compute} ${columns.join(', ')} of ${name} from one another in rows to come`;
  }
  return 'column' in from
    ? `${keep} ${from.column} and ${to} of ${name} equal in rows to come`
    : `${compute} ${to} of ${name} in rows to come`;
}
