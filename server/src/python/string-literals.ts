import type { Span } from '../text.ts';
import { characterNamed } from './character-names.ts';
import type { Node } from './parse.ts';
import type { Piece } from './values.ts';

/** The content of a literal between its quotes, decoded. */
export interface Decoded {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

/** What the prefix of a literal says: `rb"`, `f'''`. */
export function prefixOf(start: string): { readonly raw: boolean; readonly bytes: boolean; readonly format: boolean } {
  const letters = start.replace(/["']+$/, '').toLowerCase();
  return { raw: letters.includes('r'), bytes: letters.includes('b'), format: /[ft]/.test(letters) };
}

/** Decodes `span` of the source: escapes unless `raw`, doubled braces where `format`, line ends as Python reads them. */
export function decode(source: string, span: Span, raw: boolean, format: boolean): Decoded {
  const written = source.slice(span.start, span.end);
  const special = format
    ? raw
      ? /\r\n?|\{\{|\}\}/g
      : /\r\n?|\\(?:\r\n|[\s\S])|\{\{|\}\}/g
    : raw
      ? /\r\n?/g
      : /\r\n?|\\(?:\r\n|[\s\S])/g;
  let text = '';
  const pieces: Piece[] = [];
  let done = 0;
  const put = (value: string, start: number, end: number, hole = false) => {
    if (value !== '')
      pieces.push({
        at: text.length,
        length: value.length,
        span: { start: span.start + start, end: span.start + end },
        ...(hole && { hole }),
      });
    text += value;
  };
  for (let match = special.exec(written); match; match = special.exec(written)) {
    const found = unescaped(written, match[0], match.index, special.lastIndex);
    if (!found) continue;
    put(written.slice(done, match.index), done, match.index);
    put(found.value, match.index, found.end, found.hole);
    done = special.lastIndex = found.end;
  }
  put(written.slice(done), done, written.length);
  return { text, pieces };
}

/** The parts of a literal in order: its texts and its `{…}`. */
export function partsOf(node: Node): readonly Node[] {
  const parts = node.children.filter((each) => each.type === 'string_content' || each.type === 'interpolation');
  return parts;
}

const simple: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
};

/** `hole`: which character a name stands for is not known here, and the name in braces takes its place. */
interface Unescaped {
  readonly value: string;
  readonly end: number;
  readonly hole?: boolean;
}

/** What a match stands for and where it ends; undefined where it stands for itself. */
function unescaped(written: string, match: string, start: number, end: number): Unescaped | undefined {
  if (match === '{{' || match === '}}') return { value: match.slice(1), end };
  if (match.startsWith('\r')) return { value: '\n', end };
  const letter = match.slice(1);
  if (letter === '\r\n' || letter === '\r') return { value: '', end };
  const known = simple[letter];
  if (known !== undefined) return { value: known, end };
  return numbered(written, letter, start, end);
}

/** https://docs.python.org/3/reference/lexical_analysis.html#escape-sequences */
function numbered(written: string, letter: string, start: number, end: number): Unescaped | undefined {
  const pattern = { x: /^[0-9a-fA-F]{2}/, u: /^[0-9a-fA-F]{4}/, U: /^[0-9a-fA-F]{8}/, N: /^\{[^}]*\}/ }[letter];
  if (pattern) {
    const digits = pattern.exec(written.slice(end, end + 100))?.[0];
    if (digits === undefined) return undefined;
    if (letter === 'N') {
      const character = characterNamed(digits.slice(1, -1));
      return { value: character ?? digits, end: end + digits.length, hole: character === undefined };
    }
    const code = Number.parseInt(digits, 16);
    return { value: code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code), end: end + digits.length };
  }
  const octal = /^[0-7]{1,3}/.exec(written.slice(start + 1, start + 4))?.[0];
  return octal === undefined
    ? undefined
    : { value: String.fromCodePoint(Number.parseInt(octal, 8)), end: start + 1 + octal.length };
}
