import type { Pattern } from '../../model/pattern.ts';
import { tableFrom } from '../answers.ts';
import { nameFor } from '../names.ts';
import { alone } from '../planned.ts';
import { column, table } from './questions.ts';

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
