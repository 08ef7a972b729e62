import type { EngineName } from '../model/engine.ts';
import type { NameAt } from '../model/name-at.ts';
import { blankEnd, dialects } from './blanks.ts';
import { type Token, tokenAt } from './lex.ts';
import { meaningAt } from './name-meaning.ts';
import { quotingOf } from './quoting.ts';
import type { Cursor } from './recognise/cursor.ts';
import { nameHere } from './recognise/names.ts';
import { splitSql } from './split.ts';

/** What stands at a place of SQL, whose statement may be half typed: by the tokens around it alone. */
export function sqlNameAt(text: string, offset: number, engine: EngineName): NameAt | undefined {
  const start = statementStart(text, offset, engine);
  if (start === undefined) return undefined;
  const tokens = tokensFrom(text, start, offset, engine);
  const last = tokens.findLast(({ end }) => end <= offset);
  if (isInComment(text, last?.end ?? start, offset, engine)) return undefined;
  const at = tokens.findIndex((each) => each.start <= offset && offset <= each.end && each.kind !== 'sign');
  const current = tokens[at];
  if (current?.kind === 'string') return inCode(text, current, offset, tokens, engine);
  if (current && current.kind !== 'word' && current.kind !== 'quoted') return undefined;
  const place = current ? at : tokens.filter(({ end }) => end <= offset).length;
  const cursor: Cursor = { text, tokens, engine, end: tokens.length, at: place };
  const name = written(cursor, offset, current);
  const meaning = offset <= name.span.end ? meaningAt(cursor) : undefined;
  return meaning && { ...name, ...meaning };
}

/** Where the statement begins that is open at the offset. */
function statementStart(text: string, offset: number, engine: EngineName): number | undefined {
  const last = splitSql(text.slice(0, offset), engine).at(-1);
  const next = last ? tokenAt(text, last.end, engine) : tokenAt(text, 0, engine);
  if (!next || next.start >= offset) return last?.start ?? next?.start;
  // Behind the semicolon a statement begins that has no token before the place.
  return last ? tokenAt(text, next.end, engine)?.start : next.start;
}

/** The tokens of the statement, up to where another one seems to begin. */
function tokensFrom(text: string, start: number, offset: number, engine: EngineName): readonly Token[] {
  const tokens: Token[] = [];
  for (let token = tokenAt(text, start, engine); token; token = tokenAt(text, token.end, engine)) {
    if (text[token.start] === ';' || tokens.length > mostTokens) {
      if (token.start >= offset) break;
      if (text[token.start] === ';') tokens.length = 0;
      continue;
    }
    if (tokens.length > 0 && beginsAnother(text, token, tokens.at(-1))) {
      if (token.start > offset) break;
      tokens.length = 0;
    }
    tokens.push(token);
  }
  return tokens;
}

const mostTokens = 20_000;

/** A line that reads like a new statement, where the one before it has no semicolon (yet). */
function beginsAnother(text: string, token: Token, before: Token | undefined): boolean {
  if (token.kind !== 'word' || (before && /[,(]$/.test(text.slice(before.start, before.end)))) return false;
  const line = text.slice(text.lastIndexOf('\n', token.start - 1) + 1, token.start);
  statement.lastIndex = token.start;
  return line.trim() === '' && statement.test(text);
}

const statement =
  /(?:(?:alter|create|drop|truncate)[ \t]+(?:table|unique|index|view|materialized|type|schema|trigger|function|sequence)|insert[ \t]+into|delete[ \t]+from|comment[ \t]+on|update[ \t]+\w+[ \t]+set)\b/iy;

function isInComment(text: string, from: number, offset: number, engine: EngineName): boolean {
  const dialect = dialects[engine];
  for (let at = from; at < offset; ) {
    const end = blankEnd(text, at, dialect);
    if (end <= at) return false;
    const isComment = end - at > 1;
    const closed = text.startsWith('/*', at) && text.slice(at, end).endsWith('*/');
    if (isComment && (closed ? end > offset : end >= offset)) return true;
    at = end;
  }
  return false;
}

/** A block of code is SQL inside a string. */
function inCode(
  text: string,
  { start, end }: Token,
  offset: number,
  tokens: readonly Token[],
  engine: EngineName,
): NameAt | undefined {
  const tag = /^\$\w*\$/.exec(text.slice(start, start + 70))?.[0];
  const [first] = tokens;
  if (tag === undefined || !first || !/^do$/i.test(text.slice(first.start, first.end))) return undefined;
  const [from, to] = [start + tag.length, text.endsWith(tag, end) ? end - tag.length : end];
  if (offset < from || offset > to) return undefined;
  const found = sqlNameAt(text.slice(from, to), offset - from, engine);
  return found && { ...found, span: { start: found.span.start + from, end: found.span.end + from } };
}

function written(cursor: Cursor, offset: number, current: Token | undefined): Pick<NameAt, 'span' | 'text' | 'spell'> {
  const { text, engine } = cursor;
  const { identifier } = quotingOf(engine);
  if (!current) return { span: { start: offset, end: offset }, text: '', spell: identifier };
  if (current.kind === 'word') return { span: whole(current), text: nameHere({ ...cursor }) ?? '', spell: identifier };
  const open = text[current.start] ?? '"';
  const close = open === '[' ? ']' : open;
  const spell = (name: string) => `${open}${name.replaceAll(close, close + close)}${close}`;
  const inner = text.slice(current.start + 1, current.end);
  if (!/[\r\n]/.test(inner)) return { span: whole(current), text: nameHere({ ...cursor }) ?? '', spell };
  // A quote that nobody has closed yet holds all that follows.
  const end = current.start + 1 + (/^[\p{L}\p{N}_$]*/u.exec(inner)?.[0].length ?? 0);
  return { span: { start: current.start, end }, text: text.slice(current.start + 1, end), spell };
}

function whole({ start, end }: Token) {
  return { start, end };
}
