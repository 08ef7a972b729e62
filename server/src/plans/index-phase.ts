import type { Phase } from '../model/finding.ts';
import type { CreateIndex } from '../model/operation.ts';
import type { PatternGround } from '../model/pattern.ts';
import { type Schema, tableOf } from '../model/schema.ts';
import { partitionedIndexPhases } from './partitioned-index.ts';
import { alone } from './planned.ts';

/**
 * The index, built while everyone goes on; over a partitioned table partition by partition. Source:
 * https://www.postgresql.org/docs/15/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
 */
export function indexPhase(index: NamedIndex, schema: Schema, ground: PatternGround): readonly Phase[] {
  const { table, name, keys, unique } = index;
  const concurrent = { ...index, concurrently: true };
  if (tableOf(schema, table)?.partitioned && ground.effects(concurrent, schema).refused !== undefined) {
    const divided = partitionedIndexPhases(index, schema, ground);
    if (divided) return divided;
  }
  const of = keys.map((key) => ('column' in key ? key.column : key.expression)).join(', ');
  const leaves = ground.effects(concurrent, schema).refused === undefined;
  return [
    {
      title: `add index ${name}`,
      before: [
        ...(unique ? [`No two rows of ${table.name} have the same ${of}.`] : []),
        ...(leaves ? [leftover(name)] : []),
      ],
      up: [alone(concurrent)],
      down: [alone({ kind: 'dropIndex', index: { ...table, name }, table, concurrently: true })],
    },
  ];
}

export type NamedIndex = CreateIndex & { readonly name: string };

/** What a build that failed leaves behind is in the way of the next one. */
export function leftover(name: string): string {
  return `No earlier try has left ${name} behind: a concurrent build that fails leaves an index that is not valid, and that has to be dropped first.`;
}
