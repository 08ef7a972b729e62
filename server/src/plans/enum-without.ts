import type { Column } from '../model/column.ts';
import type { Planned } from '../model/finding.ts';
import { type Name, relationText } from '../model/name.ts';
import type { Operation } from '../model/operation.ts';
import { type Schema, schemaKey, type Table } from '../model/schema.ts';
import { columnReference } from './expression.ts';
import { nameFor } from './names.ts';
import { shared } from './planned.ts';

/** A column of the enumerated type. */
export interface Typed {
  readonly table: Name;
  readonly column: Column;
}

/** The columns that have the type, as history knows them. */
export function columnsOfType(type: Name, schema: Schema): readonly Typed[] {
  const isOf = ({ type: its }: Column) => its !== undefined && schemaKey(nameOf(its.name)) === schemaKey(type);
  return [...schema.tables.values()].flatMap((table: Table) =>
    table.partitionOf ? [] : [...table.columns.values()].filter(isOf).map((column) => ({ table: table.name, column })),
  );
}

/** A type stands in its column as SQL writes it. */
function nameOf(written: string): Name {
  const parts = (written.match(/"(?:[^"]|"")+"|[^."]+/g) ?? []).map((each) =>
    each.startsWith('"') ? each.slice(1, -1).replaceAll('""', '"') : each,
  );
  const [first = '', second] = parts;
  return second === undefined ? { name: first } : { schema: first, name: second };
}

/**
 * The type with these labels alone, under its own name: made anew, and each of its columns with it, whose rows are rewritten under a
 * lock that stops everyone. A row that has another label makes it fail.
 * Source: https://www.postgresql.org/docs/15/datatype-enum.html (Implementation Details).
 */
export function enumAnew(type: Name, values: readonly string[], columns: readonly Typed[]): readonly Planned[] {
  const old = { ...type, name: nameFor(type.name, 'old') };
  const away: Operation = {
    kind: 'other',
    statement: 'ALTER TYPE RENAME',
    relations: [],
    renames: { what: 'type', from: type, to: old.name },
  };
  const changes = columns.flatMap(({ table, column }): readonly Operation[] => {
    const value = column.default;
    const of = { table, column: column.name } as const;
    return [
      ...(value ? [{ kind: 'setDefault', ...of, default: undefined } as const] : []),
      {
        kind: 'changeType',
        ...of,
        type: {
          name: relationText(type),
          arguments: [],
          enumeration: { values, native: true, there: true },
          dimensions: column.type?.dimensions,
        },
        using: `${castTo(column.name, type)}${column.type?.dimensions ? '[]' : ''}`,
      },
      ...(value ? [{ kind: 'setDefault', ...of, default: value } as const] : []),
    ];
  });
  return [
    away,
    { kind: 'createEnum', type, values } as const,
    ...changes,
    { kind: 'dropType', type: old } as const,
  ].map(shared);
}

/** From one enumerated type to another there is no cast but the one through text. */
export function castTo(column: string, type: Name): string {
  const name = [type.schema, type.name]
    .flatMap((part) => (part === undefined ? [] : [columnReference(part)]))
    .join('.');
  return `${columnReference(column)}::text::${name}`;
}
