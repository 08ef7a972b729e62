import type { Column, Default } from '../../model/column.ts';
import type { Constraint, ForeignKey } from '../../model/constraint.ts';
import { type EngineName, familyOf } from '../../model/engine.ts';
import type { Name } from '../../model/name.ts';
import type { CreateIndex } from '../../model/operation.ts';
import type { Call, Value } from '../../python/values.ts';
import { argument, knownText, someText, truthArgument, type Written } from './arguments.ts';
import { check, foreignKeyOptions, foreignKeyTarget } from './constraints.ts';
import { defaultOf, sqlText } from './expressions.ts';
import { constrainedLabels, enumOf, type NamedEnum, typeOf } from './types.ts';

/** `sa.Column(…)` with all that SQLAlchemy makes of it. */
export interface ReadColumn {
  readonly column: Column;
  readonly primaryKey: boolean;
  readonly autoincrement: boolean | undefined;
  /** Constraints and indexes that Alembic emits as statements of their own behind an ADD COLUMN. */
  readonly foreignKeys: readonly ForeignKey[];
  /** They are left to a later statement (`use_alter=True`). */
  readonly altered: boolean;
  readonly sequence: boolean;
  readonly unique: boolean;
  readonly index: boolean;
  readonly checks: readonly Constraint[];
  /** The CHECK of an enumeration that is no type of the database, with `create_constraint=True`. */
  readonly enumChecks: readonly Constraint[];
  readonly enumeration: NamedEnum | undefined;
}

/** `sa.Column(…)`, and what other packages derive from it. */
export function isColumn(call: Call): boolean {
  return call.name.endsWith('Column') || call.name === 'mapped_column';
}

/** undefined where the column's name is not known. */
export function readColumn(call: Call, engine: EngineName, written: Written): ReadColumn | undefined {
  const named =
    argument(call, undefined, 'name') ?? (call.positional[0]?.kind === 'text' ? call.positional[0] : undefined);
  const name = knownText(named) ?? knownText(call.positional[0]);
  if (name === undefined) return undefined;
  const rest = call.positional.filter((each) => each !== named && knownText(each) === undefined);
  const items = rest.filter((each) => isSchemaItem(each)).filter((each) => each.kind === 'call');
  const typed = call.keywords.get('type_') ?? rest.find((each) => !isSchemaItem(each) && each.kind !== 'none');
  const primaryKey = truthArgument(call, 'primary_key') === true;
  const identity = identityOf([...items, call.keywords.get('server_default')]);
  const serverDefault = call.keywords.get('server_default') ?? items.find((each) => each.name === 'DefaultClause');
  const generated = generatedOf([...items, call.keywords.get('server_default')], engine);
  const clientDefault = call.keywords.get('default') ?? call.keywords.get('insert_default');
  const nullable = call.keywords.get('nullable');
  const column: Column = {
    name,
    type: typed && typeOf(typed, engine, written),
    nullable: nullable?.kind === 'truth' ? nullable.value : !primaryKey && !identity,
    default: identity || generated ? undefined : defaultOf(serverDefault, written),
    clientDefault: clientDefault && clientDefault.kind !== 'none' ? written(clientDefault) : undefined,
    clientDefaultInDatabase: constantOf(clientDefault),
    identity,
    generated,
    comment: knownText(call.keywords.get('comment')),
  };
  return {
    column: without(column),
    primaryKey,
    autoincrement: truthArgument(call, 'autoincrement'),
    foreignKeys: items.filter((each) => each.name === 'ForeignKey').map((each) => foreignKey(name, each)),
    altered: items.some((each) => truthArgument(each, 'use_alter') === true),
    sequence: items.some((each) => each.name === 'Sequence'),
    unique: truthArgument(call, 'unique') === true,
    index: truthArgument(call, 'index') === true,
    checks: items.filter((each) => each.name === 'CheckConstraint').map((each) => check(each, written)),
    enumChecks: enumChecks(name, typed),
    enumeration: enumOf(typed, engine),
  };
}

