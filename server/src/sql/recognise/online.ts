import type { Online } from '../../model/operation.ts';
import { type Cursor, isDone, took, tookSign, word } from './cursor.ts';

export type OnlineClauses = { readonly online?: Online };

/** `ALGORITHM=INPLACE LOCK=NONE` behind a statement, in either order; nothing where none of them is written. */
export function onlineClauses(cursor: Cursor): OnlineClauses {
  let online: Online = {};
  for (let one = onlineClause(cursor); one; one = onlineClause(cursor)) online = { ...online, ...one };
  return Object.keys(online).length === 0 ? {} : { online };
}

/** One of the two; undefined, and nothing read, where the next words are none. */
export function onlineClause(cursor: Cursor): Online | undefined {
  const from = cursor.at;
  const what = word(cursor);
  if (took(cursor, 'algorithm') || took(cursor, 'lock')) {
    tookSign(cursor, '=');
    const value = word(cursor).toUpperCase();
    if (!isDone(cursor)) cursor.at++;
    const read = what === 'algorithm' ? { algorithm: algorithms.get(value) } : { lock: locks.get(value) };
    if (read.algorithm !== undefined || read.lock !== undefined) return read;
  }
  cursor.at = from;
  return undefined;
}

const algorithms: ReadonlyMap<string, NonNullable<Online['algorithm']>> = new Map(
  (['DEFAULT', 'INSTANT', 'NOCOPY', 'INPLACE', 'COPY'] as const).map((each) => [each, each]),
);

const locks: ReadonlyMap<string, NonNullable<Online['lock']>> = new Map(
  (['DEFAULT', 'NONE', 'SHARED', 'EXCLUSIVE'] as const).map((each) => [each, each]),
);
