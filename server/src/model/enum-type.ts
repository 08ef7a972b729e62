import type { Column, ColumnType } from './column.ts';
import type { Name } from './name.ts';
import type { Operation } from './operation.ts';
import { type Schema, schemaKey } from './schema.ts';

/** The type of the database that an enumerated type goes by, where the tool knows that it is one. */
export function enumTypeOf(type: ColumnType | undefined): Name | undefined {
  if (!type?.enumeration?.native) return undefined;
  return nameOf(type);
}

function nameOf({ name: written }: ColumnType): Name {
  const parts = (written.match(/"(?:[^"]|"")*"|[^."]+/g) ?? []).map((part) =>
    part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part,
  );
  const [name = written, schema] = parts.reverse();
  return schema === undefined ? { name } : { schema, name };
}

/** The columns whose types an operation chooses. */
export function typedColumns(operation: Operation): readonly Pick<Column, 'name' | 'type'>[] {
  if (operation.kind === 'createTable') return operation.columns;
  if (operation.kind === 'addColumn') return [operation.column];
  return operation.kind === 'changeType' ? [{ name: operation.column, type: operation.type }] : [];
}

/** The enumerated types that history made and that columns of these have. */
export function enumsOf(columns: Iterable<Pick<Column, 'type'>>, schema: Schema): readonly Name[] {
  const names = [...columns].flatMap(({ type }) => (type ? [nameOf(type)] : []));
  const known = names.filter((each) => schema.enums.has(schemaKey(each)));
  return [...new Map(known.map((each) => [schemaKey(each), each])).values()];
}

/** Whether a column that history knows has the type. */
export function isUsed(type: Name, { tables }: Schema): boolean {
  const key = schemaKey(type);
  return [...tables.values()].some(({ columns }) =>
    [...columns.values()].some((each) => each.type !== undefined && schemaKey(nameOf(each.type)) === key),
  );
}
