import type { Effects } from '../../model/effects.ts';
import { relationText } from '../../model/effects.ts';
import type {
  Backfill,
  DeleteRows,
  InsertRows,
  MirrorColumn,
  RowChoice,
  StopMirror,
  UpdateRows,
} from '../../model/operation.ts';
import { checksForeignKeys, isFresh } from '../../model/schema.ts';
import { foreignKeysTo } from './constraints.ts';
import type { At } from './facts.ts';
import { columnText, settle } from './facts.ts';

export function insertRows({ table, from }: InsertRows, at: At): Effects {
  return settle(
    {
      does: `Inserts ${from === 'query' ? 'the rows of a query' : 'the rows that are written out'} into ${relationText(table)}`,
      page: from === 'query' ? 'insert-select' : 'insert',
      subject: table,
      work: from === 'query' ? 'row writes' : 'instant',
      transaction: 'allowed',
      notes: [from === 'query' ? 'rows that the query reads are locked against writes meanwhile' : undefined],
    },
    at,
  );
}

export function updateRows({ table, columns, rows }: UpdateRows, at: At): Effects {
  return settle(
    {
      does: `Writes ${columns.length > 0 ? columns.join(', ') : 'columns'} of ${chosen(rows)} of ${relationText(table)} anew`,
      page: 'update',
      subject: table,
      work: 'row writes',
      transaction: 'allowed',
      notes: [locked],
    },
    at,
  );
}

export function deleteRows({ table, rows }: DeleteRows, at: At): Effects {
  const keys = foreignKeysTo(at, table, 'all');
  const refuses = (action: string | undefined) => action === undefined || !/^(cascade|set )/i.test(action);
  return settle(
    {
      does: `Deletes ${chosen(rows)} of ${relationText(table)}`,
      page: 'delete',
      subject: table,
      work: 'row writes',
      transaction: 'allowed',
      dataLoss: true,
      canFailOnRows:
        checksForeignKeys(at.schema) &&
        keys.some(({ child, key }) => refuses(key.onDelete) && !isFresh(at.schema, child)),
      notes: [locked],
    },
    at,
  );
}

export function backfill({ table, column, value, batchRows }: Backfill, at: At): Effects {
  return settle(
    {
      does: `Fills ${columnText(table, column)} from ${'column' in value ? value.column : value.expression}, ${batchRows} rows at a time, and commits after each batch`,
      page: 'update',
      subject: table,
      work: 'row writes',
    },
    at,
  );
}

/** Triggers are put on a table that nobody uses at that moment. */
export function mirrorColumn({ table, from, to, name }: MirrorColumn, at: At): Effects {
  return settle(
    {
      does: `Creates the triggers ${name} that keep ${from} and ${to} of ${relationText(table)} equal in rows to come`,
      page: 'create-trigger',
      subject: table,
      lock: 'EXCLUSIVE',
    },
    at,
  );
}

export function stopMirror({ table, name }: StopMirror, at: At): Effects {
  return settle(
    {
      does: `Drops the triggers ${name} of ${relationText(table)}`,
      page: 'drop-trigger',
      subject: table,
      lock: 'EXCLUSIVE',
    },
    at,
  );
}

const locked = 'every row that is read on the way stays locked until the transaction ends';

function chosen(rows: RowChoice): string {
  return { all: 'every row', some: 'the chosen rows', unknown: 'an unknown choice of the rows' }[rows];
}
