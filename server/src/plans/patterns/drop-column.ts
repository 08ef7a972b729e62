import type { Pattern } from '../../model/pattern.ts';
import { columnOf } from '../../model/schema.ts';
import { tableFrom, typeFrom } from '../answers.ts';
import { dropColumnPhase } from '../drop-column.ts';
import { column, table, type } from './questions.ts';

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
