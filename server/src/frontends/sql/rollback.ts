import { type EngineName, familyOf } from '../../model/engine.ts';
import type { Change, Planned, Rollback } from '../../model/finding.ts';
import type { Edit, Source } from '../../text.ts';
import { ended } from './ended.ts';
import { isSpaced } from './layout.ts';
import { pathOf } from './naming.ts';
import { optOutOf, refusesTransaction } from './opt-out.ts';
import { plainly } from './plainly.ts';
import { printPlanned } from './print-planned.ts';
import { sectionsOf } from './sections.ts';
import { type SqlFile, statementAt, statementsOf } from './sql-file.ts';

/** The way back where there is none: a section of the same file, or the file that the tool looks for, be it there and empty. */
export function rollbackChange(
  file: SqlFile,
  { operations, refusal }: Rollback,
  siblings: readonly Source[],
  other: SqlFile | undefined,
): (Change & { readonly other?: readonly Edit[] }) | undefined {
  const { migration, naming, text, eol, engine } = file;
  const [first] = statementsOf(migration.up);
  const optOut = optOutOf(naming, engine, [text]);
  // Nothing leaves the transaction where the tool has no way out of it, or only for one statement.
  const inside = optOut === undefined || (optOut.alone === true && operations.length > 1);
  const outside = !inside && operations.some(({ operation }) => refusesTransaction(operation));
  const style = { engine, lower: (first && statementAt(file, first)?.lower) ?? false };
  const refused = refusal === undefined ? [] : [refusalText(refusal, engine)];
  const printed = operations.map((each) => noted(each, printPlanned(inside ? plainly(each, engine) : each, style)));
  if (operations.length === 0)
    printed.push(refused.some((each) => each === undefined) ? undefined : refused.flatMap((each) => each ?? []));
  const statements = printed.flatMap((each) => each?.map((statement) => ended(statement, naming, engine)) ?? []);
  if (printed.some((each) => !each) || statements.length === 0) return undefined;
  const spaced = first ? isSpaced(text, first, statementsOf([...migration.up, ...migration.down])) : false;
  const body = statements.join(spaced ? '\n\n' : '\n').replaceAll('\n', eol);
  if (naming.scheme.sections) return inSection(file, body, outside ? (optOut?.suffix ?? '') : '');
  if (naming.direction !== 'up' || naming.scheme.wayBack === 'never') return undefined;
  if (other) {
    if (other.migration.down.length > 0 || outside) return undefined;
    const kept = other.text.trimEnd();
    const at = { start: kept.length, end: other.text.length };
    return { edits: [], newFiles: [], other: [{ span: at, text: `${kept === '' ? '' : eol}${body}${eol}` }] };
  }
  const path = pathOf({ ...naming, direction: 'down' });
  if (path === file.source.path || siblings.some((each) => each.path === path)) return undefined;
  const line = outside && optOut?.line !== undefined ? `${optOut.line}${eol}` : '';
  return { edits: [], newFiles: [{ path, text: `${line}${body}${eol}` }] };
}

/** The sentences that its reader has to know stand above its first statement. */
function noted({ notes = [] }: Planned, statements: readonly string[] | undefined): readonly string[] | undefined {
  const lines = notes.map((line) => `-- ${line}\n`).join('');
  return statements?.map((each, at) => (at === 0 ? lines + each : each));
}

/** A statement that fails with these words. https://dev.mysql.com/doc/refman/8.4/en/signal.html */
function refusalText(words: string, engine: EngineName): string | undefined {
  const quoted = `'${words.replaceAll("'", "''")}'`;
  switch (familyOf(engine)) {
    case 'postgresql':
      return `DO $$ BEGIN RAISE EXCEPTION ${quoted.replaceAll('%', '%%')}; END $$`;
    case 'mysql':
      return `SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = ${quoted}`;
    case 'sqlite':
      return undefined;
  }
}

function inSection(file: SqlFile, body: string, suffix: string): Change | undefined {
  const { text, naming, eol } = file;
  const down = sectionsOf(text, naming).find((each) => each.direction === 'down');
  if (down?.marker) {
    const kept = text.slice(down.span.start, down.span.end).trimEnd();
    if (kept.replace(/^\s*--.*$/gm, '').trim() !== '') return undefined;
    const at = down.span.start + kept.length;
    const end = /^\s*$/.test(text.slice(at)) ? text.length : at;
    const marker = down.marker.start + text.slice(down.marker.start, down.marker.end).trimEnd().length;
    return {
      edits: [
        ...(suffix === '' ? [] : [{ span: { start: marker, end: marker }, text: suffix }]),
        { span: { start: at, end }, text: `${eol}${body}${eol}` },
      ],
      newFiles: [],
    };
  }
  const line = markers[naming.scheme.id];
  if (line === undefined) return undefined;
  const at = text.trimEnd().length;
  return {
    edits: [{ span: { start: at, end: text.length }, text: `${eol}${eol}${line}${suffix}${eol}${body}${eol}` }],
    newFiles: [],
  };
}

/** The line that begins the way back, as each tool writes it. */
export const markers: Readonly<Record<string, string | undefined>> = {
  dbmate: '-- migrate:down',
  goose: '-- +goose Down',
  'sql-migrate': '-- +migrate Down',
  'node-pg-migrate': '-- Down Migration',
  play: '-- !Downs',
  mybatis: '-- //@UNDO',
  tern: '---- create above / drop below ----',
};
