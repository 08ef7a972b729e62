import { sourceSpan } from '../../python/texts.ts';
import { type Call, type Dictionary, itemsOf, type Text, type Value } from '../../python/values.ts';
import type { Span } from '../../text.ts';
import { knownText } from './arguments.ts';
import { isConnection, isSession } from './handles.ts';
import { linksOf } from './relations.ts';

/** The parameters of a text that somebody gives a value; `any` where it could not be told which. */
export type Binds = ReadonlySet<string> | 'any';

export interface Unbound {
  readonly name: string;
  /** `:name` in the source. */
  readonly span: Span;
  /** Offset into the text as the database gets it, without the backslashes that escape a colon. */
  readonly at: number;
}

/**
 * What SQLAlchemy takes for a parameter, in string literals and comments of the SQL too, and nobody gives a value:
 * https://docs.sqlalchemy.org/en/20/core/sqlelement.html#sqlalchemy.sql.expression.text
 */
export function unboundIn(text: Text, binds: Binds): readonly Unbound[] {
  if (binds === 'any' || !text.text.includes(':')) return [];
  return [...text.text.matchAll(parameter)].flatMap(({ index, 0: written, 1: name = '' }) => {
    const end = index + written.length;
    if (binds.has(name) || touchesHole(text, index - 1, end + 1)) return [];
    const escapes = text.text.slice(0, index).split('\\:').length - 1;
    return [{ name, span: sourceSpan(text, { start: index, end }), at: index - escapes }];
  });
}

/** The values that reach the text which this call executes; undefined where it goes to the driver as it stands. */
export function bindsOf(call: Call, given: Value): Binds | undefined {
  if (call.name === 'exec_driver_sql') return undefined;
  const plain = given.kind === 'text';
  // Before SQLAlchemy 2 a connection hands a plain string to the driver; since then it takes none.
  if (plain && isConnection(call.of)) return 'any';
  const links = given.kind === 'call' ? linksOf(given) : [];
  if (links[0]?.name === 'DDL') return 'any';
  const names = new Set<string>();
  const ways = [...links.map(boundBy), isConnection(call.of) || isSession(call.of) ? executedWith(call) : []];
  for (const way of ways) {
    if (way === 'any') return 'any';
    for (const name of way) names.add(name);
  }
  return names;
}

const parameter = /(?<![:\p{L}\p{N}_\\]):([\p{L}\p{N}_]+)(?![:\p{L}\p{N}_])/gu;

function touchesHole(text: Text, start: number, end: number): boolean {
  return text.pieces.some((piece) => piece.hole && piece.at < end && start < piece.at + piece.length);
}

function boundBy(link: Call): readonly string[] | 'any' {
  if (link.name === 'text') return link.keywords.has('bindparams') ? 'any' : [];
  if (link.name !== 'bindparams' && link.name !== 'params') return [];
  return link.open ? 'any' : joined([...link.positional.map(namesIn), [...link.keywords.keys()]]);
}

/** `execute(text, {…})`, `execute(text, [{…}, …])`, and the keywords of SQLAlchemy 1. */
function executedWith(call: Call): readonly string[] | 'any' {
  if (call.open) return 'any';
  const given = [
    ...call.positional.slice(1),
    ...['parameters', 'params', 'multiparams'].flatMap((name) => call.keywords.get(name) ?? []),
  ];
  return joined([...given.map(namesIn), [...call.keywords.keys()]]);
}

function namesIn(value: Value): readonly string[] | 'any' {
  if (value.kind === 'none') return [];
  if (value.kind === 'dictionary') return keysOf(value);
  if (value.kind === 'call' && value.name === 'bindparam') {
    const name = knownText(value.positional[0] ?? value.keywords.get('key'));
    return name === undefined ? 'any' : [name];
  }
  const [first] = itemsOf(value) ?? [];
  return first ? namesIn(first) : 'any';
}

function keysOf({ entries }: Dictionary): readonly string[] | 'any' {
  return joined(
    entries.map(({ key }) => {
      const name = knownText(key);
      return name === undefined ? 'any' : [name];
    }),
  );
}

function joined(parts: readonly (readonly string[] | 'any')[]): readonly string[] | 'any' {
  const known = parts.filter((each) => each !== 'any');
  return known.length < parts.length ? 'any' : known.flat();
}
