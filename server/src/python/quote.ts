export type Quote = '"' | "'";

/** A string literal on one line. Black's choice: the preferred quotes, unless the others need fewer backslashes. */
export function quoted(value: string, preferred: Quote = '"'): string {
  const other = preferred === '"' ? "'" : '"';
  const quote = count(value, preferred) > count(value, other) ? other : preferred;
  const body = [...value].map((each) => (each === quote ? `\\${each}` : escaped(each))).join('');
  return `${quote}${body}${quote}`;
}

/** A line inside a triple-quoted string (`"""`), not its last one. */
export function insideTriple(line: string): string {
  return [...line]
    .map((each) => (each === '"' ? each : escaped(each)))
    .join('')
    .replaceAll('"""', '\\"\\"\\"');
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

function escaped(character: string): string {
  const known = escapes.get(character);
  if (known !== undefined) return known;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20 || code === 0x7f || (code > 0x7f && code < 0xa0)) return `\\x${hex(code, 2)}`;
  return invisible.test(character) ? (code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`) : character;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** Line and paragraph separators, marks that change what is seen, and halves of surrogate pairs. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
