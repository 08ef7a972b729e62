import type { Connection } from 'mysql2/promise';

/** The rows of one statement. */
export async function query(connection: Connection, sql: string): Promise<readonly (readonly unknown[])[]> {
  const [rows]: [unknown, unknown] = await connection.query({ sql, rowsAsArray: true });
  return Array.isArray(rows) ? rows.filter((row): row is unknown[] => Array.isArray(row)) : [];
}

export interface Refusal {
  readonly number: number;
  readonly message: string;
}

/** What the server says against it; undefined where it carries it out. */
export async function refusal(connection: Connection, sql: string): Promise<Refusal | undefined> {
  try {
    await connection.query(sql);
    return undefined;
  } catch (error) {
    const number = error instanceof Error && 'errno' in error ? Number(error.errno) : 0;
    return { number, message: error instanceof Error ? error.message : String(error) };
  }
}

/** A statement under way in a session. */
export interface Running {
  readonly thread: number;
  readonly end: Promise<Refusal | undefined>;
  hasEnded(): boolean;
}

export function started(connection: Connection, sql: string): Running {
  let ended = false;
  const end = refusal(connection, sql).finally(() => {
    ended = true;
  });
  return { thread: connection.threadId, end, hasEnded: () => ended };
}

/** Until the statement has ended, or waits for what another session holds. */
export async function settles(observer: Connection, running: Running): Promise<'ended' | 'waits'> {
  for (let tries = 0; tries < 4000; tries++) {
    if (running.hasEnded()) return 'ended';
    if (await isWaiting(observer, running)) {
      // What a session does is told a moment later than it is done.
      await pause(5);
      if (!running.hasEnded() && (await isWaiting(observer, running))) return 'waits';
    }
    await pause(3);
  }
  throw new Error('the statement neither ends nor waits');
}

export async function isWaiting(observer: Connection, { thread }: Running): Promise<boolean> {
  const sql = `
    SELECT id FROM information_schema.processlist WHERE id = ${thread} AND state LIKE 'Waiting for%' UNION
    SELECT trx_id FROM information_schema.innodb_trx WHERE trx_mysql_thread_id = ${thread} AND trx_state = 'LOCK WAIT'`;
  return (await query(observer, sql)).length > 0;
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
