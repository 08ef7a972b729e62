import { type Constraint, constraintColumns } from '../model/constraint.ts';
import type { Planned } from '../model/finding.ts';
import type { Name } from '../model/name.ts';
import type { CreateIndex } from '../model/operation.ts';
import { indexColumns, keyOf, type Schema, tableOf } from '../model/schema.ts';
import { withNamesKept } from '../model/server-names.ts';
import { mentions } from './expression.ts';
import { nameFor } from './names.ts';
import { alone, shared } from './planned.ts';

/**
 * The indexes and constraints that go with a dropped column, made again without blocking anyone once the column is back.
 * Source: https://www.postgresql.org/docs/current/sql-altertable.html (DROP COLUMN).
 */
export function restoreAround(
  table: Name,
  column: string,
  schema: Schema,
  may: (each: Constraint | CreateIndex) => boolean = () => true,
): readonly Planned[] {
  const indexes = indexesOn(table, column, schema).filter(may);
  const constraints = constraintsOn(table, column, schema).filter(may);
  return [
    ...indexes.map((index) => alone({ ...index, concurrently: true, ifNotExists: false })),
    ...constraints.flatMap((constraint) => restored(table, constraint, column)),
  ];
}

/** What holds of rows that have just got the column anew: either all have NULL in it, or all have its default. */
export function holdsAnew(
  table: Name,
  hasDefault: boolean,
  schema: Schema,
): (each: Constraint | CreateIndex) => boolean {
  const key = keyOf(schema, table);
  const differs = (columns: readonly string[]) => key.length > 0 && key.every((each) => columns.includes(each));
  return (each) => {
    if (each.kind === 'createIndex') return !each.unique || !hasDefault || differs(indexColumns(each));
    if (each.kind === 'unique') return !hasDefault || differs(each.columns);
    if (each.kind === 'check') return hasDefault || !/\bnot\s+null\b/i.test(each.expression);
    return each.kind === 'foreignKey';
  };
}

/** Indexes over the column, by their keys, what they include, and their conditions. */
export function indexesOn(
  table: Name,
  column: string,
  schema: Schema,
): readonly (CreateIndex & { readonly name: string })[] {
  return (tableOf(schema, table)?.indexes ?? []).flatMap((index) =>
    index.name !== undefined && isOver(index, column) ? [{ ...index, table, name: index.name }] : [],
  );
}

/** With the names that the server gave to those that have no other. */
export function constraintsOn(table: Name, column: string, schema: Schema): readonly Constraint[] {
  const known = tableOf(schema, table);
  return (known ? withNamesKept(known).constraints : []).filter((each) =>
    each.kind === 'check' ? mentions(each.expression, column) : constraintColumns(each).includes(column),
  );
}

function isOver(index: CreateIndex, column: string): boolean {
  return (
    indexColumns(index).includes(column) ||
    index.include?.includes(column) === true ||
    index.keys.some((key) => 'expression' in key && mentions(key.expression, column)) ||
    (index.where !== undefined && mentions(index.where, column))
  );
}

/** One that the server named for itself gets a name that the migration can say. */
export function restored(table: Name, constraint: Constraint, column: string): readonly Planned[] {
  switch (constraint.kind) {
    case 'foreignKey':
    case 'check': {
      const name =
        constraint.name ??
        constraint.nameOfServer ??
        nameFor(constraint.kind === 'check' ? 'ck' : 'fk', table.name, column);
      return [
        shared({ kind: 'addConstraint', table, constraint: { ...constraint, name, notValid: true } }),
        ...(constraint.notValid ? [] : [alone({ kind: 'validateConstraint', table, name })]),
      ];
    }
    case 'unique': {
      const name = constraint.name ?? constraint.nameOfServer ?? nameFor('uq', table.name, ...constraint.columns);
      if (constraint.options !== undefined) return [shared({ kind: 'addConstraint', table, constraint })];
      const keys = constraint.columns.map((each) => ({ column: each }));
      return [
        alone({ kind: 'createIndex', table, name, keys, unique: true, concurrently: true }),
        shared({ kind: 'addConstraint', table, constraint: { ...constraint, name, usingIndex: name } }),
      ];
    }
    case 'exclude':
    case 'primaryKey':
    case 'notNull':
      return [];
  }
}
