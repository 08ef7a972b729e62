import type { Constraint } from '../../model/constraint.ts';
import type { Step } from '../../model/migration.ts';
import type { Name } from '../../model/name.ts';
import { namesUsed } from '../../model/names-used.ts';
import type { Operation } from '../../model/operation.ts';
import { isSame } from '../../model/schema.ts';

/** Something in the database under the name that it has at one point of the history. */
export type Thing =
  | { readonly what: 'table'; readonly table: Name }
  | { readonly what: 'column'; readonly table: Name; readonly column: string }
  | { readonly what: 'type'; readonly type: Name }
  | { readonly what: 'index'; readonly name: string }
  | { readonly what: 'constraint'; readonly name: string };

/** What a step is to it: it gets its name there, is gone behind it, or is named. */
export type Part = 'makes' | 'ends' | 'names';

export function partIn({ operation, taken }: Step, thing: Thing): Part | undefined {
  if (makes(operation, thing)) return 'makes';
  if (ends(operation, thing)) return 'ends';
  return names(operation, taken, thing) ? 'names' : undefined;
}

/** Its name before an operation that leaves it with this one. */
export function before(operation: Operation, thing: Thing): Thing {
  if (operation.kind === 'renameTable' && 'table' in thing && isSame(renamedTable(operation), thing.table))
    return { ...thing, table: operation.table };
  const isColumn = operation.kind === 'renameColumn' && thing.what === 'column' && isSame(operation.table, thing.table);
  if (isColumn && operation.to === thing.column) return { ...thing, column: operation.column };
  const renames = operation.kind === 'other' ? operation.renames : undefined;
  return renames?.what === 'index' && thing.what === 'index' && renames.to === thing.name
    ? { ...thing, name: renames.from.name }
    : thing;
}

/** Its name behind an operation that meets it under this one. */
export function behind(operation: Operation, thing: Thing): Thing {
  if (operation.kind === 'renameTable' && 'table' in thing && isSame(operation.table, thing.table))
    return { ...thing, table: renamedTable(operation) };
  const isColumn = operation.kind === 'renameColumn' && thing.what === 'column' && isSame(operation.table, thing.table);
  if (isColumn && operation.column === thing.column) return { ...thing, column: operation.to };
  const renames = operation.kind === 'other' ? operation.renames : undefined;
  return renames?.what === 'index' && thing.what === 'index' && renames.from.name === thing.name
    ? { ...thing, name: renames.to }
    : thing;
}

function renamedTable({ table, to }: Extract<Operation, { readonly kind: 'renameTable' }>): Name {
  return { ...table, name: to };
}

function makes(operation: Operation, thing: Thing): boolean {
  if (isRenamed(operation, thing)) return true;
  switch (thing.what) {
    case 'table':
      if (operation.kind === 'other') return operation.view !== undefined && isSame(operation.view, thing.table);
      return operation.kind === 'createTable' && isSame(operation.table, thing.table);
    case 'column': {
      const { column } = thing;
      if (operation.kind === 'addColumn')
        return isSame(operation.table, thing.table) && operation.column.name === column;
      const isTable = operation.kind === 'createTable' && isSame(operation.table, thing.table);
      return isTable && operation.columns.some(({ name }) => name === column);
    }
    case 'type':
      return operation.kind === 'createEnum' && isSame(operation.type, thing.type);
    case 'index':
      return operation.kind === 'createIndex' && operation.name === thing.name;
    case 'constraint':
      return constraintsOf(operation).some(({ name }) => name === thing.name);
  }
}

/** A column keeps its name where its table gets another one. */
function isRenamed(operation: Operation, thing: Thing): boolean {
  if (operation.kind === 'renameTable' && thing.what === 'column') return false;
  return before(operation, thing) !== thing;
}

function ends(operation: Operation, thing: Thing): boolean {
  switch (thing.what) {
    case 'table':
      return operation.kind === 'dropTable' && isSame(operation.table, thing.table);
    case 'column': {
      if (operation.kind === 'dropTable') return isSame(operation.table, thing.table);
      return (
        operation.kind === 'dropColumn' && isSame(operation.table, thing.table) && operation.column === thing.column
      );
    }
    case 'type':
      return operation.kind === 'dropType' && isSame(operation.type, thing.type);
    case 'index':
      return operation.kind === 'dropIndex' && operation.index.name === thing.name;
    case 'constraint':
      return operation.kind === 'dropConstraint' && operation.name === thing.name;
  }
}

function names(operation: Operation, taken: Step['taken'], thing: Thing): boolean {
  const used = namesUsed(operation, taken);
  switch (thing.what) {
    case 'table':
      return (
        tablesOf(operation).some((each) => isSame(each, thing.table)) ||
        used.some((each) => each.what === 'table' && isSame(each.table, thing.table))
      );
    case 'column': {
      const { column, table } = thing;
      if ('column' in operation && operation.column === column && isSame(tableIn(operation), table)) return true;
      return used.some((each) => each.what === 'column' && each.column === column && isSame(each.table, table));
    }
    case 'type':
      return typesOf(operation).some((each) => each === thing.type.name);
    case 'index':
      return operation.kind === 'reindex' && operation.name.name === thing.name;
    case 'constraint':
      return operation.kind === 'validateConstraint' && operation.name === thing.name;
  }
}

const nowhere: Name = { name: '' };

function tableIn(operation: Operation): Name {
  return ('table' in operation && operation.table) || (operation.kind === 'other' && operation.relations[0]) || nowhere;
}

function tablesOf(operation: Operation): readonly Name[] {
  const { kind } = operation;
  if (kind === 'truncate') return operation.tables;
  if (kind === 'other') return operation.relations;
  if (kind === 'refreshView') return [operation.view];
  const own = 'table' in operation && operation.table ? [operation.table] : [];
  if (kind === 'dropTable') return [...own, ...(operation.along ?? [])];
  if (kind === 'attachPartition' || kind === 'detachPartition') return [...own, operation.partition];
  if (kind !== 'createTable') return own;
  return [...own, ...(operation.partitionOf ? [operation.partitionOf] : []), ...(operation.parents ?? [])];
}

/** By their bare names, which columns have of them. */
function typesOf(operation: Operation): readonly (string | undefined)[] {
  const { kind } = operation;
  if (kind === 'addEnumValue') return [operation.type.name];
  if (kind === 'createTable') return operation.columns.map(({ type }) => type?.name);
  if (kind === 'addColumn') return [operation.column.type?.name];
  return kind === 'changeType' ? [operation.type?.name] : [];
}

function constraintsOf(operation: Operation): readonly Constraint[] {
  if (operation.kind === 'addConstraint') return [operation.constraint];
  return operation.kind === 'createTable' || operation.kind === 'addColumn' ? operation.constraints : [];
}
