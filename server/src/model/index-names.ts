import { objectName } from './object-name.ts';
import type { CreateIndex } from './operation.ts';
import type { Table } from './schema.ts';

/**
 * How the indexes of the table are called, in their order: PostgreSQL gives one without a name that of its table and keys,
 * and a number where another has it. https://www.postgresql.org/docs/current/sql-createindex.html
 */
export function indexNames({ name: table, indexes }: Pick<Table, 'name' | 'indexes'>): readonly string[] {
  const names: string[] = [];
  for (const index of indexes) {
    names.push(index.name ?? free(table.name, index, names));
  }
  return names;
}

function free(table: string, { keys, include = [] }: CreateIndex, taken: readonly string[]): string {
  const words = keys.map((key) => ('column' in key ? key.column : expressionWord(key.expression)));
  const columns = [...words, ...include].join('_');
  for (let count = 0; ; count++) {
    const name = objectName(table, columns, count === 0 ? 'idx' : `idx${count}`);
    if (!taken.includes(name)) return name;
  }
}

/** A column with an order of its own, a function's name, or the word `expr`. */
function expressionWord(expression: string): string {
  const [, name, call] = /^\(*\s*"?(\w+)"?\s*(\()?/.exec(expression) ?? [];
  const isPlain = call !== undefined || /^"?\w+"?(\s|$)/.test(expression);
  return name !== undefined && isPlain ? name : 'expr';
}
