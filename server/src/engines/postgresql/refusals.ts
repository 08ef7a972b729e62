import { type Constraint, constraintColumns, type ForeignKey } from '../../model/constraint.ts';
import { foreignKeysTo } from '../../model/foreign-keys.ts';
import type { Name } from '../../model/name.ts';
import type { AddEnumValue, CreateIndex, Operation, RefreshView, Truncate } from '../../model/operation.ts';
import { columnOf, indexColumns, isGone, isSame, schemaKey, type Table, tableOf } from '../../model/schema.ts';
import type { At } from './facts.ts';
import { hold } from './facts.ts';
import { usesFreshLabel } from './fresh-labels.ts';
import { cannotCompare, notImplemented } from './key-types.ts';
import { refusedAlone } from './only.ts';
import { refusedNewType } from './refused-types.ts';

/**
 * Why the server refuses an operation whatever the rows are, in its own words: only where history has seen all that decides
 * it. What it says of things that one operation alone meets stands with that operation.
 */
export function refusalOf(operation: Operation, at: At): string | undefined {
  const alone = refusedAlone(operation, at);
  if (alone !== undefined) return alone;
  if (at.schema.doubtful) return undefined;
  const unsafe = usesFreshLabel(operation, at);
  if (unsafe !== undefined) return unsafe;
  const typed = 'table' in operation && operation.table ? tableOf(at.schema, operation.table)?.ofType : undefined;
  if (typed && typedVerbs.has(operation.kind)) return typedVerbs.get(operation.kind);
  if (operation.kind === 'truncate') return referenced(operation, at);
  if (operation.kind === 'addConstraint') return unkeyed(operation.table, [operation.constraint], at);
  if (operation.kind === 'addColumn') {
    const types = new Map([[operation.column.name, operation.column.type]]);
    return unkeyed(operation.table, operation.constraints, at, (name) => types.get(name));
  }
  if (operation.kind === 'createTable') {
    const types = new Map(operation.columns.map(({ name, type }) => [name, type]));
    return unkeyed(operation.table, operation.constraints, at, (name) => types.get(name));
  }
  if (operation.kind === 'createIndex') return undivided(operation, at);
  if (operation.kind === 'changeType') return refusedNewType(operation, at);
  if (operation.kind === 'dropColumn' || operation.kind === 'renameColumn')
    return inherited(operation.table, operation.column, operation.kind === 'dropColumn' ? 'drop' : 'rename', at);
  if (operation.kind === 'refreshView') return unidentified(operation, at);
  return operation.kind === 'addEnumValue' ? labelled(operation, at) : undefined;
}

/** https://www.postgresql.org/docs/current/sql-createtable.html */
const typedVerbs: ReadonlyMap<string, string> = new Map([
  ['addColumn', 'cannot add column to typed table'],
  ['dropColumn', 'cannot drop column from typed table'],
  ['renameColumn', 'cannot rename column of typed table'],
  ['changeType', 'cannot alter column type of typed table'],
]);

/** https://www.postgresql.org/docs/current/sql-truncate.html */
function referenced({ tables, cascade }: Truncate, at: At): string | undefined {
  if (cascade) return undefined;
  const emptied = tables.flatMap((table) => hold(at, table, 'ACCESS EXCLUSIVE').map(({ relation }) => relation));
  const along = new Set(emptied.map(schemaKey));
  const kept = emptied.flatMap((table) =>
    foreignKeysTo(at.schema, table, 'all').filter(({ child }) => !along.has(schemaKey(child))),
  );
  return kept.length > 0 ? 'cannot truncate a table referenced in a foreign key constraint' : undefined;
}

type TypeOf = (column: string) => Parameters<typeof cannotCompare>[0];

/** Keys that the tables, as they are, cannot carry. */
function unkeyed(
  table: Name,
  constraints: readonly Constraint[],
  at: At,
  typeOf: TypeOf = (column) => columnOf(at.schema, table, column)?.type,
): string | undefined {
  for (const constraint of constraints) {
    const why =
      constraint.kind === 'foreignKey'
        ? (unpointed(table, constraint, constraints, at) ?? unequal(table, constraint, at, typeOf))
        : undivided({ table, unique: isKey(constraint), keys: keysOf(constraint) }, at);
    if (why !== undefined) return why;
  }
  return undefined;
}

function isKey({ kind }: Constraint): boolean {
  return kind === 'unique' || kind === 'primaryKey';
}

