import type { Blocks } from '../model/effects.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import type { Analysis } from './analyze.ts';
import { courseOf } from './course.ts';
import { durationText } from './duration.ts';
import type { Told } from './transaction-text.ts';
import { listed } from './wording.ts';

/** The lock that stops others for longest, and for how long: one that is held while later steps work, or a step's own. */
export function longestLock(
  steps: readonly AnalyzedStep[],
  transactions: readonly Told[],
  { engine, project }: Analysis,
): string {
  const blocking = steps.filter(({ effects }) => effects.blocks !== 'nothing');
  const long = blocking.filter(({ effects }) => effects.work !== 'instant');
  const step = long.find(({ effects }) => effects.blocks === 'reads and writes') ?? long[0] ?? blocking[0];
  if (!step) return 'no';
  const kept = transactions.flatMap(({ held }) => held).filter(({ meanwhile }) => meanwhile.length > 0);
  const keeps = (blocks: Blocks) => kept.find((each) => each.blocks === blocks);
  const held = keeps('reads and writes') ?? (long.length > 0 ? undefined : keeps('writes'));
  if (held) return `yes: ${[held.text, ...held.meanwhile].join(', ')}`;
  const { effects } = step;
  const modes = new Set(engine.locking.modes.flatMap(({ mode, blocks }) => (blocks === 'nothing' ? [] : mode)));
  const locks = effects.locks.filter(({ mode }) => modes.has(mode));
  const byMode = [...new Set(locks.map(({ mode }) => mode))].map((mode) => {
    const relations = locks.flatMap((each) => (each.mode === mode ? [each.relation] : []));
    return `${mode} on ${listed(relations)}`;
  });
  const named = byMode.length === 0 ? '' : `${listed(byMode)}; `;
  const duration = durationText(step, project);
  const work = `${effects.work}${duration === undefined ? '' : `, ${duration}`}`;
  return `yes: ${named}blocks ${effects.blocks} ${effects.work === 'instant' ? 'for an instant' : `while the work runs (${work})`}`;
}

/** Something that others wait behind waits itself, and the migration does not say for how long at most. */
export function isUnlimited(steps: readonly AnalyzedStep[], analysis: Analysis): boolean {
  const { waiting } = courseOf(analysis);
  const found = steps.flatMap((step) => waiting.get(step) ?? []).filter(({ stops }) => stops !== 'nothing');
  return found.length === 0 || found.some(({ limit }) => limit === undefined);
}
