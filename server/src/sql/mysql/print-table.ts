import type { EngineName } from '../../model/engine.ts';
import type { CreateTable } from '../../model/operation.ts';
import { constraintClause } from '../print-clause.ts';
import { identifier, qualified } from './identifier.ts';
import { isSayable } from './print-alter.ts';
import { columnClause } from './print-column.ts';

/** How a table is partitioned and what it takes from elsewhere are not in the model. */
export function createTable(operation: CreateTable, engine: EngineName): string | undefined {
  const { table, columns, constraints, temporary, ifNotExists, charset } = operation;
  if (operation.partitionOf || operation.partitioned || operation.fromQuery || operation.inherits) return undefined;
  if (!constraints.every(isSayable) || columns.length === 0) return undefined;
  const lines = [
    ...columns.map((column) => columnClause(column, engine)),
    ...constraints.map((constraint) => constraintClause(constraint, identifier)),
  ];
  if (lines.includes(undefined)) return undefined;
  const create = `CREATE ${temporary ? 'TEMPORARY ' : ''}TABLE ${ifNotExists ? 'IF NOT EXISTS ' : ''}${qualified(table)}`;
  const body = lines.map((line) => `    ${line}`).join(',\n');
  return `${create} (\n${body}\n)${charset === undefined ? '' : ` DEFAULT CHARSET=${charset}`}`;
}
