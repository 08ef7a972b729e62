import type { ColumnType } from '../../model/column.ts';
import type { Phase } from '../../model/finding.ts';
import type { Answers, Pattern, PatternGround } from '../../model/pattern.ts';
import type { Schema } from '../../model/schema.ts';
import { tableFrom } from '../answers.ts';
import { atOnce, isTaken, standstill } from '../at-once.ts';
import { type IntegerKey, integerKey, keyIn, keyToBigintPhases, numbering } from '../key-to-bigint.ts';
import { shared } from '../planned.ts';
import { table } from './questions.ts';

export const keyToBigint: Pattern = {
  id: 'key-to-bigint',
  title: 'Make integer primary key a bigint (phased)',
  description:
    'A bigint column is kept equal and indexed beside the key, and takes name, numbers and foreign keys over in an instant',
  asks: [table],
  phases: (answers, schema, ground) => {
    const name = tableFrom(answers.table ?? '');
    const integer = integerKey(name, schema, ground.traits);
    if ('problem' in integer) return integer;
    const plain = inOne(integer, schema, ground);
    if (!standstill(plain, schema, ground) || !swapsAtOnce(plain, schema, ground)) return [plain];
    const key = keyIn(name, schema, ground.traits);
    if ('problem' in key) return key;
    const phases = keyToBigintPhases(key, schema, ground);
    const [first] = phases;
    return first && isTaken(first, schema, ground) ? phases : [plain];
  },
  plain: (answers: Answers, schema, ground) => {
    const key = integerKey(tableFrom(answers.table ?? ''), schema, ground.traits);
    return 'problem' in key ? key : inOne(key, schema, ground);
  },
};

function inOne(key: IntegerKey, schema: Schema, ground: PatternGround): Phase {
  const { table: name, column, sequence } = key;
  // Where the server numbers rows without a sequence it has no words for one.
  const numbered = (type: ColumnType) => {
    const its = sequence && numbering(sequence, name, column.name, type);
    return its && ground.print?.(its, schema) !== undefined ? [shared(its)] : [];
  };
  const bigint = { name: 'bigint', arguments: [] };
  const change = (type: ColumnType, was: ColumnType) => [
    shared({
      kind: 'changeType',
      table: name,
      column: column.name,
      type,
      existing: { type: was, nullable: false },
    } as const),
    ...numbered(type),
  ];
  const phase: Phase = {
    title: `change type of ${name.name} ${column.name}`,
    before: [],
    up: change(bigint, column.type),
    down: change(column.type, bigint),
  };
  return atOnce(phase, name, schema, ground);
}

/** Where each statement commits by itself there would be a moment without the key. */
function swapsAtOnce({ up }: Phase, schema: Schema, { effects }: PatternGround): boolean {
  return up.every(({ operation }) => effects(operation, schema).transaction === 'allowed');
}
