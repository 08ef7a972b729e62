import { after } from '../../model/after.ts';
import { allWork, type Work } from '../../model/effects.ts';
import type { Action } from '../../model/engine.ts';
import type { Name } from '../../model/name.ts';
import type { Algorithm, OnlineLock, Operation } from '../../model/operation.ts';
import { columnOf, emptySchema, indexColumns, type Schema, tableOf, typeBefore } from '../../model/schema.ts';
import { clusteredBy } from './constraints.ts';
import { copy, hasFullText, type Way } from './facts.ts';
import type { Server } from './server.ts';
import { typeText } from './types.ts';

/** The way that one ALTER TABLE goes: the cheapest that all of its actions can go together. */
export function wayOfAll(actions: readonly Action[], server: Server): Decided {
  return hindered(actions, server) ?? strongest(actions);
}

export interface Decided extends Way {
  /** Who has the pass over the table among its effects. */
  readonly cause: Action | undefined;
}

/**
 * Actions that are cheap alone and not in company: a virtual column, and a column that comes or goes in an instant beside an
 * index that is built or, on MySQL, beside anything that is not instant. Measured on MariaDB 10.11.
 * https://dev.mysql.com/doc/refman/8.4/en/alter-table-generated-columns.html
 * https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html#online-ddl-column-operations
 */
function hindered(all: readonly Action[], server: Server): Decided | undefined {
  const actions = all.filter((each) => !isIdle(each));
  const way = strongest(actions.length > 0 ? actions : all);
  const { algorithm, lock, work } = way;
  if (algorithm === 'COPY') return undefined;
  const copied =
    virtualColumn(actions, server) ?? (server.name === 'mariadb' ? copiedAnyway(actions, work) : undefined);
  if (copied) return { algorithm: 'COPY', work: 'rewrite', lock: lock === 'NONE' ? undefined : lock, cause: copied };
  const rekeyed = server.name === 'mariadb' && work !== 'rewrite' ? keyChange(actions) : undefined;
  if (rekeyed) return rekeyed;
  const column = work === 'rewrite' ? undefined : actions.find((each) => isInstantColumn(each, server));
  const isAlone =
    server.name === 'mysql' ? algorithm === 'INSTANT' : !actions.some(({ effects }) => effects.work === 'index build');
  const decided = column && !isAlone ? ({ algorithm: 'INPLACE', work: 'rewrite', lock, cause: column } as const) : way;
  if (server.name === 'mysql') return decided === way ? undefined : decided;
  const over = actions.find((each) => isOverVirtual(each, actions, decided.work));
  if (over) return { ...decided, lock: 'SHARED', cause: decided === way ? over : decided.cause };
  return algorithm === 'INSTANT' && isSlowedByOption(actions, server) ? { ...way, algorithm: 'NOCOPY' } : decided;
}

/** `IF EXISTS` of what is not there, `IF NOT EXISTS` of what is. */
function isIdle({ operation, before }: Action): boolean {
  if (operation.kind === 'addColumn')
    return operation.ifNotExists === true && columnOf(before, operation.table, operation.column.name) !== undefined;
  if (operation.kind !== 'dropColumn' || !operation.ifExists) return false;
  return (
    tableOf(before, operation.table)?.complete === true &&
    columnOf(before, operation.table, operation.column) === undefined
  );
}

/** A virtual column that comes, goes or is moved, beside what it cannot go with. */
function virtualColumn(actions: readonly Action[], server: Server): Action | undefined {
  const virtual = actions.find(
    (each) => isVirtual(each) || (server.name === 'mariadb' && actions.length > 1 && movesVirtual(each)),
  );
  const builds = actions.some(({ effects }) => effects.work === 'index build');
  const goes = (each: Action) => isVirtual(each) || goesWithVirtual(each, builds, server);
  return virtual && !actions.every(goes) ? virtual : undefined;
}

/** The manual speaks of no company at all; both servers take indexes that are not unique, and MariaDB columns that go. */
function goesWithVirtual({ operation, before, effects }: Action, builds: boolean, server: Server): boolean {
  switch (operation.kind) {
    case 'createIndex':
      return !operation.unique && (server.name === 'mariadb' ? effects.work === 'index build' : !operation.method);
    case 'dropIndex': {
      const known = operation.table && tableOf(before, operation.table);
      const index = known?.indexes.find(({ name }) => name === operation.index.name);
      return server.name === 'mysql' || index?.unique !== true;
    }
    case 'dropColumn': {
      const indexes = tableOf(before, operation.table)?.indexes ?? [];
      const unique = indexes.some((each) => each.unique && indexColumns(each).includes(operation.column));
      return server.name === 'mariadb' && effects.work === 'instant' && !builds && !unique;
    }
    default:
      return false;
  }
}

/** A column that goes moves the virtual ones behind it. */
function movesVirtual({ operation, before }: Action): boolean {
  if (operation.kind !== 'dropColumn') return false;
  const columns = [...(tableOf(before, operation.table)?.columns.values() ?? [])];
  const place = columns.findIndex(({ name }) => name === operation.column);
  return place >= 0 && columns.slice(place + 1).some(({ generated }) => generated?.stored === false);
}

/** A full-text index beside one that stays is not built while the table is. */
function copiedAnyway(actions: readonly Action[], work: Work | undefined): Action | undefined {
  const [first] = actions;
  const table = first && tableHere(first);
  const column = actions.some((each) => each.effects.work === 'rewrite' || isInstantColumn(each, undefined));
  const kept = actions.filter((each) => !isFullText(each));
  if (!table || !hasFullText({ schema: afterAll(kept) }, table) || !(work === 'rewrite' || column)) return undefined;
  return actions.find(isFullText);
}

