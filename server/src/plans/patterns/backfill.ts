import type { Pattern } from '../../model/pattern.ts';
import { tableFrom } from '../answers.ts';
import { backfillPlan } from '../backfill.ts';
import { column, table } from './questions.ts';

export const backfill: Pattern = {
  id: 'backfill',
  title: 'Data backfill',
  description: 'Fills a column where it is NULL, in small batches along the primary key, each committed by itself',
  asks: [table, column, { name: 'value', prompt: 'SQL value, over the same row', placeholder: 'lower(email)' }],
  phases: ({ table: where = '', column: what = '', value = '' }, schema) => [
    backfillPlan(tableFrom(where), what.trim(), { expression: value.trim() }, schema),
  ],
};
