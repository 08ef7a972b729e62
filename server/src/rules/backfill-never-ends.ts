import type { Fix } from '../model/finding.ts';
import { type Name, relationText } from '../model/name.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';
import { isFresh } from '../model/schema.ts';
import { type Kept, kept } from '../plans/rows.ts';

export const backfillNeverEnds: Rule = {
  id: 'backfill-never-ends',
  severity: 'error',
  inDowngrade: 'same',
  docs: {
    what: 'A loop changes rows until its UPDATE finds no more, and the UPDATE leaves rows as it found them.',
    why: 'A row whose source is NULL gets NULL again, and is found again by `IS NULL` in the next round: once only such rows are left the loop goes on for ever, the deployment hangs, and the locks stay.',
    instead:
      'Leave out the rows that the UPDATE cannot fill (AND source IS NOT NULL), or page through the table by its key.',
    links: ['https://www.postgresql.org/docs/current/functions-comparison.html'],
  },
  examples: [
    {
      engine: 'postgresql',
      bad: `with op.get_context().autocommit_block():
    while True:
        result = op.get_bind().execute(
            sa.text(
                "UPDATE users SET email_lower = lower(email) WHERE id IN (SELECT id FROM users WHERE email_lower IS NULL LIMIT 1000)"
            )
        )
        if result.rowcount == 0:
            break`,
      good: `with op.get_context().autocommit_block():
    while True:
        result = op.get_bind().execute(
            sa.text(
                "UPDATE users SET email_lower = lower(email) WHERE id IN (SELECT id FROM users WHERE email_lower IS NULL AND email IS NOT NULL LIMIT 1000)"
            )
        )
        if result.rowcount == 0:
            break`,
    },
  ],
  *check(subject) {
    for (const step of subject.steps) {
      const { operation, loop, varies, taken, before, effects, head } = step;
      if (operation.kind !== 'updateRows' || loop?.rounds !== 'until' || varies || !taken) continue;
      if (isFresh(before, operation.table) || effects.refused !== undefined) continue;
      const why = kept(taken, operation.table, before, subject);
      if (why)
        yield {
          span: head,
          message: messageFor(why, operation.table),
          ...(why.queried && { severity: 'warning' }),
          fixes: fixesFor(why, step),
        };
    }
  },
};

function messageFor({ column, sources, queried }: Kept, table: Name): string {
  const again = 'finds the same rows in each round: the loop need not end';
  if (column === undefined)
    return `This UPDATE of ${relationText(table)} changes nothing that it chooses rows by, and ${again}`;
  const source = queried ? 'its query finds nothing' : `${sources.join(' or ')} is NULL`;
  return `Where ${source}, ${column} of ${relationText(table)} stays NULL, and this UPDATE ${again}`;
}

function fixesFor({ column, sources, queried }: Kept, step: AnalyzedStep): readonly Fix[] {
  if (column === undefined || queried || step.taken?.joined || sources.includes('NULL')) return [];
  return [
    {
      title: `Leave out rows whose ${sources.join(' or ')} is NULL`,
      rewrites: [{ kind: 'notNull', step, column, sources }],
    },
  ];
}
