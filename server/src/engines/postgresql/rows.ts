import type { Effects } from '../../model/effects.ts';
import { foreignKeysTo, onDelete } from '../../model/foreign-keys.ts';
import { relationText } from '../../model/name.ts';
import type { Backfill, DeleteRows, InsertRows, MirrorColumn, StopMirror, UpdateRows } from '../../model/operation.ts';
import { isFresh, schemaKey, tableOf } from '../../model/schema.ts';
import { deletes, fills, inserts, updates } from '../row-sentences.ts';
import { holdAll } from './dependents.ts';
import type { At, Hold } from './facts.ts';
import { hold, settle } from './facts.ts';

export function insertRows(operation: InsertRows, at: At): Effects {
  const { table, from } = operation;
  return settle(
    {
      does: inserts(operation),
      page: 'sql-insert',
      subject: table,
      holds: [...hold(at, table, 'ROW EXCLUSIVE'), ...parents(at, table, 'all')],
      work: from === 'query' ? 'row writes' : 'instant',
    },
    at,
  );
}

export function updateRows(operation: UpdateRows, at: At): Effects {
  const { table, columns } = operation;
  return settle(
    {
      does: updates(operation),
      page: 'sql-update',
      subject: table,
      holds: [
        ...holdAll(at, table, 'ROW EXCLUSIVE'),
        ...parents(at, table, at.schema.written?.has(schemaKey(table)) ? 'all' : columns),
      ],
      work: 'row writes',
    },
    at,
  );
}

/** A foreign key that points here makes the server look into its table, or delete from it, for every row. */
export function deleteRows(operation: DeleteRows, at: At): Effects {
  const { table } = operation;
  const keys = foreignKeysTo(at.schema, table, 'all');
  return settle(
    {
      does: deletes(operation),
      page: 'sql-delete',
      subject: table,
      holds: [
        ...holdAll(at, table, 'ROW EXCLUSIVE'),
        ...keys.flatMap(({ child, key }) =>
          hold(at, child, onDelete(key) === 'writes' ? 'ROW EXCLUSIVE' : 'ROW SHARE'),
        ),
      ],
      work: 'row writes',
      dataLoss: true,
      canFailOnRows: keys.some(({ child, key }) => onDelete(key) === 'refuses' && !isFresh(at.schema, child)),
    },
    at,
  );
}

export function backfill(operation: Backfill, at: At): Effects {
  const { table } = operation;
  return settle(
    {
      does: fills(operation),
      page: 'sql-update',
      subject: table,
      holds: hold(at, table, 'ROW EXCLUSIVE'),
      work: 'row writes',
      forbidden: true,
    },
    at,
  );
}

export function mirrorColumn({ table, from, to, name }: MirrorColumn, at: At): Effects {
  return settle(
    {
      does: `Creates the trigger ${name} that keeps ${from} and ${to} of ${relationText(table)} equal in rows to come`,
      page: 'sql-createtrigger',
      subject: table,
      holds: hold(at, table, 'SHARE ROW EXCLUSIVE'),
    },
    at,
  );
}

export function stopMirror({ table, name }: StopMirror, at: At): Effects {
  return settle(
    {
      does: `Drops the trigger ${name} of ${relationText(table)} and its function`,
      page: 'sql-droptrigger',
      subject: table,
      holds: hold(at, table, 'ACCESS EXCLUSIVE'),
    },
    at,
  );
}

/** Each written foreign key is looked up in the table that it references. */
function parents(at: At, table: InsertRows['table'], columns: readonly string[] | 'all'): readonly Hold[] {
  const constraints = tableOf(at.schema, table)?.constraints ?? [];
  return constraints.flatMap((each) =>
    each.kind === 'foreignKey' && (columns === 'all' || each.columns.some((column) => columns.includes(column)))
      ? hold(at, each.references, 'ROW SHARE')
      : [],
  );
}
