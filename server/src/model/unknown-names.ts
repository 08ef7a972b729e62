import { isDropped } from './dropped-constraint.ts';
import { indexNames } from './index-names.ts';
import { type Name, relationText } from './name.ts';
import { type NameUsed, namesUsed } from './names-used.ts';
import { nearestName } from './nearest-name.ts';
import type { Operation } from './operation.ts';
import type { RowsTaken } from './rows-taken.ts';
import { isGone, isMissing, isSame, parameterOf, type Schema, schemaKey, type Table, tableOf } from './schema.ts';
import type { Traits } from './traits.ts';

/** Something that an operation names and that is not there. */
export interface UnknownName {
  readonly used: NameUsed;
  /** History has dropped or renamed it. */
  readonly gone: boolean;
  /** The name of a thing that is there, and is written most like it. */
  readonly nearest?: string | undefined;
}

type Asked = Pick<Traits, 'mindsCapitals' | 'keepsRestOfIndex' | 'indexesForeignKeys' | 'looksForTargets'>;

/** Nothing is said unless history has seen all that could have the name. `root` is what the whole migration meets. */
export function unknownNames(
  operation: Operation,
  schema: Schema,
  root: Schema,
  traits: Asked,
  taken?: RowsTaken,
): readonly UnknownName[] {
  if (schema.doubtful || parameterOf(schema, 'search_path') !== undefined) return [];
  const made = operation.kind === 'createTable' ? newTable(operation) : undefined;
  const unknown: UnknownName[] = [];
  for (const used of namesUsed(operation, taken)) {
    if (used.isTarget && !traits.looksForTargets) continue;
    const found =
      made && isOf(made, used, traits)
        ? used.what === 'column' && missingColumn(used.column, made, traits)
        : lookUp(used, schema, root, traits);
    if (found) unknown.push({ used, ...found });
    // What stands in a table that is not there is not there either.
    if (found && used.what === 'table') break;
  }
  return unknown;
}

/** It names the table that is being made, or something in it. */
function isOf({ name }: Table, { what, table }: NameUsed, { mindsCapitals }: Asked): boolean {
  if (table === undefined) return false;
  return isSame(table, name) || (what === 'table' && isWrittenAlike(table.name, name.name, mindsCapitals));
}

type Found = Pick<UnknownName, 'gone' | 'nearest'>;

function lookUp(used: NameUsed, schema: Schema, root: Schema, traits: Asked): Found | undefined {
  switch (used.what) {
    case 'table':
      return missingTable(used.table, schema, root, traits);
    case 'column':
      return missingColumn(used.column, tableOf(schema, used.table), traits);
    case 'index':
      return missingIndex(used.index, used.table && tableOf(schema, used.table), schema, root, traits);
    case 'constraint':
      return missingConstraint(used, tableOf(schema, used.table), traits);
  }
}

function missingTable(table: Name, schema: Schema, root: Schema, { mindsCapitals }: Asked): Found | undefined {
  if (isForeign(table) || schema.tables.has(schemaKey(table))) return undefined;
  const all = [...schema.tables.values()].map(({ name }) => name);
  if (all.some(({ name }) => isWrittenAlike(name, table.name, mindsCapitals))) return undefined;
  if (isGone(schema, table)) return { gone: true };
  // Of a history that begins in the middle, nobody knows what stands before it.
  if (root.tables.size === 0 || !isMissing(root, table) || isThere(schema, schemaKey(table))) return undefined;
  const near = all.filter((each) => each.schema === table.schema).map(({ name }) => name);
  return { gone: false, nearest: nearestName(table.name, near) };
}

function isThere({ tables, views, sequences }: Schema, key: string): boolean {
  return tables.has(key) || views.has(key) || sequences.has(key);
}

/**
 * The tool's own tables, the server's, and those that well-known extensions make:
 * https://postgis.net/docs/manual-3.5/using_postgis_dbmanagement.html, https://github.com/citusdata/pg_cron
 */
function isForeign({ schema = '', name }: Name): boolean {
  return (
    /^(pg_|information_schema$|mysql$|sys$|_?timescaledb|(cron|partman|topology|tiger|tiger_data)$)/i.test(schema) ||
    /^(alembic_version|schema_migrations|sqlite_|pg_|(spatial_ref_sys|(geometry|geography|raster)_columns)$)/i.test(
      name,
    )
  );
}

function missingColumn(column: string, table: Table | undefined, { mindsCapitals }: Asked): Found | undefined {
  if (!isWhole(table) || systemColumns.has(column.toLowerCase())) return undefined;
  const names = [...table.columns.keys()];
  if (names.some((each) => isWrittenAlike(each, column, mindsCapitals))) return undefined;
  return { gone: false, nearest: nearestName(column, names) };
}

