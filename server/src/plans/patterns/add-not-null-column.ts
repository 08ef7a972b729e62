import type { Pattern } from '../../model/pattern.ts';
import { addNotNullColumnPlan } from '../add-not-null-column.ts';
import { tableFrom } from '../answers.ts';
import { firstPhase } from '../plan.ts';
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
};
