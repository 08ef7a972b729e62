import type { ConstraintKind } from '../../model/constraint.ts';
import type { Environment } from '../../model/frontend.ts';
import { templateOf } from '../../model/naming.ts';

/** Whether a constraint's name is to be told from one that a naming convention makes a longer one of: `op.f("ck_users_age")`. */
export type IsFinal = (kind: ConstraintKind | undefined, name: string) => boolean;

/**
 * Names in the model are those of the database. Alembic makes longer ones of what it is told where the convention has a part for them,
 * unless it is told that they are done. What the file at hand says without that stays the author's word.
 * https://alembic.sqlalchemy.org/en/latest/naming.html#bypassing-the-naming-convention-for-create-and-drop-operations
 */
export function finalNames(convention: Environment['namingConvention'], text: string): IsFinal {
  if (convention === undefined) return () => false;
  return (kind, name) => isLengthened(kind, convention) && !isSaid(name, text);
}

function isLengthened(
  kind: ConstraintKind | undefined,
  convention: NonNullable<Environment['namingConvention']>,
): boolean {
  if (convention === 'unread') return true;
  return kind !== undefined && templateOf(kind, convention)?.includes('%(constraint_name)s') === true;
}

/** As a string that no call of `f` is around. */
function isSaid(name: string, text: string): boolean {
  for (const quote of ['"', "'"]) {
    const word = `${quote}${name}${quote}`;
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
      if (!/\bf\(\s*$/.test(text.slice(Math.max(0, at - 20), at))) return true;
  }
  return false;
}
