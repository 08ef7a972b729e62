import type { Column } from '../../model/column.ts';
import { columnText } from '../../model/name.ts';
import type { Pattern } from '../../model/pattern.ts';
import { columnOf } from '../../model/schema.ts';
import { tableFrom, typeFrom } from '../answers.ts';
import { namesFollowing } from '../names-following.ts';
import { firstPhase } from '../plan.ts';
import { shared } from '../planned.ts';
import { renameColumnPlan } from '../rename-column.ts';
import { column, table, type } from './questions.ts';

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
    const name = tableFrom(answers.table ?? '');
    const from = (answers.column ?? '').trim();
    const to = (answers.to ?? '').trim();
    const said = answers.type?.trim() ? typeFrom(answers.type) : undefined;
    const known = columnOf(schema, name, from);
    const old: Column = { ...(known ?? { nullable: true }), name: from, type: said ?? known?.type };
    if (!old.type)
      return { problem: `The type of ${name.name}.${from} is not known from the history: give it with --type` };
    const plan = renameColumnPlan(name, old, to, schema, ground);
    if (!plan) return { problem: `${name.name}.${from} is a key or computes itself: it cannot be renamed in phases` };
    return [firstPhase(`add ${name.name} ${to} beside ${from}`, plan), ...plan.phases];
  },
  plain: ({ table: where = '', column: what = '', to: answer = '' }, schema, ground) => {
    const [name, from, to] = [tableFrom(where), what.trim(), answer.trim()];
    const rename = { kind: 'renameColumn', table: name, column: from, to } as const;
    const names = namesFollowing(rename, schema, ground);
    return {
      title: `rename ${name.name} ${from} to ${to}`,
      before: [`No code that names ${columnText(name, from)} runs any more, and none that names ${to} runs yet.`],
      up: [shared(rename), ...names.there],
      down: [...names.back, shared({ kind: 'renameColumn', table: name, column: to, to: from })],
    };
  },
};
