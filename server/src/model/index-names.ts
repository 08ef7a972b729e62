import type { CreateIndex } from './operation.ts';
import type { Table } from './schema.ts';

/**
 * How the indexes of the table are called, in their order: PostgreSQL gives one without a name that of its table and keys,
 * and a number where another has it. https://www.postgresql.org/docs/current/sql-createindex.html
 */
export function indexNames({ name: table, indexes }: Pick<Table, 'name' | 'indexes'>): readonly string[] {
  const names: string[] = [];
  for (const index of indexes) {
    const given = index.name ?? unnamed(table.name, index);
    const at = [0, ...names.keys()].findIndex((_, count) => !names.includes(numbered(given, count)));
    names.push(index.name ?? numbered(given, at));
  }
  return names;
}

/** A name of the server's own has at most 63 bytes; one that would be longer is left alone here. */
function unnamed(table: string, { keys, include = [] }: CreateIndex): string {
  const words = keys.map((key) => ('column' in key ? key.column : expressionWord(key.expression)));
  return [table, ...words, ...include, 'idx'].join('_');
}

/** A column with an order of its own, a function's name, or the word `expr`. */
function expressionWord(expression: string): string {
  const [, name, call] = /^\(*\s*"?(\w+)"?\s*(\()?/.exec(expression) ?? [];
  const isPlain = call !== undefined || /^"?\w+"?(\s|$)/.test(expression);
  return name !== undefined && isPlain ? name : 'expr';
}

function numbered(name: string, count: number): string {
  return count === 0 ? name : `${name}${count}`;
}
