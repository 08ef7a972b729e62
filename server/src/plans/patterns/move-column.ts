import type { Phase } from '../../model/finding.ts';
import { columnText, relationText } from '../../model/name.ts';
import type { Operation } from '../../model/operation.ts';
import type { Answers, Pattern, PatternGround } from '../../model/pattern.ts';
import { columnOf, isSame, keyOf, type Schema, tableOf } from '../../model/schema.ts';
import { misnamed, tableFrom } from '../answers.ts';
import { isTaken } from '../at-once.ts';
import { moveAtOnce, movePhases } from '../move-column.ts';
import { findsOne, type Move } from '../moved-column.ts';
import { isCopyable } from '../rename-column.ts';
import { column, existingType, knownColumn, table } from './questions.ts';

export const moveColumn: Pattern = {
  id: 'move-column',
  title: 'Move column to another table (phased)',
  description:
    'The new column in the other table and the old one kept equal by triggers, batched copy, then the old column goes: no running code breaks',
  keepsCodeRunning: true,
  asks: [
    table,
    column,
    { name: 'into', prompt: 'Table that it moves to', placeholder: 'profiles', suggests: 'table' },
    {
      name: 'by',
      prompt: 'Column there that says which row a row belongs to; no two rows have the same',
      placeholder: 'user_id',
    },
    {
      name: 'key',
      prompt: 'Column of the first table that it equals (empty: its primary key)',
      placeholder: 'id',
      optional: true,
    },
    { name: 'to', prompt: 'Its name there (empty: the same)', optional: true },
    existingType,
  ],
  phases: (answers, schema, ground) => {
    const move = asked(answers, schema);
    if ('problem' in move) return move;
    const phases = movePhases(move, schema, ground);
    // One way only the batches and the trigger would lock the same rows in opposite orders: writes of running code fail.
    return ground.traits.writesBothWays && arePossible(phases, schema, ground)
      ? phases
      : [moveAtOnce(move, schema, ground)];
  },
  plain: (answers, schema, ground) => {
    const move = asked(answers, schema);
    return 'problem' in move ? move : moveAtOnce(move, schema, ground);
  },
};

/** The engine has words for all of it, there and back. */
function arePossible(phases: readonly Phase[], schema: Schema, ground: PatternGround): boolean {
  const there = phases.flatMap(({ up }) => up);
  const back = [...phases].reverse().flatMap(({ down }) => down);
  const up = [...there, ...back].map(({ operation, transaction }) => ({ operation: plainly(operation), transaction }));
  return isTaken({ title: '', before: [], up, down: [] }, schema, ground);
}

/** Where an engine does not build indexes concurrently it is not asked to. */
function plainly(operation: Operation): Operation {
  const isIndex = operation.kind === 'createIndex' || operation.kind === 'dropIndex';
  return isIndex ? { ...operation, concurrently: false } : operation;
}

function asked(answers: Answers, schema: Schema): Move | { readonly problem: string } {
  const known = knownColumn(answers, schema);
  if ('problem' in known) return known;
  const { table: from, column: moved } = known;
  const wrong = misnamed(answers.into ?? '');
  if (wrong !== undefined) return { problem: wrong };
  const into = tableFrom(answers.into ?? '');
  const by = (answers.by ?? '').trim();
  const [only, ...more] = keyOf(schema, from);
  const key = answers.key?.trim() || (more.length === 0 ? only : undefined);
  const to = answers.to?.trim() || moved.name;
  const here = columnText(from, moved.name);
  if (isSame(from, into))
    return { problem: `${here} is in ${relationText(into)} already: to rename it is another pattern` };
  if (key === undefined)
    return {
      problem: `The history knows no primary key of one column of ${relationText(from)}: give the column with --key`,
    };
  if (key === moved.name || !isCopyable(from, moved, schema))
    return { problem: `${here} is a key or computes itself: it cannot be moved in phases` };
  if (columnOf(schema, into, to)) return { problem: `There is a column ${columnText(into, to)} already` };
  for (const [name, each] of [
    [from, key],
    [into, by],
  ] as const) {
    if (!tableOf(schema, name)?.complete) continue;
    if (!columnOf(schema, name, each)) return { problem: `There is no column ${columnText(name, each)}` };
    if (!findsOne(name, each, schema))
      return {
        problem: `Two rows of ${relationText(name)} can have the same ${each}: values would be lost. Make it unique first`,
      };
  }
  return { table: from, column: moved, into, to, key, by };
}
