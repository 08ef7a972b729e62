import { limit, perSecond } from './application.ts';
import { deployment, type Measured } from './measure.ts';

/** A pattern in both forms. */
export interface Line {
  readonly title: string;
  readonly what: string;
  readonly plain: Measured;
  readonly phased: Measured;
}

/** The page of the documentation, by the name of the server. */
export function page(
  sections: ReadonlyMap<string, readonly Line[]>,
  {
    rows,
    alembic,
    day,
    load,
  }: { readonly rows: number; readonly alembic: string; readonly day: Date; readonly load: number },
): string {
  const parts = [...sections].map(([server, lines]) => `## ${server}, ${counted(rows)} rows\n\n${tableOf(lines)}\n`);
  return `# What plans spare, measured

How many statements of an application were **blocked**, that is were answered later than ${limit} ms after they were due, while a real
Alembic ran a change in its plain form (one migration, as one would write it who has the database alone) and in the phases that
\`migration-writer new\` writes; the longest wait in seconds; and how many statements failed, because the column or table that running
code names was not there.

The application sends ${perSecond} reads and ${perSecond} writes of single rows each second, whether or not the earlier ones have been answered, as
people do. Between migrations new code is deployed where the plan says so; a deployment takes ${deployment / 1000} seconds.

Measured on ${day.toISOString().slice(0, 10)} with ${alembic} and SQLAlchemy 2.1 on a machine of two cores, one run each, no averages;
its load average was ${load.toFixed(0)} at the end: above 2, waits of some tenths of a second come from others who used it. Servers of \`npm run test:servers\` (fsync and autovacuum off, default memory). Phases take longer in all: what they spare is the wait.
\`WRITE=1 npm run test:servers -- headline\` writes this page anew, \`ROWS_MEASURED=5000000\` with more rows.

${parts.join('\n')}`;
}

function tableOf(lines: readonly Line[]): string {
  const rows = lines.map(({ title, what, plain, phased }) =>
    [title.replace(/ \(phased\)$/, ''), what, ...cells(plain), ...cells(phased), phased.migrations].join(' | '),
  );
  return `| Pattern | Change | plain: blocked | longest | failed | took | phases: blocked | longest | failed | took | migrations |
|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
${rows.map((row) => `| ${row} |`).join('\n')}`;
}

function cells({ blocked, longest, failed, took }: Measured): readonly string[] {
  return [blocked === 0 ? '0' : `**${counted(blocked)}**`, seconds(longest), counted(failed), seconds(took)];
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

function counted(count: number): string {
  return count.toLocaleString('en-US');
}
