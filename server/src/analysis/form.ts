import type { Phase } from '../model/finding.ts';
import type { Answers, Objection, Pattern, PatternGround } from '../model/pattern.ts';
import type { Schema } from '../model/schema.ts';
import { countText } from './duration.ts';
import type { Problem } from './ground.ts';
import { phasesFor } from './possible.ts';
import { sizeOf } from './table-size.ts';
import { isWorse, type Scale, type Weight, weigh } from './weigh.ts';

/** As many migrations as the change takes where it may keep nobody waiting, or one, as one would write it who has the database alone. */
export type Form = 'phased' | 'plain';

export interface Formed {
  readonly phases: readonly Phase[];
  readonly form: Form;
  /** The other form, where the pattern has one that the engine takes. */
  readonly other?: Form | undefined;
  /** What is to be known of this choice, in one sentence without a full stop. */
  readonly notice?: string | undefined;
}

/** The form that was asked for, or else the plain one where the phases gain nothing over it. */
export function formed(
  pattern: Pattern,
  answers: Answers,
  schema: Schema,
  ground: PatternGround,
  scale: Scale,
  wanted: Form | undefined,
): Formed | Problem {
  const phased = suited(pattern.phases(answers, schema, ground), schema, scale);
  const one = pattern.plain?.(answers, schema, ground);
  const plain = one && suited('problem' in one ? one : [one], schema, scale);
  if (wanted === 'plain' && !plain) return { problem: `${pattern.title} has one form only: leave out "plain"` };
  if (!plain || 'problem' in plain) return plain && wanted === 'plain' ? plain : alone(phased, 'phased', wanted);
  if (isAnswerable(phased) && wanted !== 'plain' && scale.project.deployment !== 'maintenance-window') return phased;
  if ('problem' in phased) return alone(plain, 'plain', wanted, phased);
  const weights = {
    phased: weigh(phased, schema, scale, 'apart'),
    plain: weigh(plain, schema, scale, 'apart'),
  };
  const reason = noGain(pattern, weights, schema, scale);
  if (isSame(phased, plain)) {
    return { phases: plain, form: 'plain', notice: noticeOfOne(pattern, reason, scale) };
  }
  const form = wanted ?? (reason === undefined ? 'phased' : 'plain');
  return {
    form,
    phases: form === 'plain' ? plain : phased,
    other: form === 'plain' ? 'phased' : 'plain',
    notice: noticeOf(form, reason, weights.plain),
  };
}

function isAnswerable(made: readonly Phase[] | Objection): made is Objection {
  return 'problem' in made && made.answerable === true;
}

function suited(
  made: readonly Phase[] | Objection,
  schema: Schema,
  { effects, engine, project }: Scale,
): readonly Phase[] | Objection {
  if ('problem' in made) return made;
  const phases = phasesFor(made, schema, effects);
  if (!('refused' in phases)) return phases;
  return { problem: `${engine.title} ${project.engineVersion} does not take all of this: ${phases.refused}` };
}

/** The only form that there is here. */
function alone(
  phases: readonly Phase[] | Problem,
  form: Form,
  wanted: Form | undefined,
  why?: Problem,
): Formed | Problem {
  if ('problem' in phases) return phases;
  if (wanted === 'phased' && why) return why;
  return { phases, form, ...(why && { notice: `Written in its plain form: ${why.problem}` }) };
}

/** The pattern itself knows no better here. */
function isSame(phased: readonly Phase[], plain: readonly Phase[]): boolean {
  return JSON.stringify(phased.map(({ up }) => up)) === JSON.stringify(plain.map(({ up }) => up));
}

/** Why the phases are no better than the plain form, as a clause; undefined where they are. */
function noGain(
  { keepsCodeRunning }: Pattern,
  { phased, plain }: { readonly phased: Weight; readonly plain: Weight },
  schema: Schema,
  scale: Scale,
): string | undefined {
  const { engine, project } = scale;
  if (project.deployment === 'maintenance-window') return 'migrations run in a maintenance window';
  if (keepsCodeRunning) return undefined;
  if ([...plain.breaks].some((kind) => !phased.breaks.has(kind))) return undefined;
  if (isWorse(plain, phased)) return undefined;
  if (plain.blocks !== 'nothing') return `phases would block ${plain.blocks} for as long`;
  const [known] = plain.small.flatMap((table) => {
    const size = sizeOf(table, project, schema);
    return size ? [`${table.name} has ${countText(size.rows)} rows, and nobody waits for longer than a second`] : [];
  });
  return known ?? `on ${engine.title} ${project.engineVersion} nobody waits while it works`;
}

/** Where both forms are one and the same. */
function noticeOfOne(
  { keepsCodeRunning }: Pattern,
  reason: string | undefined,
  { engine, project }: Scale,
): string | undefined {
  if (reason !== undefined) return `One migration is enough: ${reason}`;
  if (!keepsCodeRunning) return undefined;
  return `There are no phases for it on ${engine.title} ${project.engineVersion}: code that runs fails until the new code is deployed`;
}

function noticeOf(form: Form, reason: string | undefined, plain: Weight): string | undefined {
  if (form === 'plain')
    return reason === undefined
      ? `In its plain form it ${costOf(plain)}; phases would not`
      : `Written in its plain form, because phases would gain nothing: ${reason}`;
  return reason === undefined ? undefined : `Phases gain nothing here: ${reason}`;
}

function costOf({ blocks, work, step }: Weight): string {
  if (blocks === 'nothing') return 'breaks code that runs';
  return `blocks ${blocks} while the work runs (${work}${step ? `: ${step.effects.does.replace(/\.$/, '')}` : ''})`;
}
