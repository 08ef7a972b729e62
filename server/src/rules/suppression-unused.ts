import type { Found, Rule } from '../model/rule.ts';
import type { SuppressedRule, Suppression } from '../model/suppression.ts';

export const suppressionUnused: Rule = {
  id: 'suppression-unused',
  severity: 'warning',
  inDowngrade: 'silent',
  last: true,
  docs: {
    what: 'A comment is to suppress something, and there is nothing that it suppresses.',
    why: 'The statement has changed since, or the comment stands in the wrong place or misspells the rule: then the finding it was meant for is still there. One that is left over hides the next finding, which nobody has weighed.',
    instead:
      'Remove the comment, or write the rule’s id as the finding has it. `ignore[…]` stands at the end of a line of the statement or on the line above it, `ignore-file[…]` above the first statement of the file.',
  },
  examples: [
    {
      engine: 'postgresql',
      bad: 'op.create_table("t", sa.Column("a", sa.Integer()))  # migration-writer: ignore[drop-table-loses-data] moved away',
      good: 'op.create_table("t", sa.Column("a", sa.Integer()))',
    },
    {
      engine: 'postgresql',
      tool: 'sql',
      bad: '-- migration-writer: ignore[drop-tables-loses-data] exported on 2026-03-01\nDROP TABLE sessions;',
      good: '-- migration-writer: ignore[drop-table-loses-data] exported on 2026-03-01\nDROP TABLE sessions;',
    },
  ],
  check: ({ suppressions }) => found(suppressions),
  checkScript: ({ suppressions }) => found(suppressions),
};

function* found(suppressions: readonly Suppression[]): Iterable<Found> {
  for (const each of suppressions) {
    const whole = wrongAsAWhole(each);
    if (whole !== undefined) {
      yield { span: each.span, message: whole };
      continue;
    }
    for (const rule of each.rules) {
      const wrong = wrongIn(rule, each);
      if (wrong) yield wrong;
    }
  }
}

function wrongAsAWhole({ scope, misplaced, rules }: Suppression): string | undefined {
  if (scope === undefined)
    return 'This suppresses nothing: write ignore[rule-id] or ignore-file[rule-id], and a reason behind it';
  if (rules.length === 0) return 'This suppresses nothing: no rule stands in the brackets';
  return misplaced ? 'This suppresses nothing: ignore-file stands above the first statement of the file' : undefined;
}

function wrongIn(
  { id, span, state, nearest }: SuppressedRule,
  { span: whole, rules, scope }: Suppression,
): Found | undefined {
  if (state === 'used' || state === 'off') return undefined;
  if (state === 'unknown') {
    const title = `Write ${nearest}`;
    return {
      span,
      message: `There is no rule "${id}"${nearest === undefined ? '' : `; did you mean ${nearest}?`}`,
      fixes: nearest === undefined ? [] : [{ title, rewrites: [{ kind: 'comment', span, text: nearest }] }],
    };
  }
  const words = { kind: 'comment', text: '' } as const;
  return {
    span,
    message: `${id} finds nothing ${scope === 'file' ? 'in this file' : 'here'} that could be ignored`,
    fixes: rules.length > 1 ? [] : [{ title: 'Remove the comment', rewrites: [{ ...words, span: whole }] }],
  };
}
