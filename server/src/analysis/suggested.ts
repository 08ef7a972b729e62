import { relationText } from '../model/name.ts';
import type { Question } from '../model/pattern.ts';
import type { Schema, Table } from '../model/schema.ts';

export interface Suggested {
  readonly suggestions?: readonly string[];
  readonly suggestionsByTable?: Readonly<Record<string, readonly string[]>>;
}

/** What history can offer for an answer; what belongs to a table, also by its name. */
export function suggested(what: Question['suggests'], schema: Schema): Suggested {
  if (what === undefined) return {};
  const tables = [...schema.tables.values()];
  if (what === 'table') return { suggestions: sorted(tables.map(nameOf)) };
  if (what === 'enum') {
    return { suggestions: sorted([...schema.enums.keys()]) };
  }
  const byTable = tables.map((table) => [nameOf(table), sorted(ofTable(what, table))] as const);
  return {
    suggestions: sorted(byTable.flatMap(([, names]) => names)),
    suggestionsByTable: Object.fromEntries(byTable),
  };
}

function ofTable(what: 'column' | 'index' | 'constraint', table: Table): readonly string[] {
  switch (what) {
    case 'column':
      return [...table.columns.keys()];
    case 'index':
      return table.indexes.flatMap(({ name }) => name ?? []);
    case 'constraint':
      return table.constraints.flatMap(({ name }) => name ?? []);
  }
}

function nameOf({ name }: Table): string {
  return written(name.schema, name.name);
}

/** As an answer says it: with a dot in it, a name stands in quotes. */
function written(schema: string | undefined, name: string): string {
  const quoted = /["`.]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
  return schema === undefined ? quoted : relationText({ schema, name: quoted });
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
