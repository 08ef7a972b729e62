import type { ColumnType } from '../../model/column.ts';
import type { Name } from '../../model/name.ts';
import type { Domain } from '../../model/objects.ts';
import { type Schema, schemaKey, type Table } from '../../model/schema.ts';
import { provesNotNull } from './expressions.ts';

/** A domain as its columns have it: what it is made of in the end, and what it demands with all that it is made of. */
export interface KnownDomain {
  readonly base?: ColumnType | undefined;
  /** It has a CHECK or is NOT NULL: each value has to be looked at. */
  readonly demands: boolean;
  readonly refusesNull: boolean;
  readonly default?: Domain['default'];
}

/** The domain that the type is; undefined for every other type, an array of domains among them. */
export function domainOf(type: ColumnType | undefined, schema: Schema): KnownDomain | undefined {
  if (!type || type.dimensions !== undefined || schema.domains.size === 0) return undefined;
  const domain = schema.domains.get(keyOfType(type));
  if (!domain) return undefined;
  // A domain that is made of itself ends nothing.
  const rest = new Map(schema.domains);
  rest.delete(keyOfType(type));
  const below = domainOf(domain.type, { ...schema, domains: rest });
  const own = domain.checks.some(({ expression }) => provesNotNull(expression, 'value'));
  return {
    base: below ? below.base : domain.type,
    demands: !domain.nullable || domain.checks.length > 0 || below?.demands === true,
    refusesNull: !domain.nullable || own || below?.refusesNull === true,
    default: domain.default ?? below?.default,
  };
}

/** What a value of the type is stored as. */
export function baseOf(type: ColumnType | undefined, schema: Schema): ColumnType | undefined {
  const domain = domainOf(type, schema);
  return domain ? domain.base : type;
}

/** The tables with a column of the domain, or of one that is made of it. */
export function tablesOfDomain(schema: Schema, domain: Name): readonly Table[] {
  const keys = new Set([schemaKey(domain)]);
  for (let size = 0; size !== keys.size; ) {
    size = keys.size;
    for (const [key, { type }] of schema.domains) if (type && keys.has(keyOfType(type))) keys.add(key);
  }
  return [...schema.tables.values()].filter((table) =>
    [...table.columns.values()].some(({ type }) => type && type.dimensions === undefined && keys.has(keyOfType(type))),
  );
}

function keyOfType({ name }: ColumnType): string {
  return name.replace(/^public\./, '');
}
