import { type EngineName, type Family, familyOf } from '../model/engine.ts';
import type { Token } from './lex.ts';

/** What must be known of the statement so far to tell whether a semicolon ends it. */
export interface Statement {
  readonly start: number;
  end: number;
  /** Its first word, lower case. */
  first: string;
  words: number;
  /** What a `CREATE` creates: `table`, `trigger` … */
  object: string;
  parentheses: number;
  /** What is open in the body of a routine, innermost last: statements up to `END`, or a `CASE` that is an expression. */
  readonly open: ('statements' | 'expression')[];
  /** The next word begins a statement of the body. */
  begins: boolean;
  /** The word that the statement of the body began with. */
  inner: string;
  /** The word before, where nothing stands between. */
  previous: string;
  /** A `COPY` whose data follows. */
  copies: boolean;
}

export function begun({ start, end }: Token): Statement {
  const words = { first: '', words: 0, object: '', inner: '', previous: '' };
  return { start, end, ...words, parentheses: 0, open: [], begins: false, copies: false };
}

/**
 * A semicolon stands inside the body of a routine, or between the actions of a rule; an open parenthesis elsewhere is a
 * slip. Where the client was told another delimiter, a routine goes on up to it.
 */
export function isInside(statement: Statement, delimited: boolean): boolean {
  if (statement.open.length > 0 || (delimited && routines.mysql.test(statement.object))) return true;
  return statement.parentheses > 0 && statement.object === 'rule';
}

export function follow(statement: Statement, text: string, token: Token, sign: string | undefined, engine: EngineName) {
  if (sign !== ';') statement.end = token.end;
  if (sign !== undefined) return followSign(statement, sign);
  if (token.kind !== 'word') {
    statement.begins = false;
    statement.previous = '';
    return;
  }
  if (statement.words++ === 0) statement.first = lower(text, token);
  if (!mayHaveBody(statement, engine)) return;
  const word = token.end - token.start > longest ? '' : lower(text, token);
  if (statement.first === 'copy') statement.copies ||= word === 'stdin';
  else if (statement.first === 'create' && statement.object === '') statement.object = objects.test(word) ? word : '';
  else followBody(statement, text, token, word, engine);
  statement.previous = word;
}

const longest = 'procedure'.length;

/** The first of these words behind `CREATE` says what it creates, whoever defines it and however it is replaced. */
const objects =
  /^(table|view|index|trigger|function|procedure|event|rule|type|sequence|schema|database|user|role|server|domain|policy)$/;

/** `BEGIN ATOMIC` is the one body that PostgreSQL does not quote. */
const routines: Readonly<Record<Family, RegExp>> = {
  postgresql: /^(function|procedure)$/,
  mysql: /^(function|procedure|trigger|event)$/,
  sqlite: /^trigger$/,
};

/** MariaDB takes `BEGIN NOT ATOMIC` and its like outside routines too: https://mariadb.com/kb/en/using-compound-statements-outside-of-stored-programs/ */
const compound = /^(begin|if|case|loop|while|repeat|for)$/;

/** Decided by the first words, so that the words of long statements need not be looked at. */
function mayHaveBody({ first, object, words }: Statement, engine: EngineName): boolean {
  switch (first) {
    case 'create':
      return object === '' ? words < 12 : routines[familyOf(engine)].test(object);
    case 'copy':
      return familyOf(engine) === 'postgresql';
    default:
      return engine === 'mariadb' && compound.test(first);
  }
}

function followSign(statement: Statement, sign: string): void {
  if (sign === '(') statement.parentheses++;
  else if (sign === ')') statement.parentheses--;
  const { open, parentheses } = statement;
  statement.begins = sign === ';' || sign === ':' || (sign === ')' && open.length === 0 && parentheses === 0);
  statement.previous = '';
}

/** `END` closes the innermost block; the word behind it only says which one. */
function followBody(statement: Statement, text: string, token: Token, word: string, engine: EngineName): void {
  const { open, begins, previous } = statement;
  const top = open.at(-1);
  if (begins) statement.inner = word;
  statement.begins = top !== 'expression' && beforeStatement.test(word);
  if (previous === 'end' && word !== 'begin' && compound.test(word)) {
    statement.begins = false;
  } else if (word === 'end') {
    if (top === 'expression' || (top && (begins || endsStatement(text, token.end)))) open.pop();
  } else if (word === 'case') {
    if (top || familyOf(engine) !== 'postgresql')
      open.push(begins && top !== 'expression' ? 'statements' : 'expression');
  } else if (top === 'expression') {
    return;
  } else if (word === 'begin' || word === 'atomic' || word === 'not') {
    if (opensBlock(statement, word, begins, engine)) open.push('statements');
  } else if (begins && compound.test(word) && /^m/.test(engine)) {
    open.push('statements');
  } else if (statement.words === 1 && compound.test(word)) {
    open.push('statements');
    statement.begins = false;
  }
}

/** Behind these words of a body another of its statements begins. */
const beforeStatement = /^(begin|then|else|do|loop|repeat|row|atomic)$/;

/** `DECLARE EXIT HANDLER FOR 1062 BEGIN` opens a block in the midst of a statement. */
function opensBlock(statement: Statement, word: string, begins: boolean, engine: EngineName): boolean {
  if (familyOf(engine) === 'postgresql') return word === 'atomic' && statement.previous === 'begin';
  if (statement.first === 'begin' && statement.open.length === 0) return word === 'not' && statement.words === 2;
  if (word !== 'begin') return false;
  return statement.open.length === 0 ? statement.parentheses === 0 : begins || statement.inner === 'declare';
}

function endsStatement(text: string, offset: number): boolean {
  const end = /\s*(?:;|$)/y;
  end.lastIndex = offset;
  return end.test(text);
}

function lower(text: string, token: Token): string {
  return text.slice(token.start, token.end).toLowerCase();
}
