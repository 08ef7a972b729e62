import type { Effects } from '../../model/effects.ts';
import { foreignKeysTo } from '../../model/foreign-keys.ts';
import { type Name, relationText } from '../../model/name.ts';
import type { CreateTable, DropTable, RenameTable, Truncate } from '../../model/operation.ts';
import { checksForeignKeys, isFresh, isSame, tableOf } from '../../model/schema.ts';
import type { At } from './facts.ts';
import { settle } from './facts.ts';
import { incompatibleKey } from './key-types.ts';
import { plainDefault } from './plain-default.ts';

export function createTable(operation: CreateTable, at: At): Effects {
  const { table, ifNotExists, fromQuery, temporary } = operation;
  const there = ifNotExists && tableOf(at.schema, table) !== undefined;
  return settle(
    {
      page: 'create-table',
      does: there
        ? `Finds ${relationText(table)} there already and creates nothing`
        : `Creates ${relationText(table)}${fromQuery ? ' and fills it from a query' : ''}`,
      work: fromQuery && !there ? 'scan' : 'instant',
      transaction: temporary ? 'allowed' : 'implicit commit',
      refused: there || temporary ? undefined : incompatibleColumns(operation, at),
    },
    at,
  );
}

function incompatibleColumns({ table, columns, constraints }: CreateTable, at: At): string | undefined {
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  const keys = constraints.flatMap((each) => (each.kind === 'foreignKey' ? [each] : []));
  return [
    ...keys.map((key) => incompatibleKey(key, table, at, (column) => types.get(column))),
    ...columns.map((each) => plainDefault(each, at)),
  ].find((why) => why !== undefined);
}

export function dropTable({ table, temporary }: DropTable, at: At): Effects {
  if (temporary) {
    const does = `Drops the temporary table ${relationText(table)}`;
    return settle({ page: 'drop-table', does, transaction: 'allowed' }, at);
  }
  const child = foreignKeysTo(at.schema, table, 'all').find((each) => !isSame(each.child, table))?.child;
  return settle(
    {
      page: 'drop-table',
      does: `Drops ${relationText(table)} with all its rows`,
      subject: table,
      lock: 'EXCLUSIVE',
      dataLoss: true,
      breaksRunningCode: true,
      refused:
        child && checksForeignKeys(at.schema) && !at.schema.doubtful
          ? `Cannot delete or update a parent row: a foreign key of ${relationText(child)} points at ${relationText(table)}`
          : undefined,
    },
    at,
  );
}

/** Whoever uses the table by its old name has to be shut out for the moment of the change. */
export function renameTable({ table, to, online }: RenameTable, at: At): Effects {
  const instant = at.server.name === 'mariadb' || at.server.since(8, 0, 12);
  return settle(
    {
      does: `Renames ${relationText(table)} to ${to}`,
      page: 'rename-table',
      subject: table,
      online: online && { ...online, lock: undefined },
      algorithm: instant ? 'INSTANT' : 'INPLACE',
      lock: 'EXCLUSIVE',
      breaksRunningCode: true,
    },
    at,
  );
}

export function truncate({ tables }: Truncate, at: At): Effects {
  const alive = tables.filter((table) => !isFresh(at.schema, table));
  const isSure = checksForeignKeys(at.schema) && !at.schema.doubtful;
  const key = isSure ? alive.map((each) => pointedAt(each, at)).find(Boolean) : undefined;
  return settle(
    {
      page: 'truncate-table',
      does: `Removes every row of ${tables.map(relationText).join(', ')} at once, as if dropped and created anew`,
      subject: alive[0] ?? tables[0],
      lock: 'EXCLUSIVE',
      others: alive.map((relation) => ({ relation, lock: 'EXCLUSIVE' })),
      dataLoss: true,
      refused: key,
    },
    at,
  );
}

/** Error 1701, whether or not a row of the other table points here. */
function pointedAt(table: Name, at: At): string | undefined {
  const other = foreignKeysTo(at.schema, table, 'all').find((each) => !isSame(each.child, table));
  return (
    other &&
    `Cannot truncate a table referenced in a foreign key constraint${other.key.name ? ` (${other.key.name} of ${relationText(other.child)})` : ` of ${relationText(other.child)}`}`
  );
}
