import type { Column, ColumnType } from './column.ts';
import { type Constraint, constraintColumns } from './constraint.ts';
import { indexNames } from './index-names.ts';
import { finder, withEntries } from './layered.ts';
import type { Name } from './name.ts';
import type { Naming } from './naming.ts';
import type { Callable, Domain, Policy, Sequence, Trigger, View } from './objects.ts';
import type { CreateIndex } from './operation.ts';

/** What is known of the database at one point of the history. What is not in here may exist all the same. */
export interface Schema {
  readonly tables: ReadonlyMap<string, Table>;
  /** Labels of the enumerated types that history created. */
  readonly enums: ReadonlyMap<string, readonly string[]>;
  readonly views: ReadonlyMap<string, View>;
  readonly domains: ReadonlyMap<string, Domain>;
  readonly sequences: ReadonlyMap<string, Sequence>;
  /** What history says of functions; several of one name share an entry, the most volatile of them. */
  readonly functions?: ReadonlyMap<string, Callable> | undefined;
  /** Labels that enumerated types have got in the transaction at hand, by the types' keys. */
  readonly freshLabels?: ReadonlyMap<string, readonly string[]> | undefined;
  /** Keys of the views, sequences and types that the migration that is looked at has made. */
  readonly freshObjects?: ReadonlySet<string> | undefined;
  /** Keys of the tables whose rows the migration that is looked at has written in the transaction at hand. */
  readonly written?: ReadonlySet<string> | undefined;
  /** Something could not be read: what is said to depend on a thing may have been dropped by it. */
  readonly doubtful?: boolean | undefined;
  /** Keys of the tables that history has dropped, as long as none of that name has come again. */
  readonly gone?: ReadonlySet<string> | undefined;
  /** The session holds tables by LOCK TABLES. */
  readonly tablesLocked?: boolean | undefined;
  /** Keys on the same columns that one CREATE TABLE asks for are one. */
  readonly mergesKeys?: boolean | undefined;
  /** How the tool gives names to what its author gives none. */
  readonly naming?: Naming | undefined;
  /** What the migration that is looked at has set in its session, by names in lower case. */
  readonly parameters?: ReadonlyMap<string, string> | undefined;
}

export interface Table {
  readonly name: Name;
  /** Created by the very migration that is looked at: it has no rows and no readers yet. */
  readonly fresh: boolean;
  /** History saw the table's creation, so that these are all its columns. */
  readonly complete: boolean;
  /** History saw its creation, though it may not have seen all its columns. */
  readonly created?: boolean | undefined;
  /** PostgreSQL: nothing of it is written to the log of the server. */
  readonly unlogged?: boolean | undefined;
  readonly columns: ReadonlyMap<string, Column>;
  /** Names of columns that the very migration that is looked at has added: no code knows them yet, and they hold nothing of worth. */
  readonly freshColumns: ReadonlySet<string>;
  readonly constraints: readonly Constraint[];
  readonly indexes: readonly CreateIndex[];
  /** Names of constraints that are valid, though nobody knows what they say. */
  readonly validated?: readonly string[] | undefined;
  readonly partitioned: boolean;
  readonly partitionKey?: readonly string[] | undefined;
  /** It takes the rows that no other partition takes. */
  readonly isDefaultPartition?: boolean | undefined;
  readonly charset?: string | undefined;
  /** SQLite: its columns hold nothing but values of their types. */
  readonly strict?: boolean | undefined;
  readonly comment?: string | undefined;
  readonly triggers?: readonly Trigger[] | undefined;
  readonly policies?: readonly Policy[] | undefined;
  /** How its rows are stored, where that was said: `heap`. */
  readonly accessMethod?: string | undefined;
  /** The composite type whose columns it has. */
  readonly ofType?: Name | undefined;
  /** The tables whose columns it inherits. */
  readonly inherits?: readonly Name[] | undefined;
  /** The table that it is a partition of. */
  readonly partitionOf?: Name | undefined;
}

export const emptySchema: Schema = {
  tables: new Map(),
  enums: new Map(),
  views: new Map(),
  domains: new Map(),
  sequences: new Map(),
};

export function tableOf(schema: Schema, name: Name): Table | undefined {
  return schema.tables.get(schemaKey(name));
}

/** The table that carries the index, where history knows it. */
export function tableOfIndex(schema: Schema, index: Name): Table | undefined {
  return byIndex(schema.tables, index.name)[0];
}

const byIndex = finder<Table>(indexNames);

/** Whether history has dropped the table, and made none of its name since. */
export function isGone(schema: Schema, name: Name): boolean {
  return schema.gone?.has(schemaKey(name)) === true;
}

/**
 * Whether nothing of that name is there, as far as history tells: it has dropped it, or it has seen the making of every
 * relation that it speaks of, and never of this one.
 */
