import { loadavg } from 'node:os';
import { patterns } from '../../../server/src/plans/index.ts';
import { postgresql } from '../databases.ts';
import { everywhere as edition, startAlembic } from '../postgresql/plans/alembic.ts';
import type { Headline } from '../postgresql/plans/scenario.ts';
import { isChosen, isWanted, type Verify } from '../verified.ts';
import { limit, perSecond } from './application.ts';
import { type Measured, measure } from './measure.ts';
import { counted, measuredWith, seconds } from './page.ts';
import { publish } from './publish.ts';
import { filled } from './tables.ts';

/**
 * A table of millions of rows: where the plain form keeps statements waiting for as long as it runs, phases let none wait for a second. It
 * takes an hour or so, and some gigabytes.
 */
export const verify: Verify = async (words, versions) => {
  const open = large.filter(([id]) => isChosen(id, words));
  if (open.length === 0 || !isWanted('15', versions)) return [];
  const load = loadavg()[0] ?? 0;
  const databases = await postgresql(15);
  const alembic = startAlembic(edition);
  const count = { passed: 0, failed: 0 };
  const lines: string[] = [];
  try {
    for (const [id, headline] of open) {
      const run = async (form: 'plain' | 'phased') => {
        const measured = await measure(id, headline, form, rows, 'postgresql', databases, alembic);
        lines.push(lineOf(id, form, measured));
        console.log(lines.at(-1));
        return measured;
      };
      try {
        count[isSpared(await run('plain'), await run('phased')) ? 'passed' : 'failed']++;
      } catch (error) {
        count.failed++;
        console.log(`large ${id}: ${error instanceof Error ? error.message : error}`);
      }
    }
  } finally {
    alembic.stop();
    await databases.stop();
  }
  publish('measured-large-tables.md', largePage(lines, databases.server, load));
  return [{ server: `large tables with ${edition.title} on ${databases.server}`, ...count }];
};

function largePage(lines: readonly string[], server: string, load: number): string {
  return `# Plans on a table of ${counted(rows)} rows, measured

What the plain form of a change and its phases keep waiting on a large table of ${server}, where an application sends ${perSecond} reads and
${perSecond} writes of single rows each second. **Blocked** is a statement that was answered later than ${limit} ms after it was due.

${measuredWith({ alembic: edition.title, day: new Date(), load })}
\`WRITE=1 npm run test:servers -- large\` writes this page anew; \`ROWS_LARGE\` is the number of rows. Smaller tables, and all patterns:
[measured-plans.md](measured-plans.md).

| Pattern | Form | blocked | longest wait | failed | took | migrations |
|---|---|--:|--:|--:|--:|--:|
${lines.join('\n')}
`;
}

const rows = Number(process.env.ROWS_LARGE ?? 5_000_000);

const lines = (more: string, count: number) => `op.create_table(
    "orders",
    sa.Column("id", sa.BigInteger(), primary_key=True, autoincrement=False),
    sa.Column("quantity", sa.Integer(), nullable=True),
    sa.Column("email", sa.String(length=100), nullable=True),
    sa.Column("touched", sa.Integer(), nullable=True),
)
${filled('postgresql', 'orders', ['n', "'user' || n", '0'], count)}${more}`;

const one = (what: string, answers: Headline['answers'], more: Partial<Headline> = {}): Headline => ({
  what,
  answers: { table: 'orders', ...answers },
  history: (count) => lines('', count),
  ...more,
});

/** A handful that people write all the time. */
const large: readonly (readonly [pattern: string, headline: Headline])[] = [
  ['add-index', one('an index', { column: 'email' })],
  ['set-not-null', one('NOT NULL', { column: 'email' })],
  ['add-check', one('a CHECK', { expression: "email LIKE 'user%'" })],
  ['add-unique', one('UNIQUE', { column: 'email' })],
  ['change-type', one('integer to bigint', { column: 'quantity', type: 'bigint' })],
];

/** What a busy machine adds by itself does not count as long as it is less than a second. */
function isSpared(plain: Measured, phased: Measured): boolean {
  const wholeTime = plain.longest > 0.6 * plain.took;
  return wholeTime && phased.longest < 1000 && phased.failed === 0;
}

function lineOf(id: string, form: string, { blocked, longest, failed, took, migrations }: Measured): string {
  const title = patterns.find((each) => each.id === id)?.title ?? id;
  return `| ${[title.replace(/ \(phased\)$/, ''), form, blocked, seconds(longest), failed, seconds(took), migrations].join(' | ')} |`;
}
