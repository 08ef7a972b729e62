import type { Dice } from '../../dice.ts';

/** One way to write a text in Python. */
export interface Literal {
  /** Statements that stand before the one that uses the expression. */
  readonly before: string;
  readonly expression: string;
  /** What `{}` of the text reads as. */
  readonly braces: string;
}

/** The text in one of the many ways to write it: prefixes, quotes, escapes, literals in a row, `+`, `%`, `.format`, `dedent`. */
export function literals(text: string, random: Dice): Literal {
  const way = ways[random(ways.length)] ?? plain;
  return way(text, random);
}

const ways: readonly ((text: string, random: Dice) => Literal)[] = [
  plain,
  (text, random) => plainly(sideBySide(text, random, ' ')),
  (text, random) => plainly(`(\n        ${sideBySide(text, random, '\n        ')}\n    )`),
  (text, random) => plainly(inTwo(text, random, ' + ')),
  (text, random) => plainly(`(${inTwo(text, random, '\n        + ')})`),
  (text, random) => plainly(`u${literal(text, random, false)}`),
  (text, random) => ({ before: `SQL = ${literal(text, random)}\n    `, expression: 'SQL', braces: '{}' }),
  (text, random) => plainly(`dedent(${literal(`\n    ${text.replaceAll('\n', '\n    ')}\n    `, random)})`),
  (text, random) => plainly(`${literal(`  \n${text}\n `, random)}.strip()`),
  // The hole of an f-string is known here, so that it stands in the text.
  (text, random) => ({
    before: "what = 'x'\n    ",
    expression: `f${literal(`/* {what} */ ${text.replaceAll('{}', '{{}}')}`, random)}`,
    braces: '{}',
  }),
  // What nobody knows before it runs is kept as it is written.
  (text, random) => plainly(`f${literal(`/* {unknown} */ ${text.replaceAll('{}', '{{}}')}`, random)}`),
  (text, random) => plainly(`${literal(`/* %s */ ${text.replaceAll('%', '%%')}`, random)} % ('x',)`),
  (text, random) => plainly(`${literal(`/* {0} */ ${text.replaceAll('{}', '{{}}')}`, random)}.format('x')`),
  (text, random) => plainly(`"; ".join([${literal(text, random)}])`),
];

function plain(text: string, random: Dice): Literal {
  return plainly(literal(text, random));
}

function plainly(expression: string): Literal {
  return { before: '', expression, braces: '{}' };
}

function sideBySide(text: string, random: Dice, between: string): string {
  const at = random(text.length);
  return [literal(text.slice(0, whole(text, at)), random), literal(text.slice(whole(text, at)), random)].join(between);
}

function inTwo(text: string, random: Dice, operator: string): string {
  return sideBySide(text, random, operator);
}

/** Not between the halves of a surrogate pair. */
function whole(text: string, at: number): number {
  return /[\udc00-\udfff]/.test(text[at] ?? '') ? at + 1 : at;
}

/** One literal, with a prefix and quotes by chance and more or fewer characters escaped. */
function literal(text: string, random: Dice, mayBeRaw = true): string {
  const quote = ['"', "'", '"""', "'''"][random(4)] ?? '"';
  if (mayBeRaw && random(5) === 0 && isRaw(text, quote)) return `${random(2) === 0 ? 'r' : 'R'}${quote}${text}${quote}`;
  const often = [0, 0, 30, 4][random(4)] ?? 0;
  const written = (text.match(/\{\w+\}|[\s\S]/gu) ?? []).map((character) => {
    const needed = character === '\\' || quote.includes(character) || (character === '\n' && quote.length === 1);
    const chosen = often > 0 && random(often) === 0 && !/[{}]/.test(character);
    const broken = often > 0 && random(often * 3) === 0 && !/[{}]/.test(character) ? '\\\n' : '';
    return (needed || chosen ? escaped(character, random) : character) + broken;
  });
  return `${quote}${written.join('')}${quote}`;
}

function isRaw(text: string, quote: string): boolean {
  return !text.includes('\\') && !text.includes(quote[0] ?? '') && (quote.length === 3 || !text.includes('\n'));
}

function escaped(character: string, random: Dice): string {
  if (character === '\n') return '\\n';
  if (character === '\t') return '\\t';
  if ('\\\'"'.includes(character)) return `\\${character}`;
  const code = character.codePointAt(0) ?? 0;
  const hex = (digits: number) => code.toString(16).padStart(digits, '0');
  const spellings = [
    ...(code < 0x100 ? [`\\x${hex(2)}`] : []),
    ...(code < 0x100 ? [`\\${code.toString(8).padStart(3, '0')}`] : []),
    ...(code < 0x10000 ? [`\\u${hex(4)}`] : []),
    `\\U${hex(8)}`,
    ...(character === ' ' ? ['\\N{SPACE}'] : []),
  ];
  return spellings[random(spellings.length)] ?? character;
}
