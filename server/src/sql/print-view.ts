import type { Name } from '../model/name.ts';
import type { Other } from '../model/operation.ts';

/** A view that shows one relation as it is, and the end of views; all else was read only, and is printed by nobody. */
export function printView(
  { statement, view, whole, relations }: Other,
  qualified: (name: Name) => string,
): string | undefined {
  const [first, second] = relations;
  if (!first || second) return undefined;
  if (view && whole) return `CREATE VIEW ${qualified(view)} AS SELECT * FROM ${qualified(first)}`;
  return statement === 'DROP VIEW' ? `DROP VIEW ${qualified(first)}` : undefined;
}
