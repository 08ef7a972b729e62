import { allBlocks, allWork, type Effects, type Lock } from '../../model/effects.ts';
import type { Action } from '../../model/engine.ts';
import { type Name, relationText } from '../../model/name.ts';
import type { Operation, OperationKind } from '../../model/operation.ts';
import { isSame } from '../../model/schema.ts';
import { type Alone, alongWith, byWork } from './along.ts';
import { contradiction } from './contradictions.ts';
import { holdAll } from './dependents.ts';
import { type At, blocked, modes, settle } from './facts.ts';
import { inTurn } from './turns.ts';

/** What an operation does alone, or as one action of the statement that `at.whole` is. */
type EffectsOf = (operation: Operation, at: At) => Effects;

/** What the actions of one statement do in each other's company. */
export function together(actions: readonly Action[], version: number, effects: EffectsOf): readonly Effects[] {
  const table = oneTable(actions);
  if (table) return oneAlter(actions, table, version, effects);
  const refused = actions.find((each) => each.effects.refused !== undefined);
  if (refused) return actions.map(() => refused.effects);
  const dropped = actions.filter(({ operation }) => operation.kind === 'dropIndex' && operation.concurrently);
  if (dropped.length < 2) return actions.map((each) => each.effects);
  // https://www.postgresql.org/docs/current/sql-dropindex.html
  const why = 'DROP INDEX CONCURRENTLY does not support dropping multiple objects';
  return actions.map(({ before }) => refusal(why, { schema: before, version }, 'sql-dropindex'));
}

function refusal(refused: string, at: At, page: string): Effects {
  return settle({ does: `PostgreSQL refuses it: ${refused}`, page, refused }, at);
}

/** The table that all actions of an ALTER TABLE alter; undefined where they are no ALTER TABLE. */
function oneTable(actions: readonly Action[]): Name | undefined {
  const tables = actions.map(({ operation }) => alteredTable(operation));
  const [first] = tables;
  if (!first) return undefined;
  return tables.every((each) => each && isSame(each, first)) ? first : undefined;
}

function alteredTable(operation: Operation): Name | undefined {
  if (operation.kind === 'other')
    return /^ALTER TABLE\b/.test(operation.statement) ? operation.relations[0] : undefined;
  return 'table' in operation && alterations.has(operation.kind) ? operation.table : undefined;
}

const alterations: ReadonlySet<OperationKind> = new Set<OperationKind>([
  'addColumn',
  'dropColumn',
  'changeType',
  'setNotNull',
  'dropNotNull',
  'setDefault',
  'addConstraint',
  'dropConstraint',
  'validateConstraint',
]);

/**
 * One ALTER TABLE takes the strongest lock of its actions for all of them, and reads or writes the rows once for all:
 * https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES
 */
function oneAlter(actions: readonly Action[], table: Name, version: number, effects: EffectsOf): readonly Effects[] {
  const turns = inTurn(actions);
  const checksNewKeys = version < 13 && actions.some(makesKeysChecked);
  const alone = turns.map((turn) => ({
    ...turn,
    effects: effects(turn.operation, { schema: turn.before, version, checksNewKeys }),
  }));
  const refused = alone.find((each) => each.effects.refused !== undefined);
  if (refused) return actions.map(() => refused.effects);
  const why = contradiction(turns);
  if (why !== undefined)
    return actions.map(({ before }) => refusal(why, { schema: before, version }, 'sql-altertable'));
  const locks = locksOf(alone, table, version);
  const blocks = last(allBlocks, [blocked(locks), ...alone.map((each) => each.effects.blocks)]);
  const work = last(
    allWork,
    alone.map((each) => each.effects.work),
  );
  const carriers = byWork(alone);
  return alone
    .toSorted((a, b) => a.place - b.place)
    .map((each) =>
      effects(each.operation, {
        schema: each.before,
        version,
        checksNewKeys,
        whole: { locks, blocks, work, along: alongWith(each, carriers, version) },
      }),
    );
}

function last<T>(order: readonly [T, ...T[]], found: readonly T[]): T {
  return order.findLast((each) => found.includes(each)) ?? order[0];
}

/** The strongest on each relation. Whatever goes down to partitions and heirs takes the statement's lock along. */
function locksOf(alone: readonly Alone[], table: Name, version: number): readonly Lock[] {
  const held = new Map<string, string>();
  const take = (relation: string, mode: string) => {
    const other = held.get(relation);
    if (other === undefined || strength(mode) > strength(other)) held.set(relation, mode);
  };
  for (const { effects } of alone) for (const { relation, mode } of effects.locks) take(relation, mode);
  const whole = held.get(relationText(table));
  for (const { effects, before } of alone) {
    const own = effects.locks.find(({ relation }) => relation === relationText(table))?.mode;
    const below = new Set(
      holdAll({ schema: before, version }, table, 'ACCESS SHARE').map(({ relation }) => relationText(relation)),
    );
    for (const { relation, mode } of effects.locks)
      if (whole !== undefined && mode === own && below.has(relation)) take(relation, whole);
  }
  return [...held].map(([relation, mode]) => ({ relation, mode }));
}

function strength(mode: string): number {
  const order: readonly string[] = modes;
  return order.indexOf(mode);
}

/** Before PostgreSQL 13 one column with a default, or one foreign key, has all of the statement's foreign keys checked. */
function makesKeysChecked({ operation }: Action): boolean {
  if (operation.kind === 'addConstraint') return operation.constraint.kind === 'foreignKey';
  if (operation.kind !== 'addColumn') return false;
  const { default: value, generated, identity } = operation.column;
  return value !== undefined || generated !== undefined || identity === 'serial';
}
