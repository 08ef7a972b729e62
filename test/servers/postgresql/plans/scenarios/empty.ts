import type { Proof } from '../scenario.ts';
import { plain, world } from '../world.ts';

export const empty: Proof = {
  scenarios: [
    {
      ...world(plain),
      name: 'empty migration',
      command: ['new', 'empty', '--message', 'it says "nothing"'],
      revisions: 1,
      gives: [],
    },
  ],
};
