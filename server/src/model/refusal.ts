import { after } from './after.ts';
import { isRebuildable, type Operation } from './operation.ts';
import type { AnalyzedStep, Subject } from './rule.ts';
import { emptySchema } from './schema.ts';

/**
 * Why the engine refuses a step for certain. What a way back meets is known for sure only where every way back behind it
 * undoes just its own way: tables are no reason there, but those that the migration itself makes.
 */
export function refusalOf(
  step: AnalyzedStep,
  { direction, effects: ask, steps, opposite }: RefusedIn,
): string | undefined {
  const { refused, assumed } = step.effects;
  if (step.refused !== undefined) return step.refused;
  if (refused === undefined || assumed !== undefined) return undefined;
  if (direction === 'up' || ask(step.operation, emptySchema).refused !== undefined) return refused;
  const course = [...opposite, ...steps.slice(0, steps.indexOf(step))];
  if (course.some(({ conditional, operation }) => conditional || operation.kind === 'opaque')) return undefined;
  const own = course.reduce((schema, { operation }) => after(schema, operation), emptySchema);
  return ask(step.operation, own).refused === refused ? refused : undefined;
}

type RefusedIn = Pick<Subject, 'direction' | 'effects' | 'steps' | 'opposite'>;

/**
 * Why a step that the tool words itself is refused for certain. What is only done on a condition may be meant for another
 * engine than the one at hand.
 */
export function toolRefusal(step: AnalyzedStep, subject: RefusedIn): string | undefined {
  return step.sql !== undefined || step.conditional ? undefined : refusalOf(step, subject);
}

/**
 * Whether the engine takes the operation by way of a new table into which every row is copied, which only some know of. What
 * stands in a block of the tool has got that way already, as far as it goes there.
 */
export function helpsToCopy(
  { operation, before, block }: AnalyzedStep,
  { effects: ask }: Pick<Subject, 'effects'>,
): boolean {
  const copied = block || asksFirst(operation) ? undefined : copiedAlone(operation);
  if (!copied) return false;
  const [now, then] = [ask(operation, before), ask(copied, before)];
  return then.refused === undefined && then.does !== now.does;
}

/** A plain column with IF NOT EXISTS is added as it is, whatever stands around it. */
function asksFirst(operation: Operation): boolean {
  return operation.kind === 'addColumn' && operation.ifNotExists === true;
}

/** The same operation, which has a copy of the table to itself; undefined for what is no change of a table's shape. */
function copiedAlone(operation: Operation): Operation | undefined {
  return isRebuildable(operation) && !operation.rebuild ? { ...operation, rebuild: 'alone' } : undefined;
}
