import type { Name } from '../model/name.ts';
import type { AttachPartition, PartitionBound } from '../model/operation.ts';
import type { PatternGround } from '../model/pattern.ts';
import { isSame, type Schema } from '../model/schema.ts';
import { columnReference, isNotNull } from './expression.ts';
import { indexesOfParent } from './indexes-of-parent.ts';
import { nameFor } from './names.ts';
import type { Plan } from './plan.ts';
import { alone, shared } from './planned.ts';

/**
 * A partition that is attached without reading its rows under a lock that stops everyone on it: a CHECK that says what the
 * bound says, its validation, which blocks nobody, and in the same later migration the attaching, which takes the CHECK for a proof.
 * The indexes that attaching would build are built before it. A default partition gets a CHECK that keeps the rows of the bound out of
 * it, as it would be read as well.
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
  const texts = column === undefined || more.length > 0 ? undefined : boundTexts(attach.bound, column);
  if (texts === undefined) return undefined;
  const inside = proof(partition, nameFor('ck', partition.name, 'bound'), texts.inside);
  const others = defaultsOf(table, schema).map((each) => ({
    relation: each,
    ...proof(each, nameFor('ck', each.name, 'without', partition.name), texts.outside),
  }));
  const proofs = [inside, ...others];
  const indexes = indexesOfParent(attach, schema, ground, true);
  return {
    first: [...indexes.planned, ...proofs.map(({ add }) => add)],
    undoFirst: [...proofs.map(({ drop }) => drop), ...indexes.undone],
    phases: [
      {
        title: `attach ${partition.name} to ${table.name}`,
        before: [
          `Every row of ${partition.name} lies within its bound; otherwise the validation of ${inside.name} fails.`,
          ...others.map(
            ({ relation, name }) =>
              `No row of ${relation.name} lies within it; otherwise the validation of ${name} fails.`,
          ),
        ],
        up: [...proofs.map(({ validate }) => validate), shared(attach), ...proofs.map(({ drop }) => drop)],
        down: [shared({ kind: 'detachPartition', table, partition }), ...proofs.map(({ add }) => add)],
      },
    ],
  };
}

/** The partitions that take the rows of no other, as far as history knows them. */
export function defaultsOf(table: Name, schema: Schema): readonly Name[] {
  return [...schema.tables.values()].flatMap(({ name, partitionOf, isDefaultPartition }) =>
    isDefaultPartition && partitionOf && isSame(partitionOf, table) ? [name] : [],
  );
}

/** A CHECK that says something of all rows, in the three steps of its life. */
function proof(table: Name, name: string, expression: string) {
  return {
    name,
    add: shared({
      kind: 'addConstraint',
      table,
      constraint: { kind: 'check', name, expression, notValid: true },
    }),
    validate: alone({ kind: 'validateConstraint', table, name }),
    drop: shared({ kind: 'dropConstraint', table, name, type: 'check' }),
  };
}

/** What the rows of the bound are like, and what all others are. */
function boundTexts(bound: PartitionBound, column: string) {
  const name = columnReference(column);
  const known = isNotNull(column);
  const unknown = `${name} IS NULL`;
  if (bound.kind === 'list') {
    if (bound.values.some((value) => /^null$/i.test(value))) return undefined;
    const values = bound.values.join(', ');
    return { inside: `${known} AND ${name} IN (${values})`, outside: `${unknown} OR ${name} NOT IN (${values})` };
  }
  if (bound.kind !== 'range') return undefined;
  const isOpen = (value: string) => /^(min|max)value$/i.test(value.trim());
  const [from, to] = [bound.from, bound.to].map(([value = '']) => (isOpen(value) ? [] : [value]));
  const compared = (values: readonly string[] | undefined, sign: string) =>
    values?.map((each) => `${name} ${sign} ${each}`) ?? [];
  return {
    inside: [known, ...compared(from, '>='), ...compared(to, '<')].join(' AND '),
    outside: [unknown, ...compared(from, '<'), ...compared(to, '>=')].join(' OR '),
  };
}
