import { aboveSuppression } from '../../model/suppression.ts';
import type { Edit, Span } from '../../text.ts';
import { ended } from './ended.ts';
import { indentAt, isSpaced, lineEnd, removal, withSemicolon } from './layout.ts';
import type { Outcome, Piece } from './outcome.ts';
import { type SqlFile, statementsOf } from './sql-file.ts';

/** The edits that leave all of an outcome where the statement stands. */
export function inPlace(file: SqlFile, { statement, kept, pieces }: Outcome): readonly Edit[] {
  const { text, engine } = file;
  const [span] = [statement.span];
  if (!kept && pieces.length === 0) return [removal(text, span, engine)];
  if (kept) return pieces.length === 0 ? kept.edits : [...kept.edits, behind(file, span, pieces, false)];
  const whole = withSemicolon(text, span, engine);
  const statements = pieces.flatMap((each) => each.statements);
  const indent = indentAt(text, span.start);
  const lines = laidOut(file, statements, span);
  const bare = whole.end === span.end && statements.length === 1;
  return [{ span: whole, text: indented(bare ? lines.replace(/;$/, '') : lines, indent, file) }];
}

/** Statements behind another one and what is said on its line. */
export function behind(file: SqlFile, span: Span, pieces: readonly Piece[], apart: boolean): Edit {
  const { text, engine, eol } = file;
  const whole = withSemicolon(text, span, engine);
  const rest = text.slice(whole.end, lineEnd(text, whole.end));
  const at = /^\s*--/.test(rest) && whole.end > span.end ? lineEnd(text, whole.end) : whole.end;
  const indent = indentAt(text, span.start);
  const gap = apart || isSpaced(text, span, spans(file)) ? eol + eol : eol;
  const lines = laidOut(
    file,
    pieces.flatMap((each) => each.statements),
    span,
  );
  const semicolon = whole.end === span.end ? ';' : '';
  return { span: { start: at, end: at }, text: `${semicolon}${gap}${indent}${indented(lines, indent, file)}` };
}

/** Statements before another one and what is said to this program of it, on lines of their own. */
export function ahead(file: SqlFile, span: Span, pieces: readonly Piece[]): Edit {
  const { text, eol } = file;
  const indent = indentAt(text, span.start);
  const gap = isSpaced(text, span, spans(file)) ? eol + eol : eol;
  const statements = pieces.flatMap((each) => each.statements);
  const lines = indented(laidOut(file, statements, span), indent, file);
  const start = aboveSuppression(text, span.start, '--');
  return { span: { start, end: start }, text: `${lines}${gap}${indent}` };
}

function laidOut(file: SqlFile, statements: readonly string[], span: Span): string {
  const gap = isSpaced(file.text, span, spans(file)) ? '\n\n' : '\n';
  return statements.map((each) => ended(each, file.naming, file.engine)).join(gap);
}

function spans({ migration }: SqlFile): readonly Span[] {
  return statementsOf([...migration.up, ...migration.down]);
}

/** What is quoted with dollars is left as it is. */
function indented(text: string, indent: string, { eol }: SqlFile): string {
  const lines = text.split('\n');
  const quoted = /\$[\w]*\$/.test(text);
  return lines.map((line, index) => (index === 0 || line === '' || quoted ? line : indent + line)).join(eol);
}
