import { after } from '../../model/after.ts';
import type { Column } from '../../model/column.ts';
import type { Phase } from '../../model/finding.ts';
import type { Name } from '../../model/name.ts';
import type { Answers, Pattern, PatternGround } from '../../model/pattern.ts';
import type { Schema } from '../../model/schema.ts';
import { addNotNullColumnPlan } from '../add-not-null-column.ts';
import { tableFrom } from '../answers.ts';
import { atOnce } from '../at-once.ts';
import { backfillPlan } from '../backfill.ts';
import { inTurn, isCopy, orByCopy } from '../by-copy.ts';
import { firstPhase } from '../plan.ts';
import { shared } from '../planned.ts';
import { columnFrom, newColumn, table, type } from './questions.ts';

export const addNotNullColumn: Pattern = {
  id: 'add-not-null-column',
  title: 'Add NOT NULL column (phased)',
  description:
    'Nullable first, then a batched backfill, then NOT NULL proven by a CHECK: three migrations, nothing blocked',
  // Code that runs inserts rows without the column, until that which writes it is deployed: between the phases.
  keepsCodeRunning: true,
  asks: [
    table,
    newColumn,
    type,
    { name: 'value', prompt: 'SQL value for the rows that exist', placeholder: "'active'" },
  ],
  phases: (answers, schema, ground) => {
    const made = columnFrom(answers, schema);
    if ('problem' in made) return made;
    const name = tableFrom(answers.table ?? '');
    const plan = addNotNullColumnPlan(name, made, (answers.value ?? '').trim(), schema);
    const first = firstPhase(`add ${name.name} ${made.name}`, plan);
    const left = plan.first.reduce((met, { operation }) => after(met, operation), schema);
    // A table that is made anew for it is made anew once.
    const copies = orByCopy({ kind: 'setNotNull', table: name, column: made.name }, left, ground).planned;
    return copies.some(({ operation }) => isCopy(operation))
      ? [inOne(name, made, answers, schema, ground)]
      : [first, ...plan.phases];
  },
  plain: (answers, schema, ground) => {
    const made = columnFrom(answers, schema);
    return 'problem' in made ? made : inOne(tableFrom(answers.table ?? ''), made, answers, schema, ground);
  },
};

function inOne(table: Name, column: Column, { value = '' }: Answers, schema: Schema, ground: PatternGround): Phase {
  const there = inTurn(
    [
      shared({ kind: 'addColumn', table, column, constraints: [] }),
      ...backfillPlan(table, column.name, { expression: value.trim() }, schema).up,
      shared({ kind: 'setNotNull', table, column: column.name, existing: { type: column.type } }),
    ],
    schema,
    ground,
  );
  const left = there.planned.reduce((met, { operation }) => after(met, operation), schema);
  const back = orByCopy({ kind: 'dropColumn', table, column: column.name }, left, ground);
  const phase: Phase = {
    title: `add ${table.name} ${column.name}`,
    before: there.before,
    up: there.planned,
    down: back.planned,
  };
  return atOnce(phase, table, schema, ground);
}
