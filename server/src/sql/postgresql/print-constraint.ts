import type { Constraint, ForeignKey } from '../../model/constraint.ts';
import { identifier, identifiers, qualified } from './identifier.ts';

/** A constraint of a table, as it stands in `CREATE TABLE` and behind `ADD`. */
export function printConstraint(constraint: Constraint): string {
  const name = constraint.name === undefined ? '' : `CONSTRAINT ${identifier(constraint.name)} `;
  return name + body(constraint);
}

/** The same inside the definition of the column that it is about. */
export function printInlineConstraint(constraint: Constraint): string {
  const name = constraint.name === undefined ? '' : `CONSTRAINT ${identifier(constraint.name)} `;
  switch (constraint.kind) {
    case 'foreignKey':
      return `${name}${references(constraint)}`;
    case 'unique':
      return `${name}UNIQUE${options(constraint.options)}`;
    case 'primaryKey':
      return `${name}PRIMARY KEY${options(constraint.options)}`;
    case 'notNull':
      return `${name}NOT NULL`;
    case 'check':
    case 'exclude':
      return name + body(constraint);
  }
}

function body(constraint: Constraint): string {
  switch (constraint.kind) {
    case 'foreignKey':
      return `FOREIGN KEY(${identifiers(constraint.columns)}) ${references(constraint)}${notValid(constraint.notValid)}`;
    case 'check':
      return `CHECK (${constraint.expression})${notValid(constraint.notValid)}`;
    case 'unique':
      return keyed('UNIQUE', constraint);
    case 'primaryKey':
      return keyed('PRIMARY KEY', constraint);
    case 'exclude':
      return `EXCLUDE ${constraint.definition}`;
    case 'notNull':
      return `NOT NULL ${identifier(constraint.column)}${notValid(constraint.notValid)}`;
  }
}

function references(key: ForeignKey): string {
  const columns = key.referencedColumns.length === 0 ? '' : ` (${identifiers(key.referencedColumns)})`;
  return [
    `REFERENCES ${qualified(key.references)}${columns}`,
    key.match === undefined ? '' : `MATCH ${key.match}`,
    key.onDelete === undefined ? '' : `ON DELETE ${key.onDelete}`,
    key.onUpdate === undefined ? '' : `ON UPDATE ${key.onUpdate}`,
    key.deferrable === undefined ? '' : key.deferrable ? 'DEFERRABLE' : 'NOT DEFERRABLE',
    key.initially === undefined ? '' : `INITIALLY ${key.initially}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** Whether NULLs are distinct is said before the columns, everything else behind them. */
function keyed(word: string, constraint: Extract<Constraint, { readonly usingIndex?: string | undefined }>): string {
  if (constraint.usingIndex !== undefined) return `${word} USING INDEX ${identifier(constraint.usingIndex)}`;
  const nulls = /^nulls\s+(not\s+)?distinct\b\s*/i.exec(constraint.options ?? '')?.[0] ?? '';
  const rest = constraint.options?.slice(nulls.length);
  const before = nulls === '' ? '' : `${nulls.trimEnd()} `;
  return `${word} ${before}(${identifiers(constraint.columns)})${options(rest)}`;
}

function options(text: string | undefined): string {
  return text === undefined || text === '' ? '' : ` ${text}`;
}

function notValid(flag: boolean | undefined): string {
  return flag ? ' NOT VALID' : '';
}
