import type { Column, Default } from '../model/column.ts';
import type { Constraint } from '../model/constraint.ts';
import type { Fix } from '../model/finding.ts';
import type { AddEnumValue, Operation } from '../model/operation.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import { typeBefore } from '../model/schema.ts';

/** The steps that use a new value of a type move to a migration of their own, as their author wrote them. */
export function useValueLater({ type, value }: AddEnumValue, users: readonly AnalyzedStep[]): Fix {
  const up = users.map(({ operation, sql }) => ({ operation, transaction: 'shared', sql }) as const);
  const moved = users.map((step) => ({ kind: 'replace', step, by: [] }) as const);
  const phase = { title: `use ${value} of ${type.name}`, before: [], up, down: [] };
  return { title: 'Use the value in a later migration', rewrites: [...moved, { kind: 'follow', phases: [phase] }] };
}

/** The value stands in the step as a constant, and not surely as one of another type. */
export function usesValue({ operation, before, sql }: AnalyzedStep, { type, value }: AddEnumValue): boolean {
  const literal = `'${value.replaceAll("'", "''")}'`;
  if (operation.kind === 'addEnumValue' || operation.kind === 'createEnum') return false;
  if (operation.kind === 'addColumn') return inColumn(operation.column) || operation.constraints.some(inConstraint);
  if (operation.kind === 'setDefault')
    return mayBe(typeBefore(before, operation)?.name) && inDefault(operation.default);
  if (operation.kind === 'createTable')
    return operation.columns.some(inColumn) || operation.constraints.some(inConstraint);
  return sql === undefined ? inOperation(operation) : sql.includes(literal);

  function mayBe(name: string | undefined): boolean {
    return name === undefined || name === type.name;
  }
  function inColumn(column: Column): boolean {
    return mayBe(column.type?.name) && inDefault(column.default);
  }
  function inDefault(given: Default | undefined): boolean {
    if (given?.kind === 'constant') return given.value === value;
    return given?.kind === 'expression' && given.sql.includes(literal);
  }
  function inConstraint(constraint: Constraint): boolean {
    return constraint.kind === 'check' && constraint.expression.includes(literal);
  }
  function inOperation(each: Operation): boolean {
    if (each.kind === 'addConstraint') return inConstraint(each.constraint);
    return each.kind === 'createIndex' && each.where?.includes(literal) === true;
  }
}
