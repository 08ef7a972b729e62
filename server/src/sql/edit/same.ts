/** Deep equality of operations; a field that is undefined or false is a field that is absent, and a number is one however it is given. */
export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a || undefined, sorted) === JSON.stringify(b || undefined, sorted);
}

function sorted(_key: string, value: unknown): unknown {
  if (value === false) return undefined;
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const { kind, value: constant } = { kind: undefined, value: undefined, ...value };
  if (kind === 'constant' && typeof constant === 'string' && /^-?\d+(\.\d+)?$/.test(constant)) {
    return { kind: 'expression', sql: constant };
  }
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
