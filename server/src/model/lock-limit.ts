import { isLimited, setsLimit, stoppingQueue } from './lock-wait.ts';
import type { AnalyzedStep, Subject } from './rule.ts';

/** What a setting of the parameter that limits the waiting for locks comes to. */
export interface Reach {
  /** The steps behind it, up to the next setting, that may keep others waiting. */
  readonly over: readonly AnalyzedStep[];
  /** It holds for its transaction alone: there is none, or none of these steps runs in it. */
  readonly lost?: 'no transaction' | 'ends before' | undefined;
  /** A step before it that waited without a limit. */
  readonly late?: AnalyzedStep | undefined;
}

export function reachOf(step: AnalyzedStep, { steps, locking, transactions }: Subject): Reach | undefined {
  const at = steps.indexOf(step);
  if (!setsLimit(step.operation, locking)) return undefined;
  const next = steps.findIndex((each, place) => place > at && setsLimit(each.operation, locking));
  const over = steps.slice(at + 1, next < 0 ? undefined : next).filter((each) => stoppingQueue(each, locking));
  const late = steps.slice(0, at).find((each) => stoppingQueue(each, locking) && !isLimited(each, locking));
  const own = step.operation.local ? transactions().find((each) => each.steps.includes(step)) : undefined;
  if (own?.scope === 'statement' && at < steps.length - 1) return { over, late, lost: 'no transaction' };
  if (!own || over.length === 0) return { over, late };
  if (own.scope === 'statement') return { over, late, lost: 'no transaction' };
  return { over, late, lost: over.some((each) => own.steps.includes(each)) ? undefined : 'ends before' };
}
