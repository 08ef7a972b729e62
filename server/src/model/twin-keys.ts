import type { Constraint } from './constraint.ts';

/**
 * PostgreSQL makes one key of all that say the same in one CREATE TABLE: the primary key, or else the first, and it is called
 * as the first of them that has a name. "transformIndexConstraints" of
 * https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/parser/parse_utilcmd.c
 */
export function withoutTwins(constraints: readonly Constraint[]): readonly Constraint[] {
  const keys = constraints.filter(isKey).toSorted((one, other) => rank(one) - rank(other));
  if (keys.length < 2) return constraints;
  const kept = new Map<string, Key>();
  for (const key of keys) {
    const twin = kept.get(said(key));
    kept.set(said(key), twin ? { ...twin, name: twin.name ?? key.name } : key);
  }
  if (kept.size === keys.length) return constraints;
  const left = new Map([...kept].map(([words, key]) => [`${key.kind} ${words}`, key]));
  return constraints.flatMap((each): readonly Constraint[] => {
    if (!isKey(each)) return [each];
    const place = `${each.kind} ${said(each)}`;
    const key = left.get(place);
    left.delete(place);
    return key ? [key] : [];
  });
}

type Key = Extract<Constraint, { readonly kind: 'unique' | 'primaryKey' }>;

function isKey(constraint: Constraint): constraint is Key {
  return constraint.kind === 'unique' || constraint.kind === 'primaryKey';
}

function rank({ kind }: Key): number {
  return kind === 'primaryKey' ? 0 : 1;
}

function said({ columns, options = '' }: Key): string {
  return JSON.stringify([columns, options.toUpperCase()]);
}
