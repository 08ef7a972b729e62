import type { Pattern } from '../../model/pattern.ts';
import { defaultFrom, tableFrom } from '../answers.ts';
import { shared } from '../planned.ts';
import { columnFrom, newColumn, table, type } from './questions.ts';

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