const systemColumns = new Set(['ctid', 'oid', 'xmin', 'xmax', 'cmin', 'cmax', 'tableoid', 'rowid', '_rowid_']);

function missingIndex(
  index: Name,
  table: Table | undefined,
  schema: Schema,
  root: Schema,
  traits: Asked,
): Found | undefined {
  if (!table && (root.tables.size === 0 || ![...schema.tables.values()].every(isWhole))) return undefined;
  const tables = table ? [table] : [...schema.tables.values()];
  if (!tables.every(isWhole)) return undefined;
  const names = tables.flatMap(indexNames);
  const constraints = tables.flatMap((each) => each.constraints);
  const isUnclear = tables.some(({ indexes }) => indexes.some(({ name }) => name === undefined));
  if (isUnclear || isOfKey(index.name)) return undefined;
  const bringsIndex = (kind: string) =>
    kind === 'unique' || kind === 'exclude' || (kind === 'foreignKey' && traits.indexesForeignKeys);
  if (table && constraints.some(({ kind, name }) => name === undefined && bringsIndex(kind))) return undefined;
  const keys = constraints.flatMap(({ name }) => name ?? []);
  if ([...names, ...keys].some((each) => isWrittenAlike(each, index.name, traits.mindsCapitals))) return undefined;
  const nearest = nearestName(index.name, [...names, ...keys]);
  // An index that lost one of its columns may be there still.
  return traits.keepsRestOfIndex && nearest === undefined ? undefined : { gone: false, nearest };
}

/** As servers call the index of a key that has no name: `users_pkey`, `users_email_key`. */
function isOfKey(name: string): boolean {
  return /_(key|pkey|excl)\d*$/.test(name);
}

function missingConstraint(
  { name, type }: Extract<NameUsed, { readonly what: 'constraint' }>,
  table: Table | undefined,
  { mindsCapitals }: Asked,
): Found | undefined {
  if (!isWhole(table) || /_not_null\d*$/.test(name)) return undefined;
  const { constraints, indexes } = table;
  const asked = { kind: 'dropConstraint', table: table.name, name, type } as const;
  if (constraints.some((each) => isDropped(each, asked, constraints))) return undefined;
  const named = [
    ...constraints.flatMap((each) => (each.name === undefined ? [] : [{ name: each.name, kind: each.kind }])),
    ...indexes.flatMap((each) => (each.unique && each.name !== undefined ? [{ name: each.name, kind: 'unique' }] : [])),
  ];
  const isSameThing = (each: string) =>
    isWrittenAlike(each, name, mindsCapitals) || name.endsWith(`_${each}`) || each.endsWith(`_${name}`);
  if (named.some((each) => isSameThing(each.name))) return undefined;
  const near = named.filter(({ kind }) => type === undefined || kind === type).map((each) => each.name);
  const nearest = nearestName(name, near);
  // The server, or a naming convention, may have called one of them so.
  const isUnclear = constraints.some((each) => each.name === undefined && (type === undefined || each.kind === type));
  return isUnclear && nearest === undefined ? undefined : { gone: false, nearest };
}

/** All its columns, indexes and constraints are known. */
function isWhole(table: Table | undefined): table is Table {
  return table?.complete === true && !table.inherits?.length && !table.partitionOf && !table.ofType;
}

/** Of names that are very long, tools and servers keep the beginning. */
function isWrittenAlike(name: string, other: string, mindsCapitals: boolean): boolean {
  const [one, two] = mindsCapitals ? [name, other] : [name.toLowerCase(), other.toLowerCase()];
  return one === two || (Math.max(one.length, two.length) > 55 && one.slice(0, 40) === two.slice(0, 40));
}

function newTable({ table, columns, ...made }: Extract<Operation, { readonly kind: 'createTable' }>): Table {
  return {
    name: table,
    fresh: true,
    complete: !made.fromQuery && !made.inherits && !made.partitionOf && !made.ofType,
    columns: new Map(columns.map((each) => [each.name, each])),
    freshColumns: new Set(),
    constraints: [],
    indexes: [],
    partitioned: false,
  };
}

/** `users`, or `email of users`: what it is that is missing, for sentences. */
export function missingText(used: NameUsed): string {
  switch (used.what) {
    case 'table':
      return `There is no table ${relationText(used.table)}`;
    case 'column':
      return `${relationText(used.table)} has no column ${used.column}`;
    case 'index':
      return used.table
        ? `${relationText(used.table)} has no index ${used.index.name}`
        : `There is no index ${relationText(used.index)}`;
    case 'constraint':
      return `${relationText(used.table)} has no constraint ${used.name}`;
  }
}
