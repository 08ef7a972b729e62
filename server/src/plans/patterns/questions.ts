import type { Column, ColumnType } from '../../model/column.ts';
import { columnText, type Name } from '../../model/name.ts';
import type { Answers, Objection, Question } from '../../model/pattern.ts';
import { columnOf, type Schema } from '../../model/schema.ts';
import { tableFrom, typeFrom } from '../answers.ts';

export const table: Question = { name: 'table', prompt: 'Table', placeholder: 'users', suggests: 'table' };
export const column: Question = { name: 'column', prompt: 'Column', placeholder: 'email', suggests: 'column' };
export const columns: Question = { ...column, prompt: 'Column, or several with commas', several: true };
export const enumType: Question = { name: 'type', prompt: 'Enum type', placeholder: 'status', suggests: 'enum' };
export const noEnumTypes = {
  problem:
    'There are no enumerated types here that stand by themselves: a column has its values in its own type, or in a CHECK',
};
export const newColumn: Question = { name: 'column', prompt: 'Name of the new column', placeholder: 'status' };
export const type: Question = { name: 'type', prompt: 'Type', placeholder: 'varchar(20)' };
export const existingType: Question = {
  ...type,
  optional: true,
  prompt: 'Type (empty: as history knows it)',
};

export const constraintName: Question = {
  name: 'name',
  prompt: 'Name (empty: made of table and columns)',
  optional: true,
};
export const isUnique: Question = { name: 'unique', prompt: 'Unique? (yes or no)', optional: true };

export function saysYes(answer: string | undefined): boolean {
  return /^(y|yes|true|unique)$/i.test(answer?.trim() ?? '');
}

/** The new column that was asked for, without what is set later. */
export function columnFrom(
  { table: where = '', column: answered = '', type: answer = '' }: Answers,
  schema: Schema,
): Column | { readonly problem: string } {
  const known = typeFrom(answer);
  const name = answered.trim();
  const table = tableFrom(where);
  if (columnOf(schema, table, name)) return { problem: `There is a column ${columnText(table, name)} already` };
  return known
    ? { name, type: known, nullable: true }
    : { problem: `"${answer}" is no type: write for instance varchar(20)` };
}

/** The column that was asked for, as history knows it; a type that the author gives counts more. */
export function knownColumn(answers: Answers, schema: Schema, typeIs = 'type'): Known | Objection {
  const table = tableFrom(answers.table ?? '');
  const name = (answers.column ?? '').trim();
  const given = answers[typeIs]?.trim() ?? '';
  const said = given === '' ? undefined : typeFrom(given);
  if (given !== '' && !said)
    return { problem: `"${given}" is no type: write for instance varchar(20)`, answerable: true };
  const known = columnOf(schema, table, name);
  const type = said ?? known?.type;
  return type
    ? { table, column: { ...(known ?? { nullable: true }), name, type } }
    : {
        problem: `The type of ${columnText(table, name)} is not known from the history: give it with --${typeIs}`,
        answerable: true,
      };
}

export interface Known {
  readonly table: Name;
  readonly column: Column & { readonly type: ColumnType };
}
