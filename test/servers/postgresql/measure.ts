import postgres from 'postgres';
import type { Blocks, Lock, Work } from '../../../server/src/model/effects.ts';
import type { Server } from './server.ts';

/** What one statement did on a real server. */
export interface Measured {
  readonly locks: readonly Lock[];
  /** Many of them say nothing new: whoever locks a table strongly locks its indexes. */
  readonly indexLocks: readonly Lock[];
  /** The names of all indexes that were there before. */
  readonly indexes: readonly string[];
  readonly blocks: Blocks;
  readonly work: Work;
  readonly transaction: 'allowed' | 'forbidden';
  /** The server refused it, and why. */
  readonly refusal?: Refusal | undefined;
}

export interface Refusal {
  /** https://www.postgresql.org/docs/current/errcodes-appendix.html */
  readonly code: string;
  readonly message: string;
}

/** Runs the statement in a transaction that is rolled back, or alone where the server wants it so. */
export async function measure(server: Server, database: string, statement: string, about?: string): Promise<Measured> {
  const said: string[] = [];
  const session = server.connect(database, (message) => said.push(message));
  const observer = server.connect(database);
  try {
    await session.unsafe('SET client_min_messages = debug1');
    const before = await relations(observer);
    const [own] = await session<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
    const pid = own?.pid ?? 0;
    await session.unsafe('BEGIN');
    const refusal = await refusalOf(session, statement);
    if (refusal?.code === noTransaction) {
      await session.unsafe('ROLLBACK');
      const outside: Outside = { server, session, observer, database, statement, about, pid, before, said };
      return { ...(await alone(outside)), transaction: 'forbidden' };
    }
    if (refusal !== undefined)
      return {
        locks: [],
        indexLocks: [],
        indexes: [],
        blocks: 'nothing',
        work: 'instant',
        transaction: 'allowed',
        refusal,
      };
    const work = await workOf(session, before, said);
    const locks = await locksOf(observer, pid, before);
    const indexLocks = await strongest(observer, pid, before.filter(isIndex));
    const blocks = await probe(observer, pid, before, about);
    await session.unsafe('ROLLBACK');
    return {
      locks,
      indexLocks,
      indexes: before.filter(isIndex).map(({ name }) => name),
      blocks,
      work,
      transaction: 'allowed',
    };
  } finally {
    await session.end();
    await observer.end();
  }
}

/** Why the statement is refused where those rows are there. What takes no transaction leaves its traces. */
export async function refusalOn(
  server: Server,
  database: string,
  rows: string,
  statement: string,
): Promise<Refusal | undefined> {
  const session = server.connect(database);
  try {
    await session.unsafe(`BEGIN; ${rows}`);
    const refusal = await refusalOf(session, statement);
    await session.unsafe('ROLLBACK');
    if (refusal?.code !== noTransaction) return refusal;
    await session.unsafe(rows);
    return await refusalOf(session, statement);
  } finally {
    await session.end();
  }
}

/** Of what cannot run inside a transaction block. */
const noTransaction = '25001';

interface Relation {
  readonly oid: number;
  readonly name: string;
  /** As `pg_class.relkind` has it. */
  readonly kind: string;
  readonly file: number | null;
}

interface Outside {
  readonly server: Server;
  readonly session: postgres.Sql;
  readonly observer: postgres.Sql;
  readonly database: string;
  readonly statement: string;
  /** The relation whose blocking counts; absent: all that are locked. */
  readonly about: string | undefined;
  readonly pid: number;
  readonly before: readonly Relation[];
  readonly said: readonly string[];
}

/** While another session holds rows of every table, the statement waits where it would wait for long, and is looked at. */
async function alone({
  server,
  session,
  observer,
  database,
  statement,
  about,
  pid,
  before,
  said,
}: Outside): Promise<Omit<Measured, 'transaction'>> {
  const writer = server.connect(database);
  try {
    await writer.unsafe('BEGIN');
    for (const { name } of before.filter(({ kind }) => kind === 'r'))
      await writer.unsafe(`DELETE FROM ${name} WHERE false`);
    let ended = false;
    const running = refusalOf(session, statement).finally(() => {
      ended = true;
    });
    await until(async () => ended || (await isWaiting(observer, pid)));
    const locks = await locksOf(observer, pid, before);
    const indexLocks = await strongest(observer, pid, before.filter(isIndex));
    const blocks = await probe(observer, pid, before, about);
    await writer.unsafe('ROLLBACK');
    const refusal = await running;
    const work = await workOf(session, before, said);
    return { locks, indexLocks, indexes: before.filter(isIndex).map(({ name }) => name), blocks, work, refusal };
  } finally {
    await writer.end();
  }
}

async function refusalOf(session: postgres.Sql, statement: string): Promise<Refusal | undefined> {
  try {
    await session.unsafe(statement);
    return undefined;
  } catch (error) {
    if (error instanceof postgres.PostgresError) return { code: error.code, message: error.message };
    throw error;
  }
}

async function isWaiting(observer: postgres.Sql, pid: number): Promise<boolean> {
  const rows = await observer`SELECT FROM pg_stat_activity WHERE pid = ${pid} AND wait_event_type = 'Lock'`;
  return rows.length > 0;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 250 && !(await holds()); tries++) await new Promise((resolve) => setTimeout(resolve, 20));
}

