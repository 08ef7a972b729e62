import type { Constraint } from '../../model/constraint.ts';
import type { Effects } from '../../model/effects.ts';
import { type Name, relationText } from '../../model/name.ts';
import type {
  AttachPartition,
  CreateTable,
  DetachPartition,
  DropTable,
  RefreshView,
  RenameTable,
  Truncate,
} from '../../model/operation.ts';
import {
  isFresh,
  isGone,
  isMissing,
  isSame,
  schemaKey,
  type Table,
  tableOf,
  tableOfIndex,
} from '../../model/schema.ts';
import { foreignKeyHolds, neighbours, referencing } from './constraints.ts';
import { holdAll, refusedDrop, sequenceHolds, viewHolds } from './dependents.ts';
import type { At } from './facts.ts';
import { hold, partitionsOf, settle } from './facts.ts';
import { excludesBound, impliesBound } from './partition-bound.ts';

export function createTable(operation: CreateTable, at: At): Effects {
  const { table, constraints, partitionOf, ifNotExists, fromQuery } = operation;
  const page = fromQuery ? 'sql-createtableas' : 'sql-createtable';
  if (ifNotExists && tableOf(at.schema, table)) {
    return settle({ page, does: `Finds ${relationText(table)} there already and creates nothing` }, at);
  }
  // Before PostgreSQL 12 the tables that the parent references are left alone.
  const inherited = partitionOf && at.version >= 12 ? (tableOf(at.schema, partitionOf)?.constraints ?? []) : [];
  const fallback = partitionOf && !operation.isDefaultPartition ? defaultsOf(at, partitionOf) : [];
  return settle(
    {
      page,
      does: partitionOf
        ? `Creates ${relationText(table)} as a partition of ${relationText(partitionOf)}`
        : `Creates ${relationText(table)}${fromQuery && !operation.withNoData ? ' and fills it from a query' : ''}`,
      holds: [
        ...(partitionOf ? [{ relation: partitionOf, mode: 'ACCESS EXCLUSIVE' } as const] : []),
        ...(operation.parents ?? []).map((relation) => ({ relation, mode: 'SHARE UPDATE EXCLUSIVE' }) as const),
        ...fallback.flatMap((each) => hold(at, each.name, 'ACCESS EXCLUSIVE')),
        ...[...constraints, ...inherited].flatMap((each) => (pointsAt(each, table) ? [] : foreignKeyHolds(each, at))),
      ],
      work:
        (fromQuery && !operation.withNoData && !operation.fromConstants) || fallback.some(({ fresh }) => !fresh)
          ? 'scan'
          : 'instant',
      canFailOnRows: fallback.some(({ fresh }) => !fresh),
      notes: [
        partitionOf && fallback.length > 0
          ? 'the rows of the default partition are read to see that none belongs here'
          : undefined,
      ],
    },
    at,
  );
}

/** A table that references itself is not there before. */
function pointsAt(constraint: Constraint, table: Name): boolean {
  return constraint.kind === 'foreignKey' && isSame(constraint.references, table);
}

export function dropTable({ table, ifExists, cascade, along }: DropTable, at: At): Effects {
  if (ifExists && isMissing(at.schema, table)) return nothingToDrop(table, at);
  const parent = tableOf(at.schema, table)?.partitionOf;
  const refused = cascade ? undefined : refusedDrop(at, 'table', table, along);
  const all = (cascade ? holdAll(at, table, 'ACCESS EXCLUSIVE') : hold(at, table, 'ACCESS EXCLUSIVE')).map(
    ({ relation }) => relation,
  );
  return settle(
    {
      refused,
      does:
        refused === undefined ? `Drops ${relationText(table)} with all its rows` : `PostgreSQL refuses it: ${refused}`,
      page: 'sql-droptable',
      subject: table,
      holds: [
        ...all.flatMap((relation) => [{ relation, mode: 'ACCESS EXCLUSIVE' } as const, ...sequenceHolds(at, relation)]),
        ...(cascade ? all.flatMap((relation) => viewHolds(at, relation)) : []),
        ...(parent ? [{ relation: parent, mode: 'ACCESS EXCLUSIVE' } as const] : []),
        ...(parent ? defaultsOf(at, parent).flatMap((each) => hold(at, each.name, 'ACCESS EXCLUSIVE')) : []),
        ...neighbours(at, table, 'all', cascade === true, 'ACCESS EXCLUSIVE'),
      ],
      dataLoss: true,
      breaksRunningCode: true,
      notes: [cascade ? 'views on it and foreign keys to it are dropped with it' : undefined],
    },
    at,
  );
}

/** What history never saw may be older than it. */
function nothingToDrop(table: Name, at: At): Effects {
  const unseen = !isGone(at.schema, table);
  return settle(
    {
      does: `Finds no ${relationText(table)} and drops nothing`,
      page: 'sql-droptable',
      dataLoss: unseen,
      breaksRunningCode: unseen,
      assumed: unseen ? `history makes no ${relationText(table)}, which may be older than it` : undefined,
    },
    at,
  );
}

export function renameTable({ table, to }: RenameTable, at: At): Effects {
  const indexed = tableOf(at.schema, table) ? undefined : tableOfIndex(at.schema, table)?.name;
  return settle(
    {
      does: `Renames ${relationText(table)} to ${to} in the catalogue`,
      page: 'sql-altertable',
      subject: indexed ?? table,
      holds: indexed && isFresh(at.schema, indexed) ? [] : [{ relation: table, mode: 'ACCESS EXCLUSIVE' }],
      blocks: at.schema.sequences.has(schemaKey(table)) ? 'writes' : undefined,
      breaksRunningCode: indexed === undefined,
    },
    at,
  );
}

