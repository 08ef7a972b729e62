/** Deep equality of operations; a field that is undefined or false is a field that is absent. */
export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a || undefined, sorted) === JSON.stringify(b || undefined, sorted);
}

function sorted(_key: string, value: unknown): unknown {
  if (value === false) return undefined;
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
