import type { PartitionCmd } from 'libpg-query';
import type { Name } from '../../model/name.ts';
import type { AttachPartition, PartitionBound } from '../../model/operation.ts';
import { elements, find, findSign, type Reading } from '../reading.ts';
import { relationName } from './ast.ts';

/** `ATTACH PARTITION`, whose words begin at the token `from`. */
export function attachPartition(node: PartitionCmd, table: Name, reading: Reading, from: number): AttachPartition {
  return { kind: 'attachPartition', table, partition: relationName(node.name), bound: boundOf(node, reading, from) };
}

function boundOf({ bound }: PartitionCmd, reading: Reading, from: number): PartitionBound {
  const values = find(reading, from, 'values');
  const listed = (word: string): readonly string[] =>
    elements(reading, findSign(reading, find(reading, values, word), '(') + 1).map((each) =>
      reading.slice(each.from, each.to),
    );
  if (bound?.strategy === 'r') return { kind: 'range', from: listed('from'), to: listed('to') };
  if (bound?.strategy === 'l') return { kind: 'list', values: listed('in') };
  if (bound?.strategy === 'h') return { kind: 'hash', modulus: bound.modulus ?? 0, remainder: bound.remainder ?? 0 };
  return { kind: 'default' };
}
