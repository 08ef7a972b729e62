import type { Column, ColumnType, Default } from '../model/column.ts';
import type { Fix } from '../model/finding.ts';
import type { Name } from '../model/name.ts';
import type { AddColumn } from '../model/operation.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import type { Schema } from '../model/schema.ts';
import { expressionFrom } from './answers.ts';
import { backfillPlan } from './backfill.ts';
import type { Plan } from './plan.ts';
import { shared } from './planned.ts';
import { filledNotNull } from './set-not-null.ts';

/** A required column in steps that stop nobody: nullable first, old rows filled in batches, then NOT NULL by a proven CHECK. */
export function addNotNullColumnPlan(table: Name, column: Column, value: string, schema: Schema): Plan {
  const fill = backfillPlan(table, column.name, { expression: value }, schema, [
    `The code that is deployed everywhere writes ${column.name} in every new row of ${table.name}.`,
  ]);
  return {
    first: [shared({ kind: 'addColumn', table, column: { ...column, nullable: true }, constraints: [] })],
    undoFirst: [shared({ kind: 'dropColumn', table, column: column.name })],
    phases: filledNotNull(fill, table, column.name),
  };
}

/** For a column that is added NOT NULL with nothing for old rows: in steps, or with one value for all of them. */
export function requiredColumnFixes(step: AnalyzedStep, operation: AddColumn): readonly Fix[] {
  const { table, column } = operation;
  const value = column.clientDefaultInDatabase ?? neutralValue(column.type);
  const sql = value && expressionFrom(value);
  if (sql === undefined) return [];
  const nullable = { ...operation, column: { ...column, nullable: true, clientDefault: undefined } };
  const plan = addNotNullColumnPlan(table, column, sql, step.before);
  return [
    {
      title: `Add ${column.name} nullable, backfill it with ${sql}, then set NOT NULL, in three migrations`,
      rewrites: [
        { kind: 'set', step, to: { operation: nullable, transaction: step.transaction } },
        { kind: 'follow', phases: plan.phases },
      ],
    },
    {
      title: `Give ${column.name} the server default ${sql}`,
      rewrites: [
        {
          kind: 'set',
          step,
          to: {
            operation: { ...operation, column: { ...column, clientDefault: undefined, default: value } },
            transaction: step.transaction,
          },
        },
      ],
    },
  ];
}

/** The value that means "none" in a type; undefined where no value does, and the user has to say. */
function neutralValue(type: ColumnType | undefined): Default | undefined {
  if (!type || type.dimensions) return undefined;
  if (/^(smallint|integer|bigint|numeric|real|double precision)$/.test(type.name))
    return { kind: 'constant', value: '0' };
  if (/^(varchar|text|citext)$/.test(type.name)) return { kind: 'constant', value: '' };
  return type.name === 'boolean' ? { kind: 'expression', sql: 'false' } : undefined;
}
