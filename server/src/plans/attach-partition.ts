import type { AttachPartition, PartitionBound } from '../model/operation.ts';
import type { PatternGround } from '../model/pattern.ts';
import type { Schema } from '../model/schema.ts';
import { columnReference, isNotNull } from './expression.ts';
import { indexesOfParent } from './indexes-of-parent.ts';
import { nameFor } from './names.ts';
import type { Plan } from './plan.ts';
import { alone, shared } from './planned.ts';

/**
 * A partition that is attached without reading its rows under a lock that stops everyone on it: a CHECK that says what the
 * bound says, its validation, which blocks nobody, and in the same later migration the attaching, which takes the CHECK for a proof.
 * The indexes that attaching would build are built before it.
 * Undefined where the bound cannot be said so: several key columns, a hash, the default partition.
 * Source: https://www.postgresql.org/docs/15/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE
 */
export function attachPartitionPlan(
  attach: AttachPartition,
  key: readonly string[],
  schema: Schema,
  ground: Pick<PatternGround, 'effects'>,
): Plan | undefined {
  const { table, partition } = attach;
  const [column, ...more] = key;
  const expression = column === undefined || more.length > 0 ? undefined : boundText(attach.bound, column);
  if (expression === undefined) return undefined;
  const name = nameFor('ck', partition.name, 'bound');
  const add = shared({
    kind: 'addConstraint',
    table: partition,
    constraint: { kind: 'check', name, expression, notValid: true },
  });
  const drop = shared({ kind: 'dropConstraint', table: partition, name, type: 'check' });
  const indexes = indexesOfParent(attach, schema, ground, true);
  return {
    first: [...indexes.planned, add],
    undoFirst: [drop, ...indexes.undone],
    phases: [
      {
        title: `attach ${partition.name} to ${table.name}`,
        before: [`Every row of ${partition.name} lies within its bound; otherwise the validation of ${name} fails.`],
        up: [alone({ kind: 'validateConstraint', table: partition, name }), shared(attach), drop],
        down: [shared({ kind: 'detachPartition', table, partition }), add],
      },
    ],
  };
}

function boundText(bound: PartitionBound, column: string): string | undefined {
  const name = columnReference(column);
  const known = isNotNull(column);
  if (bound.kind === 'list') {
    if (bound.values.some((value) => /^null$/i.test(value))) return undefined;
    return `${known} AND ${name} IN (${bound.values.join(', ')})`;
  }
  if (bound.kind !== 'range') return undefined;
  const [from = '', to = ''] = [bound.from[0], bound.to[0]];
  const isOpen = (value: string) => /^(min|max)value$/i.test(value.trim());
  return [known, ...(isOpen(from) ? [] : [`${name} >= ${from}`]), ...(isOpen(to) ? [] : [`${name} < ${to}`])].join(
    ' AND ',
  );
}
