import type { Effects } from '../../model/effects.ts';
import { relationText } from '../../model/name.ts';
import type { CreateIndex, DropIndex } from '../../model/operation.ts';
import { indexColumns, tableOf, tableOfIndex } from '../../model/schema.ts';
import { hasUnboundedKey, isMissing, neededIndex, rekeyed } from './constraints.ts';
import type { At, Way } from './facts.ts';
import { copy, definition, hasFullText, settle, unheardOf } from './facts.ts';

/** https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html#online-ddl-index-operations */
export function createIndex(operation: CreateIndex, at: At): Effects {
  const { table, name, unique, ifNotExists, online, method } = operation;
  const kind = /^(fulltext|spatial)$/i.test(method ?? '') ? `${method?.toUpperCase()} index` : 'index';
  const what = `the ${unique ? 'unique ' : ''}${kind} ${name ?? 'without a name'}`;
  const there =
    ifNotExists && tableOf(at.schema, table)?.indexes.some((each) => each.name !== undefined && each.name === name);
  if (there && at.server.name === 'mariadb')
    return settle(
      { does: `Finds ${what} there already and builds nothing`, subject: table, online, ...definition(at) },
      at,
    );
  return settle(
    {
      does: `Builds ${what} over ${relationText(table)}`,
      subject: table,
      online,
      ...built(operation, at),
      canFailOnRows: unique,
      refused: unknownClause(operation, at),
    },
    at,
  );
}

export function dropIndex({ index, table, ifExists, concurrently, online }: DropIndex, at: At): Effects {
  const owner = table ?? tableOfIndex(at.schema, index)?.name;
  const syntax = concurrently
    ? unheardOf(at, 'CONCURRENTLY')
    : ifExists && at.server.name === 'mysql'
      ? unheardOf(at, 'IF EXISTS here')
      : undefined;
  if (owner && ifExists && syntax === undefined && isMissing(at, owner, index.name))
    return settle(
      { does: `Finds no index ${relationText(index)} and does nothing`, subject: owner, online, ...definition(at) },
      at,
    );
  return settle(
    {
      does: `Drops the index ${relationText(index)}${owner ? ` of ${relationText(owner)}` : ''}`,
      subject: owner,
      online,
      ...((owner && rekeyed({ kind: 'dropIndex', index, table: owner }, owner, at)) ?? {
        algorithm: 'NOCOPY',
        work: 'instant',
      }),
      refused: syntax ?? (owner && neededIndex(at, owner, index.name)),
    },
    at,
  );
}

/** The first full-text index of a table adds a hidden column to it. */
function built(operation: CreateIndex, at: At): Way {
  const { table, method, unique } = operation;
  if (/^fulltext$/i.test(method ?? ''))
    return hasFullText(at, table)
      ? { algorithm: 'NOCOPY', lock: 'SHARED', work: 'index build' }
      : { algorithm: 'INPLACE', lock: 'SHARED', work: 'rewrite' };
  if (/^spatial$/i.test(method ?? '')) return { algorithm: 'NOCOPY', lock: 'SHARED', work: 'index build' };
  if (unique && hasUnboundedKey(table, indexColumns(operation), at)) return copy;
  return (unique && rekeyed(operation, table, at)) || { algorithm: 'NOCOPY', work: 'index build' };
}

function unknownClause({ concurrently, ifNotExists, keys }: CreateIndex, at: At): string | undefined {
  const { server } = at;
  if (concurrently) return unheardOf(at, 'CONCURRENTLY');
  if (ifNotExists && server.name === 'mysql') return unheardOf(at, 'IF NOT EXISTS here');
  const functional = keys.some(
    (key) => 'expression' in key && !/^\s*[`\w]+\s*\(\s*\d+\s*\)|^\s*[`\w]+\s+(asc|desc)\s*$/i.test(key.expression),
  );
  return functional && !(server.name === 'mysql' && server.since(8, 0, 13))
    ? unheardOf(at, 'indexes on expressions')
    : undefined;
}
