import type { Phase } from '../../model/finding.ts';
import type { Answers, Pattern, PatternGround } from '../../model/pattern.ts';
import type { Schema } from '../../model/schema.ts';
import { namesFrom, tableFrom } from '../answers.ts';
import { atOnce } from '../at-once.ts';
import { indexPhase, type NamedIndex } from '../index-phase.ts';
import { nameFor } from '../names.ts';
import { shared } from '../planned.ts';
import { columns, isUnique, saysYes, table } from './questions.ts';

export const addIndex: Pattern = {
  id: 'add-index',
  title: 'Add index',
  description: 'Built concurrently, outside the transaction: readers and writers go on',
  asks: [table, columns, isUnique],
  phases: (answers, schema, ground) => indexPhase(indexFrom(answers), schema, ground),
  plain: (answers, schema, ground) => plainIndex(indexFrom(answers), schema, ground),
};

/** What was asked for. */
export function indexFrom(answers: Answers): NamedIndex {
  const name = tableFrom(answers.table ?? '');
  const keys = namesFrom(answers.column ?? '');
  const unique = saysYes(answers.unique);
  return {
    kind: 'createIndex',
    table: name,
    name: nameFor(unique ? 'uq' : 'ix', name.name, ...keys),
    keys: keys.map((each) => ({ column: each })),
    unique,
  };
}

export function plainIndex(index: NamedIndex, schema: Schema, ground: PatternGround): Phase {
  const { table, name, unique, keys } = index;
  const of = keys.map((key) => ('column' in key ? key.column : key.expression)).join(', ');
  const phase: Phase = {
    title: `add index ${name}`,
    before: unique ? [`No two rows of ${table.name} have the same ${of}.`] : [],
    up: [shared(index)],
    down: [shared({ kind: 'dropIndex', index: { ...table, name }, table })],
  };
  return atOnce(phase, table, schema, ground);
}
