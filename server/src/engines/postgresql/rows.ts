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
import { isFresh, tableOf } from '../../model/schema.ts';
import { foreignKeysTo } from './constraints.ts';
import type { At, Hold } from './facts.ts';
import { columnText, hold, settle } from './facts.ts';

export function insertRows({ table, from }: InsertRows, at: At): Effects {
  return settle(
    {
      does: `Inserts ${from === 'query' ? 'the rows of a query' : 'the rows that are written out'} into ${relationText(table)}`,
      page: 'sql-insert',
      subject: table,
      holds: [...hold(at, table, 'ROW EXCLUSIVE'), ...parents(at, table, 'all')],
      work: from === 'query' ? 'row writes' : 'instant',
    },
    at,
  );
}

export function updateRows({ table, columns, rows }: UpdateRows, at: At): Effects {
  return settle(
    {
      does: `Writes ${columns.length > 0 ? columns.join(', ') : 'columns'} of ${chosen(rows)} of ${relationText(table)} anew`,
      page: 'sql-update',
      subject: table,
      holds: [...hold(at, table, 'ROW EXCLUSIVE'), ...parents(at, table, columns)],
      work: 'row writes',
    },
    at,
  );
}

/** A foreign key that points here makes the server look into its table, or delete from it, for every row. */
export function deleteRows({ table, rows }: DeleteRows, at: At): Effects {
  const keys = foreignKeysTo(at, table, 'all');
  const writes = (action: string | undefined) => action !== undefined && /^(cascade|set )/i.test(action);
  return settle(
    {
      does: `Deletes ${chosen(rows)} of ${relationText(table)}`,
      page: 'sql-delete',
      subject: table,
      holds: [
        ...hold(at, table, 'ROW EXCLUSIVE'),
        ...keys.flatMap(({ child, key }) => hold(at, child, writes(key.onDelete) ? 'ROW EXCLUSIVE' : 'ROW SHARE')),
      ],
      work: 'row writes',
      dataLoss: true,
      canFailOnRows: keys.some(({ child, key }) => !writes(key.onDelete) && !isFresh(at.schema, child)),
    },
    at,
  );
}

export function backfill({ table, column, value, batchRows }: Backfill, at: At): Effects {
  return settle(
    {
      does: `Fills ${columnText(table, column)} from ${'column' in value ? value.column : value.expression}, ${batchRows} rows at a time, and commits after each batch`,
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

function chosen(rows: RowChoice): string {
  return { all: 'every row', some: 'the chosen rows', unknown: 'an unknown choice of the rows' }[rows];
}