function keysOf(constraint: Constraint): CreateIndex['keys'] {
  return constraintColumns(constraint).map((column) => ({ column }));
}

/** A foreign key points at columns that are unique together: https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK */
function unpointed(table: Name, key: ForeignKey, own: readonly Constraint[], at: At): string | undefined {
  const isOwn = isSame(key.references, table);
  const target = tableOf(at.schema, key.references);
  if (isOwn && !target) return undefined;
  if (!target?.complete || target.partitionOf || isGone(at.schema, key.references)) return undefined;
  const constraints = [...target.constraints, ...(isOwn ? own : [])].filter(isKey);
  // Of a key that took an index over, history may not know the columns.
  if (constraints.some((each) => constraintColumns(each).length === 0)) return undefined;
  const { referencedColumns: pointed } = key;
  if (pointed.length === 0)
    return constraints.some(({ kind }) => kind === 'primaryKey')
      ? undefined
      : `there is no primary key for referenced table "${key.references.name}"`;
  if (pointed.some((column) => !target.columns.has(column))) return undefined;
  if (target.indexes.some(isUnclear)) return undefined;
  const sets = [...constraints.map(constraintColumns), ...target.indexes.filter(isWhole).map(indexColumns)];
  const isUnique = sets.some((set) => set.length === pointed.length && set.every((each) => pointed.includes(each)));
  return isUnique
    ? undefined
    : `there is no unique constraint matching given keys for referenced table "${key.references.name}"`;
}

/** It makes its columns unique in every row. */
function isWhole({ unique, where, keys }: CreateIndex): boolean {
  return unique === true && where === undefined && keys.every((key) => 'column' in key);
}

/** An order or an operator class may stand beside its columns. */
function isUnclear({ unique, where, keys }: CreateIndex): boolean {
  return unique === true && where === undefined && keys.some((key) => 'expression' in key);
}

function unequal(table: Name, key: ForeignKey, at: At, typeOf: TypeOf): string | undefined {
  const primary = tableOf(at.schema, key.references)?.constraints.find(({ kind }) => kind === 'primaryKey');
  const pointed = key.referencedColumns.length > 0 ? key.referencedColumns : primary ? constraintColumns(primary) : [];
  const differs = key.columns.some((column, place) => {
    const to = pointed[place];
    const type = to === undefined ? undefined : columnOf(at.schema, key.references, to)?.type;
    return cannotCompare(typeOf(column), type, at.schema);
  });
  return differs ? notImplemented(key, table) : undefined;
}

/** Each partition sees to its own rows only: https://www.postgresql.org/docs/current/ddl-partitioning.html */
function undivided({ table, unique, keys }: Pick<CreateIndex, 'table' | 'unique' | 'keys'>, at: At) {
  const known = tableOf(at.schema, table);
  const divided = known?.partitioned ? known.partitionKey : undefined;
  if (!unique || !divided || at.version < 11 || keys.length === 0) return undefined;
  const columns = indexColumns({ kind: 'createIndex', table, keys });
  return divided.every((column) => columns.includes(column))
    ? undefined
    : 'unique constraint on partitioned table must include all partitioning columns';
}

/** What a table has from another one is changed there: https://www.postgresql.org/docs/current/ddl-inherit.html */
function inherited(table: Name, column: string, verb: 'drop' | 'rename', at: At): string | undefined {
  const has = (parent: Table | undefined) => parent?.complete === true && parent.columns.has(column);
  return tableOf(at.schema, table)?.inherits?.some((parent) => has(tableOf(at.schema, parent)))
    ? `cannot ${verb} inherited column "${column}"`
    : undefined;
}

/** It finds each row again by a unique index: https://www.postgresql.org/docs/current/sql-refreshmaterializedview.html */
function unidentified({ view, concurrently }: RefreshView, at: At): string | undefined {
  if (!concurrently || !at.schema.views.get(schemaKey(view))?.materialized) return undefined;
  const indexes = tableOf(at.schema, view)?.indexes ?? [];
  return indexes.some((each) => isWhole(each) || isUnclear(each))
    ? undefined
    : `cannot refresh materialized view "${view.schema ?? 'public'}.${view.name}" concurrently`;
}

function labelled({ type, value, ifNotExists }: AddEnumValue, at: At): string | undefined {
  const there = !ifNotExists && at.schema.enums.get(schemaKey(type))?.includes(value) === true;
  return there ? `enum label "${value}" already exists` : undefined;
}
