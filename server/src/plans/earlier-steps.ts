import type { Step } from '../model/migration.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import type { Ground } from './way-back.ts';

/** All that has run before the step, the last first. */
export function earlierSteps(step: AnalyzedStep, { steps, ancestors }: Ground): readonly Step[] {
  const own = steps.slice(0, steps.indexOf(step)).reverse();
  return [...own, ...ancestors.flatMap(({ up }) => [...up].reverse())];
}
