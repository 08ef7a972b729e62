import { copyOf, withEntry } from './layered.ts';
import type { Name } from './name.ts';
import { noColumns, type Schema, schemaKey, type Table, tableOf } from './schema.ts';

/** The schema with one table otherwise than it was; one that history never saw is made, and is not complete. */
export function change(schema: Schema, name: Name, by: (table: Table) => Partial<Table>): Schema {
  const table = known(schema, name);
  return put(schema, { ...table, ...by(table) });
}

/** The schema with this table, whose name is not gone any more. */
export function put(schema: Schema, table: Table): Schema {
  const name = schemaKey(table.name);
  const tables = withEntry(schema.tables, name, table);
  if (!schema.gone?.has(name)) return { ...schema, tables };
  return { ...schema, tables, gone: new Set([...schema.gone].filter((each) => each !== name)) };
}

/** As far as history knows it. */
export function known(schema: Schema, name: Name): Table {
  return (
    tableOf(schema, name) ?? {
      name,
      fresh: false,
      complete: false,
      columns: new Map(),
      freshColumns: noColumns,
      constraints: [],
      indexes: [],
      partitioned: false,
    }
  );
}

export function without<T>(all: ReadonlyMap<string, T>, names: readonly string[]): Map<string, T> {
  const rest = copyOf(all);
  for (const name of names) rest.delete(name);
  return rest;
}
