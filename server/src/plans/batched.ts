import type { Fix } from '../model/finding.ts';
import type { Backfill } from '../model/operation.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import { columnOf, keyOf } from '../model/schema.ts';
import { batchRows } from './backfill.ts';
import { alone } from './planned.ts';
import { isHandedOver } from './transaction.ts';

/** The same rows in batches that commit each, where the statement fills a column that is NULL from its own row. */
export function batchedFix(step: AnalyzedStep): readonly Fix[] {
  const operation = asBackfill(step);
  if (!operation || step.repeated || step.conditional || step.inCode || step.continues) return [];
  // Where nobody else can write meanwhile the engine has no code of its own that could loop either: only a program can.
  if (step.effects.blocks !== 'nothing' && step.sql !== undefined && !isHandedOver(step)) return [];
  return [
    {
      title: `Fill ${operation.column} in batches that commit each`,
      rewrites: [{ kind: 'replace', step, by: [alone(operation)], moved: true }],
    },
  ];
}

/** `UPDATE t SET a = b WHERE a IS NULL`, with nothing more to choose by than that what is filled in is not NULL. */
function asBackfill({ operation, taken, before }: AnalyzedStep): Backfill | undefined {
  if (operation.kind !== 'updateRows' || operation.only || !taken || taken.joined || taken.limited) return undefined;
  const { table } = operation;
  const [set, second] = taken.sets;
  if (!set || second || set.queried || set.value === '' || /[:%{?]/.test(set.value)) return undefined;
  const isFilled = taken.conditions.some((each) => each.test === 'null' && each.column === set.column);
  const plain = taken.conditions.every(({ test, column }) =>
    test === 'null' ? column === set.column : test === 'not null' && column !== undefined && set.reads.includes(column),
  );
  if (!isFilled || !plain) return undefined;
  const value = columnOf(before, table, set.value) ? { column: set.value } : { expression: set.value };
  return { kind: 'backfill', table, column: set.column, value, key: keyOf(before, table), batchRows };
}
