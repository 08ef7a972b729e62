import type { Column, Default } from '../../model/column.ts';
import type { Constraint } from '../../model/constraint.ts';
import type { AddColumn, CreateTable } from '../../model/operation.ts';
import { constraintClause, named, referencesClause } from '../print-clause.ts';
import { constant, identifier, qualified } from './identifier.ts';
import { printType } from './print-type.ts';

export function createTable(operation: CreateTable): string | undefined {
  const { table, columns, constraints, temporary, ifNotExists } = operation;
  if (operation.partitionOf || operation.partitioned || operation.fromQuery || operation.inherits) return undefined;
  const numbered = columns.find((column) => column.identity === 'auto increment');
  const isInline = (each: Constraint) =>
    each.kind === 'primaryKey' && numbered !== undefined && each.columns.join() === numbered.name;
  if (numbered && !constraints.some(isInline)) return undefined;
  const lines = [
    ...columns.map((column) => columnClause(column)),
    ...constraints.filter((each) => !isInline(each)).map((each) => constraintClause(each, identifier)),
  ];
  if (lines.includes(undefined) || columns.length === 0) return undefined;
  const create = `CREATE ${temporary ? 'TEMPORARY ' : ''}TABLE ${ifNotExists ? 'IF NOT EXISTS ' : ''}${qualified(table)}`;
  return `${create} (\n${lines.map((line) => `    ${line}`).join(',\n')}\n)`;
}

/** A key cannot be added with a column, and neither can stored values. */
export function addColumn({ table, column, constraints, ifNotExists }: AddColumn): string | undefined {
  const definition = columnClause(column);
  const inline = constraints.map((each) => inlineConstraint(each, column.name));
  if (definition === undefined || inline.includes(undefined) || ifNotExists) return undefined;
  if (column.generated?.stored || column.identity !== undefined) return undefined;
  return [`ALTER TABLE ${qualified(table)} ADD COLUMN ${definition}`, ...inline].join(' ');
}

/** A comment has no place here, and the only columns that number themselves are the integers of a primary key. */
function columnClause(column: Column): string | undefined {
  const type = column.type && printType(column.type);
  const value = column.default && defaultText(column.default);
  if (type === undefined || (column.default && value === undefined)) return undefined;
  if (column.identity === 'always' || column.identity === 'by default') return undefined;
  const { generated } = column;
  return [
    identifier(column.name),
    column.identity === 'auto increment' ? `${type} PRIMARY KEY AUTOINCREMENT` : type,
    generated ? `GENERATED ALWAYS AS (${generated.expression}) ${generated.stored ? 'STORED' : 'VIRTUAL'}` : '',
    value === undefined ? '' : `DEFAULT ${value}`,
    column.nullable || column.identity === 'auto increment' ? '' : 'NOT NULL',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** An expression stands in parentheses, but for a literal and the time of the statement. */
function defaultText(value: Default): string | undefined {
  switch (value.kind) {
    case 'constant':
      return constant(value.value);
    case 'expression':
      return bareDefault.test(value.sql) ? value.sql : `(${value.sql})`;
    case 'unknown':
      return undefined;
  }
}

const bareDefault =
  /^([+-]?\d[\d.]*(e[+-]?\d+)?|0x[\da-f]+|null|true|false|x'[^']*'|'[^']*'|current_(timestamp|date|time)|\([^()]*\))$/i;

function inlineConstraint(constraint: Constraint, column: string): string | undefined {
  switch (constraint.kind) {
    case 'foreignKey':
      if (constraint.notValid || constraint.columns.join() !== column) return undefined;
      return named(constraint, identifier) + referencesClause(constraint, identifier);
    case 'check':
      return constraintClause(constraint, identifier);
    case 'unique':
    case 'primaryKey':
    case 'exclude':
    case 'notNull':
      return undefined;
  }
}
