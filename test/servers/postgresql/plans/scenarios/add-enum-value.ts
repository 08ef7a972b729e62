import type { Proof } from '../scenario.ts';
import { asking, moodHistory, moodRows, moodTraffic } from '../world.ts';

export const addEnumValue: Proof = {
  scenarios: [
    {
      name: 'add value to enum',
      history: moodHistory,
      rows: moodRows,
      table: 'people',
      command: asking('add-enum-value', { type: 'mood', value: "it's 100% :fine", after: 'ok' }),
      revisions: 1,
      gives: [["SELECT array_to_string(enum_range(NULL::mood), ',')", "ok,it's 100% :fine,sad"]],
      traffic: moodTraffic,
    },
  ],
};
