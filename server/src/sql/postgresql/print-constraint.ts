import type { Constraint } from '../../model/constraint.ts';
import { named, referencesClause } from '../print-clause.ts';
import { identifier, identifiers } from './identifier.ts';

/** A constraint of a table, as it stands in `CREATE TABLE` and behind `ADD`. */
export function printConstraint(constraint: Constraint): string {
  return named(constraint, identifier) + body(constraint);
}

/** The same inside the definition of the column that it is about. */
export function printInlineConstraint(constraint: Constraint): string {
  const name = named(constraint, identifier);
  switch (constraint.kind) {
    case 'foreignKey':
      return `${name}${referencesClause(constraint, identifier)}`;
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
      return `FOREIGN KEY(${identifiers(constraint.columns)}) ${referencesClause(constraint, identifier)}${notValid(constraint)}`;
    case 'check':
      return `CHECK (${constraint.expression})${constraint.noInherit ? ' NO INHERIT' : ''}${notValid(constraint)}`;
    case 'unique':
      return keyed('UNIQUE', constraint);
    case 'primaryKey':
      return keyed('PRIMARY KEY', constraint);
    case 'exclude':
      return `EXCLUDE ${constraint.definition}`;
    case 'notNull':
      return `NOT NULL ${identifier(constraint.column)}${notValid(constraint)}`;
  }
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

function notValid(constraint: {
  readonly notValid?: boolean | undefined;
  readonly notEnforced?: boolean | undefined;
}): string {
  return constraint.notEnforced ? ' NOT ENFORCED' : constraint.notValid ? ' NOT VALID' : '';
}
