import { after } from '../model/after.ts';
import type { Planned } from '../model/finding.ts';
import { keysOff } from '../model/key-enforcement.ts';
import { lostByCopy } from '../model/lost-by-copy.ts';
import type { Name } from '../model/name.ts';
import { isRebuildable, type Operation } from '../model/operation.ts';
import type { PatternGround } from '../model/pattern.ts';
import { pointingRows, refusingTables } from '../model/pointing-rows.ts';
import { type Schema, tableOf } from '../model/schema.ts';
import { copied } from './copy-table.ts';
import { shared } from './planned.ts';

/** What carries the operation out, and what its reader has to see to. */
export interface Carried {
  readonly planned: readonly Planned[];
  readonly before: readonly string[];
}

/**
 * The operation as it is; where the engine has no words for it, as a copy of the table, which keeps what a copy leaves out: child
 * rows by turning foreign keys off first, triggers, CHECKs and indexes over expressions by making them again behind it.
 */
export function orByCopy(operation: Operation, schema: Schema, { effects }: PatternGround): Carried {
  const asItIs = { planned: [shared(operation)], before: [] };
  if (effects(operation, schema).refused === undefined || !isRebuildable(operation)) return asItIs;
  const copy = copied(operation, schema.naming);
  const done = effects(copy, schema);
  if (done.refused !== undefined) return asItIs;
  const { table } = operation;
  const known = tableOf(schema, table);
  const lost = known ? lostByCopy(known) : [];
  const again = lost.flatMap(({ again: made }): readonly Planned[] =>
    made
      ? [{ ...shared(copied(made.operation, schema.naming)), ...(made.sql !== undefined && { sql: made.sql }) }]
      : [],
  );
  const inCopy = again.filter((each) => each.operation.kind === 'addConstraint');
  const behind = again.filter((each) => each.operation.kind !== 'addConstraint').map(withoutCopy);
  const isPointedAt = done.deletesRows === true && pointsAt(schema, table);
  return {
    planned: [...(isPointedAt ? [shared(keysOff)] : []), shared(copy), ...inCopy, ...behind],
    before: lost.flatMap((each) =>
      each.again ? [] : [`Making ${table.name} anew loses ${each.what}: say it here if it is to stay.`],
    ),
  };
}

/** Whether it makes its table anew. */
export function isCopy(operation: Operation): boolean {
  return isRebuildable(operation) && operation.rebuild !== undefined;
}

/** What both ways do to what is there. */
export function thereAndBack(up: Operation, down: Operation, schema: Schema, ground: PatternGround) {
  const there = orByCopy(up, schema, ground);
  const made = there.planned.reduce((met, { operation }) => after(met, operation), schema);
  return { there, back: orByCopy(down, made, ground) };
}

/** One after the other, each on what those before it leave. Keys are off from the beginning: they cannot be turned off once rows are written. */
export function inTurn(planned: readonly Planned[], schema: Schema, ground: PatternGround): Carried {
  let met = schema;
  const carried: Carried[] = [];
  for (const each of planned) {
    const copy = orByCopy(each.operation, met, ground);
    const one = copy.planned.some(({ operation }) => isCopy(operation)) ? copy : { planned: [each], before: [] };
    carried.push(one);
    met = one.planned.reduce((now, { operation }) => after(now, operation), met);
  }
  const all = carried.flatMap((each) => each.planned);
  const isOff = all.some(({ operation }) => operation === keysOff);
  return {
    planned: [...(isOff ? [shared(keysOff)] : []), ...all.filter(({ operation }) => operation !== keysOff)],
    before: [...new Set(carried.flatMap((each) => each.before))],
  };
}

/** An index is made by itself. */
function withoutCopy(planned: Planned): Planned {
  const { operation } = planned;
  return operation.kind === 'createIndex' ? { ...planned, operation: { ...operation, rebuild: undefined } } : planned;
}

function pointsAt(schema: Schema, table: Name): boolean {
  return pointingRows(schema, table) !== undefined || refusingTables(schema, table, true).length > 0;
}
