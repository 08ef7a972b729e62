import type { Column } from '../model/column.ts';
import type { Constraint, ConstraintKind } from '../model/constraint.ts';
import type { Fix, Phase, Planned } from '../model/finding.ts';
import type { Name } from '../model/name.ts';
import type { RenameColumn } from '../model/operation.ts';
import type { AnalyzedStep, Subject } from '../model/rule.ts';
import { columnOf, type Schema } from '../model/schema.ts';
import { backfillPlan } from './backfill.ts';
import { type Carried, carriedOver } from './carried.ts';
import { triggerFor } from './names.ts';
import { type Plan, planFix } from './plan.ts';
import { shared } from './planned.ts';
import type { Asked } from './renamings.ts';
import { constraintsOn, restoreAround } from './restore-column.ts';
import { setNotNullPlan } from './set-not-null.ts';

/**
 * A rename that no running code notices: the new column stands beside the old one, a trigger keeps both equal, old rows are
 * copied in batches, and the old column goes when no code names it any more. Undefined for columns that number or compute
 * themselves and for keys, which no trigger can double.
 */
export function renameColumnPlan(
  table: Name,
  column: Column,
  to: string,
  schema: Schema,
  ground: Asked,
): Plan | undefined {
  if (!isCopyable(table, column, schema)) return undefined;
  const carried = carriedOver(table, column.name, to, to, schema, ground);
  const mirror = triggerFor('mirror', table.name, column.name, to);
  // Only the old column keeps a default meanwhile: with one on both, the trigger could not tell which was written.
  const add = shared({
    kind: 'addColumn',
    table,
    column: { ...column, name: to, nullable: true, default: undefined },
    constraints: [],
  });
  const keepEqual = shared({ kind: 'mirrorColumn', table, from: { column: column.name }, to, name: mirror });
  const stop = shared({ kind: 'stopMirror', table, name: mirror });
  return {
    first: [add, keepEqual],
    undoFirst: [stop, shared({ kind: 'dropColumn', table, column: to })],
    phases: [
      copyPhase(table, column, to, schema, carried),
      ...carried.built,
      ...notNullPhase(table, column, to, carried.validate),
      dropPhase(table, column, to, schema, [keepEqual, stop], carried),
    ],
  };
}

/** The plan in the place of a rename of a column whose type is known. */
export function renameColumnFix(
  step: AnalyzedStep,
  { table, column, to, existing }: RenameColumn,
  subject: Subject,
): readonly Fix[] {
  const known = columnOf(step.before, table, column);
  const type = existing?.type ?? known?.type;
  if (!type) return [];
  const old = {
    ...known,
    name: column,
    type,
    nullable: existing?.nullable ?? known?.nullable ?? true,
    default: existing?.default ?? known?.default,
  };
  const plan = renameColumnPlan(table, old, to, step.before, subject);
  if (!plan) return [];
  const mirror = subject.opposite.find(
    ({ operation }) =>
      operation.kind === 'renameColumn' && operation.table.name === table.name && operation.column === to,
  );
  const title = `Rename ${column} in phases: add ${to}, keep both equal, backfill, drop ${column} later`;
  return [planFix(title, plan, step, mirror)];
}

/** A trigger can keep another column equal to it. */
export function isCopyable(table: Name, { name, identity, generated }: Column, schema: Schema): boolean {
  return !identity && !generated && !constraintsOn(table, name, schema).some((each) => each.kind === 'primaryKey');
}

/** Old rows get their values, and the new column what hangs on the old one. */
export function copyPhase(
  table: Name,
  column: Column,
  to: string,
  schema: Schema,
  { make, unmake }: Pick<Carried, 'make' | 'unmake'>,
): Phase {
  const copy = backfillPlan(table, to, { column: column.name }, schema);
  const notNull = column.nullable ? undefined : setNotNullPlan(table, to);
  return {
    ...copy,
    up: [...copy.up, ...make, ...(notNull?.first ?? [])],
    down: [...(notNull?.undoFirst ?? []), ...unmake],
  };
}

/** It is the trigger that writes the new column in every new row, not the application; old rows passed what the old column was held to. */
export function notNullPhase(table: Name, column: Column, to: string, validate: readonly Planned[]): readonly Phase[] {
  if (!column.nullable)
    return setNotNullPlan(table, to).phases.map((phase) => ({
      ...phase,
      before: phase.before.slice(1),
      up: [...validate, ...phase.up],
    }));
  return validate.length > 0
    ? [{ title: `validate constraints on ${table.name} ${to}`, before: [], up: validate, down: [] }]
    : [];
}

const words: Readonly<Record<ConstraintKind, string>> = {
  foreignKey: 'foreign key',
  check: 'CHECK',
  unique: 'UNIQUE',
  primaryKey: 'primary key',
  exclude: 'EXCLUDE',
  notNull: 'NOT NULL',
};

/** The new column stands alone. */
export function dropPhase(
  table: Name,
  column: Column,
  to: string,
  schema: Schema,
  [keepEqual, stop]: readonly [Planned, Planned],
  { name, unname, left }: Pick<Carried, 'name' | 'unname' | 'left'>,
): Phase {
  const setDefault = (of: string, value: Column['default']) =>
    column.default ? [shared({ kind: 'setDefault', table, column: of, default: value })] : [];
  const notNull = column.nullable ? undefined : setNotNullPlan(table, column.name);
  return {
    title: `drop ${table.name} ${column.name}`,
    before: [
      `The code that is deployed everywhere reads and writes ${to}, and ${column.name} nowhere.`,
      `Views, functions and triggers use ${to} instead of ${column.name}.`,
      ...guaranteed(column, to, left),
    ],
    up: [...setDefault(to, column.default), stop, shared({ kind: 'dropColumn', table, column: column.name }), ...name],
    down: [
      ...unname,
      // The default comes after the column: with it rows that exist would have that instead of their values.
      shared({
        kind: 'addColumn',
        table,
        column: { ...column, nullable: true, default: undefined },
        constraints: [],
      }),
      ...setDefault(column.name, column.default),
      ...setDefault(to, undefined),
      keepEqual,
      ...backfillPlan(table, column.name, { column: to }, schema).up,
      ...restoreAround(table, column.name, schema),
      ...(notNull ? [...notNull.first, ...notNull.phases.flatMap((phase) => phase.up)] : []),
    ],
  };
}

/** What has to be seen to by whoever wants for the new column what constraints said of the old one. */
export function guaranteesOf(table: Name, column: Column, to: string, schema: Schema): readonly string[] {
  return guaranteed(column, to, constraintsOn(table, column.name, schema));
}

export function guaranteed({ name }: Column, to: string, left: readonly Constraint[]): readonly string[] {
  const named = left.map((each) => each.name ?? `the ${words[each.kind]} on it`);
  return named.length > 0 ? [`What ${named.join(', ')} guaranteed of ${name} is guaranteed of ${to} too.`] : [];
}
