import type { Phase } from '../../model/finding.ts';
import type { AddColumn } from '../../model/operation.ts';
import type { Answers, Pattern } from '../../model/pattern.ts';
import type { Schema } from '../../model/schema.ts';
import { defaultFrom, expressionFrom, tableFrom } from '../answers.ts';
import { atOnce, isTaken, standstill } from '../at-once.ts';
import { firstPhase } from '../plan.ts';
import { shared } from '../planned.ts';
import { volatileDefaultPlan } from '../volatile-default.ts';
import { columnFrom, newColumn, table, type } from './questions.ts';

export const addColumn: Pattern = {
  id: 'add-column',
  title: 'Add column',
  description:
    'One migration where that is instant; a default that differs by row is set for new rows, and old ones are filled in batches',
  asks: [
    table,
    newColumn,
    type,
    { name: 'default', prompt: 'Database default (leave empty for none)', optional: true },
  ],
  phases: (answers, schema, ground) => {
    const plain = inOne(answers, schema);
    if ('problem' in plain) return plain;
    const { name, made, add, phase } = plain;
    const value = made.default && expressionFrom(made.default);
    if (value === undefined || !standstill(phase, schema, ground)) return [phase];
    const plan = volatileDefaultPlan(add, value, schema);
    const first = firstPhase(phase.title, plan);
    return isTaken(first, schema, ground) ? [first, ...plan.phases] : [atOnce(phase, name, schema, ground)];
  },
  plain: (answers, schema, ground) => {
    const plain = inOne(answers, schema);
    return 'problem' in plain ? plain : atOnce(plain.phase, plain.name, schema, ground);
  },
};

function inOne(answers: Answers, schema: Schema) {
  const bare = columnFrom(answers, schema);
  if ('problem' in bare) return bare;
  const name = tableFrom(answers.table ?? '');
  const made = { ...bare, default: answers.default?.trim() ? defaultFrom(answers.default) : undefined };
  const add: AddColumn = { kind: 'addColumn', table: name, column: made, constraints: [] };
  const phase: Phase = {
    title: `add ${name.name} ${made.name}`,
    before: [],
    up: [shared(add)],
    down: [shared({ kind: 'dropColumn', table: name, column: made.name })],
  };
  return { name, made, add, phase };
}