/** The database default that means the same as a constant in Python. */
function constantOf(value: Value | undefined): Default | undefined {
  if (value?.kind === 'truth') return { kind: 'expression', sql: String(value.value) };
  if (value?.kind === 'number') return { kind: 'constant', value: String(value.value) };
  const text = knownText(value);
  return text === undefined ? undefined : { kind: 'constant', value: text };
}

/** SQLAlchemy's name for an index that nobody named: `ix_table_column`. */
export function implicitName(table: Name, column: string): string {
  return `ix_${table.schema === undefined ? '' : `${table.schema}_`}${table.name}_${column}`;
}

/** The index that `Column(index=True)` makes; its name is SQLAlchemy's without a naming convention. */
export function columnIndex(table: Name, read: ReadColumn): CreateIndex {
  const name = implicitName(table, read.column.name);
  return {
    kind: 'createIndex',
    table,
    name,
    keys: [{ column: read.column.name }],
    ...(read.unique ? { unique: true } : {}),
  };
}

function enumChecks(column: string, type: Value | undefined): readonly Constraint[] {
  const labels = type && constrainedLabels(type);
  if (!labels) return [];
  const name = type.kind === 'call' ? knownText(type.keywords.get('name')) : undefined;
  const expression = `${column} IN (${labels.map((label) => `'${label.replace(/'/g, "''")}'`).join(', ')})`;
  return [{ kind: 'check', ...(name === undefined ? {} : { name }), expression }];
}

const schemaItems = new Set([
  'ForeignKey',
  'CheckConstraint',
  'UniqueConstraint',
  'Identity',
  'Computed',
  'Sequence',
  'DefaultClause',
  'FetchedValue',
  'Index',
  'ColumnDefault',
  'Constraint',
  'PrimaryKeyConstraint',
]);

function isSchemaItem(value: Value): boolean {
  return (value.kind === 'call' || value.kind === 'reference') && schemaItems.has(value.name);
}

/** Integers of a single-column primary key number themselves: https://docs.sqlalchemy.org/en/20/core/metadata.html#sqlalchemy.schema.Column.params.autoincrement */
export function numbersItself(read: ReadColumn): boolean {
  const whole =
    ['integer', 'bigint', 'smallint'].includes(read.column.type?.name ?? '') && !read.column.type?.dimensions;
  if (
    !whole ||
    read.autoincrement === false ||
    read.sequence ||
    read.column.default ||
    read.column.identity ||
    read.column.generated
  )
    return false;
  return read.autoincrement === true || read.foreignKeys.length === 0;
}

function identityOf(items: readonly (Value | undefined)[]): 'always' | 'by default' | undefined {
  const identity = items.find(
    (each) => (each?.kind === 'call' || each?.kind === 'reference') && each.name === 'Identity',
  );
  if (!identity) return undefined;
  return identity.kind === 'call' && truthArgument(identity, 'always', 2) ? 'always' : 'by default';
}

/** `sa.Computed(expression)`: PostgreSQL stores it, the others only with `persisted=True`. */
function generatedOf(items: readonly (Value | undefined)[], engine: EngineName): Column['generated'] {
  const computed = items.find((each) => each?.kind === 'call' && each.name === 'Computed');
  if (computed?.kind !== 'call') return undefined;
  const expression = sqlText(argument(computed, 0, 'sqltext'));
  const persisted = truthArgument(computed, 'persisted', 1);
  return { expression: expression ?? '', stored: persisted ?? familyOf(engine) === 'postgresql' };
}

function foreignKey(column: string, call: Call): ForeignKey {
  const target = foreignKeyTarget(argument(call, 0, 'column'));
  return {
    kind: 'foreignKey',
    ...nameOf(call),
    columns: [column],
    references: target?.table ?? { name: '' },
    referencedColumns: target?.column === undefined ? [] : [target.column],
    ...foreignKeyOptions(call),
  };
}

function nameOf(call: Call): { name?: string } {
  const name = someText(call.keywords.get('name'));
  return name === undefined ? {} : { name };
}

/** The fields that say something. */
function without(column: Column): Column {
  const { name, nullable, ...rest } = column;
  return { name, ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)), nullable };
}
