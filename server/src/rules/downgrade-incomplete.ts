import type { Difference } from '../model/difference.ts';
import { differenceText } from '../model/difference-text.ts';
import { type RoundTrip, roundTrip } from '../model/round-trip.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';
import { isSame, schemaKey } from '../model/schema.ts';
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
    const { direction, opposite: up, steps: down, migration } = subject;
    const [first] = up;
    const [start] = down;
    if (direction !== 'down' || !first || !start || migration.rollback === 'raises') return;
    const trip = roundTrip(first.before, up, down);
    const differences = trip?.differences.filter((each) => !isOfLostEnum(each, trip)) ?? [];
    if (!trip || differences.length === 0) return;
    const fix = leadBackFix(differences, trip.course, subject);
    for (const [at, here] of placed(differences, down))
      yield {
        span: at?.head ?? migration.spans.down ?? start.head,
        message: `The way back leaves another schema than there was: ${listed(here.map(differenceText))}`,
        fixes: fix ? [fix] : [],
      };
  },
};

/** What the way back makes otherwise than it was is told where it does so, all the rest where it begins. */
function placed(differences: readonly Difference[], down: readonly AnalyzedStep[]) {
  const places = new Map<AnalyzedStep | undefined, Difference[]>();
  for (const each of differences) {
    const doer = each.kind === 'changed' ? down.findLast((step) => isAbout(step, each)) : undefined;
    places.set(doer, [...(places.get(doer) ?? []), each]);
  }
  return places;
}

function isAbout({ operation }: AnalyzedStep, each: Extract<Difference, { readonly kind: 'changed' }>): boolean {
  if (!('table' in operation) || !operation.table || !isSame(operation.table, each.table)) return false;
  if (operation.kind === 'addColumn') return operation.column.name === each.was.name;
  if (operation.kind === 'createTable') return true;
  const kinds = { type: ['changeType'], nullable: ['setNotNull', 'dropNotNull'], default: ['setDefault'] };
  return kinds[each.facet].includes(operation.kind) && 'column' in operation && operation.column === each.was.name;
}

/** Three of them tell enough. */
function listed(clauses: readonly string[]): string {
  const rest = clauses.length - 3;
  return rest > 1 ? `${clauses.slice(0, 3).join('; ')}; and ${rest} more` : clauses.join('; ');
}

/** A type whose last column goes on the way back has a finding of its own. */
function isOfLostEnum(each: Difference, { course }: RoundTrip): boolean {
  if (each.kind !== 'left' || each.thing.kind !== 'enum') return false;
  const key = schemaKey(each.thing.name);
  return [...course.between.tables.values()].some(({ columns }) =>
    [...columns.values()].some(({ type }) => type?.name === key || type?.name === `"${key}"`),
  );
}
