import { columnText } from '../../model/name.ts';
import type { Answers, Pattern } from '../../model/pattern.ts';
import { columnOf, type Schema } from '../../model/schema.ts';
import { typeFrom } from '../answers.ts';
import { isTaken } from '../at-once.ts';
import { type Recast, recastAtOnce, recastPhases } from '../recast-columns.ts';
import { isCopyable } from '../rename-column.ts';
import { column, existingType, knownColumn, table, type } from './questions.ts';

export const splitColumn: Pattern = {
  id: 'split-column',
  title: 'Split column into two (phased)',
  description:
    'Two columns beside the old one, each side computed from the other by a trigger until no code names the old one',
  keepsCodeRunning: true,
  asks: [
    table,
    column,
    { name: 'first', prompt: 'Name of the first new column', placeholder: 'first_name' },
    { name: 'firstValue', prompt: 'SQL that gives it, over the old column', placeholder: "split_part(name, ' ', 1)" },
    { name: 'second', prompt: 'Name of the second new column', placeholder: 'last_name' },
    { name: 'secondValue', prompt: 'SQL that gives it, over the old column', placeholder: "split_part(name, ' ', 2)" },
    {
      name: 'value',
      prompt: 'SQL that gives the old column again, over the new ones',
      placeholder: "concat_ws(' ', first_name, last_name)",
    },
    { ...type, optional: true, prompt: 'Type of both (empty: that of the old column)' },
    { ...existingType, name: 'existing', prompt: 'Type of the old column (empty: as history knows it)' },
  ],
  phases: (answers, schema, ground) => {
    const recast = asked(answers, schema);
    if ('problem' in recast) return recast;
    const phases = recastPhases(recast, schema);
    const [first] = phases;
    return first && isTaken(first, schema, ground) ? phases : [recastAtOnce(recast, schema)];
  },
  plain: (answers, schema) => {
    const recast = asked(answers, schema);
    return 'problem' in recast ? recast : recastAtOnce(recast, schema);
  },
};

function asked(answers: Answers, schema: Schema): Recast | { readonly problem: string } {
  const known = knownColumn(answers, schema, 'existing');
  if ('problem' in known) return known;
  const { first = '', firstValue = '', second = '', secondValue = '', value = '' } = answers;
  const given = answers.type?.trim();
  const to = given ? typeFrom(given) : known.column.type;
  if (!to) return { problem: `"${given}" is no type: write for instance varchar(20)` };
  const what = columnText(known.table, known.column.name);
  if (!isCopyable(known.table, known.column, schema))
    return { problem: `${what} is a key or computes itself: it cannot be split in phases` };
  const made = [
    { column: { name: first.trim(), type: to, nullable: true }, expression: firstValue.trim() },
    { column: { name: second.trim(), type: to, nullable: true }, expression: secondValue.trim() },
  ] as const;
  const taken = made.find(({ column: { name } }) => columnOf(schema, known.table, name));
  if (taken) return { problem: `There is a column ${columnText(known.table, taken.column.name)} already` };
  return { table: known.table, old: [{ column: known.column, expression: value.trim() }], made };
}
