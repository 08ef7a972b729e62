import { type Call, itemsOf, type Value } from '../../python/values.ts';

/**
 * `op.f("ix_…")`: SQLAlchemy cuts such a name where it is too long, and puts a digest behind it, each time in the same way.
 * https://alembic.sqlalchemy.org/en/latest/ops.html#alembic.operations.Operations.f
 */
export function conventional(value: Value | undefined): Value | undefined {
  return value?.kind === 'text' && value.text.length >= shortest ? { ...value, shortens: true } : value;
}

/** Those among the arguments of the call. */
export function shortenedNames(call: Call): readonly string[] {
  return [...call.positional, ...call.keywords.values()].flatMap(shortenedIn);
}

function shortenedIn(value: Value): readonly string[] {
  if (value.kind === 'text') return value.shortens ? [value.text] : [];
  if (value.kind === 'call') return shortenedNames(value);
  return itemsOf(value)?.flatMap(shortenedIn) ?? [];
}

/** No server cuts a name that has fewer letters, each of which may take four bytes. */
const shortest = 1;