export function truncate({ tables, cascade, restartIdentity }: Truncate, at: At): Effects {
  const emptied = cascade ? closure(tables, at) : tables;
  const alive = emptied.filter((table) => !isFresh(at.schema, table));
  return settle(
    {
      does: `Removes every row of ${emptied.map(relationText).join(', ')} at once by giving each an empty file`,
      page: 'sql-truncate',
      subject: alive[0] ?? tables[0],
      holds: alive.flatMap((table) => [
        ...holdAll(at, table, 'ACCESS EXCLUSIVE'),
        ...(restartIdentity ? sequenceHolds(at, table) : []),
      ]),
      dataLoss: true,
      breaksRunningCode: false,
    },
    at,
  );
}

export function refreshView({ view, concurrently, withNoData }: RefreshView, at: At): Effects {
  return settle(
    {
      does: concurrently
        ? `Runs the query of ${relationText(view)} and writes the rows that differ, reads going on`
        : `Runs the query of ${relationText(view)} and replaces its contents`,
      page: 'sql-refreshmaterializedview',
      holds: [{ relation: view, mode: concurrently ? 'EXCLUSIVE' : 'ACCESS EXCLUSIVE' }],
      blocks: concurrently || isFresh(at.schema, view) ? 'nothing' : 'reads and writes',
      work: concurrently ? 'row writes' : withNoData ? 'instant' : 'rewrite',
      notes: [concurrently ? 'it needs a unique index on the view' : undefined],
    },
    at,
  );
}

/** The rows of the new partition are read unless a valid CHECK implies its bound; those of a default partition unless one excludes it. */
export function attachPartition(operation: AttachPartition, at: At): Effects {
  const { table, partition } = operation;
  const proven = impliesBound(operation, at);
  const fallback = defaultsOf(at, table);
  const searched = fallback.filter((each) => !excludesBound(each, operation, at));
  return settle(
    {
      page: 'sql-altertable',
      does: `Makes ${relationText(partition)} a partition of ${relationText(table)}`,
      subject: partition,
      holds: [
        { relation: table, mode: at.version < 12 ? 'ACCESS EXCLUSIVE' : 'SHARE UPDATE EXCLUSIVE' },
        ...hold(at, partition, 'ACCESS EXCLUSIVE'),
        ...fallback.flatMap((each) => hold(at, each.name, 'ACCESS EXCLUSIVE')),
      ],
      work: proven && searched.length === 0 ? 'instant' : 'scan',
      canFailOnRows: !proven || searched.length > 0,
      notes: [
        proven ? 'a valid CHECK proves that its rows lie within the bound' : undefined,
        searched.length > 0 ? 'the rows of the default partition are read to see that none belongs here' : undefined,
      ],
    },
    at,
  );
}

/** Since PostgreSQL 14 the partition is locked as strongly as its parent. */
export function detachPartition({ table, partition, concurrently }: DetachPartition, at: At): Effects {
  const page = 'sql-altertable';
  const hasDefault = partitionsOf(at, table).some((each) => each.isDefaultPartition);
  if (concurrently && (at.version < 14 || hasDefault)) {
    const refused =
      at.version < 14
        ? 'DETACH PARTITION … CONCURRENTLY came with PostgreSQL 14'
        : `${relationText(table)} has a default partition, and no partition can be detached concurrently then`;
    return settle(
      { page, does: `PostgreSQL refuses it: ${refused}`, refused, forbidden: true, canFailOnRows: true },
      at,
    );
  }
  const weak = 'SHARE UPDATE EXCLUSIVE';
  return settle(
    {
      page,
      does: `Detaches ${relationText(partition)} from ${relationText(table)}`,
      holds: [
        { relation: table, mode: concurrently ? weak : 'ACCESS EXCLUSIVE' },
        // Partitions of its own are always locked in full.
        ...hold(at, partition, 'ACCESS EXCLUSIVE').slice(1),
        { relation: partition, mode: concurrently || at.version >= 14 ? 'ACCESS EXCLUSIVE' : weak },
        ...defaultsOf(at, table).flatMap((each) => hold(at, each.name, 'ACCESS EXCLUSIVE')),
        ...neighbours(at, table, 'all', false, 'SHARE ROW EXCLUSIVE'),
      ],
      blocks: concurrently ? 'nothing' : undefined,
      forbidden: concurrently,
      breaksRunningCode: true,
      notes: [
        concurrently
          ? 'waits for every query on the parent before it locks the partition alone, and from the start rows for it are refused'
          : undefined,
      ],
    },
    at,
  );
}

/** The partition that takes the rows of no other: what the others take changes its bound. */
function defaultsOf(at: At, table: Name): readonly Table[] {
  return partitionsOf(at, table).filter((each) => each.isDefaultPartition);
}

/** The tables and all that reference them, near or far. */
function closure(tables: readonly Name[], at: At): readonly Name[] {
  const found = new Map(tables.map((table) => [relationText(table), table]));
  for (const table of found.values()) {
    const next = [...referencing(at, table, 'all'), ...partitionsOf(at, table).map((each) => each.name)];
    for (const name of next) if (!found.has(relationText(name))) found.set(relationText(name), name);
  }
  return [...found.values()];
}
