import type { Column, Default } from '../../model/column.ts';
import type { Constraint } from '../../model/constraint.ts';
import type { EngineName } from '../../model/engine.ts';
import type { Online, Operation } from '../../model/operation.ts';
import type { Edit, Span } from '../../text.ts';
import type { Token } from '../lex.ts';
import { quotingOf } from '../quoting.ts';
import { same } from './same.ts';
import { cased, tokensIn, type WrittenStatement, wordOf } from './written-statement.ts';

/**
 * Clauses that are put in, taken out or exchanged in the author's text. They are a proposal: who takes it reads the
 * outcome again, since this knows clauses and no grammar.
 */
export function insertions(statement: WrittenStatement, action: Span, from: Operation, to: Operation): readonly Edit[] {
  const place: Place = { statement, action, tokens: tokensIn(statement, action) };
  return [
    ...concurrently(place, from, to),
    ...ifExists(place, from, to),
    ...cascade(place, from, to),
    ...(from.kind === 'addConstraint' && to.kind === 'addConstraint'
      ? constraint(place, from.constraint, to.constraint)
      : []),
    ...(from.kind === 'addColumn' && to.kind === 'addColumn' ? column(place, from.column, to.column) : []),
    ...(from.kind === 'setDefault' && to.kind === 'setDefault' ? changedDefault(place, from.default, to.default) : []),
    ...online(place, onlineOf(from), onlineOf(to)),
  ];
}

interface Place {
  readonly statement: WrittenStatement;
  readonly action: Span;
  readonly tokens: readonly Token[];
}

function concurrently(place: Place, from: Operation, to: Operation): readonly Edit[] {
  const [before, after] = [isConcurrent(from), isConcurrent(to)];
  if (before === after) return [];
  if (!after) return without(place, 'CONCURRENTLY');
  if (to.kind === 'detachPartition') return [behindAction(place, ' CONCURRENTLY')];
  const word = to.kind === 'refreshView' ? 'VIEW' : to.kind === 'reindex' ? to.target.toUpperCase() : 'INDEX';
  return behind(place, word, ' CONCURRENTLY');
}

function isConcurrent(operation: Operation): boolean {
  return 'concurrently' in operation && operation.concurrently === true;
}

/** `IF EXISTS` and `IF NOT EXISTS` stand right before the name, behind all other keywords. */
function ifExists(place: Place, from: Operation, to: Operation): readonly Edit[] {
  for (const [field, words] of [
    ['ifExists', 'IF EXISTS'],
    ['ifNotExists', 'IF NOT EXISTS'],
  ] as const) {
    const [before, after] = [flag(from, field), flag(to, field)];
    if (before === after) continue;
    if (!after) return without(place, ...words.split(' '));
    const last = lastKeyword(place);
    if (last) return [insert(last.end, cased(place.statement, ` ${words}`))];
  }
  return [];
}

/** The last of the keywords that say what is made or dropped. */
function lastKeyword({ statement, tokens }: Place): Token | undefined {
  const other = tokens.findIndex((each) => !objectWords.has(wordOf(statement, each)));
  return tokens[other - 1];
}

const objectWords: ReadonlySet<string> = new Set(
  'CREATE DROP ADD ALTER UNIQUE TEMPORARY TEMP UNLOGGED TABLE INDEX COLUMN CONSTRAINT TYPE VIEW MATERIALIZED CONCURRENTLY VALUE'.split(
    ' ',
  ),
);

function cascade(place: Place, from: Operation, to: Operation): readonly Edit[] {
  const [before, after] = [flag(from, 'cascade'), flag(to, 'cascade')];
  if (before === after) return [];
  return after ? [behindAction(place, ' CASCADE')] : without(place, 'CASCADE');
}

function flag(operation: Operation, field: string): boolean {
  return Object.entries(operation).some(([name, value]) => name === field && value === true);
}

function constraint(place: Place, from: Constraint, to: Constraint): readonly Edit[] {
  const edits: Edit[] = [];
  if (from.name === undefined && to.name !== undefined) {
    edits.push(...behind(place, 'ADD', ' CONSTRAINT ', quotingOf(place.statement.engine).identifier(to.name)));
  }
  const [before, after] = [from, to].map((each) => 'notValid' in each && each.notValid === true);
  if (before && !after) edits.push(...without(place, 'NOT', 'VALID'));
  if (!before && after) edits.push(behindAction(place, ' NOT VALID'));
  return edits;
}

