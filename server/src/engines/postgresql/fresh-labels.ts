import type { Column, ColumnType, Default } from '../../model/column.ts';
import type { Constraint } from '../../model/constraint.ts';
import type { Operation } from '../../model/operation.ts';
import { isFreshType, schemaKey, typeBefore } from '../../model/schema.ts';
import { comparedWithText } from './expressions.ts';
import type { At } from './facts.ts';

/**
 * Why an operation cannot have a label that the same transaction gives to an enumerated type:
 * https://www.postgresql.org/docs/current/sql-altertype.html#SQL-ALTERTYPE-NOTES
 */
export function usesFreshLabel(operation: Operation, at: At): string | undefined {
  if (!at.schema.freshLabels || at.version < 12) return undefined;
  for (const [key, labels] of at.schema.freshLabels) {
    const label = labels.find((each) => uses(operation, key, each, at));
    const type = { name: key };
    if (label === undefined || (at.version >= 17 && isFreshType(at.schema, type))) continue;
    return `unsafe use of new value "${label}" of enum type ${key}`;
  }
  return undefined;
}

function uses(operation: Operation, key: string, label: string, at: At): boolean {
  const isOf = (type: ColumnType | undefined) => type !== undefined && type.name.replace(/^public\./, '') === key;
  const literal = `'${label.replaceAll("'", "''")}'`;
  const inDefault = (value: Default | undefined) =>
    value?.kind === 'constant' ? value.value === label : value?.kind === 'expression' && value.sql.includes(literal);
  const inColumn = ({ type, default: value }: Column) => isOf(type) && inDefault(value);
  // Whether a string is of that type, only a comparison with a column of it tells.
  const columns =
    'table' in operation && operation.table ? at.schema.tables.get(schemaKey(operation.table))?.columns : undefined;
  const inText = (text: string | undefined) =>
    text?.includes(literal) === true &&
    [...(columns?.values() ?? [])].some(({ name, type }) => isOf(type) && comparedWithText(text, name));
  const inConstraint = (each: Constraint) => each.kind === 'check' && inText(each.expression);
  if (operation.kind === 'addColumn') return inColumn(operation.column);
  if (operation.kind === 'createTable') return operation.columns.some(inColumn);
  if (operation.kind === 'setDefault') return isOf(typeBefore(at.schema, operation)) && inDefault(operation.default);
  if (operation.kind === 'addConstraint') return inConstraint(operation.constraint);
  return operation.kind === 'createIndex' && inText(operation.where);
}