/** The rows stand in the order of the primary key, or of the first unique one without NULL. */
function keyChange(actions: readonly Action[]): Decided | undefined {
  const [first] = actions;
  const table = first && tableHere(first);
  const touching = actions.filter(({ operation }) => keyKinds.has(operation.kind));
  if (!table || touching.length === 0) return undefined;
  const before = clusteredBy(first.before, table);
  const now = clusteredBy(
    touching.reduce((schema, each) => after(schema, each.operation), first.before),
    table,
  );
  if (before?.join() === now?.join()) return undefined;
  const cause = touching.find(({ operation }) => operation.kind !== 'dropConstraint') ?? touching[0];
  return now ? { algorithm: 'INPLACE', work: 'rewrite', lock: undefined, cause } : { ...copy, lock: undefined, cause };
}

const keyKinds: ReadonlySet<Operation['kind']> = new Set([
  'createIndex',
  'dropIndex',
  'addConstraint',
  'dropConstraint',
  'dropColumn',
  'dropNotNull',
]);

/** MariaDB builds the index of a virtual column that comes with it, or of any while rows are written anew, while writes wait. */
function isOverVirtual({ operation, before }: Action, actions: readonly Action[], work: Work | undefined): boolean {
  if (operation.kind !== 'createIndex') return false;
  const columns = indexColumns(operation);
  const isNew = actions.some(
    (each) => isVirtual(each) && each.operation.kind === 'addColumn' && columns.includes(each.operation.column.name),
  );
  return (
    isNew ||
    (work === 'rewrite' &&
      columns.some((column) => columnOf(before, operation.table, column)?.generated?.stored === false))
  );
}

/**
 * MariaDB calls nothing INSTANT that is about names or sizes beside an option of the table, though no more is done; unless
 * a column comes, goes or is moved as well.
 */
function isSlowedByOption(actions: readonly Action[], server: Server): boolean {
  if (actions.some((each) => isInstantColumn(each, server))) return false;
  const isOption = ({ operation }: Action) =>
    operation.kind === 'other' &&
    /^ALTER TABLE (COMMENT|AUTO_INCREMENT|DEFAULT CHARACTER SET|SET OPTION)$/.test(operation.statement);
  return actions.some(isOption) && actions.some(isNamed);
}

function isNamed({ operation, before }: Action): boolean {
  if (operation.kind === 'other') return operation.statement === 'ALTER TABLE RENAME INDEX';
  if (operation.kind === 'dropConstraint') return operation.type === 'foreignKey';
  if (operation.kind !== 'changeType') return operation.kind === 'renameColumn';
  const { type } = operation;
  const from = typeBefore(before, operation);
  if (!type || !from || type.enumeration || type.name === 'set') return false;
  return typeText(from) !== typeText(type) || (type.charset !== undefined && type.charset !== from.charset);
}

function isVirtual({ operation, before }: Action): boolean {
  if (operation.kind === 'addColumn') return operation.column.generated?.stored === false;
  if (operation.kind !== 'dropColumn') return false;
  return columnOf(before, operation.table, operation.column)?.generated?.stored === false;
}

/** A column that comes, goes or is moved without a row being touched. */
function isInstantColumn(action: Action, server: Server | undefined): boolean {
  const { operation, effects } = action;
  if (isVirtual(action)) return false;
  const isColumn = operation.kind === 'addColumn' || operation.kind === 'dropColumn';
  if (server?.name === 'mysql') return isColumn && effects.algorithm === 'INSTANT';
  const isMoved = operation.kind === 'changeType' && operation.position !== undefined;
  return (isColumn || isMoved) && effects.work === 'instant';
}

/** The strongest of each, and who needs it: for certain, with other tables concerned, with the most work. */
function strongest(actions: readonly Action[]): Decided {
  const effects = actions.map((each) => each.effects);
  const algorithm = last(
    algorithms,
    effects.map((each) => each.algorithm),
  );
  // Beside others, a new name needs the table for itself no longer than they do.
  const working = actions.filter(({ operation }) => operation.kind !== 'renameTable');
  const lock = last(
    locks,
    (working.length > 0 ? working : actions).map((each) => each.effects.lock),
  );
  const work = last(
    allWork,
    effects.map((each) => each.work),
  );
  const ranks = (each: Action) => [
    Number(each.effects.algorithm === algorithm),
    Number(each.effects.assumed === undefined),
    each.effects.locks.length,
    allWork.indexOf(each.effects.work),
  ];
  const cause = actions.reduce((best, each) => (isAbove(ranks(each), ranks(best)) ? each : best));
  return { algorithm, lock, work, cause };
}

const algorithms: readonly Algorithm[] = ['INSTANT', 'NOCOPY', 'INPLACE', 'COPY'];
const locks: readonly OnlineLock[] = ['NONE', 'SHARED', 'EXCLUSIVE'];

function last<T>(order: readonly T[], found: readonly (T | undefined)[]): T | undefined {
  return order.findLast((each) => found.includes(each));
}

function isAbove(one: readonly number[], other: readonly number[]): boolean {
  const differs = one.findIndex((rank, at) => rank !== other[at]);
  return differs >= 0 && (one[differs] ?? 0) > (other[differs] ?? 0);
}

function isFullText({ operation }: Action): boolean {
  return operation.kind === 'createIndex' && /^fulltext$/i.test(operation.method ?? '');
}

export function afterAll(all: readonly Action[]): Schema {
  return all.reduce((schema, each) => after(schema, each.operation), all[0]?.before ?? emptySchema);
}

export function tableHere({ operation }: Action): Name | undefined {
  const [relation] = operation.kind === 'other' ? operation.relations : [];
  return 'table' in operation ? operation.table : relation;
}
