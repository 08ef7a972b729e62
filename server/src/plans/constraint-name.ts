import { type Constraint, constraintColumns } from '../model/constraint.ts';
import type { Fix, Rewrite } from '../model/finding.ts';
import type { AddConstraint, DropConstraint } from '../model/operation.ts';
import type { AnalyzedStep, Subject } from '../model/rule.ts';
import { isSame } from '../model/schema.ts';
import { nameFor } from './names.ts';

export type Adding = AnalyzedStep & { readonly operation: AddConstraint };
export type Dropping = AnalyzedStep & { readonly operation: DropConstraint };

/** The constraint gets the name that the database would make up, or one like it, and is dropped by it where it is dropped. */
export function nameConstraint(step: Adding, { opposite, traits }: Subject): readonly Fix[] {
  const { table, constraint } = step.operation;
  const name = traits.constraintName(constraint, table, step.before) ?? usualName(constraint, table.name);
  if (name === undefined) return [];
  const drops = opposite.filter(isNameless).filter((each) => isOf(each, step));
  return [named(name, [setAdded(step, name), ...drops.map((each) => setDropped(each, name))])];
}

/** The name by which a constraint without one can be dropped: that of the only one of its kind that was made without. */
export function nameDropped(step: Dropping, { opposite, traits }: Subject): readonly Fix[] {
  const { table, type } = step.operation;
  const [added, second] = opposite.filter(isAdding).filter((each) => isOf(step, each));
  if (second) return [];
  if (added) {
    const { constraint } = added.operation;
    const name = traits.constraintName(constraint, table, added.before) ?? usualName(constraint, table.name);
    return name === undefined ? [] : [named(name, [setAdded(added, name), setDropped(step, name)])];
  }
  const constraints = [...step.before.tables.values()].find((each) => isSame(each.name, table))?.constraints ?? [];
  const [only, ...others] = constraints.filter((each) => each.kind === type);
  const name = only && (only.name ?? traits.constraintName(only, table, step.before));
  return name === undefined || others.length > 0 ? [] : [named(name, [setDropped(step, name)])];
}

export function isAdding(step: AnalyzedStep): step is Adding {
  const { operation } = step;
  return operation.kind === 'addConstraint' && operation.constraint.name === undefined;
}

export function isNameless(step: AnalyzedStep): step is Dropping {
  return step.operation.kind === 'dropConstraint' && step.operation.name === undefined;
}

/** The convention makes the name of such a constraint. */
export function isConventional(
  kind: Constraint['kind'] | undefined,
  convention: Readonly<Record<string, string>> | undefined,
): boolean {
  return convention !== undefined && kind !== undefined && convention[shorts[kind]] !== undefined;
}

/** https://docs.sqlalchemy.org/en/20/core/metadata.html#sqlalchemy.schema.MetaData.params.naming_convention */
const shorts: Readonly<Record<Constraint['kind'], string>> = {
  unique: 'uq',
  foreignKey: 'fk',
  check: 'ck',
  primaryKey: 'pk',
  exclude: 'ex',
  notNull: 'nn',
};

/** There are databases where a primary key is dropped without one. */
export function needsName({ before, operation: { table, type } }: Dropping, { traits }: Subject): boolean {
  return type !== 'primaryKey' || traits.constraintName({ kind: type, columns: [] }, table, before) !== undefined;
}

function isOf({ operation: dropped }: Dropping, { operation: added }: Adding): boolean {
  return isSame(dropped.table, added.table) && dropped.type === added.constraint.kind;
}

function usualName(constraint: Constraint, table: string): string | undefined {
  const columns = constraintColumns(constraint);
  const ending = constraint.kind === 'foreignKey' ? 'fkey' : constraint.kind === 'unique' ? 'key' : undefined;
  return ending === undefined || columns.length === 0 ? undefined : nameFor(table, ...columns, ending);
}

function setAdded(step: Adding, name: string): Rewrite {
  const operation = { ...step.operation, constraint: { ...step.operation.constraint, name } };
  return { kind: 'set', step, to: { operation, transaction: step.transaction } };
}

function setDropped(step: Dropping, name: string): Rewrite {
  return { kind: 'set', step, to: { operation: { ...step.operation, name }, transaction: step.transaction } };
}

function named(name: string, rewrites: readonly Rewrite[]): Fix {
  return { title: `Name it ${name}`, rewrites };
}

/** What a constraint without a name is called in sentences; a primary key has a name of its own everywhere, or needs none. */
export function unnamedText(constraint: Constraint): string | undefined {
  const columns = constraintColumns(constraint).join(', ');
  if (constraint.kind === 'unique' && constraint.usingIndex === undefined) return `UNIQUE (${columns})`;
  if (constraint.kind === 'foreignKey') return `The foreign key on ${columns}`;
  return constraint.kind === 'check' ? 'A CHECK' : undefined;
}
