import { after } from '../model/after.ts';
import { waiting, workOn } from '../model/consequences.ts';
import type { Effects } from '../model/effects.ts';
import type { Phase } from '../model/finding.ts';
import { type Name, relationText } from '../model/name.ts';
import type { PatternGround } from '../model/pattern.ts';
import type { Schema } from '../model/schema.ts';
import { doneOutside } from './outside.ts';

/** The migration by itself, with a word on who waits for it where somebody does. */
export function atOnce(phase: Phase, table: Name, schema: Schema, ground: PatternGround): Phase {
  const effects = standstill(phase, schema, ground);
  if (!effects) return phase;
  const name = relationText(table);
  const warning = `This ${workOn(name, effects)} while ${waiting(effects)}: it runs when nobody needs ${name}.`;
  return { ...phase, before: [warning, ...doneOutside(phase, table, schema, ground), ...phase.before] };
}

/** What makes others wait the longer the more rows there are; undefined where nothing in the migration does. */
export function standstill({ up }: Phase, schema: Schema, { effects }: PatternGround): Effects | undefined {
  let before = schema;
  for (const { operation } of up) {
    const done = effects(operation, before);
    if (done.blocks !== 'nothing' && done.work !== 'instant') return done;
    before = after(before, operation);
  }
  return undefined;
}

/** Whether the engine has words for all that the migration does on its way up. */
export function isTaken({ up }: Phase, schema: Schema, { effects }: PatternGround): boolean {
  let before = schema;
  for (const { operation } of up) {
    if (effects(operation, before).refused !== undefined) return false;
    before = after(before, operation);
  }
  return true;
}