async function relations(observer: postgres.Sql): Promise<readonly Relation[]> {
  return observer<Relation[]>`
    SELECT pg_class.oid::int, relkind AS kind, pg_relation_filenode(pg_class.oid)::int AS file,
      CASE nspname WHEN 'public' THEN '' ELSE nspname || '.' END || relname AS name
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname !~ '^pg_|^information_schema$' AND relkind IN ('r', 'p', 'm', 'v', 'S', 'f', 'i', 'I')`;
}

/** The strongest lock on each relation that was there before; indexes and ACCESS SHARE are left out. */
async function locksOf(observer: postgres.Sql, pid: number, before: readonly Relation[]): Promise<readonly Lock[]> {
  return strongest(
    observer,
    pid,
    before.filter((each) => !isIndex(each)),
  );
}

async function strongest(observer: postgres.Sql, pid: number, among: readonly Relation[]): Promise<readonly Lock[]> {
  const rows = await observer<{ relation: number; mode: string }[]>`
    SELECT relation::int, mode FROM pg_locks WHERE pid = ${pid} AND locktype = 'relation'`;
  return among.flatMap(({ oid, name }) => {
    const held = rows.filter(({ relation }) => relation === oid).map(({ mode }) => inWords(mode));
    const mode = strengths.find((each) => held.includes(each));
    return mode === undefined ? [] : [{ relation: name, mode }];
  });
}

function isIndex({ kind }: Relation): boolean {
  return kind === 'i' || kind === 'I';
}

const strengths = [
  'ACCESS EXCLUSIVE',
  'EXCLUSIVE',
  'SHARE ROW EXCLUSIVE',
  'SHARE',
  'SHARE UPDATE EXCLUSIVE',
  'ROW EXCLUSIVE',
  'ROW SHARE',
];

/** `AccessExclusiveLock` is ACCESS EXCLUSIVE. */
function inWords(mode: string): string {
  return mode
    .replace(/Lock$/, '')
    .replace(/\B[A-Z]/g, ' $&')
    .toUpperCase();
}

/** What a second session is kept from on the relations that are locked, and on the tables whose indexes are. */
async function probe(
  observer: postgres.Sql,
  pid: number,
  before: readonly Relation[],
  about: string | undefined,
): Promise<Blocks> {
  await observer.unsafe("SET lock_timeout = '10ms'");
  const rows = await observer<{ oid: number }[]>`
    SELECT DISTINCT coalesce(indrelid, relation)::int AS oid FROM pg_locks LEFT JOIN pg_index ON indexrelid = relation
    WHERE pid = ${pid} AND locktype = 'relation' AND mode <> 'AccessShareLock'`;
  const locked = new Set(rows.map(({ oid }) => oid));
  let [reads, writes] = [false, false];
  for (const { oid, name, kind } of before) {
    if (!locked.has(oid) || (about !== undefined && name !== about)) continue;
    if (kind === 'S') writes ||= await waits(observer, `SELECT nextval('${name}')`);
    else reads ||= await waits(observer, `SELECT * FROM ${name} LIMIT 1`);
    if (kind === 'r' || kind === 'p') writes ||= await waits(observer, `DELETE FROM ${name} WHERE false`);
  }
  await observer.unsafe('RESET lock_timeout');
  return reads ? 'reads and writes' : writes ? 'writes' : 'nothing';
}

async function waits(observer: postgres.Sql, statement: string): Promise<boolean> {
  return (await refusalOf(observer, statement))?.code === '55P03';
}

/** By the messages of the server, the files of the tables, and the rows that the transaction has touched. */
async function workOf(session: postgres.Sql, before: readonly Relation[], said: readonly string[]): Promise<Work> {
  const tables = before.filter(({ kind }) => kind === 'r' || kind === 'm');
  const now = await session<{ oid: number; file: number; size: number; written: number; scans: number }[]>`
    SELECT oid::int, pg_relation_filenode(oid)::int AS file, pg_relation_size(oid)::int AS size, pg_stat_get_xact_numscans(oid)::int AS scans,
      (pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid) + pg_stat_get_xact_tuples_deleted(oid))::int AS written
    FROM pg_class WHERE relkind IN ('r', 'm')`;
  const after = new Map(now.map((row) => [row.oid, row]));
  const names = new Set(
    tables.filter(({ oid }) => after.get(oid)?.size !== 0).map(({ name }) => name.split('.').at(-1)),
  );
  const told = (text: RegExp) => said.some((message) => names.has(text.exec(message)?.[1] ?? ''));
  if (told(/^rewriting table "(.*)"/)) return 'rewrite';
  if (tables.some(({ oid, file }) => (after.get(oid)?.file ?? file) !== file && (after.get(oid)?.size ?? 0) > 0))
    return 'rewrite';
  if (told(/^building index ".*" on table "(.*?)"/)) return 'index build';
  if (tables.some(({ oid }) => (after.get(oid)?.written ?? 0) > 10)) return 'row writes';
  if (told(/^verifying table "(.*)"/) || said.some((message) => /^validating foreign key/.test(message))) return 'scan';
  return tables.some(({ oid }) => (after.get(oid)?.scans ?? 0) > 0 && after.get(oid)?.size !== 0) ? 'scan' : 'instant';
}
