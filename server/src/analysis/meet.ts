import { doubted } from '../model/after-objects.ts';
import { afterStep } from '../model/after-step.ts';
import type { Effects } from '../model/effects.ts';
import type { Engine } from '../model/engine.ts';
import type { Migration, Step } from '../model/migration.ts';
import type { AnalyzedStep, Subject } from '../model/rule.ts';
import type { Schema } from '../model/schema.ts';
import { byStatementRun } from '../model/statements.ts';
import type { Project } from '../model/workspace.ts';
import type { History } from './history/history.ts';

/** The engine at the version of a project: what it answers to one operation, and to several in one statement. */
export type Asked = Pick<Subject, 'effects' | 'together'>;

export function askedOf(engine: Engine, { engineVersion }: Project): Asked {
  return {
    effects: (operation, schema) => engine.effects(operation, schema, engineVersion),
    together: (actions) => engine.together?.(actions, engineVersion),
  };
}

/** Each step with the schema that it meets, and what it does there. */
export function meet(steps: readonly Step[], schema: Schema, { effects, together }: Asked): readonly AnalyzedStep[] {
  let before = schema;
  const alone = steps.map((step) => {
    // What a condition asks may be just what the schema seems to forbid.
    if (step.conditional) before = doubted(before);
    const whole = effects(step.operation, before);
    const why = step.error?.message ?? step.refused;
    const met = { before, effects: why === undefined ? whole : undone(whole, why) };
    // V8 gives each object that is spread and added to a hidden class of its own: every rule would look its fields up slowly.
    const analyzed: AnalyzedStep = Object.assign({}, step, met);
    before = afterStep(before, step);
    if (step.transaction !== 'shared' && before.freshLabels) before = { ...before, freshLabels: undefined };
    return analyzed;
  });
  return byStatementRun(alone).flatMap((actions) => {
    const runs = actions.length > 1 && !actions.some((each) => each.error);
    const shared = runs ? together(actions) : undefined;
    return shared ? actions.map((action, at) => ({ ...action, effects: shared[at] ?? action.effects })) : actions;
  });
}

/** How a migration of the history meets the schema of its day. */
export function upgradeIn(history: History, project: Project, engine: Engine) {
  const asked = askedOf(engine, project);
  return (migration: Migration) => meet(migration.up, told(history.before(migration), project), asked);
}

/** With what the tool's configuration tells each connection. */
export function told(schema: Schema, { environment: { parameters } }: Project): Schema {
  return parameters ? { ...schema, parameters } : schema;
}

/** A statement that the grammar or the tool refuses does nothing, whatever its words look like. */
function undone(effects: Effects, why: string): Effects {
  return {
    ...effects,
    locks: [],
    blocks: 'nothing',
    work: 'instant',
    cost: undefined,
    summary: undefined,
    transaction: 'allowed',
    dataLoss: false,
    canFailOnRows: false,
    breaksRunningCode: false,
    refused: why,
  };
}

/** The schema behind steps that met `before`. */
export function behind(steps: readonly AnalyzedStep[], before: Schema): Schema {
  const last = steps.at(-1);
  return last ? afterStep(last.before, last) : before;
}
