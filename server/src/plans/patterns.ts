import type { Column } from '../model/column.ts';
import type { Phase } from '../model/finding.ts';
import type { Answers, Pattern, Question } from '../model/pattern.ts';
import { columnOf } from '../model/schema.ts';
import { addNotNullColumnPlan } from './add-not-null-column.ts';
import { defaultFrom, tableFrom, typeFrom } from './answers.ts';
import { backfillPlan } from './backfill.ts';
import { dropColumnPhase } from './drop-column.ts';
import { nameFor } from './names.ts';
import type { Plan } from './plan.ts';
import { alone, shared } from './planned.ts';
import { renameColumnPlan } from './rename-column.ts';

const table: Question = { name: 'table', prompt: 'Table', placeholder: 'users', suggests: 'table' };
const column: Question = { name: 'column', prompt: 'Column', placeholder: 'email', suggests: 'column' };
const newColumn: Question = { name: 'column', prompt: 'Name of the new column', placeholder: 'status' };
const type: Question = { name: 'type', prompt: 'Type', placeholder: 'varchar(20)' };

export const empty: Pattern = {
  id: 'empty',
  title: 'Empty migration',
  description: 'A migration that does nothing yet, on the way forward and back',
  asks: [{ name: 'message', prompt: 'What does it do?', placeholder: 'add status to users' }],
  phases: ({ message = '' }) => [{ title: message, before: [], up: [], down: [] }],
};

export const addColumn: Pattern = {
  id: 'add-column',
  title: 'Add column',
  description: 'A nullable column, or one with a default: instant on a table of any size',
  asks: [
    table,
    newColumn,
    type,
    { name: 'default', prompt: 'Database default (leave empty for none)', optional: true },
  ],
  phases: (answers) => {
    const made = columnFrom(answers);
    if ('problem' in made) return made;
    const name = tableFrom(answers.table ?? '');
    const value = answers.default?.trim() ? defaultFrom(answers.default) : undefined;
    return [
      {
        title: `add ${name.name} ${made.name}`,
        before: [],
        up: [shared({ kind: 'addColumn', table: name, column: { ...made, default: value }, constraints: [] })],
        down: [shared({ kind: 'dropColumn', table: name, column: made.name })],
      },
    ];
  },
};

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
    return [first(`add ${name.name} ${made.name}`, plan), ...plan.phases];
  },
};

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
  phases: (answers, schema) => {
    const name = tableFrom(answers.table ?? '');
    const from = (answers.column ?? '').trim();
    const to = (answers.to ?? '').trim();
    const said = answers.type?.trim() ? typeFrom(answers.type) : undefined;
    const known = columnOf(schema, name, from);
    const old: Column = { ...(known ?? { nullable: true }), name: from, type: said ?? known?.type };
    if (!old.type)
      return { problem: `The type of ${name.name}.${from} is not known from the history: give it with --type` };
    const plan = renameColumnPlan(name, old, to, schema);
    if (!plan) return { problem: `${name.name}.${from} is a key or computes itself: it cannot be renamed in phases` };
    return [first(`add ${name.name} ${to} beside ${from}`, plan), ...plan.phases];
  },
};

export const dropColumn: Pattern = {
  id: 'drop-column',
  title: 'Drop column',
  description:
    'Drops a column that no deployed code names any more; the downgrade brings the column back, not its values',
  asks: [table, column, { ...type, optional: true, prompt: 'Type, for the downgrade (empty: as history knows it)' }],
  phases: (answers, schema) => {
    const name = tableFrom(answers.table ?? '');
    const dropped = (answers.column ?? '').trim();
    const said = answers.type?.trim() ? typeFrom(answers.type) : undefined;
    const known = columnOf(schema, name, dropped);
    const back = said ?? known?.type;
    if (!back)
      return { problem: `The type of ${name.name}.${dropped} is not known from the history: give it with --type` };
    const nullable = known ? known.nullable || !known.default : true;
    return [dropColumnPhase(name, { ...(known ?? {}), name: dropped, type: back, nullable }, schema)];
  },
};

export const addIndex: Pattern = {
  id: 'add-index',
  title: 'Add index',
  description: 'Built concurrently, outside the transaction: readers and writers go on',
  asks: [
    table,
    { ...column, prompt: 'Column, or several with commas' },
    { name: 'unique', prompt: 'Unique? (yes or no)', optional: true },
  ],
  phases: (answers) => {
    const name = tableFrom(answers.table ?? '');
    const columns = (answers.column ?? '')
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '');
    const unique = /^(y|yes|true|unique)$/i.test(answers.unique?.trim() ?? '');
    const index = nameFor(unique ? 'uq' : 'ix', name.name, ...columns);
    return [
      {
        title: `add index ${index}`,
        before: unique ? [`No two rows of ${name.name} have the same ${columns.join(', ')}.`] : [],
        up: [
          alone({
            kind: 'createIndex',
            table: name,
            name: index,
            keys: columns.map((each) => ({ column: each })),
            unique,
            concurrently: true,
          }),
        ],
        down: [alone({ kind: 'dropIndex', index: { ...name, name: index }, table: name, concurrently: true })],
      },
    ];
  },
};

export const backfill: Pattern = {
  id: 'backfill',
  title: 'Data backfill',
  description: 'Fills a column where it is NULL, in small batches along the primary key, each committed by itself',
  asks: [table, column, { name: 'value', prompt: 'SQL value, over the same row', placeholder: 'lower(email)' }],
  phases: ({ table: where = '', column: what = '', value = '' }, schema) => [
    backfillPlan(tableFrom(where), what.trim(), { expression: value.trim() }, schema),
  ],
};

function columnFrom({ column: name = '', type: answer = '' }: Answers): Column | { readonly problem: string } {
  const known = typeFrom(answer);
  return known
    ? { name: name.trim(), type: known, nullable: true }
    : { problem: `"${answer}" is no type: write for instance varchar(20)` };
}

function first(title: string, plan: Plan): Phase {
  return { title, before: [], up: plan.first, down: plan.undoFirst };
}
