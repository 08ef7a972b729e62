import type { Phase } from '../../model/finding.ts';
import { columnText } from '../../model/name.ts';
import type { Answers, Pattern, PatternGround } from '../../model/pattern.ts';
import type { Schema } from '../../model/schema.ts';
import { typeFrom } from '../answers.ts';
import { atOnce, isTaken, standstill } from '../at-once.ts';
import { isCopy, thereAndBack } from '../by-copy.ts';
import { changeTypePlan } from '../change-type.ts';
import { firstPhase } from '../plan.ts';
import { column, existingType, knownColumn, table, type } from './questions.ts';

export const changeType: Pattern = {
  id: 'change-type',
  title: 'Change type of column (phased)',
  description:
    'A column of the new type is kept equal by a trigger, filled in batches, and takes the name in an instant',
  asks: [
    table,
    column,
    { ...type, prompt: 'New type', placeholder: 'bigint' },
    { ...existingType, name: 'existing', prompt: 'Type that it has now (empty: as history knows it)' },
  ],
  phases: (answers, schema, ground) => {
    const plain = inOne(answers, schema, ground);
    if ('problem' in plain) return plain;
    const { known, to, isCopied } = plain;
    if (isCopied || !standstill(plain.phase, schema, ground)) return [plain.phase];
    const plan = changeTypePlan(known.table, known.column, to, schema, ground);
    if (!plan) {
      const what = columnText(known.table, known.column.name);
      return {
        problem: `${what} is a key or computes itself: no trigger can keep a second column equal to it (key-to-bigint does so for an integer key)`,
      };
    }
    const first = firstPhase(`add ${to.name} beside ${known.table.name} ${known.column.name}`, plan, [
      `Every value that ${known.column.name} has, or gets meanwhile, fits ${to.name} too: what does not is refused.`,
    ]);
    // Where each statement commits by itself there would be a moment without the column.
    const [planned] = plain.phase.up;
    const swaps = planned && ground.effects(planned.operation, schema).transaction === 'allowed';
    return swaps && isTaken(first, schema, ground) ? [first, ...plan.phases] : [plain.phase];
  },
  plain: (answers, schema, ground) => {
    const plain = inOne(answers, schema, ground);
    return 'problem' in plain ? plain : plain.phase;
  },
};

function inOne(answers: Answers, schema: Schema, ground: PatternGround) {
  const known = knownColumn(answers, schema, 'existing');
  if ('problem' in known) return known;
  const to = typeFrom(answers.type ?? '');
  if (!to) return { problem: `"${answers.type}" is no type: write for instance varchar(20)` };
  const change = { kind: 'changeType', table: known.table, column: known.column.name } as const;
  const [up, down] = [
    { ...change, type: to },
    { ...change, type: known.column.type },
  ];
  const { there, back } = thereAndBack(up, down, schema, ground);
  const phase: Phase = {
    title: `change type of ${known.table.name} ${known.column.name}`,
    before: there.before,
    up: there.planned,
    down: back.planned,
  };
  const isCopied = there.planned.some(({ operation }) => isCopy(operation));
  return { known, to, isCopied, phase: atOnce(phase, known.table, schema, ground) };
}
