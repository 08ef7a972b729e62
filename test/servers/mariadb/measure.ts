import type { Connection } from 'mysql2/promise';
import type { Blocks, Lock, Work } from '../../../server/src/model/effects.ts';
import type { Algorithm, OnlineLock } from '../../../server/src/model/operation.ts';
import type { Server } from './server.ts';
import { isWaiting, pause, query, type Refusal, type Running, refusal, settles, started } from './sessions.ts';
import { snapshot, workOf } from './work.ts';

/** What one statement did on a real server. */
export interface Measured {
  /** The cheapest way that the server takes it, and the least lock on it; absent where the statement takes no such clauses. */
  readonly algorithm?: Algorithm;
  readonly lock?: OnlineLock;
  /** On other tables than its own; absent where the statement could not be looked at in the middle. */
  readonly others?: readonly Lock[];
  /** What sessions are kept from on its own table. */
  readonly blocks: Blocks;
  readonly work: Work;
  readonly transaction: 'allowed' | 'implicit commit';
  /** What the server said when it refused. */
  readonly refusal?: Refusal;
}

export interface Trial {
  readonly server: Server;
  readonly observer: Connection;
  readonly sql: string;
  /** What the session says before. */
  readonly session: string;
  /** The table that others want to use meanwhile. */
  readonly table: string;
  /** Makes the database as it was before the statement. */
  renew(): Promise<void>;
}

export async function measure(trial: Trial): Promise<Measured> {
  await trial.renew();
  const way = await tried(trial);
  if (way.algorithm) await trial.renew();
  const seen = await watched(trial);
  const others = [...(seen.others ?? []), ...(/REFERENCES/i.test(trial.sql) ? await lookedUp(trial) : [])];
  // Statements on partitions take any ALGORITHM, and do what they do.
  const is = seen.work === 'rewrite' && /INSTANT|NOCOPY/.test(way.algorithm ?? '') ? 'COPY' : way.algorithm;
  // What is instant has the table for itself for that instant.
  const online =
    way.lock === 'NONE' ||
    (!/LOCK *= *(EXCLUSIVE|SHARED)/i.test(trial.sql) && /ALGORITHM *= *INSTANT|LOCK *= *NONE/i.test(trial.sql));
  const blocks = online && seen.work === 'instant' ? 'nothing' : seen.blocks;
  return { ...way, ...(is && { algorithm: is }), ...seen, blocks, ...(seen.others && { others }) };
}

interface Taken {
  readonly algorithm?: Algorithm;
  readonly lock?: OnlineLock;
}

async function tried(trial: Trial): Promise<Taken> {
  const connection = await trial.server.connect('trial');
  try {
    if (trial.session) await query(connection, trial.session);
    const way = await cheapest(connection, trial.sql);
    return 'message' in way ? {} : way;
  } finally {
    connection.destroy();
  }
}

/** The server refuses an ALGORITHM or LOCK that it would have to exceed before it touches anything: what is tried last is done. */
export async function cheapest(connection: Connection, sql: string): Promise<Taken | Refusal> {
  const comma = /^ALTER TABLE/i.test(sql) ? ',' : /^CREATE .*INDEX/i.test(sql) ? '' : undefined;
  if (comma === undefined || /ALGORITHM *=|LOCK *=/i.test(sql)) return {};
  let error: Refusal | undefined;
  for (const algorithm of ['INSTANT', 'NOCOPY', 'INPLACE', 'COPY'] as const)
    for (const lock of ['NONE', 'SHARED', 'EXCLUSIVE'] as const) {
      error = await refusal(connection, `${sql}${comma} ALGORITHM=${algorithm}${comma} LOCK=${lock}`);
      if (error === undefined) return { algorithm, lock };
      if (error.number !== notSupported && error.number !== notSupportedBecause) return error;
    }
  return error ?? {};
}

const notSupported = 1845;
const notSupportedBecause = 1846;

/**
 * The statement starts while a writer has its table in use, so that it waits for what it wants; a reader and a writer of
 * its table queue behind it. When the first writer ends, the reader gets in wherever reads go on, and the statement, which
 * wants the table for itself in the end, waits for that reader: there it is looked at.
 */
