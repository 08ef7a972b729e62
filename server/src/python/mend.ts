import type { Span } from '../text.ts';

/**
 * The statements that keep a text from being Python, so that all around them can be read: while somebody types, that is
 * one of them. `part` is one function or class, or what stands outside of them all.
 */
export function brokenStatements(text: string, part: Span, hasError: (text: string) => boolean): readonly Span[] {
  const body = isDefinition(text, part) ? blockOf(text, part) : { ...part, indent: '' };
  return body ? brokenIn(text, body, hasError) : [];
}

/** The text with blanks in the place of `spans`, of the same length; a block that loses all it has keeps a `pass`. */
export function withoutSpans(text: string, spans: readonly Span[]): string {
  let result = '';
  let done = 0;
  for (const span of spans) {
    const written = text.slice(span.start, span.end);
    const indent = /^[ \t]*/.exec(written)?.[0] ?? '';
    const blank = written.slice(indent.length).replace(/[^\r\n]/g, ' ');
    result += text.slice(done, span.start) + indent + (/^ {4}/.test(blank) ? `pass${blank.slice(4)}` : blank);
    done = span.end;
  }
  return result + text.slice(done);
}

interface Body extends Span {
  readonly indent: string;
}

function brokenIn(text: string, body: Body, hasError: (text: string) => boolean): readonly Span[] {
  return groupsOf(text, body).flatMap((group) => {
    const written = text.slice(group.start, group.end);
    if (!hasError(body.indent === '' ? written : `if 1:\n${written}`)) return [];
    const inner = brokenInside(text, group, hasError);
    return inner.length > 0 ? inner : [group];
  });
}

/** Of a statement with a sound header, only what is broken in its block. */
function brokenInside(text: string, group: Span, hasError: (text: string) => boolean): readonly Span[] {
  const block = blockOf(text, group);
  if (!block) return [];
  const indent = /^[ \t]*/.exec(text.slice(group.start, group.end))?.[0] ?? '';
  const header = text.slice(group.start, block.start);
  return hasError(`${indent === '' ? '' : 'if 1:\n'}${header}${indent} pass\n`) ? [] : brokenIn(text, block, hasError);
}

function isDefinition(text: string, part: Span): boolean {
  return /^(?:@|(?:async[ \t]+)?def\b|class\b)/.test(text.slice(part.start, part.end));
}

/** The lines below the header of a definition or compound statement. */
function blockOf(text: string, part: Span): Body | undefined {
  const start = headerEnd(text, part);
  if (start === undefined) return undefined;
  const indent = /^(?:[ \t]*(?:#.*)?\r?\n)*([ \t]+)[^\s#]/.exec(text.slice(start, part.end))?.[1];
  return indent === undefined ? undefined : { start, end: part.end, indent };
}

/** Where the line begins that follows the first one with a colon at its end. */
function headerEnd(text: string, part: Span): number | undefined {
  const colon = /:[ \t]*(?:#[^\n]*)?\n/g;
  colon.lastIndex = part.start;
  const found = colon.exec(text);
  return found && colon.lastIndex < part.end ? colon.lastIndex : undefined;
}

/** The statements of a body by their indentation alone; a long string is not taken apart. */
function groupsOf(text: string, body: Body): readonly Span[] {
  const starts: number[] = [];
  let inString = false;
  for (let at = body.start; at < body.end; ) {
    const next = text.indexOf('\n', at) + 1 || body.end;
    const line = text.slice(at, Math.min(next, body.end));
    const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
    const begins =
      indent.length <= body.indent.length && /^[^\s#)\]}]/.test(line.slice(indent.length)) && !continues(line);
    if (!inString && begins) starts.push(at);
    if ((line.match(/"""|'''/g)?.length ?? 0) % 2 === 1) inString = !inString;
    at = next;
  }
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? body.end }));
}

/** A line that belongs to the compound statement above it. */
function continues(line: string): boolean {
  return /^\s*(?:else|elif|except|finally)\b/.test(line);
}
