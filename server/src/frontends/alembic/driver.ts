import { type EngineName, familyOf } from '../../model/engine.ts';
import type { Step } from '../../model/migration.ts';

/**
 * Whether the driver begins a transaction before it where none is open. PEP 249 has drivers do so; Python's for SQLite looks at
 * the first word, and lets definitions commit: https://docs.python.org/3/library/sqlite3.html#sqlite3-transaction-control-isolation-level
 */
export function opensTransaction({ operation, sql }: Pick<Step, 'operation' | 'sql'>, engine: EngineName): boolean {
  if (familyOf(engine) !== 'sqlite') return true;
  if ('rebuild' in operation && operation.rebuild && operation.rebuild !== 'along') return true;
  const { kind } = operation;
  const writes = kind === 'insertRows' || kind === 'updateRows' || kind === 'deleteRows';
  return writes && !beginsWithQuery(sql ?? '');
}

/** The same behind a COMMIT in the text: psycopg2 believes that its transaction goes on, so that each statement commits by itself. */
export function opensAnother(step: Pick<Step, 'operation' | 'sql'>, engine: EngineName): boolean {
  return familyOf(engine) !== 'postgresql' && opensTransaction(step, engine);
}

function beginsWithQuery(sql: string): boolean {
  return /^\s*WITH\b/i.test(sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' '));
}
