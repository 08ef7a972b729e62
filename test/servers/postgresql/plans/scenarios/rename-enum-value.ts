import type { Proof } from '../scenario.ts';
import { asking, count, moodHistory, moodRows, moodTraffic } from '../world.ts';

export const renameEnumValue: Proof = {
  scenarios: [
    {
      name: 'rename value of enum',
      history: moodHistory,
      rows: moodRows,
      table: 'people',
      command: asking('rename-enum-value', { type: 'mood', value: 'sad', to: 'un"happy' }),
      revisions: 1,
      gives: [[count('people', `id BETWEEN 1001 AND 3000 AND mood = 'un"happy'`), '667']],
      traffic: moodTraffic,
    },
  ],
};
