import type { Constraint } from '../model/constraint.ts';
import type { Phase } from '../model/finding.ts';
import type { Name } from '../model/name.ts';
import type { Operation } from '../model/operation.ts';
import type { PatternGround } from '../model/pattern.ts';
import { type Schema, tableOf } from '../model/schema.ts';
import { atOnce } from './at-once.ts';
import { thereAndBack } from './by-copy.ts';

export type NamedConstraint = Constraint & { readonly name: string };

/** The constraint in one statement, which finds out at once whether all rows satisfy it. */
export function constraintAtOnce(
  table: Name,
  constraint: NamedConstraint,
  schema: Schema,
  ground: PatternGround,
  before: readonly string[] = [],
): Phase {
  const add: Operation = { kind: 'addConstraint', table, constraint };
  const index = constraint.kind === 'unique' ? uniqueIndex(table, constraint.name, constraint.columns) : undefined;
  const { there, back } =
    index && ground.effects(add, schema).refused !== undefined
      ? thereAndBack(index.make, index.drop, schema, ground)
      : thereAndBack(
          add,
          { kind: 'dropConstraint', table, name: constraint.name, type: constraint.kind },
          schema,
          ground,
        );
  const phase: Phase = {
    title: `add ${constraint.name}`,
    before: [...before, ...there.before],
    up: there.planned,
    down: back.planned,
  };
  return atOnce(phase, table, schema, ground);
}

/** Where a table gets no constraint once it is there, a unique index does all that it does. */
function uniqueIndex(table: Name, name: string, columns: readonly string[]) {
  const keys = columns.map((column) => ({ column }));
  return {
    make: { kind: 'createIndex', table, name, keys, unique: true },
    drop: { kind: 'dropIndex', index: { ...table, name }, table },
  } as const;
}

/** Why there cannot be a constraint or index of that name; undefined where nothing speaks against it. */
export function nameTaken(table: Name, name: string, schema: Schema): string | undefined {
  const known = tableOf(schema, table);
  const all = [...(known?.constraints ?? []), ...(known?.indexes ?? [])];
  return all.some((each) => each.name === name)
    ? `${table.name} has ${name} already: give it another name with --name`
    : undefined;
}
