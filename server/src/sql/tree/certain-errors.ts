import { type EngineName, familyOf } from '../../model/engine.ts';
import { holesOf } from '../holes.ts';
import { type Cursor, cursorOf, sign, word } from '../recognise/cursor.ts';
import { near, type SqlError } from './error.ts';
import { firstWords } from './first-words.ts';
import { foreignWord } from './foreign-words.ts';
import { reservedName } from './reserved-names.ts';
import { brokenFrame } from './row-statements.ts';

/**
 * What no version of the engine can parse, whatever its settings. node-sql-parser's refusal proves nothing, so that only
 * these few things are called errors. A text that a program assembles, or that says in comments what only some versions
 * read, is not judged.
 */
export function certainError(text: string, engine: EngineName): SqlError | undefined {
  if (/\/\*M?!/.test(text) || holesOf(text, engine).some((hole) => !/^[:?]/.test(hole.text))) return undefined;
  const cursor = cursorOf(text, engine);
  if (cursor.tokens.some((_, at) => sign(cursor, at) === '{')) return undefined;
  if (cursor.tokens.length === 0 && text.startsWith('/*')) {
    return { span: { start: 0, end: 2 }, message: 'the comment /* is never closed' };
  }
  const quote = openQuote(cursor);
  if (quote) return quote.certain ? quote.error : undefined;
  return (
    unknownStatement(cursor) ??
    parentheses(cursor) ??
    trailingComma(cursor) ??
    brokenFrame(cursor) ??
    foreignWord(cursor) ??
    reservedName(cursor)
  );
}

/** Only the last token can be open; where a backslash decides, the server's mode does: NO_BACKSLASH_ESCAPES. */
function openQuote(cursor: Cursor): { readonly error: SqlError; readonly certain: boolean } | undefined {
  const last = cursor.tokens.at(-1);
  if (!last || last.end !== cursor.text.length || (last.kind !== 'string' && last.kind !== 'quoted')) return undefined;
  const start = last.start + cursor.text.slice(last.start, last.end).search(/['"`[]/);
  const opened = cursor.text[start] ?? '';
  const mark = opened === '[' ? ']' : opened;
  const escapes = familyOf(cursor.engine) !== 'sqlite' && mark !== '`';
  if (isClosed(cursor.text, start, mark, escapes)) return undefined;
  const error = { span: { start: last.start, end: start + 1 }, message: `the quote ${opened} is never closed` };
  return { error, certain: !isClosed(cursor.text, start, mark, false) };
}

function isClosed(text: string, start: number, mark: string, backslashes: boolean): boolean {
  for (let at = start + 1; at < text.length; at++) {
    if (backslashes && text[at] === '\\') at++;
    else if (text[at] === mark && text[++at] !== mark) return true;
  }
  return false;
}

function unknownStatement(cursor: Cursor): SqlError | undefined {
  const first = word(cursor);
  const { statements, objects } = firstWords(cursor.engine);
  if (first === '' || sign(cursor, 1) === ':') return undefined;
  if (!statements.has(first)) return near(cursor, 0, (written) => `no statement begins with ${written}`);
  if (first !== 'create' && first !== 'alter' && first !== 'drop') return undefined;
  if (word(cursor, 1) === '' || objects[first].has(word(cursor, 1))) return undefined;
  return near(cursor, 1, (written) => `nothing that is called ${written} can follow ${first.toUpperCase()}`);
}

function parentheses(cursor: Cursor): SqlError | undefined {
  const open: number[] = [];
  for (let at = 0; at < cursor.end; at++) {
    const found = sign(cursor, at);
    if (found === '(') open.push(at);
    else if (found === ')' && open.pop() === undefined)
      return near(cursor, at, () => 'the parenthesis was never opened');
  }
  const last = open.at(-1);
  return last === undefined ? undefined : near(cursor, last, () => 'the parenthesis is never closed');
}

/** The module of a virtual table reads its arguments as it likes. */
function trailingComma(cursor: Cursor): SqlError | undefined {
  if (word(cursor, 1) === 'virtual') return undefined;
  for (let at = 0; at < cursor.end; at++) {
    if (sign(cursor, at) !== ',') continue;
    if (sign(cursor, at + 1) === ')')
      return near(cursor, at, () => 'nothing stands between the comma and the parenthesis');
  }
  return undefined;
}
