import type { Effects } from '../../model/effects.ts';
import { type Name, relationText } from '../../model/name.ts';
import type { CreateIndex, CreateTable, DropIndex, DropTable, Reindex, RenameTable } from '../../model/operation.ts';
import { tableOf, tableOfIndex } from '../../model/schema.ts';
import type { At } from './facts.ts';
import { generates, settle, syntaxError } from './facts.ts';
import { isReferenced } from './references.ts';
import { brokenView, isView } from './views.ts';

export function createTable(operation: CreateTable, at: At): Effects {
  const { table, ifNotExists, fromQuery, temporary } = operation;
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
      refused: refusedTable(operation, at),
      does: `Creates ${relationText(table)}${fromQuery ? ' and fills it from a query' : ''}`,
      readsOnly: temporary,
      work: fromQuery ? 'row writes' : 'instant',
    },
    at,
  );
}

/** 3.37.0 brought STRICT: https://www.sqlite.org/stricttables.html */
function refusedTable({ columns, strict }: CreateTable, at: At): string | undefined {
  if (columns.some((each) => each.generated) && !generates(at)) return syntaxError('AS');
  return strict && at.release < 37 ? syntaxError('STRICT') : undefined;
}

/** Each page goes to the list of free ones, and is overwritten first where secure_delete is on, as Debian builds it. */
export function dropTable({ table, cascade }: DropTable, at: At): Effects {
  const refused = cascade
    ? syntaxError('CASCADE')
    : isView(at, table)
      ? `use DROP VIEW to delete view ${relationText(table)}`
      : undefined;
  return settle(
    {
      does: `Drops ${relationText(table)} with all its rows, its indexes and its triggers`,
      page: 'lang_droptable',
      subject: table,
      refused,
      work: 'rewrite',
      deletesRows: true,
      dataLoss: true,
      canFailOnRows: refused === undefined && isReferenced(table, at),
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
      refused: refusedRename(table, to, at),
      breaksRunningCode: true,
      notes: [at.release < 26 ? 'before 3.26 triggers and views go on naming the old table' : undefined],
    },
    at,
  );
}

/** The case of a name means nothing, so that the new one is there already. */
function refusedRename(table: Name, to: string, at: At): string | undefined {
  if (isView(at, table)) return `view ${relationText(table)} may not be altered`;
  if (table.name.toLowerCase() === to.toLowerCase())
    return `there is already another table or index with this name: ${to}`;
  return brokenView(at);
}

export function createIndex(operation: CreateIndex, at: At): Effects {
  const { table, name, unique, ifNotExists } = operation;
  const known = tableOf(at.schema, table);
  const page = 'lang_createindex';
  const kind = unique ? 'unique index' : 'index';
  const what = name === undefined ? `${unique ? 'a' : 'an'} ${kind}` : `the ${kind} ${name}`;
  if (ifNotExists && name !== undefined && known?.indexes.some((each) => each.name === name)) {
    return settle({ page, does: `Finds ${what} there already and builds nothing`, readsOnly: true }, at);
  }
  return settle(
    {
      page,
      subject: table,
      does: `Builds ${what} over ${relationText(table)}`,
      refused: refusedIndex(operation, at),
      work: 'index build',
      canFailOnRows: unique === true && refusedIndex(operation, at) === undefined,
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
function refusedIndex({ table, name, concurrently, include, method }: CreateIndex, at: At): string | undefined {
  if (concurrently) return syntaxError(name ?? 'CONCURRENTLY');
  if (method !== undefined) return syntaxError('USING');
  if (include?.length) return syntaxError('INCLUDE');
  return isView(at, table) ? 'views may not be indexed' : undefined;
}
