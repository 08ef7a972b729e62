import type { Step } from '../model/migration.ts';
import type { DetachPartition, Operation, PartitionBound } from '../model/operation.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import { isSame, schemaKey } from '../model/schema.ts';
import { earlierSteps } from './earlier-steps.ts';
import type { Ground } from './way-back.ts';

/** A detached partition with the bound that it was attached or made with; undefined where nobody knows that. */
export function attachedAgain(
  { table, partition }: DetachPartition,
  step: AnalyzedStep,
  ground: Ground,
): readonly Operation[] | undefined {
  const made = earlierSteps(step, ground).find(({ operation }) => {
    if (operation.kind === 'attachPartition') return isSame(operation.partition, partition);
    if (operation.kind === 'renameTable') return operation.to === partition.name;
    return operation.kind === 'createTable' && schemaKey(operation.table) === schemaKey(partition);
  });
  const bound = made && boundOf(made);
  return bound && [{ kind: 'attachPartition', table, partition, bound }];
}

function boundOf({ operation, sql = '' }: Step): PartitionBound | undefined {
  if (operation.kind === 'attachPartition') return operation.bound;
  if (operation.kind !== 'createTable' || !operation.partitionOf) return undefined;
  if (operation.isDefaultPartition) return { kind: 'default' };
  const [, from, to] = /\bfor\s+values\s+from\s*\(([^()]*)\)\s*to\s*\(([^()]*)\)/i.exec(sql) ?? [];
  if (from !== undefined && to !== undefined) return { kind: 'range', from: valuesOf(from), to: valuesOf(to) };
  const [, values] = /\bfor\s+values\s+in\s*\(([^()]*)\)/i.exec(sql) ?? [];
  if (values !== undefined) return { kind: 'list', values: valuesOf(values) };
  const [, modulus, remainder] = /\(\s*modulus\s+(\d+)\s*,\s*remainder\s+(\d+)\s*\)/i.exec(sql) ?? [];
  return modulus === undefined ? undefined : { kind: 'hash', modulus: Number(modulus), remainder: Number(remainder) };
}

/** A comma within quotes divides nothing. */
function valuesOf(list: string): readonly string[] {
  return (list.match(/(?:'(?:[^']|'')*'|[^',])+/g) ?? []).map((each) => each.trim());
}
