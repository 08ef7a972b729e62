import type { Phase } from '../../model/finding.ts';
import type { Answers, Pattern, PatternGround } from '../../model/pattern.ts';
import type { Schema } from '../../model/schema.ts';
import { tableFrom } from '../answers.ts';
import { atOnce, isTaken, standstill } from '../at-once.ts';
import { keyIn, keyToBigintPhases, type NumberedKey, numbering } from '../key-to-bigint.ts';
import { shared } from '../planned.ts';
import { table } from './questions.ts';

export const keyToBigint: Pattern = {
  id: 'key-to-bigint',
  title: 'Make integer primary key a bigint (phased)',
  description:
    'A bigint column is kept equal and indexed beside the key, and takes name, numbers and foreign keys over in an instant',
  asks: [table],
  phases: (answers, schema, ground) => {
    const key = keyIn(tableFrom(answers.table ?? ''), schema, ground.traits);
    if ('problem' in key) return key;
    const plain = inOne(key, schema, ground);
    if (!standstill(plain, schema, ground)) return [plain];
    const phases = keyToBigintPhases(key, schema, ground);
    const [first] = phases;
    return first && swapsAtOnce(plain, schema, ground) && isTaken(first, schema, ground) ? phases : [plain];
  },
  plain: (answers: Answers, schema, ground) => {
    const key = keyIn(tableFrom(answers.table ?? ''), schema, ground.traits);
    return 'problem' in key ? key : inOne(key, schema, ground);
  },
};

function inOne(key: NumberedKey, schema: Schema, ground: PatternGround): Phase {
  const { table: name, column, sequence } = key;
  const change = (type: NumberedKey['column']['type']) => [
    shared({
      kind: 'changeType',
      table: name,
      column: column.name,
      type,
      existing: { type: column.type, nullable: false },
    } as const),
    ...(sequence ? [shared(numbering(sequence, name, column.name, type))] : []),
  ];
  const phase: Phase = {
    title: `change type of ${name.name} ${column.name}`,
    before: [],
    up: change({ name: 'bigint', arguments: [] }),
    down: change(column.type),
  };
  return atOnce(phase, name, schema, ground);
}

/** Where each statement commits by itself there would be a moment without the key. */
function swapsAtOnce({ up }: Phase, schema: Schema, { effects }: PatternGround): boolean {
  return up.every(({ operation }) => effects(operation, schema).transaction === 'allowed');
}
