import type { Column } from '../../model/column.ts';
import type { Constraint } from '../../model/constraint.ts';
import { type EngineName, familyOf } from '../../model/engine.ts';
import type { Name } from '../../model/name.ts';
import type { CreateIndex, CreateTable, Operation } from '../../model/operation.ts';
import type { Call, Value } from '../../python/values.ts';
import { argument, knownText, knownTexts, nameIn, someText, truthArgument, type Written } from './arguments.ts';
import { columnIndex, isColumn, numbersItself, type ReadColumn, readColumn } from './columns.ts';
import { tableConstraint } from './constraints.ts';
import { indexKeys, indexOptions } from './indexes.ts';
import type { NamedEnum } from './types.ts';

/**
 * `op.create_table(…)` or `sa.Table(…)` in the order in which Alembic emits it: enumerated types, the table, its indexes,
 * its comments. `items` are the columns and constraints.
 */
export function createTable(
  call: Call,
  table: Name,
  items: readonly Value[],
  engine: EngineName,
  written: Written,
): readonly Operation[] {
  const calls = items.filter((each) => each.kind === 'call');
  const columns = calls
    .filter((each) => each.name === 'Column')
    .flatMap((each) => readColumn(each, engine, written) ?? []);
  const inside = calls.filter((each) => !isLeftOut(each, engine));
  const own = inside.flatMap((each) => tableConstraint(each, written) ?? []);
  const primary = primaryKey(columns, own);
  const key = primary?.columns ?? [];
  const constraints = [
    ...own.filter((each) => each.kind === 'primaryKey'),
    ...(primary && !own.includes(primary) ? [primary] : []),
    ...own.filter((each) => each.kind !== 'primaryKey'),
    ...columns.flatMap((each) => [
      ...(each.altered && familyOf(engine) !== 'sqlite' ? [] : each.foreignKeys),
      ...each.checks,
      ...each.enumChecks,
      ...(each.unique && !each.index ? [uniqueOf(each)] : []),
    ]),
  ];
  const pointing = own.flatMap((each) => (each.kind === 'foreignKey' ? each.columns : []));
  const prefixes = knownTexts(argument(call, undefined, 'prefixes')) ?? [];
  const create: Operation = {
    kind: 'createTable',
    table,
    columns: columns.map((each) => inKey(each, key, pointing)),
    constraints,
    ...(truthArgument(call, 'if_not_exists') ? { ifNotExists: true } : {}),
    ...(prefixes.some((each) => /TEMP/i.test(each)) ? { temporary: true } : {}),
    ...partitioning(argument(call, undefined, 'postgresql_partition_by')),
  };
  return [
    ...enumerations(columns.map((each) => each.enumeration)),
    create,
    ...calls.filter((each) => each.name === 'Index').map((each) => tableIndex(each, table)),
    ...columns.filter((each) => each.index).map((each) => columnIndex(table, each)),
    ...comments(call, table, columns, engine),
    ...(items.some((each) => isElsewhere(each, written)) || call.open ? [madeElsewhere(table)] : []),
  ];
}

/**
 * SQLAlchemy leaves it to a later ALTER TABLE, which Alembic does not write: https://docs.sqlalchemy.org/en/20/core/constraints.html#creating-dropping-foreign-key-constraints-via-alter
 */
function isLeftOut(constraint: Call, engine: EngineName): boolean {
  return familyOf(engine) !== 'sqlite' && truthArgument(constraint, 'use_alter') === true;
}

/** An argument that is neither a column nor a constraint nor an index: code elsewhere gives it. */
function isElsewhere(item: Value, written: Written): boolean {
  if (item.kind !== 'call') return item.kind === 'unknown' || item.kind === 'reference';
  return !isColumn(item) && item.name !== 'Index' && item.name !== 'Comment' && !tableConstraint(item, written);
}

function madeElsewhere(table: Name): Operation {
  return { kind: 'opaque', why: `some columns of ${table.name} are made elsewhere` };
}

function primaryKey(
  columns: readonly ReadColumn[],
  own: readonly Constraint[],
): (Constraint & { kind: 'primaryKey' }) | undefined {
  const written = own.find((each) => each.kind === 'primaryKey');
  const marked = columns.filter((each) => each.primaryKey).map((each) => each.column.name);
  if (written) return written;
  return marked.length === 0 ? undefined : { kind: 'primaryKey', columns: marked };
}

function inKey(read: ReadColumn, key: readonly string[], pointing: readonly string[]): Column {
  if (!key.includes(read.column.name)) return read.column;
  const points = pointing.includes(read.column.name) && read.autoincrement !== true;
  const serial = (key.length === 1 || read.autoincrement === true) && !points && numbersItself(read);
  return { ...read.column, nullable: false, ...(serial ? { identity: 'serial' } : {}) };
}

function uniqueOf(read: ReadColumn): Constraint {
  return { kind: 'unique', columns: [read.column.name] };
}

/** Each type once, as SQLAlchemy creates them before the table. */
function enumerations(found: readonly (NamedEnum | undefined)[]): readonly Operation[] {
  const made = new Map<string, Operation>();
  for (const each of found) {
    if (!each?.made) continue;
    const type = nameIn(each.schema, each.name);
    made.set(`${each.schema}.${each.name}`, { kind: 'createEnum', type, values: each.values });
  }
  return [...made.values()];
}

function tableIndex(call: Call, table: Name): CreateIndex {
  const name = someText(call.positional[0]);
  return {
    kind: 'createIndex',
    table,
    ...(name === undefined ? {} : { name }),
    keys: indexKeys(call.positional.slice(1), call),
    ...indexOptions(call),
  };
}

function comments(call: Call, table: Name, columns: readonly ReadColumn[], engine: EngineName): readonly Operation[] {
  if (familyOf(engine) !== 'postgresql') return [];
  const comment = call.keywords.get('comment');
  return [
    ...(someText(comment) === undefined ? [] : [commentOn(table, comment)]),
    ...columns
      .filter((each) => each.column.comment !== undefined)
      .map((each) => commentOn(table, each.column.comment, each.column.name)),
  ];
}

/** A comment that only running the code would tell is one all the same. */
export function commentOn(table: Name, comment: Value | string | undefined, column?: string): Operation {
  const text = typeof comment === 'string' ? comment : comment?.kind === 'none' ? '' : knownText(comment);
  return {
    kind: 'other',
    statement: column === undefined ? 'COMMENT ON TABLE' : 'COMMENT ON COLUMN',
    relations: [table],
    ...(column === undefined ? {} : { column }),
    ...(text === undefined ? {} : { comment: text }),
  };
}

/** `RANGE (day)`: the columns that decide, where they are columns. */
function partitioning(value: Value | undefined): Partial<CreateTable> {
  if (!value) return {};
  const [, list] = /^\s*\w+\s*\(([^()]*)\)\s*$/.exec(knownText(value) ?? '') ?? [];
  const columns = list?.split(',').map((each) => /^\s*(?:([a-z_]\w*)|"([^"]+)")\s*$/.exec(each)) ?? [];
  const partitionKey = columns.flatMap((each) => each?.[1] ?? each?.[2] ?? []);
  return { partitioned: true, ...(list !== undefined && partitionKey.length === columns.length && { partitionKey }) };
}
