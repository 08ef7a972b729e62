import type { Answers, Pattern } from '../../model/pattern.ts';
import { tableFrom } from '../answers.ts';
import { backfillPlan, batchRows, type Pace } from '../backfill.ts';
import { column, table } from './questions.ts';

export const backfill: Pattern = {
  id: 'backfill',
  title: 'Data backfill',
  description:
    'Fills a column where it is NULL, in small batches along the primary key, each committed by itself, with a rest between them',
  asks: [
    table,
    column,
    { name: 'value', prompt: 'SQL value, over the same row', placeholder: 'lower(email)' },
    { name: 'batch', prompt: `Rows a batch (empty: ${batchRows})`, optional: true },
    { name: 'pause', prompt: 'Seconds between batches (empty: as long as the batch took)', optional: true },
  ],
  phases: (answers, schema) => {
    const pace = paceFrom(answers);
    if ('problem' in pace) return pace;
    const { table: where = '', column: what = '', value = '' } = answers;
    return [backfillPlan(tableFrom(where), what.trim(), { expression: value.trim() }, schema, [], pace)];
  },
};

function paceFrom({ batch = '', pause = '' }: Answers): Pace | { readonly problem: string } {
  const [rows, seconds] = [batch.trim(), pause.trim()];
  if (rows !== '' && !/^[1-9]\d{0,8}$/.test(rows))
    return { problem: `"${rows}" is no number of rows: write for instance 500` };
  if (seconds !== '' && !/^\d{1,5}(\.\d{1,3})?$/.test(seconds))
    return { problem: `"${seconds}" is no number of seconds: write for instance 0.2` };
  return {
    ...(rows !== '' && { rows: Number(rows) }),
    ...(seconds !== '' && { pause: Number(seconds) }),
  };
}
