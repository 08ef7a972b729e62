import type { Locking, Queue, WaitLimit } from './locking.ts';
import type { SetParameter } from './operation.ts';
import type { AnalyzedStep, Subject } from './rule.ts';
import { parameterName, parameterOf } from './schema.ts';

/** What a step waits for before it has its locks, where others wait behind it meanwhile. */
export function stoppingQueue({ operation, effects, sql = '' }: AnalyzedStep, { queue }: Locking): Queue | undefined {
  if (effects.refused !== undefined || effects.unknown) return undefined;
  // `LOCK TABLE … NOWAIT` gives up at once.
  if (operation.kind === 'other' && /\bnowait\b/i.test(sql)) return undefined;
  const found = queue(operation, effects);
  return found && found.stops !== 'nothing' ? found : undefined;
}

/** Something has been said of how long it may wait. */
export function isLimited({ before }: AnalyzedStep, { limit: { parameter, whole } }: Locking): boolean {
  return [parameter, whole].some((name) => name !== undefined && parameterOf(before, name) !== undefined);
}

/** The first step that may keep others waiting without end. */
export function firstExposed(
  steps: readonly AnalyzedStep[],
  locking: Locking,
): { readonly step: AnalyzedStep; readonly queue: Queue } | undefined {
  for (const step of steps) {
    const queue = isLimited(step, locking) ? undefined : stoppingQueue(step, locking);
    if (queue) return { step, queue };
  }
  return undefined;
}

/** The first of all migrations that are yet to run that may keep others waiting without end. */
export function firstOfProject(upgrades: Subject['upgrades'], locking: Locking) {
  for (const { migration, released, steps } of upgrades) {
    const found = released ? undefined : firstExposed(steps(), locking);
    if (found) return { migration, ...found };
  }
  return undefined;
}

/** Some migration of the project speaks of the parameter that limits the waiting. */
export function speaksOfLimit(upgrades: Subject['upgrades'], { limit: { parameter } }: Locking): boolean {
  return upgrades.some(({ migration: { up } }) =>
    up.some(
      ({ operation, sql }) =>
        sql?.includes(parameter) || (operation.kind === 'setParameter' && operation.name === parameter),
    ),
  );
}

/** "while it waits, new reads and writes of users wait behind it" */
export function waitText({ stops, relations }: Queue): string {
  return `while it waits, new ${stops} of ${relations.length === 1 ? relations[0] : 'them'} wait behind it`;
}

/** The operation sets the parameter that limits the waiting. */
export function setsLimit(operation: AnalyzedStep['operation'], { limit }: Locking): operation is SetParameter {
  return operation.kind === 'setParameter' && parameterName(operation.name) === limit.parameter;
}

/** How many seconds a value of the parameter means; undefined for one that cannot be read, or that gives up at once. */
export function secondsOf(value: string, { unit, zero }: WaitLimit): number | undefined {
  const [, digits, own = unit] = /^'?\s*(\d+(?:\.\d+)?)\s*(us|ms|s|min|h|d)?\s*'?$/.exec(value) ?? [];
  if (digits === undefined) return undefined;
  const count = Number(digits) * (seconds.get(own) ?? Number.NaN);
  return count > 0 ? count : zero === 'never' ? Number.POSITIVE_INFINITY : undefined;
}

const seconds: ReadonlyMap<string, number> = new Map([
  ['us', 1e-6],
  ['ms', 1e-3],
  ['s', 1],
  ['min', 60],
  ['h', 3600],
  ['d', 86400],
]);

/** "90 seconds", "10 minutes" */
export function timeText(time: number): string {
  const [count, unit] =
    time >= 7200 ? [time / 3600, 'hours'] : time >= 120 ? [time / 60, 'minutes'] : [time, 'seconds'];
  return `${Math.round(count * 10) / 10} ${unit}`;
}