export function isMissing(schema: Schema, name: Name): boolean {
  const key = schemaKey(name);
  if (isGone(schema, name)) return true;
  if (schema.doubtful || schema.tables.size === 0) return false;
  if (schema.tables.has(key) || schema.views.has(key) || schema.sequences.has(key)) return false;
  return [...schema.tables].every(([each, table]) => table.created === true || schema.views.has(each));
}

/** A table, view or sequence that the migration that is looked at has itself made. */
export function isFresh(schema: Schema, name: Name): boolean {
  return tableOf(schema, name)?.fresh === true || schema.freshObjects?.has(schemaKey(name)) === true;
}

/** The migration that is looked at has itself made the type. */
export function isFreshType(schema: Schema, type: Name): boolean {
  return schema.freshObjects?.has(typeKey(type)) === true;
}

/** The migration that is looked at has itself added the column, or its whole table. */
export function isFreshColumn(schema: Schema, table: Name, column: string): boolean {
  const found = tableOf(schema, table);
  return found !== undefined && (found.fresh || found.freshColumns.has(column));
}

export function columnOf(schema: Schema, table: Name, column: string): Column | undefined {
  return tableOf(schema, table)?.columns.get(column);
}

/** What the session has been told of a parameter; undefined where the migration says nothing of it. */
export function parameterOf(schema: Schema, name: string): string | undefined {
  return schema.parameters?.get(name);
}

/** What the parameter of the session is found by, which MySQL and MariaDB write `@@session.name` too. */
export function parameterName(written: string): string {
  return written.replace(/^@@(session[.])?/i, '').toLowerCase();
}

/** MySQL and MariaDB: `foreign_key_checks` is on unless the migration turned it off. */
export function checksForeignKeys(schema: Schema): boolean {
  return !isSwitchedOff(schema, 'foreign_key_checks');
}

/** The session has been told to do without it. */
export function isSwitchedOff(schema: Schema, parameter: string): boolean {
  return /^'?(0|off|false)'?$/i.test(parameterOf(schema, parameter) ?? '');
}

/** The columns of the table's primary key; none where it has none or it is not known. */
export function keyOf(schema: Schema, table: Name): readonly string[] {
  const key = tableOf(schema, table)?.constraints.find((each) => each.kind === 'primaryKey');
  return key ? constraintColumns(key) : [];
}

/** The same schema after the migration has been released: nothing in it is fresh any more. */
export function settled(whole: Schema): Schema {
  if (known.has(whole)) return whole;
  const { parameters: _, freshObjects: __, written: ___, freshLabels: ____, ...rest } = whole;
  const news = byNovelty(rest.tables, 'new');
  const old = news.map((each) => [schemaKey(each.name), { ...each, fresh: false, freshColumns: noColumns }] as const);
  const tables = withEntries(rest.tables, old);
  const schema = { ...rest, tables };
  known.add(schema);
  return schema;
}

const byNovelty = finder<Table>(({ fresh, freshColumns }) => (fresh || freshColumns.size > 0 ? ['new'] : []));

/** Each is asked for by every file that follows. */
const known = new WeakSet<Schema>();

export const noColumns: ReadonlySet<string> = new Set();

export function indexColumns(index: CreateIndex): readonly string[] {
  return index.keys.flatMap((key) => ('column' in key ? [key.column] : orderedColumn(key.expression)));
}

/** `created_at DESC` is a column still. */
function orderedColumn(expression: string): readonly string[] {
  const [, quoted, bare] = /^(?:[`"]([^`"]+)[`"]|([\p{L}_][\p{L}\p{N}_$]*))\s+(?:asc|desc)\b/iu.exec(expression) ?? [];
  return [quoted ?? bare].flatMap((name) => name ?? []);
}

/**
 * The type a column has before an operation: what the author says it is, else what history knows. Its size history knows
 * better: many leave it out, or copy it from elsewhere.
 */
export function typeBefore(
  schema: Schema,
  operation: {
    readonly table: Name;
    readonly column: string;
    readonly existing?: { readonly type?: ColumnType | undefined } | undefined;
  },
): ColumnType | undefined {
  const said = operation.existing?.type;
  const known = columnOf(schema, operation.table, operation.column)?.type;
  const isSeen = !schema.doubtful && tableOf(schema, operation.table)?.complete === true;
  return said && known && isSeen && said.name === known.name ? known : (said ?? known);
}

/** What a table or type is found by; `public` is where PostgreSQL looks for a name without a schema unless it is told otherwise. */
export function schemaKey(name: Name): string {
  return name.schema === undefined || name.schema === 'public' ? name.name : `${name.schema}.${name.name}`;
}

/** Whether both are names of one relation. */
export function isSame(name: Name, other: Name): boolean {
  return schemaKey(name) === schemaKey(other);
}

/** Types and relations may share a name. */
export function typeKey(type: Name): string {
  return `type ${schemaKey(type)}`;
}
