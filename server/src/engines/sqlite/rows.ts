import type { Effects } from '../../model/effects.ts';
import { relationText } from '../../model/effects.ts';
import type {
  Backfill,
  DeleteRows,
  InsertRows,
  MirrorColumn,
  Name,
  RowChoice,
  StopMirror,
  Truncate,
  UpdateRows,
} from '../../model/operation.ts';
import type { Schema } from '../../model/schema.ts';
import type { At } from './facts.ts';
import { settle, syntaxError } from './facts.ts';

export function insertRows({ table, from }: InsertRows, at: At): Effects {
  return settle(
    {
      does: `Inserts ${from === 'query' ? 'the rows of a query' : 'the rows that are written out'} into ${relationText(table)}`,
      page: 'lang_insert',
      subject: table,
      work: from === 'query' ? 'row writes' : 'instant',
    },
    at,
  );
}

export function updateRows({ table, columns, rows, limit }: UpdateRows, at: At): Effects {
  return settle(
    {
      does: `Writes ${columns.length > 0 ? columns.join(', ') : 'columns'} of ${chosen(rows)} of ${relationText(table)} anew`,
      page: 'lang_update',
      subject: table,
      work: 'row writes',
      assumed: limited(limit),
      notes: [limited(limit)],
    },
    at,
  );
}

export function deleteRows({ table, rows, limit }: DeleteRows, at: At): Effects {
  return settle(
    {
      does: `Deletes ${chosen(rows)} of ${relationText(table)}`,
      page: 'lang_delete',
      subject: table,
      work: 'row writes',
      dataLoss: true,
      canFailOnRows: isReferenced(at.schema, table),
      assumed: limited(limit),
      notes: [limited(limit)],
    },
    at,
  );
}

export function truncate({ tables }: Truncate, at: At): Effects {
  return settle(
    {
      does: `Empties ${tables.map(relationText).join(', ')}`,
      page: 'lang_delete',
      refused: syntaxError('TRUNCATE'),
    },
    at,
  );
}

export function backfill({ table, column, value, batchRows }: Backfill, at: At): Effects {
  return settle(
    {
      does: `Fills ${relationText(table)}.${column} from ${'column' in value ? value.column : value.expression}, ${batchRows} rows at a time, and commits after each batch`,
      page: 'lang_update',
      subject: table,
      work: 'row writes',
      forbidden: true,
    },
    at,
  );
}

/** Of the row that is being written a trigger can only raise an error or go on: https://www.sqlite.org/lang_createtrigger.html */
export function mirrorColumn({ table, from, to }: MirrorColumn, at: At): Effects {
  return settle(
    {
      does: `Keeps ${from} and ${to} of ${relationText(table)} equal in rows to come`,
      page: 'lang_createtrigger',
      subject: table,
      refused: 'no trigger can change the row that is being written',
    },
    at,
  );
}

export function stopMirror({ table, name }: StopMirror, at: At): Effects {
  return settle(
    {
      does: `Drops the trigger ${name} of ${relationText(table)}`,
      page: 'lang_droptrigger',
      subject: table,
    },
    at,
  );
}

/** A foreign key that points here, and does not itself say what becomes of its rows, refuses with PRAGMA foreign_keys=ON. */
function isReferenced(schema: Schema, table: Name): boolean {
  return [...schema.tables.values()].some(
    ({ fresh, constraints }) =>
      !fresh &&
      constraints.some(
        (each) =>
          each.kind === 'foreignKey' &&
          relationText(each.references) === relationText(table) &&
          !/^(cascade|set )/i.test(each.onDelete ?? ''),
      ),
  );
}

/** https://www.sqlite.org/compile.html#enable_update_delete_limit */
function limited(limit: boolean | undefined): string | undefined {
  return limit ? 'LIMIT is taken only where SQLite was built with SQLITE_ENABLE_UPDATE_DELETE_LIMIT' : undefined;
}

function chosen(rows: RowChoice): string {
  return { all: 'every row', some: 'the chosen rows', unknown: 'an unknown choice of the rows' }[rows];
}
