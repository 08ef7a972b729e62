import { limit, perSecond } from './application.ts';
import { deployment, hurt, type Measured } from './measure.ts';

/** What was measured on one server. */
export interface Section {
  readonly server: string;
  readonly lines: readonly Line[];
  /** What has nothing to gain there, why the command line says so, and what the plain form costs. */
  readonly others: readonly (Pick<Line, 'title' | 'what' | 'plain'> & { readonly why: string })[];
}

/** A pattern in both forms. */
export interface Line {
  readonly title: string;
  readonly what: string;
  readonly plain: Measured;
  readonly phased: Measured;
}

/** Under which conditions, so that a reader can tell what the numbers are worth. */
export interface Conditions {
  readonly rows: number;
  readonly alembic: string;
  readonly day: Date;
  /** Before it began. */
  readonly load: number;
}

/** The page of the documentation, the biggest win on top. */
export function page(sections: readonly Section[], { rows, ...conditions }: Conditions): string {
  return `# What plans spare, measured

A change of the schema is made twice while an application works on the table: in its **plain** form (one migration, as one would write
it who has the database alone) and in the **phases** that \`migration-writer new\` writes. A statement is **blocked** if it was answered
later than ${limit} ms after it was due; it has **failed** if the server refused it, mostly because the column or table that running code
names was not there. *Longest* is the longest that one of them waited, *took* the time that the migrations ran.

${sumsOf(sections)}

The application sends ${perSecond} reads and ${perSecond} writes of single rows each second, whether or not the earlier ones have been answered, as
people do. New code is deployed where the plan says so, and behind the migration in the plain form; a deployment takes ${deployment / 1000} seconds.
Phases take longer in all: what they spare is the wait.

${measuredWith(conditions)}
\`WRITE=1 npm run test:servers -- headline\` writes this page anew, with \`ROWS_MEASURED=5000000\` for more rows.

${sections.map((each) => sectionOf(each, rows)).join('\n')}`;
}

/** How a run is described on every page of measurements. */
export function measuredWith({ alembic, day, load }: Omit<Conditions, 'rows'>): string {
  const busy = load > 2 ? ': waits of some tenths of a second come from what else ran there' : '';
  return `Measured on ${day.toISOString().slice(0, 10)} with ${alembic} and SQLAlchemy 2.1 on a machine of two cores, whose load average was ${load.toFixed(1)}
before it began${busy}; one run each, no averages. Servers as \`npm run test:servers\` starts them (PostgreSQL with fsync and autovacuum off).`;
}

function sumsOf(sections: readonly Section[]): string {
  return sections
    .map(({ server, lines }) => {
      const of = (form: 'plain' | 'phased', what: 'blocked' | 'failed') =>
        counted(lines.reduce((sum, line) => sum + line[form][what], 0));
      return `**${server}: in the plain form ${of('plain', 'blocked')} statements were blocked and ${of('plain', 'failed')} failed, in phases ${of('phased', 'blocked')} were blocked and ${of('phased', 'failed')} failed** (${lines.length} changes).`;
    })
    .join('\n');
}

function sectionOf({ server, lines, others }: Section, rows: number): string {
  const spared = ({ plain, phased }: Line) => hurt(plain) - hurt(phased);
  const sorted = [...lines].sort((one, other) => spared(other) - spared(one));
  return `## ${server}, ${counted(rows)} rows

${tableOf(sorted)}
${others.length === 0 ? '' : `\n${othersOf(others)}\n`}`;
}

/** Those of one reason are told of together. */
function othersOf(others: Section['others']): string {
  const reasons = [...new Set(others.map(({ why }) => why))].map((why) => {
    const those = others
      .filter((each) => each.why === why)
      .map(({ title, what, plain }) => `**${short(title)}** (${what}; ${costOf(plain)})`);
    return `- ${why}: ${those.join(', ')}`;
  });
  return `Phases gain nothing for these, and \`migration-writer new\` writes one migration and says why. In brackets, what that one cost:\n\n${reasons.join('\n')}`;
}

function costOf({ blocked, longest, failed }: Measured): string {
  const parts = [blocked > 0 ? `${counted(blocked)} blocked` : '', failed > 0 ? `${counted(failed)} failed` : ''];
  const said = parts.filter((each) => each !== '').join(', ') || 'none blocked';
  return `${said}, longest ${seconds(longest)}`;
}

function tableOf(lines: readonly Line[]): string {
  const rows = lines.map(({ title, what, plain, phased }) =>
    [short(title), what, ...cells(plain), ...cells(phased), phased.migrations].join(' | '),
  );
  return `| Pattern | Change | plain: blocked | longest | failed | took | phases: blocked | longest | failed | took | migrations |
|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
${rows.map((row) => `| ${row} |`).join('\n')}`;
}

function short(title: string): string {
  return title.replace(/ \(phased\)$/, '');
}

function cells({ blocked, longest, failed, took }: Measured): readonly string[] {
  return [striking(blocked), seconds(longest), striking(failed), seconds(took)];
}

function striking(count: number): string {
  return count === 0 ? '0' : `**${counted(count)}**`;
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

export function counted(count: number): string {
  return count.toLocaleString('en-US');
}
