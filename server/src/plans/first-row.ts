import type { AnalyzedStep } from '../model/rule.ts';

/** NOT NULL with nothing for the rows that exist: none of them passes, so that it reads one and fails, or has none to read. */
export function endsAtFirstRow({ operation, effects }: AnalyzedStep): boolean {
  if (operation.kind !== 'addColumn' || operation.column.nullable || effects.work !== 'scan') return false;
  const { default: value, identity, generated } = operation.column;
  return effects.canFailOnRows && value === undefined && identity === undefined && generated === undefined;
}
