/**
 * The character that `\N{…}` names, of those that one may meet in SQL; undefined for all the others.
 * https://www.unicode.org/Public/UCD/latest/ucd/NamesList.txt
 */
export function characterNamed(name: string): string | undefined {
  const upper = name.toUpperCase();
  const letter = /^LATIN (SMALL|CAPITAL) LETTER ([A-Z])$/.exec(upper);
  if (letter) return letter[1] === 'SMALL' ? letter[2]?.toLowerCase() : letter[2];
  return names.get(upper);
}

const names: ReadonlyMap<string, string> = new Map([
  ['SPACE', ' '],
  ['NO-BREAK SPACE', '\u00a0'],
  ['LINE FEED', '\n'],
  ['EXCLAMATION MARK', '!'],
  ['QUOTATION MARK', '"'],
  ['DOLLAR SIGN', '$'],
  ['PERCENT SIGN', '%'],
  ['APOSTROPHE', "'"],
  ['LEFT PARENTHESIS', '('],
  ['RIGHT PARENTHESIS', ')'],
  ['ASTERISK', '*'],
  ['PLUS SIGN', '+'],
  ['COMMA', ','],
  ['HYPHEN-MINUS', '-'],
  ['FULL STOP', '.'],
  ['SOLIDUS', '/'],
  ['COLON', ':'],
  ['SEMICOLON', ';'],
  ['LESS-THAN SIGN', '<'],
  ['EQUALS SIGN', '='],
  ['GREATER-THAN SIGN', '>'],
  ['QUESTION MARK', '?'],
  ['COMMERCIAL AT', '@'],
  ['REVERSE SOLIDUS', '\\'],
  ['LOW LINE', '_'],
  ['GRAVE ACCENT', '`'],
  ['VERTICAL LINE', '|'],
  ['EN DASH', '–'],
  ['EM DASH', '—'],
  ['LEFT SINGLE QUOTATION MARK', '‘'],
  ['RIGHT SINGLE QUOTATION MARK', '’'],
  ['LEFT DOUBLE QUOTATION MARK', '“'],
  ['RIGHT DOUBLE QUOTATION MARK', '”'],
  ['HORIZONTAL ELLIPSIS', '…'],
  ['BULLET', '•'],
  ['EURO SIGN', '€'],
]);
