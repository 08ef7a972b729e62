import { withoutPointing } from './after-column.ts';
import { doubted } from './after-objects.ts';
import { type Constraint, constraintColumns } from './constraint.ts';
import { isDropped } from './dropped-constraint.ts';
import { indexNames } from './index-names.ts';
import { withEntry } from './layered.ts';
import type { Name } from './name.ts';
import type { AddConstraint, CreateIndex, DropConstraint, DropIndex, Other, ValidateConstraint } from './operation.ts';
import { indexColumns, type Schema, type Table, tableOf, tableOfIndex } from './schema.ts';
import { constraintNames, withNamesKept } from './server-names.ts';
import { change } from './table-change.ts';

/** The columns of a primary key are never NULL; an index that becomes a constraint is called like it. */
export function addConstraint(schema: Schema, { table, constraint }: AddConstraint): Schema {
  const { kind } = constraint;
  if (kind !== 'primaryKey' && kind !== 'unique')
    return change(schema, table, ({ constraints }) => ({ constraints: [...constraints, constraint] }));
  const { usingIndex } = constraint;
  return change(schema, table, (before) => {
    const names = usingIndex === undefined ? [] : indexNames(before);
    const index = before.indexes.find((_, at) => names[at] === usingIndex && usingIndex !== undefined);
    const made = index
      ? { ...constraint, name: constraint.name ?? usingIndex, columns: indexColumns(index) }
      : constraint;
    // A table has one: whatever there was of it is gone, though nobody saw it go.
    const others = kind === 'primaryKey' ? before.constraints.filter((each) => each.kind !== kind) : before.constraints;
    return {
      constraints: [...others, made],
      ...(index && { indexes: before.indexes.filter((each) => each !== index) }),
      ...(kind === 'primaryKey' && { columns: neverNull(before.columns, made.columns) }),
    };
  });
}

function neverNull(columns: Table['columns'], key: readonly string[]): Table['columns'] {
  return key.reduce((all, name) => {
    const column = all.get(name);
    return column?.nullable ? withEntry(all, name, { ...column, nullable: false }) : all;
  }, columns);
}

/** MySQL calls a unique index a constraint too, and the other way round; CASCADE takes the foreign keys that rest on it along. */
export function dropConstraint(whole: Schema, operation: DropConstraint): Schema {
  const { name } = operation;
  const before = tableOf(whole, operation.table)?.constraints ?? [];
  const gone = droppedOf(tableOf(whole, operation.table), operation);
  const keys = gone.filter(({ kind }) => kind === 'primaryKey' || kind === 'unique');
  const schema = operation.cascade
    ? keys.reduce((all, key) => withoutPointing(all, operation.table, constraintColumns(key)), whole)
    : whole;
  // Who knows which of them it is: what rests on one of them may rest on nothing now.
  const missed = before.length > 0 && gone.length === 0;
  return change(missed ? doubted(schema) : schema, operation.table, (table) => {
    const kept = withNamesKept(table);
    return {
      constraints: kept.constraints.filter((_, at) => !gone.some((each) => each === table.constraints[at])),
      indexes: kept.indexes.filter((each) => !each.unique || each.name === undefined || each.name !== name),
      validated: table.validated?.filter((each) => each !== name),
    };
  });
}

/** The one that has the name; else those that may have it. */
function droppedOf(table: Table | undefined, operation: DropConstraint): readonly Constraint[] {
  if (!table) return [];
  const { constraints } = table;
  const names = operation.name === undefined ? [] : constraintNames(table);
  const exact = constraints.find((_, at) => operation.name !== undefined && names[at] === operation.name);
  return exact ? [exact] : constraints.filter((each) => isDropped(each, operation, constraints));
}

export function validateConstraint(schema: Schema, { table, name }: ValidateConstraint): Schema {
  return change(schema, table, (before) => ({
    constraints: before.constraints.map((each) => (each.name === name ? validated(each) : each)),
    validated: [...(before.validated ?? []), ...(isUnknown(before, name) ? [name] : [])],
  }));
}

function isUnknown({ complete, constraints }: Table, name: string): boolean {
  return !complete && !constraints.some((each) => each.name === name);
}

function validated(constraint: Constraint): Constraint {
  return 'notValid' in constraint ? { ...constraint, notValid: false } : constraint;
}

export function enforced(schema: Schema, table: Name, { statement, objects = [] }: Other): Schema {
  const notEnforced = statement.endsWith('NOT ENFORCED');
  return change(schema, table, ({ constraints }) => ({
    constraints: constraints.map((each) =>
      'notEnforced' in each || each.kind === 'foreignKey'
        ? objects.some(({ name }) => name === each.name)
          ? { ...each, notEnforced }
          : each
        : each,
    ),
  }));
}

export function createIndex(schema: Schema, operation: CreateIndex): Schema {
  const { ifNotExists, name, table } = operation;
  const isThere =
    ifNotExists && name !== undefined && tableOf(schema, table)?.indexes.some((each) => each.name === name);
  return isThere ? schema : change(schema, table, ({ indexes }) => ({ indexes: [...indexes, operation] }));
}

export function dropIndex(schema: Schema, { index, table: given }: DropIndex): Schema {
  const table = given ?? tableOfIndex(schema, index)?.name;
  if (!table) return schema;
  return change(schema, table, ({ name, indexes, constraints }) => ({
    indexes: withoutIndex(name, indexes, index.name),
    constraints: constraints.filter((each) => each.kind !== 'unique' || each.name !== index.name),
  }));
}

function withoutIndex(name: Name, indexes: Table['indexes'], gone: string): Table['indexes'] {
  const names = indexNames({ name, indexes });
  return indexes.flatMap((each, at) => (names[at] === gone ? [] : [{ ...each, name: names[at] }]));
}
