import type { ColumnType } from '../../model/column.ts';
import { foreignKeysTo } from '../../model/foreign-keys.ts';
import type { ChangeType } from '../../model/operation.ts';
import { columnOf, indexColumns, type Table, tableOf } from '../../model/schema.ts';
import { castWay } from './casts.ts';
import { baseOf } from './domains.ts';
import { comparedWithNumber, passedTo } from './expressions.ts';
import type { At } from './facts.ts';
import { cannotCompare, notImplemented } from './key-types.ts';
import { isBuiltIn, plain } from './types.ts';

/** Why what stands on the column cannot stand on it once it has the new type: its default, keys, indexes and CHECKs. */
export function refusedNewType(operation: ChangeType, at: At): string | undefined {
  const known = tableOf(at.schema, operation.table);
  const type = labelled(baseOf(operation.type, at.schema), at);
  if (!known?.complete || !type || type.dimensions !== undefined || !isBuiltIn(type)) return undefined;
  return (
    staleDefault(operation, type, at) ??
    withoutOperator(
      known,
      operation.column,
      type,
      plain(baseOf(columnOf(at.schema, operation.table, operation.column)?.type, at.schema) ?? type).name,
    ) ??
    unordered(known, operation.column, type) ??
    brokenKey(operation, known, type, at)
  );
}

/** USING says nothing of the default: https://www.postgresql.org/docs/current/sql-altertable.html */
function staleDefault({ table, column, type: written }: ChangeType, type: ColumnType, at: At): string | undefined {
  const now = columnOf(at.schema, table, column);
  const from = labelled(baseOf(now?.type, at.schema), at);
  if (now?.default?.kind !== 'constant' || !from || from.dimensions !== undefined) return undefined;
  const way = castWay(from, type, at.version);
  if (way !== 'written out' && way !== 'none') return undefined;
  return `default for column "${column}" cannot be cast automatically to type ${written?.name ?? type.name}`;
}

/** Of an enumerated type, the labels that history knows. */
function labelled(type: ColumnType | undefined, { schema }: At): ColumnType | undefined {
  const values = type && schema.enums.get(type.name);
  return type && values ? { ...type, enumeration: { values, native: true } } : type;
}

/** A CHECK, an index or its WHERE compares the column with a number, or hands it to a function of strings. */
function withoutOperator(
  { constraints, indexes }: Table,
  column: string,
  type: ColumnType,
  from: string,
): string | undefined {
  const { name } = plain(type);
  const texts = [
    ...constraints.flatMap((each) => (each.kind === 'check' ? [each.expression] : [])),
    ...indexes.flatMap(({ keys, where }) => [
      ...keys.flatMap((key) => ('expression' in key ? [key.expression] : [])),
      ...(where === undefined ? [] : [where]),
    ]),
  ];
  const number = numbers.get(from);
  if (number !== undefined && noNumbers.has(name)) {
    const operator = texts.map((text) => comparedWithNumber(text, column)).find((each) => each !== undefined);
    if (operator !== undefined) return `operator does not exist: ${longNames.get(name) ?? name} ${operator} ${number}`;
  }
  // What was no plain text is cast to it where the server keeps the expression, and goes on being so.
  if (from === 'text' && noStrings.has(name)) {
    const called = texts.map((text) => passedTo(text, column)).find((each) => each && ofStrings.has(each));
    if (called !== undefined) return `function ${called}(${longNames.get(name) ?? name}) does not exist`;
  }
  return undefined;
}

/** How the server keeps a whole number that a column of the type is compared with. */
const numbers: ReadonlyMap<string, string> = new Map([
  ['smallint', 'integer'],
  ['integer', 'integer'],
  ['bigint', 'integer'],
  ['numeric', 'numeric'],
  ['real', 'double precision'],
  ['double precision', 'double precision'],
]);
const noNumbers = new Set(['text', 'varchar', 'char', 'boolean', 'uuid', 'date', 'timestamp', 'timestamptz', 'bytea']);
const noStrings = new Set(['smallint', 'integer', 'bigint', 'numeric', 'boolean', 'uuid', 'date', 'timestamp']);
const ofStrings = new Set(['lower', 'upper', 'btrim', 'ltrim', 'rtrim', 'initcap']);
const longNames: ReadonlyMap<string, string> = new Map([
  ['varchar', 'character varying'],
  ['char', 'character'],
  ['timestamp', 'timestamp without time zone'],
  ['timestamptz', 'timestamp with time zone'],
]);

/** Its values have no order that a btree could keep. */
function unordered({ indexes, constraints }: Table, column: string, type: ColumnType): string | undefined {
  const { name } = plain(type);
  if (!withoutOrder.has(name)) return undefined;
  const indexed = indexes.some((each) => (each.method ?? 'btree') === 'btree' && indexColumns(each).includes(column));
  const keyed = constraints.some(
    (each) => (each.kind === 'unique' || each.kind === 'primaryKey') && each.columns.includes(column),
  );
  return indexed || keyed ? `data type ${name} has no default operator class for access method "btree"` : undefined;
}

const withoutOrder = new Set(['json', 'xml', 'point', 'line', 'lseg', 'path', 'polygon']);

function brokenKey({ table, column }: ChangeType, known: Table, type: ColumnType, at: At): string | undefined {
  for (const key of known.constraints) {
    if (key.kind !== 'foreignKey' || key.references.name === table.name) continue;
    const to = key.referencedColumns[key.columns.indexOf(column)];
    const target = key.referencedColumns.length === 0 ? primaryType(at, key.references) : undefined;
    const other = to === undefined ? target : columnOf(at.schema, key.references, to)?.type;
    if (key.columns.includes(column) && cannotCompare(type, other, at.schema)) return notImplemented(key, table);
  }
  for (const { child, key } of foreignKeysTo(at.schema, table, [column])) {
    const place = key.referencedColumns.length === 0 ? 0 : key.referencedColumns.indexOf(column);
    const from = key.columns.length === 1 || key.referencedColumns.length > 0 ? key.columns[place] : undefined;
    if (child.name === table.name || from === undefined) continue;
    if (cannotCompare(columnOf(at.schema, child, from)?.type, type, at.schema)) return notImplemented(key, child);
  }
  return undefined;
}

/** Of a key of one column. */
function primaryType({ schema }: At, table: ChangeType['table']): ColumnType | undefined {
  const key = tableOf(schema, table)?.constraints.find(({ kind }) => kind === 'primaryKey');
  const [only, ...more] = key?.kind === 'primaryKey' ? key.columns : [];
  return only === undefined || more.length > 0 ? undefined : columnOf(schema, table, only)?.type;
}
