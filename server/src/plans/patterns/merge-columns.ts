import { columnText } from '../../model/name.ts';
import type { Answers, Pattern } from '../../model/pattern.ts';
import { columnOf, type Schema } from '../../model/schema.ts';
import { typeFrom } from '../answers.ts';
import { isTaken } from '../at-once.ts';
import { type Recast, recastAtOnce, recastPhases } from '../recast-columns.ts';
import { isCopyable } from '../rename-column.ts';
import { knownColumn, table, type } from './questions.ts';

export const mergeColumns: Pattern = {
  id: 'merge-columns',
  title: 'Merge two columns into one (phased)',
  description:
    'One column beside the old ones, each side computed from the other by a trigger until no code names the old ones',
  keepsCodeRunning: true,
  asks: [
    table,
    { name: 'first', prompt: 'First column', placeholder: 'first_name', suggests: 'column' },
    { name: 'second', prompt: 'Second column', placeholder: 'last_name', suggests: 'column' },
    { name: 'to', prompt: 'Name of the new column', placeholder: 'full_name' },
    { name: 'value', prompt: 'SQL that gives it, over both', placeholder: "concat_ws(' ', first_name, last_name)" },
    {
      name: 'firstValue',
      prompt: 'SQL that gives the first again, over the new column',
      placeholder: "split_part(full_name, ' ', 1)",
    },
    {
      name: 'secondValue',
      prompt: 'SQL that gives the second again, over the new column',
      placeholder: "split_part(full_name, ' ', 2)",
    },
    { ...type, optional: true, prompt: 'Type of the new column (empty: that of the first)' },
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
  const { table: where, to = '', value = '', firstValue = '', secondValue = '' } = answers;
  const first = knownColumn({ table: where, column: answers.first }, schema);
  if ('problem' in first) return unknown(first);
  const second = knownColumn({ table: where, column: answers.second }, schema);
  if ('problem' in second) return unknown(second);
  const { table: name } = first;
  const given = answers.type?.trim();
  const made = given ? typeFrom(given) : first.column.type;
  if (!made) return { problem: `"${given}" is no type: write for instance varchar(20)` };
  if (columnOf(schema, name, to.trim())) return { problem: `There is a column ${columnText(name, to.trim())} already` };
  const key = [first, second].find((each) => !isCopyable(name, each.column, schema));
  if (key)
    return {
      problem: `${columnText(name, key.column.name)} is a key or computes itself: it cannot be merged in phases`,
    };
  return {
    table: name,
    old: [
      { column: first.column, expression: firstValue.trim() },
      { column: second.column, expression: secondValue.trim() },
    ],
    made: [{ column: { name: to.trim(), type: made, nullable: true }, expression: value.trim() }],
  };
}

/** The types of the old columns are no question of this pattern. */
function unknown({ problem }: { readonly problem: string }) {
  return { problem: problem.replace(/: give it.*$/, '') };
}
