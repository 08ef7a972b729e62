import { after } from '../model/after.ts';
import type { Constraint } from '../model/constraint.ts';
import type { Planned } from '../model/finding.ts';
import { indexNames } from '../model/index-names.ts';
import type { AttachPartition, CreateIndex, Operation } from '../model/operation.ts';
import type { PatternGround } from '../model/pattern.ts';
import { type Schema, type Table, tableOf } from '../model/schema.ts';
import { nameFor } from './names.ts';
import { alone, shared } from './planned.ts';

/**
 * What the parent has an index for and the partition has none: attaching would build it under its lock, and detaching leaves it.
 * None where history does not know both. A constraint is matched by a constraint only, an index by one of the same keys.
 * Source: https://www.postgresql.org/docs/15/sql-altertable.html (ATTACH PARTITION).
 */
export function indexesOfParent(
  { table, partition }: AttachPartition,
  schema: Schema,
  { effects }: Pick<PatternGround, 'effects'>,
  beside: boolean,
): { readonly planned: readonly Planned[]; readonly undone: readonly Planned[] } {
  const [parent, own] = [tableOf(schema, table), tableOf(schema, partition)];
  const made = parent && own ? [...keysFor(parent, own), ...indexesFor(parent, own)] : [];
  const planned: Planned[] = [];
  const undone: Planned[] = [];
  let met = schema;
  for (const { index, constraint } of made) {
    const concurrent = { ...index, concurrently: true };
    const goesOn = beside && effects(concurrent, met).refused === undefined;
    const place = goesOn ? alone : shared;
    const up = [place(goesOn ? concurrent : index), ...(constraint ? [shared(constraint)] : [])];
    const { name } = index;
    const down: Operation = constraint
      ? { kind: 'dropConstraint', table: partition, name, type: constraint.constraint.kind }
      : { kind: 'dropIndex', index: { ...partition, name }, table: partition, ...(goesOn && { concurrently: true }) };
    planned.push(...up);
    undone.unshift(constraint ? shared(down) : place(down));
    met = up.reduce((now, { operation }) => after(now, operation), met);
  }
  return { planned, undone };
}

interface Made {
  readonly index: CreateIndex & { readonly name: string };
  /** What makes it its own. */
  readonly constraint?: Extract<Operation, { readonly kind: 'addConstraint' }>;
}

function keysFor(parent: Table, { name: table, constraints }: Table): readonly Made[] {
  return parent.constraints.flatMap((each): readonly Made[] => {
    if (each.kind !== 'primaryKey' && each.kind !== 'unique') return [];
    const { kind, columns, options } = each;
    if (options !== undefined || constraints.some((other) => isSameKey(other, each))) return [];
    const name = kind === 'primaryKey' ? nameFor(table.name, 'pkey') : nameFor('uq', table.name, ...columns);
    const keys = columns.map((column) => ({ column }));
    return [
      {
        index: { kind: 'createIndex', table, name, keys, unique: true },
        constraint: { kind: 'addConstraint', table, constraint: { kind, name, columns, usingIndex: name } },
      },
    ];
  });
}

function isSameKey(one: Constraint, other: Constraint): boolean {
  if (one.kind !== 'primaryKey' && one.kind !== 'unique') return false;
  return one.kind === other.kind && 'columns' in other && one.columns.join('\n') === other.columns.join('\n');
}

function indexesFor(parent: Table, { name: table, indexes }: Table): readonly Made[] {
  const names = indexNames(parent);
  return parent.indexes.flatMap((each, at): readonly Made[] => {
    if (indexes.some((other) => shapeOf(other) === shapeOf(each))) return [];
    const { ifNotExists: _, concurrently: __, rebuild: ___, only: ____, ...plain } = each;
    return [{ index: { ...plain, table, name: nameFor(names[at] ?? 'ix', table.name) } }];
  });
}

function shapeOf({ keys, unique, method, where, include }: CreateIndex): string {
  return JSON.stringify([keys, unique === true, method ?? 'btree', where, include]);
}
