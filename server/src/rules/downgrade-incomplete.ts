import type { Difference } from '../model/difference.ts';
import { byPlace } from '../model/difference-place.ts';
import { differenceText } from '../model/difference-text.ts';
import { roundTrip } from '../model/round-trip.ts';
import type { Rule } from '../model/rule.ts';
import { dropEarlier, takenAlong } from '../plans/drop-earlier.ts';
import { leadBackFix } from '../plans/lead-back.ts';

export const downgradeIncomplete: Rule = {
  id: 'downgrade-incomplete',
  severity: 'warning',
  inDowngrade: 'same',
  docs: {
    what: 'The downgrade leaves another schema than there was before the upgrade.',
    why: 'After a rollback the application meets a schema that it was never tested with, and the next upgrade fails on what is still there or already gone.',
    instead:
      'Undo each operation of the upgrade, the last one first, to the type, default and name that was there before.',
    links: ['https://alembic.sqlalchemy.org/en/latest/tutorial.html#downgrading'],
  },
  examples: [
    {
      engine: 'postgresql',
      part: 'file',
      bad: `def upgrade():
    op.add_column("users", sa.Column("email", sa.Text()))
    op.add_column("users", sa.Column("phone", sa.Text()))


def downgrade():
    op.drop_column("users", "phone")`,
      good: `def upgrade():
    op.add_column("users", sa.Column("email", sa.Text()))
    op.add_column("users", sa.Column("phone", sa.Text()))


def downgrade():
    op.drop_column("users", "phone")
    op.drop_column("users", "email")`,
    },
  ],
  *check(subject) {
    const { direction, opposite: up, steps: down, migration, ancestors } = subject;
    const [first] = up;
    const [start] = down;
    if (direction !== 'down' || !first || !start || migration.rollback === 'raises' || migration.piece) return;
    for (const taken of takenAlong(down))
      yield {
        span: taken.step.head,
        message: `${taken.name} has gone with what was dropped before it: there is nothing left to drop, and the way back fails here`,
        fixes: [{ title: `Drop ${taken.name} first`, rewrites: dropEarlier(taken) }],
      };
    const earlier = ancestors.map((each) => each.up);
    const trip = roundTrip(first.before, up, down, earlier);
    if (!trip || trip.differences.length === 0) return;
    const fix = leadBackFix(trip.differences, trip.course, subject);
    for (const [at, here] of byPlace(trip.differences, down))
      yield {
        span: at?.head ?? migration.spans.down ?? start.head,
        ...(here.every(isBearable) && { severity: 'info' as const }),
        message: `The way back leaves another schema than there was: ${listed(here.map(differenceText))}`,
        fixes: fix ? [fix] : [],
      };
  },
};

/** Rows without values allow no NOT NULL, and a type that is looked for is in nobody's way. */
function isBearable(each: Difference): boolean {
  if (each.kind === 'changed') return each.isEmpty === true;
  return each.kind === 'left' ? each.thing.kind === 'enum' : each.kind === 'renamed' && each.what === 'sequence';
}

/** Three of them tell enough. */
function listed(clauses: readonly string[]): string {
  const rest = clauses.length - 3;
  return rest > 1 ? `${clauses.slice(0, 3).join('; ')}; and ${rest} more` : clauses.join('; ');
}