function column(place: Place, from: Column, to: Column): readonly Edit[] {
  const { statement } = place;
  const required = find(place, 'NOT', 'NULL');
  const edits: Edit[] = [];
  if (!from.nullable && to.nullable) edits.push(...without(place, 'NOT', 'NULL'));
  if (from.nullable && !to.nullable) edits.push(behindAction(place, ' NOT NULL'));
  if (from.generated?.stored && to.generated && !to.generated.stored) edits.push(...without(place, 'STORED'));
  if (same(from.default, to.default)) return edits;
  const value = to.default && defaultText(to.default, place.statement.engine);
  const given = clause(place, 'DEFAULT');
  if (to.default && value === undefined) return [];
  if (given) {
    edits.push(
      value === undefined
        ? { span: { start: given.before, end: given.end }, text: '' }
        : { span: { start: given.value, end: given.end }, text: value },
    );
  } else if (value !== undefined) {
    const at = to.nullable ? undefined : required?.at(-1);
    const text = `${cased(statement, ' DEFAULT ')}${value}`;
    edits.push(at ? insert(at.end, text) : insert(place.action.end, text));
  }
  return edits;
}

function changedDefault(place: Place, from: Default | undefined, to: Default | undefined): readonly Edit[] {
  const value = to && defaultText(to, place.statement.engine);
  const word = place.tokens.find((each) => wordOf(place.statement, each) === 'DEFAULT');
  if (!from || value === undefined || !word) return [];
  return [{ span: { start: word.end, end: place.action.end }, text: ` ${value}` }];
}

function defaultText(value: Default, engine: EngineName): string | undefined {
  if (value.kind === 'unknown') return undefined;
  if (value.kind === 'expression') return value.sql;
  return /^-?\d+(\.\d+)?$/.test(value.value) ? value.value : quotingOf(engine).constant(value.value);
}

/** `, ALGORITHM=INPLACE, LOCK=NONE` behind the last action; an index takes it without the comma. */
function online({ statement }: Place, from: Online | undefined, to: Online | undefined): readonly Edit[] {
  if (same(from, to) || !to) return [];
  const clauses = (['algorithm', 'lock'] as const).flatMap((field): Edit[] => {
    const value = to[field];
    if (value === undefined || value === from?.[field]) return [];
    const at = statement.tokens.findIndex((each) => wordOf(statement, each) === field.toUpperCase());
    const sign = wordOf(statement, statement.tokens[at + 1]) === '=';
    const written = from?.[field] === undefined ? undefined : statement.tokens[at + (sign ? 2 : 1)];
    if (written) return [{ span: written, text: cased(statement, value) }];
    const text = cased(statement, `${field.toUpperCase()}=${value}`);
    return [insert(statement.span.end, `${statement.isAlter ? ', ' : ' '}${text}`)];
  });
  return clauses.map(({ span, text }) => ({ span: { start: span.start, end: span.end }, text }));
}

function onlineOf(operation: Operation): Online | undefined {
  return 'online' in operation ? operation.online : undefined;
}

/** From `word` to the keyword that begins the next clause of a column's definition. */
function clause(
  { statement, tokens }: Place,
  word: string,
): { readonly before: number; readonly value: number; readonly end: number } | undefined {
  const at = tokens.findIndex((each) => wordOf(statement, each) === word);
  const [previous, first] = [tokens[at - 1], tokens[at + 1]];
  if (at < 0 || !previous || !first) return undefined;
  let depth = 0;
  let end = first.end;
  for (const token of tokens.slice(at + 1)) {
    const sign = wordOf(statement, token);
    if (depth === 0 && token !== first && clauseWords.has(sign)) break;
    if (sign === '(') depth++;
    if (sign === ')') depth--;
    end = token.end;
  }
  return { before: previous.end, value: first.start, end };
}

const clauseWords: ReadonlySet<string> = new Set(
  'NOT NULL CONSTRAINT CHECK UNIQUE PRIMARY REFERENCES GENERATED COMMENT AFTER FIRST AUTO_INCREMENT ON'.split(' '),
);

function behind(place: Place, word: string, keywords: string, rest = ''): readonly Edit[] {
  const token = place.tokens.find((each) => wordOf(place.statement, each) === word);
  return token ? [insert(token.end, cased(place.statement, keywords) + rest)] : [];
}

function behindAction({ statement, action }: Place, keywords: string): Edit {
  return insert(action.end, cased(statement, keywords));
}

/** The words in a row, with the blank before them. */
function without(place: Place, ...words: readonly string[]): readonly Edit[] {
  const found = find(place, ...words);
  const [first, last] = [found?.[0], found?.at(-1)];
  if (!first || !last) return [];
  const previous = place.tokens[place.tokens.indexOf(first) - 1];
  return [{ span: { start: previous?.end ?? first.start, end: last.end }, text: '' }];
}

function find({ statement, tokens }: Place, ...words: readonly string[]): readonly Token[] | undefined {
  const at = tokens.findIndex((_, index) =>
    words.every((word, offset) => wordOf(statement, tokens[index + offset]) === word),
  );
  return at < 0 ? undefined : tokens.slice(at, at + words.length);
}

function insert(offset: number, text: string): Edit {
  return { span: { start: offset, end: offset }, text };
}
