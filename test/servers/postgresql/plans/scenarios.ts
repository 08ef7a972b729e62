import { fixes, unfixed } from './fixes.ts';
import { further } from './further.ts';
import type { Scenario } from './scenario.ts';
import { proofs } from './scenarios/index.ts';

/** All of them, or only whether they run and undo themselves, with nobody else around. */
export function scenariosFor(alone: boolean): readonly Scenario[] {
  return alone ? scenarios.filter((each) => !each.unfixed).map(({ traffic: _, ...each }) => each) : scenarios;
}

const scenarios: readonly Scenario[] = [
  ...Object.values(proofs).flatMap((each) => each.scenarios),
  ...further,
  ...fixes,
  ...unfixed,
];
