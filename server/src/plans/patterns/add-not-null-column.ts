import type { Phase } from '../../model/finding.ts';
import type { Pattern } from '../../model/pattern.ts';
import { addNotNullColumnPlan } from '../add-not-null-column.ts';
import { tableFrom } from '../answers.ts';
import { atOnce } from '../at-once.ts';
import { backfillPlan } from '../backfill.ts';
import { firstPhase } from '../plan.ts';
import { shared } from '../planned.ts';
import { columnFrom, newColumn, table, type } from './questions.ts';

export const addNotNullColumn: Pattern = {
  id: 'add-not-null-column',
  title: 'Add NOT NULL column (phased)',
  description:
    'Nullable first, then a batched backfill, then NOT NULL proven by a CHECK: three migrations, nothing blocked',
  asks: [
    table,
    newColumn,
    type,
    { name: 'value', prompt: 'SQL value for the rows that exist', placeholder: "'active'" },
  ],
  phases: (answers, schema) => {
    const made = columnFrom(answers);
    if ('problem' in made) return made;
    const name = tableFrom(answers.table ?? '');
    const plan = addNotNullColumnPlan(name, made, (answers.value ?? '').trim(), schema);
    return [firstPhase(`add ${name.name} ${made.name}`, plan), ...plan.phases];
  },
  plain: (answers, schema, ground) => {
    const made = columnFrom(answers);
    if ('problem' in made) return made;
    const name = tableFrom(answers.table ?? '');
    const fill = backfillPlan(name, made.name, { expression: (answers.value ?? '').trim() }, schema);
    const phase: Phase = {
      title: `add ${name.name} ${made.name}`,
      before: [],
      up: [
        shared({ kind: 'addColumn', table: name, column: made, constraints: [] }),
        ...fill.up,
        shared({ kind: 'setNotNull', table: name, column: made.name, existing: { type: made.type } }),
      ],
      down: [shared({ kind: 'dropColumn', table: name, column: made.name })],
    };
    return atOnce(phase, name, schema, ground);
  },
};
