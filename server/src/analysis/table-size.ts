import { familyOf } from '../model/engine.ts';
import { type Name, relationText } from '../model/name.ts';
import type { Schema } from '../model/schema.ts';
import { tableOf } from '../model/schema.ts';
import type { Project, TableSize } from '../model/workspace.ts';

/** What is said of the size of a table; of a partitioned one that nothing is said of, the sum of its partitions. */
export function sizeOf(
  table: Name,
  project: Pick<Project, 'tables' | 'engine'>,
  schema: Schema,
): TableSize | undefined {
  const own = sayingOf(table, project);
  if (own !== undefined || !tableOf(schema, table)?.partitioned) return own;
  const partitions = [...schema.tables.values()].filter(
    ({ partitionOf }) => partitionOf !== undefined && relationText(partitionOf) === relationText(table),
  );
  const sizes = partitions.flatMap(({ name }) => sayingOf(name, project) ?? []);
  const [first] = sizes;
  if (first === undefined || sizes.length < partitions.length) return undefined;
  return { ...first, rows: sizes.reduce((sum, { rows }) => sum + rows, 0) };
}

/** An exact name first, then one in other capitals; a name without a schema may be found in the only schema that has it. */
function sayingOf(table: Name, { tables = {}, engine }: Pick<Project, 'tables' | 'engine'>): TableSize | undefined {
  const entries = Object.entries(tables).map(([key, size]) => ({ ...nameIn(key), size }));
  const fold = (text: string) => text.toLowerCase();
  const same = (text: string) => text;
  for (const asWritten of [same, fold]) {
    const named = entries.filter(
      (each) =>
        asWritten(each.name) === asWritten(table.name) &&
        // PostgreSQL folds a name without quotes only; nothing else means a table in capitals.
        (asWritten === same ||
          !(familyOf(engine) === 'postgresql' && (each.quoted || table.name !== fold(table.name)))),
    );
    const found =
      named.find((each) => schemaText(each.schema) === schemaText(table.schema)) ??
      (table.schema === undefined && named.length === 1 ? named[0] : undefined);
    if (found) return found.size;
  }
  return undefined;
}

/** Where a name without a schema is looked for first. */
function schemaText(schema: string | undefined): string {
  return schema === undefined || schema === 'main' ? 'public' : schema.toLowerCase();
}

/** `users`, `app.users`, and with the quotes of any engine. */
function nameIn(key: string): { readonly schema: string | undefined; readonly name: string; readonly quoted: boolean } {
  const parts = key.match(/"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|[^."`[]+/g) ?? [key];
  const last = parts.at(-1) ?? key;
  const schema = parts.length > 1 ? unquoted(parts.at(-2) ?? '') : undefined;
  return { schema, name: unquoted(last), quoted: unquoted(last) !== last };
}

function unquoted(part: string): string {
  return /^["`[]/.test(part) ? part.slice(1, -1).replaceAll('""', '"') : part.trim();
}
