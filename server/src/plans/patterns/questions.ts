import type { Column } from '../../model/column.ts';
import type { Answers, Question } from '../../model/pattern.ts';
import { typeFrom } from '../answers.ts';

export const table: Question = { name: 'table', prompt: 'Table', placeholder: 'users', suggests: 'table' };
export const column: Question = { name: 'column', prompt: 'Column', placeholder: 'email', suggests: 'column' };
export const newColumn: Question = { name: 'column', prompt: 'Name of the new column', placeholder: 'status' };
export const type: Question = { name: 'type', prompt: 'Type', placeholder: 'varchar(20)' };

/** The new column that was asked for, without what is set later. */
export function columnFrom({ column: name = '', type: answer = '' }: Answers): Column | { readonly problem: string } {
  const known = typeFrom(answer);
  return known
    ? { name: name.trim(), type: known, nullable: true }
    : { problem: `"${answer}" is no type: write for instance varchar(20)` };
}
