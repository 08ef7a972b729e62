import { relationText } from '../model/name.ts';
import { addedConstraints } from '../model/operation.ts';
import type { Rule } from '../model/rule.ts';

export const exclusionBlocks: Rule = {
  id: 'exclusion-blocks',
  severity: 'error',
  inDowngrade: 'lower',
  inMaintenanceWindow: 'lower',
  docs: {
    what: 'An EXCLUDE constraint is added to a table that is in use, and its index is built on the spot.',
    why: 'The table is held under ACCESS EXCLUSIVE while the index is built and every pair of rows is compared: neither reads nor writes get through. One overlap makes it fail at the end. There is no NOT VALID and no USING INDEX for it.',
    instead:
      'Set a short lock_timeout and choose a quiet hour; on a table that is too large for that, make a new table with the constraint and move the rows over.',
  },
  examples: [
    {
      engine: 'postgresql',
      tool: 'sql',
      bad: 'ALTER TABLE bookings ADD CONSTRAINT no_overlap EXCLUDE USING gist (room WITH =, during WITH &&);',
      good: `CREATE TABLE bookings_new (
    LIKE bookings INCLUDING ALL,
    CONSTRAINT no_overlap EXCLUDE USING gist (room WITH =, during WITH &&)
);`,
    },
  ],
  *check({ steps }) {
    for (const step of steps) {
      const { operation, effects, head } = step;
      if (effects.work !== 'index build' || effects.blocks === 'nothing') continue;
      const added = addedConstraints(operation);
      const exclusion = added?.constraints.find((each) => each.kind === 'exclude');
      if (!added || !exclusion) continue;
      yield {
        span: head,
        growing: step,
        message: `${exclusion.name ?? 'The EXCLUDE constraint'} builds its index while reads and writes on ${relationText(added.table)} wait, and fails if two rows overlap`,
      };
    }
  },
};
