import { columnText, type Name } from '../../model/name.ts';
import type { Pattern } from '../../model/pattern.ts';
import { columnOf } from '../../model/schema.ts';
import { tableFrom } from '../answers.ts';
import { namesFollowing } from '../names-following.ts';
import { firstPhase } from '../plan.ts';
import { shared } from '../planned.ts';
import { renameColumnPlan } from '../rename-column.ts';
import { column, knownColumn, table, type } from './questions.ts';

export const renameColumn: Pattern = {
  id: 'rename-column',
  title: 'Rename column (phased)',
  description: 'New column kept equal by a trigger, batched copy, then the old column goes: no running code breaks',
  asks: [
    table,
    column,
    { name: 'to', prompt: 'New name', placeholder: 'email_address' },
    { ...type, optional: true, prompt: 'Type (empty: as history knows it)' },
  ],
  phases: (answers, schema, ground) => {
    const known = knownColumn(answers, schema);
    if ('problem' in known) return known;
    const { table: name, column: old } = known;
    const to = (answers.to ?? '').trim();
    if (columnOf(schema, name, to)) return taken(name, to);
    const plan = renameColumnPlan(name, old, to, schema, ground);
    if (!plan)
      return { problem: `${columnText(name, old.name)} is a key or computes itself: it cannot be renamed in phases` };
    return [firstPhase(`add ${name.name} ${to} beside ${old.name}`, plan), ...plan.phases];
  },
  plain: ({ table: where = '', column: what = '', to: answer = '' }, schema, ground) => {
    const [name, from, to] = [tableFrom(where), what.trim(), answer.trim()];
    const rename = { kind: 'renameColumn', table: name, column: from, to } as const;
    if (columnOf(schema, name, to)) return taken(name, to);
    const names = namesFollowing(rename, schema, ground);
    return {
      title: `rename ${name.name} ${from} to ${to}`,
      before: [`No code that names ${columnText(name, from)} runs any more, and none that names ${to} runs yet.`],
      up: [shared(rename), ...names.there],
      down: [...names.back, shared({ kind: 'renameColumn', table: name, column: to, to: from })],
    };
  },
};

function taken(table: Name, to: string) {
  return { problem: `There is a column ${columnText(table, to)} already` };
}
