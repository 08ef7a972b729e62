import { parseSync } from 'libpg-query';
import { type EngineName, familyOf } from '../model/engine.ts';
import type { Operation } from '../model/operation.ts';
import { printSql } from './print.ts';

/**
 * Whether the operation holds all that the statement says, so that the statement may be replaced by a printed one: false
 * for `ALTER TABLE IF EXISTS`, `ONLY`, `CHECK (…) NO INHERIT`, a table's storage parameters and whatever else has no field.
 */
export function saysAll(statement: string, operation: Operation, engine: EngineName): boolean {
  if (operation.kind === 'controlTransaction' && familyOf(engine) !== 'postgresql') return isPlain(statement);
  // What is printed in its place is said of a table and all that is of it.
  if ('only' in operation && operation.only) return false;
  const printed = printSql(operation, engine);
  if (familyOf(engine) !== 'postgresql' || printed === undefined) return false;
  try {
    return meaning(statement) === meaning(printed);
  } catch {
    return false;
  }
}

/** No isolation level, no CHAIN, no savepoint. */
function isPlain(statement: string): boolean {
  return /^\s*(begin|start|commit|rollback)(\s+(work|transaction))?\s*;?\s*$/i.test(statement);
}

/** The tree without what is only spelling: places, the order of a column's clauses, `NULL`, names of the same type. */
function meaning(sql: string): string {
  return JSON.stringify(parseSync(sql).stmts, (key, value: unknown) => {
    if (/^(location|stmt_location|stmt_len)$/.test(key)) return undefined;
    if (key === 'names' && Array.isArray(value)) return value.filter((name) => !isCatalog(name));
    if (key === 'constraints' && Array.isArray(value)) return clauses(value);
    return value;
  });
}

function isCatalog(name: unknown): boolean {
  return JSON.stringify(name) === '{"String":{"sval":"pg_catalog"}}';
}

function clauses(constraints: readonly unknown[]): readonly string[] | undefined {
  const told = constraints
    .map((each) => JSON.stringify(each).replace(/,?"location":-?\d+/g, ''))
    .filter((text) => !text.includes('"contype":"CONSTR_NULL"'))
    .sort();
  return told.length > 0 ? told : undefined;
}
