import { type Constraint, constraintColumns } from './constraint.ts';
import type { DropConstraint } from './operation.ts';

/**
 * Whether the operation drops this one of the table's constraints. What was made without a name may be dropped by the one that
 * the server gave it: PostgreSQL's `users_pkey`, `users_team_id_fkey`, MySQL's `users_ibfk_2`.
 */
export function isDropped(
  constraint: Constraint,
  { name, type }: DropConstraint,
  constraints: readonly Constraint[],
): boolean {
  if (constraint.kind === 'primaryKey' && type === 'primaryKey' && name === undefined) return true;
  if (constraint.name !== undefined) return constraint.name === name;
  if (constraint.kind !== 'notNull' && constraint.nameOfServer !== undefined && constraint.nameOfServer === name)
    return true;
  if (constraint.kind === 'primaryKey') return type === 'primaryKey' || name?.endsWith('_pkey') === true;
  const ending = constraint.kind === 'foreignKey' ? 'fkey' : constraint.kind === 'unique' ? 'key' : undefined;
  if (ending && name?.endsWith(`_${[...constraintColumns(constraint), ending].join('_')}`)) return true;
  if (constraint.kind === 'check') return isNamedAfter(constraint.expression, name);
  const place = Number(/_ibfk_(\d+)$/.exec(name ?? '')?.[1] ?? 0);
  if (constraint.kind !== 'foreignKey' || place === 0) return false;
  const unnamed = constraints.filter((each) => each.kind === 'foreignKey' && each.name === undefined);
  return constraint === (unnamed[place - 1] ?? unnamed.at(-1));
}

/** `users_age_check` for a CHECK of `age`. */
function isNamedAfter(expression: string, name: string | undefined): boolean {
  const words = expression.match(/\w+/g) ?? [];
  return words.some((word) => name?.endsWith(`_${word.toLowerCase()}_check`));
}
