import type { Constraint, ForeignKey } from '../model/constraint.ts';
import type { RowValue } from '../model/operation.ts';

/** How an engine writes a name. */
export type Quote = (name: string) => string;

/** A constraint of a table in the words that MySQL, MariaDB and SQLite share; undefined for what they have no words for. */
export function constraintClause(constraint: Constraint, quote: Quote): string | undefined {
  const body = constraintBody(constraint, quote);
  return body === undefined ? undefined : named(constraint, quote) + body;
}

export function named(constraint: Constraint, quote: Quote): string {
  return constraint.name === undefined ? '' : `CONSTRAINT ${quote(constraint.name)} `;
}

export function referencesClause(key: ForeignKey, quote: Quote): string {
  const { schema, name } = key.references;
  const target = schema === undefined ? quote(name) : `${quote(schema)}.${quote(name)}`;
  return [
    `REFERENCES ${target}`,
    key.referencedColumns.length === 0 ? '' : `(${list(key.referencedColumns, quote)})`,
    key.match === undefined ? '' : `MATCH ${key.match}`,
    key.onDelete === undefined ? '' : `ON DELETE ${key.onDelete}`,
    key.onUpdate === undefined ? '' : `ON UPDATE ${key.onUpdate}`,
    key.deferrable === undefined ? '' : key.deferrable ? 'DEFERRABLE' : 'NOT DEFERRABLE',
    key.initially === undefined ? '' : `INITIALLY ${key.initially}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** A column's name or an expression, as it stands where a value is wanted. */
export function rowValueText(value: RowValue, quote: Quote): string {
  return 'column' in value ? quote(value.column) : value.expression;
}

export function list(names: readonly string[], quote: Quote): string {
  return names.map(quote).join(', ');
}

function constraintBody(constraint: Constraint, quote: Quote): string | undefined {
  switch (constraint.kind) {
    case 'foreignKey':
      if (constraint.notValid) return undefined;
      return `FOREIGN KEY(${list(constraint.columns, quote)}) ${referencesClause(constraint, quote)}`;
    case 'check':
      return constraint.notValid ? undefined : `CHECK (${constraint.expression})`;
    case 'unique':
      return keyBody('UNIQUE', constraint, quote);
    case 'primaryKey':
      return keyBody('PRIMARY KEY', constraint, quote);
    case 'exclude':
    case 'notNull':
      return undefined;
  }
}

function keyBody(
  word: string,
  { columns, usingIndex, options }: Extract<Constraint, { readonly usingIndex?: string | undefined }>,
  quote: Quote,
): string | undefined {
  if (usingIndex !== undefined) return undefined;
  return `${word} (${list(columns, quote)})${options === undefined ? '' : ` ${options}`}`;
}
