import type { Fix } from '../model/finding.ts';
import { relationText } from '../model/name.ts';
import { type DeleteRows, isLimited, type UpdateRows } from '../model/operation.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';
import { keyOf, tableOf } from '../model/schema.ts';

export const updateLimitUnsupported: Rule = {
  id: 'update-limit-unsupported',
  severity: 'error',
  inDowngrade: 'same',
  docs: {
    what: 'An UPDATE or DELETE has a LIMIT, on a database whose grammar has none there.',
    why: 'The statement is a syntax error and the migration fails. Only MySQL and MariaDB take it always; SQLite takes it where it was compiled so, which the one in Python usually was not.',
    instead:
      'Choose the rows by their key: UPDATE … WHERE id IN (SELECT id FROM … WHERE … LIMIT 1000). In a loop, go on behind the greatest key of the last batch and commit after each.',
  },
  examples: [
    {
      engine: 'postgresql',
      tool: 'sql',
      bad: 'DELETE FROM events WHERE seen LIMIT 1000;',
      good: 'DELETE FROM events WHERE ctid IN (SELECT ctid FROM events WHERE seen LIMIT 1000);',
    },
  ],
  *check({ steps }) {
    for (const step of steps) {
      const { operation, effects } = step;
      if (!isLimited(operation)) continue;
      const refused = step.error !== undefined || effects.refused !== undefined;
      if (!refused && effects.assumed === undefined) continue;
      const verb = operation.kind === 'updateRows' ? 'UPDATE' : 'DELETE';
      yield {
        span: step.head,
        message: `LIMIT in this ${verb} of ${relationText(operation.table)} ${refused ? 'is a syntax error: no row is changed' : `may be a syntax error: ${effects.assumed}`}`,
        severity: refused ? 'error' : 'warning',
        fixes: byKey(step, operation),
      };
    }
  },
};

/** The places of rows in different partitions may be equal. */
function byKey(step: AnalyzedStep, { table }: UpdateRows | DeleteRows): readonly Fix[] {
  const [key, ...more] = keyOf(step.before, table);
  const single = more.length === 0 ? key : undefined;
  if (single === undefined && tableOf(step.before, table)?.partitioned) return [];
  return [
    { title: 'Choose the rows in a subquery that has the LIMIT', rewrites: [{ kind: 'byKey', step, key: single }] },
  ];
}
