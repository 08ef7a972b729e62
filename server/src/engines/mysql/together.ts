import { after } from '../../model/after.ts';
import type { Effects } from '../../model/effects.ts';
import type { Action } from '../../model/engine.ts';
import { relationText } from '../../model/name.ts';
import type { Operation } from '../../model/operation.ts';
import { afterAll, tableHere, wayOfAll } from './company.ts';
import type { At } from './facts.ts';
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
  const refused = actions.find((each) => each.effects.refused !== undefined) ?? namedTwice(actions, server, effects);
  if (refused) return actions.map(() => refused.effects);
  if (!isOneAlter(actions)) return actions.map((each) => each.effects);
  const { cause, ...way } = wayOfAll(actions, server);
  const shared = actions.map((each) =>
    effects(each.operation, { schema: each.before, server, whole: { ...way, along: each !== cause } }),
  );
  const refusal = shared.find((each) => each.refused !== undefined);
  return refusal ? shared.map(() => refusal) : shared;
}

/**
 * What an action may only do because of others, wherever they stand: an index goes where another one that serves comes, or
 * with its foreign key; a table goes with those that point at it; a numbered column loses its key and its numbers.
 */
function beside(
  action: Action,
  all: readonly Action[],
  server: Server,
  effects: (operation: Operation, at: At) => Effects,
): Action {
  const helps = helpers(action, server);
  const others = helps ? all.filter((each) => each !== action && helps(each)) : [];
  const whole = all.length > 1 && isOneTable(all);
  if (others.length === 0 && !whole) return action;
  const schema = others.reduce((folded, each) => after(folded, unnumbered(each.operation)), action.before);
  const around = whole ? { before: all[0]?.before ?? schema, after: afterAll(all) } : undefined;
  return { ...action, before: schema, effects: effects(action.operation, { schema, server, around }) };
}

/** A column that is defined without AUTO_INCREMENT needs its key no more than one that goes. */
function unnumbered(operation: Operation): Operation {
  if (operation.kind !== 'changeType' || operation.identity) return operation;
  return { kind: 'dropColumn', table: operation.table, column: operation.column };
}

function helpers({ operation, effects }: Action, server: Server): ((other: Action) => boolean) | undefined {
  if (effects.refused === undefined) return undefined;
  const isKey = ({ operation: { kind } }: Action) => kind === 'createIndex' || kind === 'addConstraint';
  const endsKey = ({ operation: each }: Action) => each.kind === 'dropConstraint' && each.type !== 'primaryKey';
  switch (operation.kind) {
    case 'dropTable':
      return ({ operation: { kind } }) => kind === 'dropTable' && server.name === 'mysql';
    case 'dropIndex':
    case 'dropColumn':
      return (each) => isKey(each) || endsKey(each);
    case 'dropConstraint':
      return (each) => isKey(each) || endsKey(each) || /^(changeType|dropColumn)$/.test(each.operation.kind);
    default:
      return undefined;
  }
}

/** Error 121: MariaDB gives the name of a foreign key away only once the statement that drops it has ended. */
function namedTwice(
  actions: readonly Action[],
  server: Server,
  effects: (operation: Operation, at: At) => Effects,
): Action | undefined {
  if (server.name !== 'mariadb') return undefined;
  const dropped = actions.map(({ operation }) => (operation.kind === 'dropConstraint' ? operation.name : undefined));
  const again = actions.find(
    ({ operation }) =>
      operation.kind === 'addConstraint' &&
      operation.constraint.kind === 'foreignKey' &&
      operation.constraint.name !== undefined &&
      dropped.includes(operation.constraint.name),
  );
  return again && { ...again, effects: effects(again.operation, { schema: again.before, server, isNamedTwice: true }) };
}

/** Keys and full-text indexes are asked for as they were and as they will be, not as they are between two actions. */
function isOneTable(all: readonly Action[]): boolean {
  return new Set(all.map(tableText)).size === 1;
}

/** `RENAME TABLE a TO b, c TO d` is one statement on several tables; what concerns a fresh table has no way at all. */
function isOneAlter(actions: readonly Action[]): boolean {
  const tables = new Set(actions.map(tableText));
  return tables.size === 1 && actions.every(({ effects }) => effects.algorithm !== undefined);
}

function tableText(action: Action): string | undefined {
  const table = tableHere(action);
  return table && relationText(table);
}
