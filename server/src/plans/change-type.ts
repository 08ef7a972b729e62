import { after } from '../model/after.ts';
import type { Column, ColumnType } from '../model/column.ts';
import type { Fix, Phase } from '../model/finding.ts';
import type { Name } from '../model/name.ts';
import type { ChangeType, Operation } from '../model/operation.ts';
import type { AnalyzedStep, Subject } from '../model/rule.ts';
import { columnOf, isSame, type Schema, typeBefore } from '../model/schema.ts';
import { carriedOver } from './carried.ts';
import { nameFor, triggerFor } from './names.ts';
import { type Plan, planFix } from './plan.ts';
import { shared } from './planned.ts';
import { copyPhase, dropPhase, isCopyable, notNullPhase } from './rename-column.ts';
import type { Asked } from './renamings.ts';

/**
 * A column of the new type beside the old one, kept equal by a trigger and filled in batches; then the two change names in
 * one transaction, so that no code sees anything of it, and the old one goes later. Undefined where no trigger can double
 * the column. Until the end a value must fit both types.
 */
export function changeTypePlan(
  table: Name,
  column: Column,
  type: ColumnType,
  schema: Schema,
  ground: Asked,
): Plan | undefined {
  if (!isCopyable(table, column, schema)) return undefined;
  const [to, old] = [nameFor(column.name, 'new'), nameFor(column.name, 'old')];
  const carried = carriedOver(table, column.name, to, column.name, schema, ground);
  const beside = {
    kind: 'mirrorColumn',
    table,
    from: { column: column.name },
    to,
    name: triggerFor('mirror', table.name, to),
  } as const;
  const behind = { ...beside, from: { column: old }, to: column.name, name: triggerFor('mirror', table.name, old) };
  const away: Operation = { kind: 'renameColumn', table, column: column.name, to: old };
  const made: Column = { ...column, name: to, type, nullable: true, default: undefined };
  const swap: Phase = {
    title: `swap ${table.name} ${column.name}`,
    before: [`Every row of ${table.name} has the same value in ${column.name} and ${to}.`],
    up: [stop(beside), away, { ...away, column: to, to: column.name }, behind].map(shared),
    down: [stop(behind), { ...away, column: column.name, to }, { ...away, column: old, to: column.name }, beside].map(
      shared,
    ),
  };
  const renamed = after(schema, away);
  return {
    first: [shared({ kind: 'addColumn', table, column: made, constraints: [] }), shared(beside)],
    undoFirst: [shared(stop(beside)), shared({ kind: 'dropColumn', table, column: to })],
    phases: [
      copyPhase(table, column, to, schema, carried),
      ...carried.built,
      ...notNullPhase(table, column, to, carried.validate),
      swap,
      dropPhase(table, { ...column, name: old }, column.name, renamed, [shared(behind), shared(stop(behind))], carried),
    ],
  };
}

/** What USING says no trigger could say the other way round; and without a transaction there would be a moment without the column. */
export function changeTypeFix(step: AnalyzedStep, operation: ChangeType, subject: Subject): readonly Fix[] {
  const { table, column, type, using, generated, identity, existing } = operation;
  const former = typeBefore(step.before, operation);
  if (!type || !former || using !== undefined || generated || identity) return [];
  if (step.effects.transaction === 'implicit commit') return [];
  const known = columnOf(step.before, table, column);
  const nullable = existing?.nullable ?? known?.nullable ?? true;
  const old = { ...known, name: column, type: former, nullable, default: existing?.default ?? known?.default };
  const plan = changeTypePlan(table, old, type, step.before, subject);
  const mirror = subject.opposite.find(
    ({ operation: other }) => other.kind === 'changeType' && isSame(other.table, table) && other.column === column,
  );
  return plan
    ? [planFix('Change the type in phases: a column beside it, kept equal, takes its name', plan, step, mirror)]
    : [];
}

function stop({ table, name }: Extract<Operation, { kind: 'mirrorColumn' }>): Operation {
  return { kind: 'stopMirror', table, name };
}
