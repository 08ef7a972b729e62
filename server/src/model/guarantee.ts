import { constraintColumns } from './constraint.ts';
import type { Thing } from './difference.ts';
import { indexColumns, schemaKey, type Table } from './schema.ts';

type Holding = Extract<Thing, { readonly kind: 'index' | 'constraint' }>;

/** What an index or constraint is there for: two that have it in common are one to whoever relies on it. */
export function guaranteeOf(thing: Holding): string {
  if (thing.kind === 'index') {
    const { keys, unique, where } = thing.index;
    const over = keys.map((key) => ('column' in key ? key.column : key.expression)).join(', ');
    return `${unique ? 'unique' : 'index'} ${over} ${where ?? ''}`.trim();
  }
  const { constraint } = thing;
  const columns = constraintColumns(constraint).join(', ');
  switch (constraint.kind) {
    case 'foreignKey':
      return `foreign key ${columns} ${schemaKey(constraint.references)}`;
    case 'unique':
      return `unique ${columns || constraint.name}`;
    case 'primaryKey':
      return 'primary key';
    case 'check':
      return `check ${constraint.expression.replace(/[\s"`()]+/g, '').toLowerCase()}`;
    case 'exclude':
      return `exclude ${constraint.definition}`;
    case 'notNull':
      return `not null ${columns}`;
  }
}

/** It stands over a column that has gone, and went or goes unread with it. */
export function isOverMissing(thing: Holding, table: Table | undefined, now: Table): boolean {
  return isOver(
    thing,
    [...(table?.columns.keys() ?? [])].filter((each) => !now.columns.has(each)),
  );
}

/** Whether one of these columns is among those that it is written on, or that its expressions name. */
export function isOver(thing: Holding, columns: readonly string[]): boolean {
  if (columns.length === 0) return false;
  const words =
    thing.kind === 'index'
      ? [
          ...indexColumns(thing.index),
          ...thing.index.keys.map((key) => ('column' in key ? '' : key.expression)),
          thing.index.where ?? '',
        ]
      : [...constraintColumns(thing.constraint), 'expression' in thing.constraint ? thing.constraint.expression : ''];
  return words.some((text) => columns.some((column) => namesIn(text).has(column.toLowerCase())));
}

function namesIn(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}_][\p{L}\p{N}_$]*/gu) ?? []);
}
