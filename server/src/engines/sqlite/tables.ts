import type { Effects } from '../../model/effects.ts';
import { relationText } from '../../model/name.ts';
import type { CreateIndex, CreateTable, DropIndex, DropTable, Reindex, RenameTable } from '../../model/operation.ts';
import { tableOf, tableOfIndex } from '../../model/schema.ts';
import type { At } from './facts.ts';
import { settle, syntaxError } from './facts.ts';

export function createTable({ table, ifNotExists, fromQuery, temporary }: CreateTable, at: At): Effects {
  const page = 'lang_createtable';
  if (ifNotExists && tableOf(at.schema, table)) {
    return settle(
      { page, does: `Finds ${relationText(table)} there already and creates nothing`, readsOnly: true },
      at,
    );
  }
  return settle(
    {
      page,
      does: `Creates ${relationText(table)}${fromQuery ? ' and fills it from a query' : ''}`,
      readsOnly: temporary,
      work: fromQuery ? 'row writes' : 'instant',
    },
    at,
  );
}

/** Each page goes to the list of free ones, and is overwritten first where secure_delete is on, as Debian builds it. */
export function dropTable({ table, cascade }: DropTable, at: At): Effects {
  return settle(
    {
      does: `Drops ${relationText(table)} with all its rows, its indexes and its triggers`,
      page: 'lang_droptable',
      subject: table,
      refused: cascade ? syntaxError('CASCADE') : undefined,
      work: 'rewrite',
      dataLoss: true,
      breaksRunningCode: true,
      notes: [
        'with PRAGMA foreign_keys=ON its rows are deleted first, and what references them ON DELETE CASCADE with them',
      ],
    },
    at,
  );
}

/** Since 3.26.0 references from other tables, triggers and views follow. */
export function renameTable({ table, to }: RenameTable, at: At): Effects {
  return settle(
    {
      does: `Renames ${relationText(table)} to ${to} in the schema`,
      page: 'lang_altertable',
      subject: table,
      breaksRunningCode: true,
      notes: [at.release < 26 ? 'before 3.26 triggers and views go on naming the old table' : undefined],
    },
    at,
  );
}

export function createIndex(operation: CreateIndex, at: At): Effects {
  const { table, name, unique, ifNotExists } = operation;
  const known = tableOf(at.schema, table);
  const page = 'lang_createindex';
  const what = `${unique ? 'the unique index' : 'the index'} ${name ?? 'without a name'}`;
  if (ifNotExists && name !== undefined && known?.indexes.some((each) => each.name === name)) {
    return settle({ page, does: `Finds ${what} there already and builds nothing`, readsOnly: true }, at);
  }
  return settle(
    {
      page,
      subject: table,
      does: `Builds ${what} over ${relationText(table)}`,
      refused: refusedIndex(operation),
      work: 'index build',
      canFailOnRows: unique === true && refusedIndex(operation) === undefined,
    },
    at,
  );
}

export function dropIndex({ index, table, concurrently, cascade }: DropIndex, at: At): Effects {
  const word = concurrently ? index.name : cascade ? 'CASCADE' : undefined;
  return settle(
    {
      does: `Drops the index ${relationText(index)} and frees its pages`,
      page: 'lang_dropindex',
      subject: table ?? tableOfIndex(at.schema, index)?.name,
      refused: word === undefined ? undefined : syntaxError(word),
      work: 'rewrite',
    },
    at,
  );
}

export function reindex({ target, name, concurrently }: Reindex, at: At): Effects {
  return settle(
    {
      does: `Builds ${target === 'index' ? 'the index' : 'every index of'} ${relationText(name)} anew`,
      page: 'lang_reindex',
      subject: target === 'table' ? name : target === 'index' ? tableOfIndex(at.schema, name)?.name : undefined,
      refused: concurrently ? syntaxError(name.name) : undefined,
      work: 'index build',
    },
    at,
  );
}

/** https://www.sqlite.org/lang_createindex.html has no CONCURRENTLY, which is read as the index's name, nor USING or INCLUDE. */
function refusedIndex({ name, concurrently, include, method }: CreateIndex): string | undefined {
  if (concurrently) return syntaxError(name ?? 'CONCURRENTLY');
  if (method !== undefined) return syntaxError('USING');
  return include?.length ? syntaxError('INCLUDE') : undefined;
}
