import { after } from '../../model/after.ts';
import type { ConstraintKind } from '../../model/constraint.ts';
import type { Action } from '../../model/engine.ts';
import type { Operation } from '../../model/operation.ts';
import type { Schema } from '../../model/schema.ts';

/** An action of ALTER TABLE when it is its turn. */
export interface Turn {
  readonly operation: Operation;
  /** What it meets, which need not be what stands before it in the text has left. */
  readonly before: Schema;
  readonly pass: number;
  /** Its place in the text. */
  readonly place: number;
}

/** The actions as the server carries them out: what drops first, what adds later, whatever their order in the text. */
export function inTurn(actions: readonly Action[]): readonly Turn[] {
  let before = actions[0]?.before;
  if (!before) return [];
  const turns: Turn[] = [];
  const placed = actions.map(({ operation }, place) => ({ operation, place, pass: passOf(operation) }));
  for (const each of placed.sort((a, b) => a.pass - b.pass || a.place - b.place)) {
    turns.push({ ...each, before });
    before = after(before, each.operation);
  }
  return turns;
}

/**
 * The manual promises no order. It is measured, and that of the passes in `src/backend/commands/tablecmds.c`:
 * https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/tablecmds.c
 */
export const passes = {
  drop: 0,
  type: 1,
  addColumn: 2,
  expression: 3,
  notNull: 4,
  index: 5,
  constraint: 6,
  rest: 7,
} as const;

function passOf(operation: Operation): number {
  switch (operation.kind) {
    case 'dropColumn':
    case 'dropConstraint':
    case 'dropNotNull':
      return passes.drop;
    case 'changeType':
      return passes.type;
    case 'addColumn':
      return passes.addColumn;
    case 'setNotNull':
      return passes.notNull;
    case 'setDefault':
      return operation.default ? passes.constraint : passes.drop;
    case 'addConstraint':
      return passOfConstraint(operation.constraint.kind);
    case 'other':
      return others.get(operation.statement) ?? passes.rest;
    case 'validateConstraint':
    case 'createTable':
    case 'dropTable':
    case 'renameTable':
    case 'renameColumn':
    case 'createIndex':
    case 'dropIndex':
    case 'reindex':
    case 'createEnum':
    case 'addEnumValue':
    case 'dropType':
    case 'refreshView':
    case 'attachPartition':
    case 'detachPartition':
    case 'insertRows':
    case 'updateRows':
    case 'deleteRows':
    case 'truncate':
    case 'backfill':
    case 'mirrorColumn':
    case 'stopMirror':
    case 'setParameter':
    case 'controlTransaction':
    case 'opaque':
      return passes.rest;
  }
}

function passOfConstraint(kind: ConstraintKind): number {
  switch (kind) {
    case 'unique':
    case 'primaryKey':
    case 'exclude':
      return passes.index;
    case 'notNull':
      return passes.notNull;
    case 'check':
    case 'foreignKey':
      return passes.constraint;
  }
}

const others: ReadonlyMap<string, number> = new Map([
  ['ALTER TABLE ALTER COLUMN DROP EXPRESSION', passes.drop],
  ['ALTER TABLE ALTER COLUMN DROP IDENTITY', passes.drop],
  ['ALTER TABLE ALTER COLUMN SET EXPRESSION', passes.expression],
  ['ALTER TABLE ALTER COLUMN ADD IDENTITY', passes.constraint],
]);
