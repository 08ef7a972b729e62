import type { Constraint } from './constraint.ts';
import { withEntry } from './layered.ts';
import type { CreateIndex } from './operation.ts';
import type { Table } from './schema.ts';

/** What a table's rules and indexes say once its column `from` is called `to`. */
export function renamedConstraint(constraint: Constraint, from: string, to: string): Constraint {
  const now = (column: string) => (column === from ? to : column);
  switch (constraint.kind) {
    case 'foreignKey':
    case 'unique':
    case 'primaryKey':
      return { ...constraint, columns: constraint.columns.map(now) };
    case 'notNull':
      return { ...constraint, column: now(constraint.column) };
    case 'check':
      return { ...constraint, expression: renamedExpression(constraint.expression, from, to) };
    case 'exclude':
      return { ...constraint, definition: renamedExpression(constraint.definition, from, to) };
  }
}

export function renamedIndex(index: CreateIndex, from: string, to: string): CreateIndex {
  const keys = index.keys.map((key) => {
    if ('column' in key) return { column: key.column === from ? to : key.column };
    return { expression: renamedExpression(key.expression, from, to) };
  });
  const include = index.include?.map((column) => (column === from ? to : column));
  const where = index.where === undefined ? undefined : renamedExpression(index.where, from, to);
  return { ...index, keys, include, where };
}

/** Columns keep their type under its new name. */
export function withTypeRenamed(table: Table, from: string, to: string): Table {
  let { columns } = table;
  for (const [name, column] of table.columns) {
    if (column.type?.name === from)
      columns = withEntry(columns, name, { ...column, type: { ...column.type, name: to } });
  }
  return columns === table.columns ? table : { ...table, columns };
}

/** Names are looked for outside of strings; one before a parenthesis is a function's. */
function renamedExpression(sql: string, from: string, to: string): string {
  const written = /^[a-z_][a-z0-9_]*$/.test(to) ? to : `"${to.replaceAll('"', '""')}"`;
  return sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*(?!\s*\()/gu, (token) =>
    token === `"${from}"` || token.toLowerCase() === from ? written : token,
  );
}
