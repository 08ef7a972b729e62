import type { Phase } from '../../model/finding.ts';
import type { Answers, Pattern } from '../../model/pattern.ts';
import type { Schema } from '../../model/schema.ts';
import { tableFrom } from '../answers.ts';
import { atOnce, isTaken, standstill } from '../at-once.ts';
import { generatedColumnPlan } from '../generated-column.ts';
import { firstPhase } from '../plan.ts';
import { shared } from '../planned.ts';
import { columnFrom, newColumn, table, type } from './questions.ts';

export const generatedColumn: Pattern = {
  id: 'generated-column',
  title: 'Add generated column (phased)',
  description:
    'Computed when it is read where the server has that, else by a trigger, with old rows computed in batches',
  asks: [
    table,
    newColumn,
    type,
    { name: 'expression', prompt: 'SQL expression over the same row', placeholder: 'lower(email)' },
  ],
  phases: (answers, schema, ground) => {
    const [virtual, stored] = [inOne(answers, schema, false), inOne(answers, schema, true)];
    if ('problem' in virtual) return virtual;
    if ('problem' in stored) return stored;
    const quick = [virtual, stored].find(
      (each) => isTaken(each.phase, schema, ground) && !standstill(each.phase, schema, ground),
    );
    if (quick) return [quick.phase];
    const { name, made, expression } = stored;
    const plan = generatedColumnPlan(name, made, expression, schema);
    const first = firstPhase(`add ${name.name} ${made.name}`, plan);
    return isTaken(first, schema, ground) ? [first, ...plan.phases] : [atOnce(stored.phase, name, schema, ground)];
  },
  plain: (answers, schema, ground) => {
    const stored = inOne(answers, schema, true);
    return 'problem' in stored ? stored : atOnce(stored.phase, stored.name, schema, ground);
  },
};

function inOne(answers: Answers, schema: Schema, stored: boolean) {
  const made = columnFrom(answers, schema);
  if ('problem' in made) return made;
  const name = tableFrom(answers.table ?? '');
  const expression = (answers.expression ?? '').trim();
  const column = { ...made, generated: { expression, stored } };
  const phase: Phase = {
    title: `add ${name.name} ${made.name}`,
    before: [],
    up: [shared({ kind: 'addColumn', table: name, column, constraints: [] })],
    down: [shared({ kind: 'dropColumn', table: name, column: made.name })],
  };
  return { name, made, expression, phase };
}
