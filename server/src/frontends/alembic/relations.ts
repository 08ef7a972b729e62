import type { Name } from '../../model/name.ts';
import { type Call, itemsOf, type Value } from '../../python/values.ts';
import { columnName, knownText, nameIn } from './arguments.ts';

const constructors = new Set(['table', 'Table', 'TableClause', 'create_table']);

/** The table that a value stands for: `sa.table("x")`, `sa.Table("x", …)`, a mapped class, `metadata.tables["x"]`. */
export function tableNamed(value: Value): Name | undefined {
  switch (value.kind) {
    case 'call': {
      const name = constructors.has(value.name)
        ? knownText(value.positional[0] ?? value.keywords.get('name'))
        : undefined;
      if (name !== undefined) return nameIn(knownText(value.keywords.get('schema')), name);
      return (value.name === 'alias' || value.name === 'aliased') && value.of ? tableNamed(value.of) : undefined;
    }
    case 'class': {
      const name = knownText(value.members.get('__tablename__'));
      const table = value.members.get('__table__');
      if (name === undefined) return table && tableNamed(table);
      return nameIn(schemaOfClass(value.members.get('__table_args__')), name);
    }
    case 'reference':
      if (value.name === '__table__' && value.of) return tableNamed(value.of);
      if (value.path.endsWith('.tables[]')) return split(value.name);
      return undefined;
    case 'text':
    case 'number':
    case 'truth':
    case 'none':
    case 'sequence':
    case 'dictionary':
    case 'operator':
    case 'function':
    case 'unknown':
      return undefined;
  }
}

/** Every table that an expression names, each once. */
export function tablesIn(value: Value, depth = 0): readonly Name[] {
  if (depth > 12) return [];
  const own = tableNamed(value);
  if (own) return [own];
  const found = partsOf(value).flatMap((part) => tablesIn(part, depth + 1));
  return found.filter(
    (name, index) => found.findIndex((other) => other.name === name.name && other.schema === name.schema) === index,
  );
}

function partsOf(value: Value): readonly Value[] {
  if (value.kind === 'call') return [...(value.of ? [value.of] : []), ...value.positional, ...value.keywords.values()];
  if (value.kind === 'reference') return value.of ? [value.of] : [];
  if (value.kind === 'operator') return value.operands;
  return itemsOf(value) ?? [];
}

/** The last step of the chain that has this name: the `where` of `update(t).where(…).values(…)`. */
export function linksOf(call: Call): readonly Call[] {
  const links: Call[] = [call];
  for (let of = call.of; of?.kind === 'call'; of = of.of) links.unshift(of);
  return links;
}

/** The names of the columns that `.values(…)` writes. */
export function columnsIn(call: Call): readonly string[] {
  const dictionaries = call.positional.flatMap((each) => (each.kind === 'dictionary' ? each.entries : []));
  const keys = dictionaries.flatMap(({ key }) => knownText(key) ?? columnName(key) ?? []);
  return [...keys, ...call.keywords.keys()];
}

function schemaOfClass(value: Value | undefined): string | undefined {
  const options = [value, ...((value && itemsOf(value)) ?? [])].find((each) => each?.kind === 'dictionary');
  if (options?.kind !== 'dictionary') return undefined;
  return knownText(options.entries.find((entry) => knownText(entry.key) === 'schema')?.value);
}

function split(name: string): Name | undefined {
  if (name === '') return undefined;
  const [schema, table] = name.split('.');
  return table === undefined ? { name } : nameIn(schema, table);
}
