import { type EngineName, type Family, familyOf } from '../model/engine.ts';
import type { Backfill } from '../model/operation.ts';
import { quotingOf } from './quoting.ts';

/**
 * A backfill from rows of another table with that said as an expression over its own row. The other row is locked until the batch
 * ends: who has changed it is waited for, and what is changed behind that finds the value here.
 * SQLite has one writer at a time. https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-ROWS
 */
export function inOwnTerms(operation: Backfill, engine: EngineName): Backfill {
  const { partner, value, ...rest } = operation;
  if (!partner || !('column' in value)) return operation;
  const { identifier, qualified } = quotingOf(engine);
  const own = `${qualified(operation.table)}.${identifier(partner.key)}`;
  const from = `SELECT theirs.${identifier(value.column)} FROM ${qualified(partner.table)} AS theirs`;
  return {
    ...rest,
    value: { expression: `(${from} WHERE theirs.${identifier(partner.by)} = ${own}${locking[familyOf(engine)]})` },
  };
}

const locking: Readonly<Record<Family, string>> = {
  postgresql: ' FOR NO KEY UPDATE',
  mysql: ' LOCK IN SHARE MODE',
  sqlite: '',
};
