import type postgres from 'postgres';
import type { Server } from '../server.ts';
import type { Writes } from './scenario.ts';
import { rowsBefore, rowsWritten } from './world.ts';

/** An application that goes on writing, and reading what it wrote, until it is stopped. */
export interface Application {
  /** Resolves when its first writes are done. */
  readonly begun: Promise<void>;
  /** Resolves with what became of its writes, after the last one. */
  stop(): Promise<Outcome>;
}

export interface Outcome {
  readonly writes: number;
  readonly failures: readonly string[];
}

/** The last value that each row was given, as SQL, by its key. */
export type Written = Map<number, string>;

/** Whoever waits a second for a lock has failed: https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT */
export function startApplication(
  server: Server,
  database: string,
  writes: Writes,
  side: 0 | 1,
  written: Written,
): Application {
  const session = server.connect(database);
  const failures: string[] = [];
  let stopped = false;
  let count = 0;
  const { promise: begun, resolve: begin } = promised();
  const running = (async () => {
    await session.unsafe("SET lock_timeout = '1s'");
    while (!stopped) {
      const n = next();
      const isNew = n % 2 === 0;
      const key = 2 * (isNew ? rowsBefore + n : (n * 7919) % (rowsWritten / 2)) + side + 1;
      const failure = await attempt(session, isNew ? insert(writes, key, n) : update(writes, key, n));
      count++;
      if (failure === undefined) {
        written.set(key, writes.value(n));
        failures.push(...(await misread(session, readBack(writes, key, n))));
      } else failures.push(failure);
      if (count === 4) begin();
      await pause(4);
    }
    await session.end();
  })();
  return {
    begun,
    async stop() {
      stopped = true;
      await running;
      return { writes: count, failures };
    },
  };
}

function promised(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

let last = 0;

/** A number that no write has used. */
export function next(): number {
  return last++;
}

export function insert(writes: Writes, id: number, n: number): string {
  const sets = setsOf(writes, n);
  const columns = [writes.key, ...sets.map(([column]) => column)].join(', ');
  const values = [id, ...sets.map(([, value]) => value)].join(', ');
  return `${writes.prepare?.(id) ?? ''}INSERT INTO ${writes.table} (${columns}) VALUES (${values})${writes.follow?.(id) ?? ''}`;
}

export function update(writes: Writes, id: number, n: number): string {
  const sets = setsOf(writes, n).map(([column, value]) => `${column} = ${value}`);
  return `UPDATE ${writes.table} SET ${sets.join(', ')} WHERE ${writes.key} = ${id}`;
}

function setsOf({ sets, column, value }: Writes, n: number): readonly (readonly [column: string, value: string])[] {
  return sets?.(n) ?? [[column, value(n)]];
}

/** Both applications, several times over, write to the same few new rows. */
export async function contend(
  server: Server,
  database: string,
  [old, renamed]: readonly [Writes, Writes],
): Promise<readonly string[]> {
  const failures: string[] = [];
  const ids = [0, 1, 2, 3, 4].map(() => 2_000_000 + next());
  const session = server.connect(database);
  for (const id of ids) await session.unsafe(insert(old, id, next()));
  await session.end();
  const until = performance.now() + 1500;
  const compete = async (writes: Writes): Promise<void> => {
    const session = server.connect(database);
    while (performance.now() < until) {
      const failure = await attempt(session, update(writes, ids[next() % ids.length] ?? 0, next()));
      if (failure !== undefined && !failure.endsWith('deadlock detected')) failures.push(failure);
    }
    await session.end();
  };
  await Promise.all([old, renamed, old, renamed].map(compete));
  return failures;
}

/** What the application reads of a row that it has written last. */
function readBack({ table, key, column, value }: Writes, id: number, n: number): string {
  return `SELECT count(*)::text AS found FROM ${table} WHERE ${key} = ${id} AND ${column} IS NOT DISTINCT FROM ${value(n)}`;
}

/**
 * Holds the lock that a VACUUM or an ANALYZE holds, until the migration has waited for it longer than any writer may: the
 * lock itself lets writers through, but what waits for it with a stronger one stops everyone behind itself.
 */
export async function hold(server: Server, database: string, table: string): Promise<{ released(): Promise<void> }> {
  const session = server.connect(database);
  const observer = server.connect(database);
  await session.unsafe('BEGIN');
  await session.unsafe(`LOCK TABLE ${table} IN SHARE UPDATE EXCLUSIVE MODE`);
  const releasing = (async () => {
    for (let tries = 0; tries < 500 && !(await hasWaiting(observer)); tries++) await pause(20);
    await pause(1200);
    await session.unsafe('COMMIT');
    await session.end();
    await observer.end();
  })();
  return { released: () => releasing };
}

async function hasWaiting(observer: postgres.Sql): Promise<boolean> {
  const rows = await observer.unsafe(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rows.length > 0;
}

/** What of it is not there, or not any more. */
export async function lostOf(
  session: postgres.Sql,
  { table, key, column }: Writes,
  written: Written,
): Promise<readonly string[]> {
  const values = [...written].map(([id, value]) => `(${id}, ${value})`).join(', ');
  if (values === '') return ['the application has written nothing'];
  const rows = await session.unsafe<{ id: number; wanted: string; found: string | null }[]>(
    `SELECT wanted_key AS id, wanted::text, ${column}::text AS found FROM (VALUES ${values}) AS v (wanted_key, wanted)
     LEFT JOIN ${table} ON ${key} = wanted_key WHERE ${column} IS DISTINCT FROM wanted LIMIT 3`,
  );
  return rows.map(({ id, wanted, found }) => `row ${id} was written ${wanted} and is ${found}`);
}

async function attempt(session: postgres.Sql, sql: string): Promise<string | undefined> {
  try {
    await session.unsafe(sql);
    return undefined;
  } catch (error) {
    return `${sql}: ${error instanceof Error ? error.message : error}`;
  }
}

async function misread(session: postgres.Sql, sql: string): Promise<readonly string[]> {
  try {
    const [row] = await session.unsafe<{ found: string }[]>(sql);
    return row?.found === '1' ? [] : [`${sql}: what was written is not read`];
  } catch (error) {
    return [`${sql}: ${error instanceof Error ? error.message : error}`];
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