async function watched(trial: Trial): Promise<Omit<Measured, 'algorithm' | 'lock'>> {
  const { server, observer, sql, session, table } = trial;
  const open = () => server.connect('trial');
  const [runner, first, reader, writer] = [await open(), await open(), await open(), await open()];
  try {
    const before = await snapshot(observer);
    await query(first, `START TRANSACTION; ${write(table)}`);
    if (session) await query(runner, session);
    await query(runner, 'FLUSH LOCAL STATUS; START TRANSACTION; INSERT INTO ledger VALUES (1)');
    const running = started(runner, sql);
    const waited = (await settles(observer, running)) === 'waits';
    const reading = started(reader, `START TRANSACTION; SELECT 1 FROM \`${table}\` LIMIT 1`);
    const reads = await settles(observer, reading);
    let writing = started(writer, `START TRANSACTION; ${write(table)}`);
    let writes = await settles(observer, writing);
    const overtaken = waited && writes === 'ended';
    if (overtaken) await query(writer, 'COMMIT');
    await query(first, 'COMMIT');
    const midway = waited && (await stopsAgain(observer, running, reading));
    if (overtaken) writing = started(writer, `START TRANSACTION; ${write(table)}`);
    if (overtaken || midway) writes = await settles(observer, writing);
    const blocks = blocked(midway ? 'ended' : reads, midway || overtaken || !waited ? writes : 'waits');
    const locked = midway || /^LOCK/i.test(sql) ? await held(observer, running, table) : undefined;
    const others = locked?.filter(({ relation }) => before.tables.includes(relation));
    void reading.end.then(() => query(reader, 'COMMIT')).catch(() => undefined);
    void writing.end.then(() => query(writer, 'COMMIT')).catch(() => undefined);
    const refused = await running.end;
    const work = refused ? 'instant' : await workOf(runner, observer, before);
    await query(runner, 'ROLLBACK; UNLOCK TABLES');
    await Promise.all([reading.end, writing.end]);
    const kept = (await query(observer, 'SELECT * FROM trial.ledger').catch(() => [1])).length > 0;
    return {
      ...(others && { others }),
      blocks: refused ? 'nothing' : blocks,
      work,
      transaction: kept ? 'implicit commit' : 'allowed',
      ...(refused && { refusal: refused }),
    };
  } finally {
    for (const each of [runner, first, reader, writer]) each.destroy();
  }
}

/** It takes every lock of a writer but those on rows. */
function write(table: string): string {
  return `DELETE FROM \`${table}\` WHERE id = -5`;
}

type State = 'ended' | 'waits';

function blocked(reads: State, writes: State): Blocks {
  return reads === 'waits' ? 'reads and writes' : writes === 'waits' ? 'writes' : 'nothing';
}

/** A reader that got in stays in, so that a statement that needs the table for itself cannot end. */
async function stopsAgain(observer: Connection, running: Running, reading: Running): Promise<boolean> {
  for (let tries = 0; tries < 4000; tries++) {
    await pause(10);
    if (running.hasEnded()) return false;
    if (reading.hasEnded() && (await isWaiting(observer, running))) return true;
  }
  throw new Error('the statement neither ends nor waits');
}

/** The tables that the session has locked against others, but for its own. */
async function held(observer: Connection, { thread }: Running, table: string): Promise<readonly Lock[]> {
  const rows = await query(
    observer,
    `SELECT table_name, lock_mode FROM information_schema.metadata_lock_info
     WHERE thread_id = ${thread} AND table_schema = 'trial' AND table_name NOT IN ('${table}', 'ledger', '')`,
  );
  return rows.flatMap(([relation, mode]) => {
    if (/EXCLUSIVE|NO_READ_WRITE/.test(String(mode))) return [{ relation: String(relation), mode: 'EXCLUSIVE' }];
    return /NO_WRITE|READ_ONLY/.test(String(mode)) ? [{ relation: String(relation), mode: 'SHARED' }] : [];
  });
}

/** Tables whose rows the statement looks up under locks: it waits for a session that is changing them. */
async function lookedUp(trial: Trial): Promise<readonly Lock[]> {
  const { server, observer, sql, session, table } = trial;
  await trial.renew();
  const [runner, keeper] = [await server.connect('trial'), await server.connect('trial')];
  try {
    const { tables } = await snapshot(observer);
    const others = tables.filter((each) => each !== table && each !== 'ledger');
    await query(
      keeper,
      ['START TRANSACTION', ...others.map((each) => `SELECT 1 FROM \`${each}\` FOR UPDATE`)].join(';'),
    );
    if (session) await query(runner, session);
    const running = started(runner, sql);
    for (let tries = 0; tries < 1000 && !running.hasEnded(); tries++) {
      const rows = await query(
        observer,
        `SELECT DISTINCT lock_table FROM information_schema.innodb_locks JOIN information_schema.innodb_lock_waits ON requested_lock_id = lock_id
         JOIN information_schema.innodb_trx ON trx_id = requesting_trx_id WHERE trx_mysql_thread_id = ${running.thread}`,
      );
      if (rows.length > 0)
        return rows.map(([name]) => ({
          relation: /`trial`\.`(.*?)`/.exec(String(name))?.[1] ?? String(name),
          mode: 'SHARED',
        }));
      if (await isWaiting(observer, running)) return [];
      await pause(20);
    }
    return [];
  } finally {
    for (const each of [keeper, runner]) each.destroy();
  }
}
