import { after } from '../model/after.ts';
import type { Fix, Phase, Planned, Rewrite } from '../model/finding.ts';
import type { Step } from '../model/migration.ts';
import type { Schema } from '../model/schema.ts';

/** A change that takes several migrations. */
export interface Plan {
  /** What the first of them does, where the change was to be. */
  readonly first: readonly Planned[];
  /** What takes that back. */
  readonly undoFirst: readonly Planned[];
  /** The migrations behind it. */
  readonly phases: readonly Phase[];
}

/** What the plan begins with, as a migration of its own. */
export function firstPhase(title: string, plan: Plan, before: readonly string[] = []): Phase {
  return { title, before, up: plan.first, down: plan.undoFirst };
}

/** The plan in the place of `step`; `mirror` is the step of the way back that undoes that one, where there is one. */
export function planFix(title: string, plan: Plan, step: Step, mirror?: Step): Fix {
  const rewrites: Rewrite[] = [{ kind: 'replace', step, by: plan.first }];
  if (plan.phases.length > 0) {
    if (mirror) rewrites.push({ kind: 'replace', step: mirror, by: plan.undoFirst });
    rewrites.push({ kind: 'follow', phases: plan.phases });
  }
  return { title, rewrites };
}

/** The schema that the change itself meets: what is added first is there, and is validated. */
export function proven({ first, phases }: Plan, before: Schema): Schema {
  const [next] = phases;
  const validations = next?.up.filter(({ operation }, at) => at === 0 || operation.kind === 'validateConstraint') ?? [];
  return [...first, ...validations].reduce((schema, { operation }) => after(schema, operation), before);
}
