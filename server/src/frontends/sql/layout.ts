import type { EngineName } from '../../model/engine.ts';
import { tokenAt } from '../../sql/lex.ts';
import type { Edit, Span } from '../../text.ts';

/** A statement with the semicolon that ends it. */
export function withSemicolon(text: string, span: Span, engine: EngineName): Span {
  const next = tokenAt(text, span.end, engine);
  return next?.kind === 'sign' && text[next.start] === ';' ? { start: span.start, end: next.end } : span;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the line ends, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end < 0) return text.length;
  return end > offset && text[end - 1] === '\r' ? end - 1 : end;
}

function nextLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? '';
}

/** Takes a statement away with its semicolon; what is said behind it stays as a line of its own. */
export function removal(text: string, span: Span, engine: EngineName): Edit {
  const whole = withSemicolon(text, span, engine);
  const start = lineStart(text, whole.start);
  const behind = text.slice(whole.end, lineEnd(text, whole.end));
  if (text.slice(start, whole.start).trim() !== '' || !/^\s*(--.*)?$/.test(behind)) {
    const blank = behind.length - behind.trimStart().length;
    return { span: { start: whole.start, end: whole.end + blank }, text: '' };
  }
  if (behind.trim() !== '') {
    return { span: { start: whole.start, end: whole.end + (behind.length - behind.trimStart().length) }, text: '' };
  }
  const end = nextLine(text, whole.end);
  const previous = start === 0 ? '' : text.slice(lineStart(text, start - 1), start).trim();
  const next = text.slice(end, nextLine(text, end));
  const doubled = previous === '' && next.trim() === '' && next !== '';
  if (end === text.length && previous === '' && start > 0) return { span: { start: start - 1, end }, text: '' };
  return { span: { start, end: doubled ? nextLine(text, end) : end }, text: '' };
}

/** Whether the author leaves a blank line between statements, from the neighbours of one. */
export function isSpaced(text: string, span: Span, others: readonly Span[]): boolean {
  const before = others.filter((each) => each.end <= span.start).at(-1);
  const after = others.find((each) => each.start >= span.end);
  const gaps = [
    ...(before ? [text.slice(before.end, span.start)] : []),
    ...(after ? [text.slice(span.end, after.start)] : []),
  ];
  return gaps.some((gap) => /\n[ \t]*\r?\n/.test(gap));
}
