import type { Phase } from '../model/finding.ts';
import type { Name } from '../model/name.ts';
import type { AddConstraint } from '../model/operation.ts';
import type { PatternGround } from '../model/pattern.ts';
import type { Schema } from '../model/schema.ts';
import { standstill } from './at-once.ts';
import { constraintAtOnce, type NamedConstraint } from './constraint-at-once.ts';
import { shared } from './planned.ts';
import { validateLater } from './validate-later.ts';

/**
 * The constraint binds new rows in an instant, and old ones are checked in a second migration while everyone goes on; in one
 * where nobody waits for that either, or where the engine has nothing else.
 * Source: https://www.postgresql.org/docs/15/sql-altertable.html (ADD table_constraint NOT VALID, Notes).
 */
export function notValidPhases(
  table: Name,
  constraint: Extract<NamedConstraint, { readonly kind: 'check' | 'foreignKey' }>,
  schema: Schema,
  ground: PatternGround,
  before: readonly string[],
): readonly Phase[] {
  const { name } = constraint;
  const later: AddConstraint = { kind: 'addConstraint', table, constraint: { ...constraint, notValid: true } };
  const plain = constraintAtOnce(table, constraint, schema, ground, before);
  const validation = validateLater(table, name);
  const isTaken = [later, ...validation.up.map((each) => each.operation)].every(
    (operation) => ground.effects(operation, schema).refused === undefined,
  );
  if (!isTaken || !standstill(plain, schema, ground)) return [plain];
  return [
    {
      title: `add ${name}`,
      before: [],
      up: [shared(later)],
      down: [shared({ kind: 'dropConstraint', table, name, type: constraint.kind })],
    },
    { ...validation, before },
  ];
}
