import { relationText } from '../../model/name.ts';
import type { Pattern } from '../../model/pattern.ts';
import { misnamed, namesFrom, tableFrom } from '../answers.ts';
import { partitionedIndexPhases } from '../partitioned-index.ts';
import { indexFrom, plainIndex } from './add-index.ts';
import { columns, isUnique, table } from './questions.ts';

export const addPartitionedIndex: Pattern = {
  id: 'add-partitioned-index',
  title: 'Add index to partitioned table (phased)',
  description: 'Made for the table alone, then built beside running writers on each partition and attached',
  asks: [
    { ...table, prompt: 'Partitioned table' },
    columns,
    isUnique,
    { name: 'partitions', prompt: 'Its partitions, with commas (empty: as history knows them)', optional: true },
  ],
  phases: (answers, schema, ground) => {
    const index = indexFrom(answers);
    const said = namesFrom(answers.partitions ?? '');
    const wrong = said.map(misnamed).find((each) => each !== undefined);
    if (wrong !== undefined) return { problem: wrong };
    const phases = partitionedIndexPhases(index, schema, ground, said.map(tableFrom));
    if (phases) return phases;
    const { refused } = ground.effects({ ...index, only: true }, schema);
    return {
      problem:
        refused ??
        `No partition of ${relationText(index.table)} is known from the history: give them with --partitions`,
    };
  },
  plain: (answers, schema, ground) => plainIndex(indexFrom(answers), schema, ground),
};
