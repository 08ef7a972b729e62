import type { Column } from '../model/column.ts';
import type { ConstraintKind } from '../model/constraint.ts';
import type { Fix, Phase, Planned } from '../model/finding.ts';
import type { Name } from '../model/name.ts';
import type { RenameColumn } from '../model/operation.ts';
import type { AnalyzedStep, Subject } from '../model/rule.ts';
import { columnOf, indexColumns, type Schema } from '../model/schema.ts';
import { backfillPlan } from './backfill.ts';
import { nameFor } from './names.ts';
import { type Plan, planFix } from './plan.ts';
import { alone, shared } from './planned.ts';
import { constraintsOn, indexesOn, restoreAround } from './restore-column.ts';
import { setNotNullPlan } from './set-not-null.ts';

/**
 * A rename that no running code notices: the new column stands beside the old one, a trigger keeps both equal, old rows are
 * copied in batches, and the old column goes when no code names it any more. Undefined for columns that number or compute
 * themselves and for keys, which no trigger can double.
 */
export function renameColumnPlan(table: Name, column: Column, to: string, schema: Schema): Plan | undefined {
  if (!isCopyable(table, column, schema)) return undefined;
  const mirror = nameFor('mirror', table.name, column.name, to);
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
      copyPhase(table, column, to, schema),
      ...notNullPhase(table, column, to),
      dropPhase(table, column, to, schema, [keepEqual, stop]),
    ],
  };
}

/** The plan in the place of a rename of a column whose type is known. */
export function renameColumnFix(
  step: AnalyzedStep,
  { table, column, to, existing }: RenameColumn,
  { opposite }: Subject,
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
  const plan = renameColumnPlan(table, old, to, step.before);
  if (!plan) return [];
  const mirror = opposite.find(
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

/** Old rows get their values, and the new column the indexes of the old one. */
export function copyPhase(table: Name, column: Column, to: string, schema: Schema): Phase {
  const copy = backfillPlan(table, to, { column: column.name }, schema);
  const notNull = column.nullable ? undefined : setNotNullPlan(table, to);
  return {
    ...copy,
    up: [...copy.up, ...copiedIndexes(table, column.name, to, schema), ...(notNull?.first ?? [])],
    down: [...(notNull?.undoFirst ?? []), ...dropCopiedIndexes(table, column.name, to, schema)],
  };
}

/** It is the trigger that writes the new column in every new row, not the application. */
export function notNullPhase(table: Name, column: Column, to: string): readonly Phase[] {
  if (column.nullable) return [];
  return setNotNullPlan(table, to).phases.map((phase) => ({ ...phase, before: phase.before.slice(1) }));
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
): Phase {
  const setDefault = (of: string, value: Column['default']) =>
    column.default ? [shared({ kind: 'setDefault', table, column: of, default: value })] : [];
  const notNull = column.nullable ? undefined : setNotNullPlan(table, column.name);
  return {
    title: `drop ${table.name} ${column.name}`,
    before: [
      `The code that is deployed everywhere reads and writes ${to}, and ${column.name} nowhere.`,
      `Views, functions and triggers use ${to} instead of ${column.name}.`,
      ...guaranteesOf(table, column, to, schema),
    ],
    up: [...setDefault(to, column.default), stop, shared({ kind: 'dropColumn', table, column: column.name })],
    down: [
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
export function guaranteesOf(table: Name, { name }: Column, to: string, schema: Schema): readonly string[] {
  const named = constraintsOn(table, name, schema).map((each) => each.name ?? `the ${words[each.kind]} on it`);
  return named.length > 0 ? [`What ${named.join(', ')} guaranteed of ${name} is guaranteed of ${to} too.`] : [];
}

/** The indexes of the old column once more, over the new one; those over expressions are the author's to write. */
function copiedIndexes(table: Name, column: string, to: string, schema: Schema): readonly Planned[] {
  return plainIndexes(table, column, schema).map((index) =>
    alone({
      ...index,
      name: nameFor(index.name, to),
      keys: index.keys.map((key) => ('column' in key && key.column === column ? { column: to } : key)),
      concurrently: true,
      ifNotExists: false,
    }),
  );
}

function dropCopiedIndexes(table: Name, column: string, to: string, schema: Schema): readonly Planned[] {
  return plainIndexes(table, column, schema).map((index) =>
    alone({ kind: 'dropIndex', index: { ...table, name: nameFor(index.name, to) }, table, concurrently: true }),
  );
}

function plainIndexes(table: Name, column: string, schema: Schema) {
  return indexesOn(table, column, schema).filter((index) => indexColumns(index).includes(column));
}
