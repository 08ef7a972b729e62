import type { Effects } from '../model/effects.ts';
import type { Name } from '../model/name.ts';
import type { AnalyzedStep, Subject } from '../model/rule.ts';
import { isSame, schemaKey } from '../model/schema.ts';
import { byStatement } from '../model/statements.ts';
import { endsAtFirstRow } from './first-row.ts';

/** Statements that alter one table, and what they are called by. */
export interface Altered {
  readonly table: Name;
  readonly statements: readonly (readonly AnalyzedStep[])[];
  /** Nothing stands between them. */
  readonly adjacent: boolean;
}

/** Statements one after the other that would read or write a table less often, as the actions of one. */
export function worthMerging({ steps, together }: Pick<Subject, 'steps' | 'together'>): readonly Altered[] {
  const open = new Map<string, AnalyzedStep[][]>();
  const found: Altered[] = [];
  const places = new Map<readonly AnalyzedStep[], number>();
  const close = (key: string): void => {
    const statements = open.get(key) ?? [];
    open.delete(key);
    const [first, last] = [statements[0], statements.at(-1)];
    const table = first && alteredBy(first);
    if (!table || !last || statements.length < 2 || !spares(statements, together)) return;
    const adjacent = (places.get(last) ?? 0) - (places.get(first) ?? 0) === statements.length - 1;
    found.push({ table, statements, adjacent });
  };
  for (const [place, statement] of byStatement(steps).entries()) {
    const table = alteredBy(statement);
    const key = table && schemaKey(table);
    const known = key === undefined ? undefined : open.get(key);
    const kept = known?.[0] && key !== undefined && isAlike(known[0], statement) ? key : undefined;
    for (const each of [...open.keys()]) if (each !== kept && isTouched(each, statement)) close(each);
    if (key === undefined) continue;
    const all = [...statement];
    places.set(all, place);
    open.set(key, [...(open.get(key) ?? []), all]);
  }
  for (const key of [...open.keys()]) close(key);
  return found;
}

/** The table that all of the statement alters, with work that grows with its rows. */
function alteredBy(statement: readonly AnalyzedStep[]): Name | undefined {
  const [first] = statement;
  const table = first && 'table' in first.operation ? first.operation.table : undefined;
  if (!table || !statement.every((step) => isAction(step, table))) return undefined;
  return statement.some((step) => step.effects.work !== 'instant' && !endsAtFirstRow(step)) ? table : undefined;
}

function isAction({ operation, effects, conditional, inCode, repeated }: AnalyzedStep, table: Name): boolean {
  if (!('table' in operation) || !operation.table || !isSame(operation.table, table)) return false;
  if (conditional || inCode || repeated || effects.refused !== undefined || effects.assumed !== undefined) return false;
  if ('rebuild' in operation && operation.rebuild) return false;
  return /^(addColumn|dropColumn|changeType|setNotNull|dropNotNull|setDefault|addConstraint|validateConstraint)$/.test(
    operation.kind,
  );
}

/** They let others through alike, and run alike: together they stop nobody more than each does. */
function isAlike(one: readonly AnalyzedStep[], other: readonly AnalyzedStep[]): boolean {
  const [a] = one;
  const [b] = other;
  return a?.effects.blocks === b?.effects.blocks && a?.transaction === b?.transaction;
}

/** Something between them may have to come first: rows that are written, or what else is done to the table. */
function isTouched(key: string, statement: readonly AnalyzedStep[]): boolean {
  return statement.some(({ operation, effects }) => {
    if (operation.kind === 'opaque' || operation.kind === 'controlTransaction' || operation.kind === 'other')
      return true;
    const table = 'table' in operation && operation.table ? schemaKey(operation.table) : undefined;
    return table === key || effects.locks.some(({ relation }) => relation === key) || /Rows$/.test(operation.kind);
  });
}

function spares(statements: readonly (readonly AnalyzedStep[])[], together: Subject['together']): boolean {
  const apart = statements.reduce((sum, each) => sum + passes(effectsOf(each, together) ?? []), 0);
  const whole = effectsOf(statements.flat(), together);
  return whole !== undefined && !whole.some(({ refused }) => refused !== undefined) && passes(whole) < apart;
}

function effectsOf(steps: readonly AnalyzedStep[], together: Subject['together']): readonly Effects[] | undefined {
  const [only, second] = steps;
  return only && !second ? [only.effects] : together(steps);
}

function passes(effects: readonly Effects[]): number {
  return effects.filter(({ work }) => work !== 'instant').length;
}
