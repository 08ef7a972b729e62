import type { Operation } from './operation.ts';
import type { AnalyzedStep, Subject } from './rule.ts';
import { parameterName } from './schema.ts';

/**
 * Whether SQLite looks at foreign keys when a step runs; undefined where nobody says so (it does not unless it is told to). The
 * pragma does nothing inside a transaction, which Python's driver begins with the first row that is written.
 * https://www.sqlite.org/pragma.html#pragma_foreign_keys
 */
export function looksAtKeys(step: AnalyzedStep, { steps, environment }: Subject): boolean | undefined {
  let value = environment.parameters?.get('foreign_keys');
  let writes = false;
  for (const each of steps.slice(0, steps.indexOf(step))) {
    if (each.operation.kind === 'controlTransaction' || each.transaction === 'autocommit') writes = false;
    if (setsKeys(each.operation) && !writes) value = each.operation.value;
    if (writesRows(each) && each.transaction === 'shared') writes = true;
  }
  return value === undefined ? undefined : /^'?(1|on|true|yes)'?$/i.test(value);
}

/** The steps before it, where a transaction is still open in which rows were written. */
export function writesBefore(step: AnalyzedStep, { steps }: Pick<Subject, 'steps'>): boolean {
  return steps.slice(0, steps.indexOf(step)).some(writesRows);
}

export const keysOff: Operation = { kind: 'setParameter', name: 'foreign_keys', value: 'OFF', local: false };

export function setsKeys(operation: Operation): operation is Extract<Operation, { readonly kind: 'setParameter' }> {
  return operation.kind === 'setParameter' && parameterName(operation.name) === 'foreign_keys';
}

function writesRows({ operation, effects }: AnalyzedStep): boolean {
  if ('rebuild' in operation && operation.rebuild !== undefined) return effects.deletesRows === true;
  return /^(insertRows|updateRows|deleteRows|backfill|opaque)$/.test(operation.kind);
}
