import type { Effects } from '../../model/effects.ts';
import { type Name, relationText } from '../../model/name.ts';
import type { CreateIndex, DropIndex, Reindex } from '../../model/operation.ts';
import { isMissing, schemaKey, tableOf, tableOfIndex } from '../../model/schema.ts';
import { byConstraintName, constraintNamed } from './constraints.ts';
import type { At, Facts } from './facts.ts';
import { hold, isMeantAlone, settle } from './facts.ts';

export function createIndex(operation: CreateIndex, at: At): Effects {
  const { table, name, unique, concurrently, ifNotExists } = operation;
  const known = tableOf(at.schema, table);
  const kind = unique ? 'unique index' : 'index';
  const what = name === undefined ? `${unique ? 'a' : 'an'} ${kind}` : `the ${kind} ${name}`;
  const common = { page: 'sql-createindex', subject: table, forbidden: concurrently };
  if (known?.partitioned && (concurrently || at.version < 11))
    return settle({ ...common, ...refused(operation, at) }, at);
  const holds = concurrently ? hold(at, table, 'SHARE UPDATE EXCLUSIVE') : hold(at, table, 'SHARE');
  if (ifNotExists && name !== undefined && known?.indexes.some((each) => each.name === name)) {
    return settle({ ...common, does: `Finds ${what} there already and builds nothing`, holds }, at);
  }
  if (known?.partitioned && isMeantAlone(at, table)) {
    const does = `Makes ${what} of ${relationText(table)}, which is valid once an index of each partition is attached to it`;
    return settle({ ...common, does, holds }, at);
  }
  return settle(
    {
      ...common,
      does: concurrently
        ? `Builds ${what} over ${relationText(table)} in two passes that let reads and writes go on`
        : `Builds ${what} over ${relationText(table)} in one pass, reads going on`,
      holds,
      blocks: at.schema.views.has(schemaKey(table)) ? 'nothing' : undefined,
      work: 'index build',
      canFailOnRows: unique,
      notes: [
        concurrently ? 'waits for every older transaction, and leaves an INVALID index behind if it fails' : undefined,
      ],
    },
    at,
  );
}

export function dropIndex({ index, table, concurrently, cascade, ifExists }: DropIndex, at: At): Effects {
  const owner = table ?? tableOfIndex(at.schema, index)?.name;
  if (ifExists && !owner && !ownerOf(at, index) && !mayBeIndex(at, index))
    return settle(
      {
        does: `Finds no ${relationText(index)} and drops nothing`,
        page: 'sql-dropindex',
        forbidden: concurrently,
      },
      at,
    );
  const mode = concurrently ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE';
  const fresh = owner !== undefined && tableOf(at.schema, owner)?.fresh;
  const refused = refusedDrop(index, at);
  return settle(
    {
      refused,
      does:
        refused !== undefined
          ? `PostgreSQL refuses it: ${refused}`
          : `Drops the index ${relationText(index)}${owner ? ` of ${relationText(owner)}` : ''}`,
      page: 'sql-dropindex',
      subject: owner,
      holds: [...(owner ? hold(at, owner, mode) : []), ...(fresh ? [] : [{ relation: index, mode } as const])],
      forbidden: concurrently,
      notes: [
        owner ? undefined : 'its table, which is locked in the same way, is not known here',
        concurrently ? 'waits until no transaction uses it any more' : undefined,
        cascade ? 'what depends on it is dropped with it' : undefined,
      ],
    },
    at,
  );
}

/** An index without a name of its own may have been given this one. */
function mayBeIndex(at: At, index: Name): boolean {
  const unnamed = [...at.schema.tables.values()].some(({ indexes }) => indexes.some(({ name }) => name === undefined));
  return unnamed || !isMissing(at.schema, index);
}

/** An index that carries out a constraint goes with it only. */
function refusedDrop(index: Name, at: At): string | undefined {
  if (at.schema.doubtful) return undefined;
  for (const table of byConstraintName(at.schema.tables, index.name)) {
    // An index lives in the schema of its table.
    if (index.schema !== undefined && index.schema !== (table.name.schema ?? 'public')) continue;
    const found = constraintNamed(at, table.name, index.name);
    if (found?.kind !== 'primaryKey' && found?.kind !== 'unique' && found?.kind !== 'exclude') continue;
    return `cannot drop index ${index.name} because constraint ${index.name} on table ${table.name.name} requires it`;
  }
  return undefined;
}

export function reindex(operation: Reindex, at: At): Effects {
  const { target, name, concurrently } = operation;
  const page = 'sql-reindex';
  if (concurrently && at.version < 12) {
    return settle(
      {
        page,
        does: 'PostgreSQL refuses it: REINDEX CONCURRENTLY came with PostgreSQL 12',
        refused: 'REINDEX CONCURRENTLY came with PostgreSQL 12',
        forbidden: true,
        canFailOnRows: true,
      },
      at,
    );
  }
  const table = target === 'table' ? name : target === 'index' ? ownerOf(at, name) : undefined;
  const partitioned = table !== undefined && tableOf(at.schema, table)?.partitioned === true;
  if (target === 'table' && !concurrently && hasNoIndex(at, name)) {
    const does = `Finds no index of ${relationText(name)} and rebuilds nothing`;
    return settle({ page, subject: name, does, holds: hold(at, name, 'SHARE') }, at);
  }
  const index = target === 'index' && !(table && tableOf(at.schema, table)?.fresh) ? [name] : [];
  return settle(
    {
      page,
      subject: table,
      does: `Rebuilds ${target === 'index' ? 'the index' : `every index of the ${target}`} ${relationText(name)}`,
      holds: [
        ...(table ? hold(at, table, concurrently ? 'SHARE UPDATE EXCLUSIVE' : 'SHARE') : []),
        ...index.map(
          (relation) => ({ relation, mode: concurrently ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE' }) as const,
        ),
      ],
      blocks: concurrently ? 'nothing' : 'reads and writes',
      work: 'index build',
      forbidden: concurrently || target === 'schema' || target === 'database' || (partitioned && at.version >= 14),
      notes: [
        concurrently
          ? 'reads and writes go on meanwhile'
          : 'its indexes are under ACCESS EXCLUSIVE, and a query locks every index when it is planned, so that reads wait too',
      ],
    },
    at,
  );
}

function hasNoIndex(at: At, table: Name): boolean {
  const known = tableOf(at.schema, table);
  if (!known?.complete || known.partitioned || at.schema.doubtful) return false;
  return (
    known.indexes.length === 0 && known.constraints.every(({ kind }) => !/^(primaryKey|unique|exclude)$/.test(kind))
  );
}

/** The index of a key is called as its constraint. */
function ownerOf(at: At, index: Name): Name | undefined {
  const [keyed] = byConstraintName(at.schema.tables, index.name);
  return (tableOfIndex(at.schema, index) ?? keyed)?.name;
}

/** The server's words: before PostgreSQL 11 a partitioned table takes no index at all. */
function refused({ table }: CreateIndex, at: At): Pick<Facts, 'does' | 'refused'> {
  const why = `cannot create index on partitioned table "${table.name}"${at.version < 11 ? '' : ' concurrently'}`;
  return { does: `PostgreSQL refuses it: ${why}`, refused: why };
}
