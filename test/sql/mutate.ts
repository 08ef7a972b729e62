import type { EngineName } from '../../server/src/model/engine.ts';
import { tokensOf } from '../../server/src/sql/lex.ts';
import type { Dice } from '../dice.ts';

/** A statement of the corpus, damaged a few times in its tokens or characters, cut off, or grown together with another one. */
export function mutated(corpus: readonly string[], engine: EngineName, dice: Dice): string {
  let text = one(corpus, dice);
  for (let count = dice(3); count >= 0; count--) {
    const change = one(dice(3) > 0 ? tokenChanges : characterChanges, dice);
    text = change(text, { other: one(corpus, dice), engine, dice });
  }
  return text;
}

interface Means {
  readonly other: string;
  readonly engine: EngineName;
  readonly dice: Dice;
}

type MutationOf = (text: string, means: Means) => string;

const tokenChanges: readonly MutationOf[] = [
  (text, { engine, dice }) => atToken(text, engine, dice, () => ''),
  (text, { engine, dice }) => atToken(text, engine, dice, (token) => `${token} ${token}`),
  (text, { engine, dice }) => atToken(text, engine, dice, (token) => token.toUpperCase()),
  (text, { engine, dice }) => atToken(text, engine, dice, (token) => `"${token}"`),
  (text, { engine, dice }) => atToken(text, engine, dice, (token) => `(${token})`),
  (text, { engine, dice }) => atToken(text, engine, dice, () => one(pieces, dice)),
  (text, { engine, dice }) => atToken(text, engine, dice, (token) => `${token} ${one(words, dice)}`),
  (text, { engine, dice, other }) => atToken(text, engine, dice, () => tokenOf(other, engine, dice)),
  (text, { engine, dice, other }) => atToken(text, engine, dice, (token) => `${token} ${tokenOf(other, engine, dice)}`),
];

const characterChanges: readonly MutationOf[] = [
  (text, { dice }) => spliced(text, dice(text.length + 1), 0, one(pieces, dice)),
  (text, { dice }) => spliced(text, dice(text.length + 1), 1 + dice(9), ''),
  (text, { dice }) => text.slice(0, dice(text.length + 1)),
  (text, { dice }) => text.slice(dice(text.length + 1)),
  (text, { dice }) => spliced(text, dice(text.length + 1), dice(20), text.slice(dice(text.length + 1)).slice(0, 40)),
  (text, { dice, other }) => text.slice(0, dice(text.length + 1)) + other.slice(dice(other.length + 1)),
  (text, { other }) => `${text};\n${other}`,
  (text, { dice }) => text.replaceAll(' ', one(['\n', '\t', ' /* é; */ ', '  '], dice)),
];

const pieces: readonly string[] = [
  ...[
    "'",
    '"',
    '`',
    '[',
    ']',
    '$$',
    '$a$',
    '--',
    '-- ',
    '#',
    '/*',
    '*/',
    '/*!50000 ',
    ';',
    '(',
    ')',
    '{',
    '}',
    '{{ x }}',
  ],
  ...[
    '{x}',
    ':n',
    ":'n'",
    '%s',
    '%(x)s',
    '?',
    '@x@',
    '$1',
    '\\',
    '\\g ',
    '\0',
    ',',
    '.',
    '*',
    '::',
    ':=',
    '0x1',
    '1e9',
    '-1',
  ],
  ...[
    '\ud83d',
    '😀',
    'é',
    '\ufeff',
    '\u00a0',
    '\n',
    '\r\n',
    '\uE000',
    '龠',
    "E'",
    "U&'",
    "x'",
    'DELIMITER //\n',
    '\nGO\n',
  ],
];

const words: readonly string[] = (
  'all alter and as asc begin by case cascade column concurrently constraint default do drop else end exists first from ' +
  'if in index into is key limit loop not null on only or order partition primary references restrict select set table ' +
  'temp then to type unique update using values view when where with'
).split(' ');

function atToken(text: string, engine: EngineName, dice: Dice, change: (token: string) => string): string {
  const tokens = tokensOf(text, engine);
  const token = tokens[dice(Math.max(1, tokens.length))];
  if (!token) return text;
  return spliced(text, token.start, token.end - token.start, change(text.slice(token.start, token.end)));
}

function tokenOf(text: string, engine: EngineName, dice: Dice): string {
  const tokens = tokensOf(text, engine);
  const token = tokens[dice(Math.max(1, tokens.length))];
  return token ? text.slice(token.start, token.end) : '';
}

function spliced(text: string, at: number, length: number, by: string): string {
  return text.slice(0, at) + by + text.slice(at + length);
}

function one<T>(from: readonly T[], dice: Dice): T {
  const found = from[dice(from.length)];
  if (found === undefined) throw new RangeError('nothing to choose from');
  return found;
}
