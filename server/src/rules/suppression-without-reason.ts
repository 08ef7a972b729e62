import type { Found, Rule } from '../model/rule.ts';
import type { Suppression } from '../model/suppression.ts';

export const suppressionWithoutReason: Rule = {
  id: 'suppression-without-reason',
  severity: 'warning',
  inDowngrade: 'silent',
  last: true,
  docs: {
    what: 'A comment suppresses a finding and does not say why.',
    why: 'It works, and in a year nobody knows whether the danger was weighed or was in the way. Reviewers cannot tell, either.',
    instead:
      'Write the reason behind the brackets: what makes the statement safe here, or who has decided that it may cost what it costs.',
  },
  examples: [
    {
      engine: 'postgresql',
      bad: '# migration-writer: ignore[drop-table-loses-data]\nop.drop_table("sessions")',
      good: '# migration-writer: ignore[drop-table-loses-data] exported and confirmed empty on 2026-03-01\nop.drop_table("sessions")',
    },
    {
      engine: 'postgresql',
      tool: 'sql',
      bad: 'DROP TABLE sessions; -- migration-writer: ignore[drop-table-loses-data] reason?',
      good: 'DROP TABLE sessions; -- migration-writer: ignore[drop-table-loses-data] exported on 2026-03-01',
    },
  ],
  check: ({ suppressions }) => found(suppressions),
  checkScript: ({ suppressions }) => found(suppressions),
};

function* found(suppressions: readonly Suppression[]): Iterable<Found> {
  for (const { span, scope, reason, rules } of suppressions) {
    if (scope === undefined || reason !== undefined || rules.length === 0) continue;
    const ids = rules.map(({ id }) => id).join(', ');
    yield { span, message: `It does not say why ${ids} may be ignored here: write the reason behind the brackets` };
  }
}
