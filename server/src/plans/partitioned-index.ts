import type { Phase, Planned } from '../model/finding.ts';
import type { Name } from '../model/name.ts';
import type { CreateIndex, Operation } from '../model/operation.ts';
import type { PatternGround } from '../model/pattern.ts';
import { isSame, type Schema, tableOf } from '../model/schema.ts';
import { nameFor } from './names.ts';
import { alone, shared } from './planned.ts';

/**
 * An index of a partitioned table that stops nobody: made for the table alone, where it is not valid yet, then built beside running
 * writers on each partition and attached. It becomes valid with the last one. Undefined where no partition is known, or where the
 * engine has no words for it.
 * Source: https://www.postgresql.org/docs/15/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE
 */
export function partitionedIndexPhases(
  index: CreateIndex & { readonly name: string },
  schema: Schema,
  { effects }: PatternGround,
  named: readonly Name[] = [],
): readonly Phase[] | undefined {
  const { table, name } = index;
  const leaves = named.length > 0 ? named.map((each) => leaf(each, index)) : partsOf(index, schema);
  const only: Operation = { ...index, only: true, concurrently: undefined };
  if (leaves.length === 0 || effects(only, schema).refused !== undefined) return undefined;
  // It takes those of the partitions along, and none of them can go before it.
  const drop = shared({ kind: 'dropIndex', index: { ...table, name }, table });
  const names = leaves.map((each) => each.index.table.name);
  return [
    {
      title: `add index ${name} to ${table.name} alone`,
      before: [],
      up: [shared(only)],
      down: [drop],
    },
    {
      title: `build index ${name} on each partition`,
      before: [
        `These are all partitions of ${table.name}: ${names.join(', ')}. One that came later has the index already.`,
        'A build that failed has left an index that is not valid: it is dropped before this runs again. What is built already is passed over.',
      ],
      up: leaves.flatMap(built),
      down: [drop, shared(only)],
    },
  ];
}

interface Part {
  readonly index: CreateIndex & { readonly name: string };
  /** The index that it is to be a part of. */
  readonly parent: Name;
  /** Partitions of its own are attached to it before. */
  readonly divided: boolean;
}

function leaf(table: Name, index: CreateIndex & { readonly name: string }): Part {
  return {
    index: { ...index, table, name: nameFor(index.name, table.name) },
    parent: { ...index.table, name: index.name },
    divided: false,
  };
}

/** Those of a partition that is divided itself come behind it. */
function partsOf(index: CreateIndex & { readonly name: string }, schema: Schema): readonly Part[] {
  const own = [...schema.tables.values()].filter((each) => each.partitionOf && isSame(each.partitionOf, index.table));
  return own.flatMap((each) => {
    const part = leaf(each.name, index);
    const divided = tableOf(schema, each.name)?.partitioned === true;
    return divided ? [{ ...part, divided }, ...partsOf(part.index, schema)] : [part];
  });
}

function built({ index, parent, divided }: Part): readonly Planned[] {
  const attach: Operation = {
    kind: 'other',
    statement: 'ALTER INDEX ATTACH PARTITION',
    relations: [parent, { ...index.table, name: index.name }],
  };
  // A table without partitions of its own takes ONLY for nothing.
  const build: Operation = { ...index, only: true, ifNotExists: true, ...(!divided && { concurrently: true }) };
  return [alone(build), alone(attach)];
}
