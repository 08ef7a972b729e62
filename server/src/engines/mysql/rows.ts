import type { Effects } from '../../model/effects.ts';
import { foreignKeysTo, onDelete } from '../../model/foreign-keys.ts';
import { relationText } from '../../model/name.ts';
import type { Backfill, DeleteRows, InsertRows, MirrorColumn, StopMirror, UpdateRows } from '../../model/operation.ts';
import { checksForeignKeys, isFresh } from '../../model/schema.ts';
import { deletes, fills, inserts, mirrors, updates } from '../row-sentences.ts';
import type { At } from './facts.ts';
import { settle } from './facts.ts';

export function insertRows(operation: InsertRows, at: At): Effects {
  const { table, from } = operation;
  return settle(
    {
      does: inserts(operation),
      page: from === 'query' ? 'insert-select' : 'insert',
      subject: table,
      work: from === 'query' ? 'row writes' : 'instant',
      transaction: 'allowed',
      notes: [from === 'query' ? 'rows that the query reads are locked against writes meanwhile' : undefined],
    },
    at,
  );
}

export function updateRows(operation: UpdateRows, at: At): Effects {
  const { table } = operation;
  return settle(
    {
      does: updates(operation),
      page: 'update',
      subject: table,
      work: 'row writes',
      transaction: 'allowed',
      notes: [locked],
    },
    at,
  );
}

export function deleteRows(operation: DeleteRows, at: At): Effects {
  const { table } = operation;
  const keys = foreignKeysTo(at.schema, table, 'all');
  return settle(
    {
      does: deletes(operation),
      page: 'delete',
      subject: table,
      work: 'row writes',
      transaction: 'allowed',
      dataLoss: true,
      canFailOnRows:
        checksForeignKeys(at.schema) &&
        keys.some(({ child, key }) => onDelete(key) === 'refuses' && !isFresh(at.schema, child)),
      notes: [locked],
    },
    at,
  );
}

export function backfill(operation: Backfill, at: At): Effects {
  const { table } = operation;
  return settle(
    {
      does: fills(operation),
      page: 'update',
      subject: table,
      work: 'row writes',
    },
    at,
  );
}

/** Triggers are put on a table that nobody uses at that moment. */
export function mirrorColumn(operation: MirrorColumn, at: At): Effects {
  const { table, name, from, back, partner } = operation;
  return settle(
    {
      does: `Creates the triggers ${name} that ${mirrors(operation, true)}`,
      page: 'create-trigger',
      subject: table,
      lock: 'EXCLUSIVE',
      refused: partner
        ? undefined
        : back || !('column' in from)
          ? 'a trigger here keeps columns equal, and computes none from others'
          : undefined,
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
