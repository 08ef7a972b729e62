import type { Effects } from '../../model/effects.ts';
import { type Name, relationText } from '../../model/name.ts';
import type {
  Backfill,
  DeleteRows,
  InsertRows,
  MirrorColumn,
  StopMirror,
  Truncate,
  UpdateRows,
} from '../../model/operation.ts';
import { deletes, fills, inserts, mirrors, updates } from '../row-sentences.ts';
import type { At } from './facts.ts';
import { settle, syntaxError } from './facts.ts';
import { isReferenced } from './references.ts';

export function insertRows(operation: InsertRows, at: At): Effects {
  const { table, from } = operation;
  return settle(
    {
      does: inserts(operation),
      page: 'lang_insert',
      subject: table,
      work: from === 'query' ? 'row writes' : 'instant',
    },
    at,
  );
}

export function updateRows(operation: UpdateRows, at: At): Effects {
  const { table, limit } = operation;
  return settle(
    {
      does: updates(operation),
      page: 'lang_update',
      subject: table,
      work: 'row writes',
      assumed: limited(limit),
      notes: [limited(limit)],
    },
    at,
  );
}

export function deleteRows(operation: DeleteRows, at: At): Effects {
  const { table, limit } = operation;
  return settle(
    {
      does: deletes(operation),
      page: 'lang_delete',
      subject: table,
      work: 'row writes',
      dataLoss: true,
      canFailOnRows: isReferenced(table, at),
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

export function backfill(operation: Backfill, at: At): Effects {
  const { table } = operation;
  return settle(
    {
      does: fills(operation),
      page: 'lang_update',
      subject: table,
      work: 'row writes',
      forbidden: true,
    },
    at,
  );
}

/** Of the row that is being written a trigger can only raise an error or go on: https://www.sqlite.org/lang_createtrigger.html */
export function mirrorColumn(operation: MirrorColumn, at: At): Effects {
  const { table, partner } = operation;
  return settle(
    {
      does: `A trigger that ${mirrors(operation)}`,
      page: 'lang_createtrigger',
      subject: table,
      refused: partner ? elsewhere(table, partner.table) : 'no trigger can change the row that is being written',
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

/** What a trigger writes to is in the same file as its table. */
function elsewhere(table: Name, { schema = 'main', name }: Name): string | undefined {
  return (table.schema ?? 'main') === schema ? undefined : `a trigger cannot reference ${name} in database ${schema}`;
}

/** https://www.sqlite.org/compile.html#enable_update_delete_limit */
function limited(limit: boolean | undefined): string | undefined {
  return limit ? 'LIMIT is taken only where SQLite was built with SQLITE_ENABLE_UPDATE_DELETE_LIMIT' : undefined;
}
