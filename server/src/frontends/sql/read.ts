import { checklistIn } from '../../model/checklist.ts';
import type { Target } from '../../model/frontend.ts';
import type { Direction, Migration, Rollback, Step } from '../../model/migration.ts';
import { readSql, type SqlStatement } from '../../sql/parse.ts';
import type { Source, Span } from '../../text.ts';
import { idOf, versionOf } from './link.ts';
import { type Naming, namingOf } from './naming.ts';
import { type Section, sectionsOf } from './sections.ts';
import { scopeOf, stepsOf } from './transactions.ts';

/** Reads a file of SQL statements. Never throws on any text: what it cannot read is an `opaque` operation. */
export function readMigration(source: Source, { engine }: Target): Migration {
  const { path, text } = source;
  const naming = namingOf(path, text);
  const sections = sectionsOf(text, naming).map((section) => {
    const statements = statementsIn(text, section.span, engine);
    const scope = scopeOf(source, naming, section, statements, engine);
    return { ...section, scope, steps: stepsOf(statements, scope, naming) };
  });
  const of = (direction: Direction) => sections.filter((each) => each.direction === direction);
  const [up, down] = [of('up'), of('down')];
  const steps = (of: typeof sections): readonly Step[] => of.flatMap((each) => each.steps);
  const id = idOf(naming);
  const checklist = up[0] ? checklistIn(commentAt(text, up[0].span)) : [];
  return {
    tool: 'sql',
    path,
    id,
    parents: [],
    dependsOn: [],
    labels: [],
    ...versionOf(naming),
    ...(naming.scheme.consecutive && { consecutive: true }),
    ...(naming.version !== '' && naming.mode === undefined && { whenLate: naming.scheme.whenLate }),
    ...(naming.description !== '' && { title: naming.description.replace(/[_-]+/g, ' ').trim() }),
    ...(checklist.length > 0 && { checklist }),
    up: steps(up),
    down: steps(down),
    rollback: rollbackOf(naming, down, steps(down)),
    transaction: (up[0] ?? down[0])?.scope ?? 'statement',
    ...(naming.direction === 'down' && { undoes: id }),
    spans: { up: up[0]?.marker, down: down[0]?.marker },
    errors: [],
  };
}

/** The lines of comment with which it begins. */
function commentAt(text: string, { start, end }: Span): string {
  const lines = text.slice(start, Math.min(end, start + longestHead)).split(/\r\n|\r|\n/);
  const first = lines.findIndex((line) => !/^\s*(--|$)/.test(line));
  return lines
    .slice(0, first === -1 ? undefined : first)
    .map((line) => line.replace(/^\s*--/, ''))
    .join('\n');
}

/** A list that stands before the first statement is no longer than this. */
const longestHead = 10_000;

/** What the file itself says; of a way back in another file only the neighbours know. */
function rollbackOf({ scheme, direction }: Naming, sections: readonly Section[], steps: readonly Step[]): Rollback {
  if (sections.length > 0) return steps.length > 0 ? 'written' : 'empty';
  return scheme.wayBack === 'expected' && direction !== 'down' ? 'missing' : 'never';
}

/** A section is read by itself: a statement without its semicolon ends with it. */
function statementsIn(text: string, { start, end }: Span, engine: Target['engine']): readonly SqlStatement[] {
  const shift = (span: Span): Span => ({ start: span.start + start, end: span.end + start });
  return readSql(text.slice(start, end), engine).map((statement) =>
    start === 0
      ? statement
      : {
          ...statement,
          span: shift(statement.span),
          operations: statement.operations.map((each) => ({ ...each, head: shift(each.head) })),
          marks: statement.marks.map((each) => ({ ...each, span: shift(each.span) })),
          ...(statement.error && { error: { ...statement.error, span: shift(statement.error.span) } }),
        },
  );
}
