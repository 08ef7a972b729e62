import { mindsCapitals } from '../model/engine.ts';
import { type Name, relationText } from '../model/name.ts';
import type { Schema } from '../model/schema.ts';
import { tableOf } from '../model/schema.ts';
import type { Project, TableSize } from '../model/workspace.ts';

/** What is said of the size of a table; of a partitioned one that nothing is said of, the sum of its partitions. */
export function sizeOf(
  table: Name,
  project: Pick<Project, 'tables' | 'engine'>,
  schema: Schema,
  above: readonly string[] = [],
): TableSize | undefined {
  const own = sayingOf(table, project);
  const name = relationText(table);
  // A table whose text says that it is its own partition has no end.
  if (own !== undefined || !tableOf(schema, table)?.partitioned || above.includes(name)) return own;
  const partitions = [...schema.tables.values()].filter(
    ({ partitionOf }) => partitionOf !== undefined && relationText(partitionOf) === name,
  );
  const sizes = partitions.flatMap((each) => sizeOf(each.name, project, schema, [...above, name]) ?? []);
  const [first] = sizes;
  if (first === undefined || sizes.length < partitions.length) return undefined;
  return { ...first, rows: sizes.reduce((sum, { rows }) => sum + rows, 0) };
}

/** An exact name first, then one in other capitals; a name without a schema may be found in the only schema that has it. */
function sayingOf(table: Name, { tables, engine }: Pick<Project, 'tables' | 'engine'>): TableSize | undefined {
  if (tables === undefined) return undefined;
  const said = sayingsIn(tables).get(table.name.toLowerCase()) ?? [];
  const exact = said.filter(({ name }) => name === table.name);
  const minds = mindsCapitals(engine);
  // Where capitals matter, a table that has some was created with quotes.
  const folded = minds && table.name !== table.name.toLowerCase() ? [] : said.filter(({ quoted }) => !minds || !quoted);
  return (inSchema(exact, table) ?? inSchema(folded, table))?.size;
}

function inSchema(said: readonly Saying[], { schema }: Name): Saying | undefined {
  const own = said.find((each) => schemaText(each.schema) === schemaText(schema));
  return own ?? (schema === undefined && said.length === 1 ? said[0] : undefined);
}

interface Saying {
  readonly schema: string | undefined;
  readonly name: string;
  readonly quoted: boolean;
  readonly size: TableSize;
}

/** By names in lower case; a stats file may have tens of thousands of them, and every operation asks. */
function sayingsIn(tables: NonNullable<Project['tables']>): ReadonlyMap<string, readonly Saying[]> {
  const known = sayings.get(tables);
  if (known) return known;
  const made = new Map<string, Saying[]>();
  for (const [key, size] of Object.entries(tables)) {
    const saying = { ...nameIn(key), size };
    const name = saying.name.toLowerCase();
    const same = made.get(name);
    if (same) same.push(saying);
    else made.set(name, [saying]);
  }
  sayings.set(tables, made);
  return made;
}

const sayings = new WeakMap<NonNullable<Project['tables']>, ReadonlyMap<string, readonly Saying[]>>();

/** Where a name without a schema is looked for first. */
function schemaText(schema: string | undefined): string {
  return schema === undefined || schema === 'main' ? 'public' : schema.toLowerCase();
}

/** `users`, `app.users`, and with the quotes of any engine. */
function nameIn(key: string): Omit<Saying, 'size'> {
  const parts = key.match(/"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|[^."`[]+/g) ?? [key];
  const last = parts.at(-1) ?? key;
  const schema = parts.length > 1 ? unquoted(parts.at(-2) ?? '') : undefined;
  return { schema, name: unquoted(last), quoted: unquoted(last) !== last };
}

function unquoted(part: string): string {
  return /^["`[]/.test(part) ? part.slice(1, -1).replaceAll('""', '"') : part.trim();
}
