import { after } from '../../model/after.ts';
import { allWork, type Effects } from '../../model/effects.ts';
import type { Action } from '../../model/engine.ts';
import { relationText } from '../../model/name.ts';
import type { Algorithm, OnlineLock, Operation } from '../../model/operation.ts';
import { columnOf, indexColumns } from '../../model/schema.ts';
import type { At, Way } from './facts.ts';
import type { Server } from './server.ts';

/**
 * One ALTER TABLE goes one way, the cheapest that all of its actions can go, and one that is refused refuses all. The pass
 * over the table is an effect of the action that decides; the others come along.
 */
export function together(
  single: readonly Action[],
  server: Server,
  effects: (operation: Operation, at: At) => Effects,
): readonly Effects[] {
  const actions = single.map((each) => beside(each, single, server, effects));
  const refused = actions.find((each) => each.effects.refused !== undefined);
  if (refused) return actions.map(() => refused.effects);
  if (!isOneAlter(actions)) return actions.map((each) => each.effects);
  const { cause, ...way } = hindered(actions, server) ?? strongest(actions);
  const shared = actions.map((each) =>
    effects(each.operation, { schema: each.before, server, whole: { ...way, along: each !== cause } }),
  );
  const refusal = shared.find((each) => each.refused !== undefined);
  return refusal ? shared.map(() => refusal) : shared;
}

/** What an action may only do because of others: an index goes where another one that serves comes, a table with those that point at it. */
function beside(
  action: Action,
  all: readonly Action[],
  server: Server,
  effects: (operation: Operation, at: At) => Effects,
): Action {
  const { operation, before } = action;
  if (action.effects.refused === undefined) return action;
  const helps = ({ operation: { kind } }: Action) =>
    operation.kind === 'dropTable'
      ? kind === 'dropTable' && server.name === 'mysql'
      : kind === 'createIndex' || kind === 'addConstraint';
  if (operation.kind !== 'dropTable' && operation.kind !== 'dropIndex' && operation.kind !== 'dropConstraint')
    return action;
  const others = all.filter((each) => each !== action && helps(each));
  const schema = others.reduce((folded, each) => after(folded, each.operation), before);
  return others.length === 0 ? action : { ...action, before: schema, effects: effects(operation, { schema, server }) };
}

/** `RENAME TABLE a TO b, c TO d` is one statement on several tables; what concerns a fresh table has no way at all. */
function isOneAlter(actions: readonly Action[]): boolean {
  const tables = new Set(actions.map(({ operation }) => tableText(operation)));
  return tables.size === 1 && actions.every(({ effects }) => effects.algorithm !== undefined);
}

function tableText(operation: Operation): string | undefined {
  const [relation] = operation.kind === 'other' ? operation.relations : [];
  const table = 'table' in operation ? operation.table : relation;
  return table && relationText(table);
}

interface Decided extends Way {
  readonly cause: Action | undefined;
}

/**
 * Actions that are cheap alone and not in company: a virtual column, and a column that comes or goes in an instant beside an
 * index that is built or, on MySQL, beside anything that is not instant. Measured on MariaDB 10.11.
 * https://dev.mysql.com/doc/refman/8.4/en/alter-table-generated-columns.html
 * https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html#online-ddl-column-operations
 */
function hindered(actions: readonly Action[], server: Server): Decided | undefined {
  const { algorithm, lock, work } = strongest(actions);
  if (algorithm === 'COPY') return undefined;
  const virtual = actions.find(isVirtual);
  const over = server.name === 'mariadb' ? actions.find((each) => isOverVirtual(each, actions)) : undefined;
  if (virtual && !actions.every((each) => isVirtual(each) || goesWithVirtual(each, server)))
    return { algorithm: 'COPY', work: 'rewrite', lock: lock === 'NONE' ? undefined : lock, cause: virtual };
  if (work === 'rewrite') return undefined;
  if (over) return { algorithm, lock: 'SHARED', work, cause: over };
  const column = actions.find(isInstantColumn);
  const alone =
    server.name === 'mysql' ? algorithm === 'INSTANT' : !actions.some(({ effects }) => effects.work === 'index build');
  return column && !alone ? { algorithm: 'INPLACE', work: 'rewrite', lock, cause: column } : undefined;
}

/** The manual speaks of no company at all; both servers take indexes that are not unique, and MariaDB columns that go. */
function goesWithVirtual({ operation }: Action, server: Server): boolean {
  if (operation.kind === 'createIndex')
    return !operation.unique && !/^(fulltext|spatial)$/i.test(operation.method ?? '');
  return operation.kind === 'dropIndex' || (operation.kind === 'dropColumn' && server.name === 'mariadb');
}

/** MariaDB builds the index of a virtual column that comes with it while writes wait. */
function isOverVirtual({ operation }: Action, actions: readonly Action[]): boolean {
  if (operation.kind !== 'createIndex') return false;
  const columns = indexColumns(operation);
  return actions.some(
    (each) => isVirtual(each) && each.operation.kind === 'addColumn' && columns.includes(each.operation.column.name),
  );
}

function isVirtual({ operation, before }: Action): boolean {
  if (operation.kind === 'addColumn') return operation.column.generated?.stored === false;
  if (operation.kind !== 'dropColumn') return false;
  return columnOf(before, operation.table, operation.column)?.generated?.stored === false;
}

function isInstantColumn(action: Action): boolean {
  const { operation, effects } = action;
  if (effects.algorithm !== 'INSTANT' || isVirtual(action)) return false;
  return operation.kind === 'addColumn' || operation.kind === 'dropColumn';
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
