import type { Effects, Work } from '../../model/effects.ts';
import { foreignKeysTo, onDelete } from '../../model/foreign-keys.ts';
import { type Name, relationText } from '../../model/name.ts';
import { sequencesOf } from '../../model/objects.ts';
import type { Backfill, DeleteRows, InsertRows, MirrorColumn, StopMirror, UpdateRows } from '../../model/operation.ts';
import { columnOf, isFresh, schemaKey, tableOf } from '../../model/schema.ts';
import { deletes, fills, inserts, mirrors, updates } from '../row-sentences.ts';
import { holdAll } from './dependents.ts';
import type { At, Hold } from './facts.ts';
import { hold, isMeantAlone, settle } from './facts.ts';

export function insertRows(operation: InsertRows, at: At): Effects {
  const { table, from } = operation;
  return settle(
    {
      does: inserts(operation),
      page: 'sql-insert',
      subject: table,
      holds: [
        ...hold(at, table, 'ROW EXCLUSIVE'),
        ...through(at, table),
        ...parents(at, table, 'all'),
        ...numbers(operation, at),
      ],
      work: from === 'query' ? 'row writes' : 'instant',
    },
    at,
  );
}

export function updateRows(operation: UpdateRows, at: At): Effects {
  const { table, columns } = operation;
  const keys = foreignKeysTo(at.schema, table, columns);
  return settle(
    {
      does: updates(operation),
      page: 'sql-update',
      subject: table,
      holds: [
        ...written(at, table),
        ...parents(at, table, at.schema.written?.has(schemaKey(table)) ? 'all' : columns),
        ...keys.flatMap(({ child, key }) => hold(at, child, follows(key.onUpdate) ? 'ROW EXCLUSIVE' : 'ROW SHARE')),
      ],
      work: workOf(at, table),
      canFailOnRows: keys.some(({ child, key }) => !follows(key.onUpdate) && !isFresh(at.schema, child)),
    },
    at,
  );
}

/** A partitioned table has no rows but those of its partitions. */
function workOf(at: At, table: Name): Work {
  return isMeantAlone(at, table) && tableOf(at.schema, table)?.partitioned ? 'instant' : 'row writes';
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
        ...written(at, table),
        ...keys.flatMap(({ child, key }) =>
          hold(at, child, onDelete(key) === 'writes' ? 'ROW EXCLUSIVE' : 'ROW SHARE'),
        ),
      ],
      work: workOf(at, table),
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

export function mirrorColumn(operation: MirrorColumn, at: At): Effects {
  const { table, name } = operation;
  return settle(
    {
      does: `Creates the trigger ${name} that ${mirrors(operation)}`,
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

/** A row that points at a key that changes is changed with it. */
function follows(action = ''): boolean {
  return /^(cascade|set )/i.test(action);
}

/** The table with all that hold rows of it. */
function written(at: At, table: Name): readonly Hold[] {
  return [...holdAll(at, table, 'ROW EXCLUSIVE'), ...through(at, table)];
}

/** What is written through a view lands in the one table that it shows: https://www.postgresql.org/docs/current/sql-createview.html#SQL-CREATEVIEW-UPDATABLE-VIEWS */
function through(at: At, view: Name): readonly Hold[] {
  const [below, ...more] = at.schema.views.get(schemaKey(view))?.reads ?? [];
  return below && more.length === 0 ? holdAll(at, below.relation, 'ROW EXCLUSIVE') : [];
}

/** The sequences that give numbers to the columns that are not filled. */
function numbers({ table, columns }: InsertRows, at: At): readonly Hold[] {
  if (!columns) return [];
  return sequencesOf(at.schema, table).flatMap(({ name, ownedBy }) => {
    const column = ownedBy && columnOf(at.schema, table, ownedBy.column);
    const numbered = column?.identity !== undefined && !columns.includes(column.name);
    return numbered ? [{ relation: name, mode: 'ROW EXCLUSIVE' } as const] : [];
  });
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
