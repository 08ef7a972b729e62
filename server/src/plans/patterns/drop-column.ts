import type { Pattern } from '../../model/pattern.ts';
import { dropColumnPhase } from '../drop-column.ts';
import { column, knownColumn, table, type } from './questions.ts';

export const dropColumn: Pattern = {
  id: 'drop-column',
  title: 'Drop column',
  description:
    'Drops a column that no deployed code names any more; the downgrade brings the column back, not its values',
  asks: [table, column, { ...type, optional: true, prompt: 'Type, for the downgrade (empty: as history knows it)' }],
  phases: (answers, schema) => {
    const known = knownColumn(answers, schema);
    if ('problem' in known) return known;
    const { table: name, column: dropped } = known;
    const nullable = dropped.nullable || !dropped.default;
    return [dropColumnPhase(name, { ...dropped, nullable }, schema)];
  },
};
