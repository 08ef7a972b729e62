import type postgres from 'postgres';
import { modes } from '../../../../server/src/engines/postgresql/facts.ts';
import type { Lock } from '../../../../server/src/model/effects.ts';

export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** What the statement did, and was undone. */
export interface Measured {
  /** The strongest on each table that was there before. */
  readonly locks: string;
  /** What the server said that it does. */
  readonly said: readonly string[];
  readonly refusal?: Refusal | undefined;
}

export interface Bench {
  readonly session: postgres.Sql;
  readonly observer: postgres.Sql;
  readonly said: string[];
}

export async function measureAlter({ session, observer, said }: Bench, sql: string): Promise<Measured> {
  const [own] = await session<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
  await session.unsafe('BEGIN');
  said.length = 0;
  const refusal = await attempt(session, sql);
  const locks = refusal ? '' : await locksOf(observer, own?.pid ?? 0);
  const measured = { locks, said: [...said], refusal };
  await session.unsafe('ROLLBACK');
  return measured;
}

async function locksOf(observer: postgres.Sql, pid: number): Promise<string> {
  const rows = await observer<{ relation: string; mode: string }[]>`
    SELECT relname AS relation, mode FROM pg_locks JOIN pg_class ON pg_class.oid = relation
    WHERE pid = ${pid} AND locktype = 'relation' AND relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace`;
  const words = rows.map(({ relation, mode }) => ({ relation, mode: inWords(mode) }));
  return lockText(words.filter((each) => !words.some((other) => isAbove(other, each))));
}

/** `AccessExclusiveLock` is ACCESS EXCLUSIVE. */
function inWords(mode: string): string {
  return mode
    .replace(/Lock$/, '')
    .replace(/\B[A-Z]/g, ' $&')
    .toUpperCase();
}

function isAbove(one: Lock, other: Lock): boolean {
  return one.relation === other.relation && strength(one) > strength(other);
}

function strength({ mode }: Lock): number {
  const order: readonly string[] = modes;
  return order.indexOf(mode);
}

export function lockText(locks: readonly Lock[]): string {
  const shown = locks.filter(({ mode }) => mode !== 'ACCESS SHARE').map(({ relation, mode }) => `${mode} ${relation}`);
  return shown.sort().join(', ');
}

export async function refusalOf(session: postgres.Sql, sql: string): Promise<Refusal | undefined> {
  await session.unsafe('BEGIN');
  const refusal = await attempt(session, sql);
  await session.unsafe('ROLLBACK');
  return refusal;
}

async function attempt(session: postgres.Sql, sql: string): Promise<Refusal | undefined> {
  try {
    await session.unsafe(sql);
    return undefined;
  } catch (error) {
    if (!(error instanceof Error)) return { code: '', message: String(error) };
    return { code: 'code' in error ? String(error.code) : '', message: error.message };
  }
}
