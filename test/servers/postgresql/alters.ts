import type postgres from 'postgres';
import { modes } from '../../../server/src/engines/postgresql/facts.ts';
import { postgresql } from '../../../server/src/engines/postgresql/index.ts';
import { after } from '../../../server/src/model/after.ts';
import type { Effects, Lock, Work } from '../../../server/src/model/effects.ts';
import type { Action } from '../../../server/src/model/engine.ts';
import { emptySchema, type Schema, settled } from '../../../server/src/model/schema.ts';
import { base, execute, operationsOf } from './check.ts';
import { badRows, type Fragments, fragments, setup } from './fragments.ts';
import type { Server } from './server.ts';

/** Statements of several actions, put together at random, and what of each was predicted wrongly. */
export async function checkAlters(
  server: Server,
  version: number,
  { seed, count }: { readonly seed: number; readonly count: number },
): Promise<readonly { readonly sql: string; readonly wrong: readonly string[] }[]> {
  await made(server, 'alters', `${base};\n${setup}`);
  await made(server, 'bad_alters', `${base};\n${badRows};\n${setup}`);
  const said: string[] = [];
  const session = server.connect('alters', (message) => said.push(message));
  const bad = server.connect('bad_alters');
  const observer = server.connect('alters');
  const schema = settled(operationsOf(`${base};\n${setup}`).reduce(after, emptySchema));
  const checked = [];
  try {
    await session.unsafe('SET client_min_messages = debug1');
    const keys = await observer<{ name: string }[]>`
      SELECT conname AS name FROM pg_constraint WHERE contype = 'f' AND convalidated`;
    const valid = new Set(keys.map(({ name }) => name));
    for (const sql of statements(seed, count, version)) {
      const predicted = predict(sql, schema, version);
      const measured = await measureAlter({ session, observer, said }, sql);
      const refusal = await refusalOf(bad, sql);
      checked.push({ sql, wrong: differences(sql, predicted, measured, refusal, valid) });
    }
  } finally {
    for (const each of [session, bad, observer]) await each.end();
  }
  return checked;
}

async function made(server: Server, database: string, sql: string): Promise<void> {
  await execute(server, 'postgres', `CREATE DATABASE ${database}`);
  await execute(server, database, sql);
}

/** The same seed gives the same statements on the same version. */
function* statements(seed: number, count: number, version: number): Generator<string> {
  const below = randomNumbers(seed);
  const tables = fragments.flatMap((each) => Array.from({ length: each.weight }, () => each));
  for (let made = 0; made < count; made++) {
    const chosen = tables[below(tables.length)];
    if (!chosen) return;
    const all = [...actionsOf(chosen, version)];
    const actions = Array.from({ length: 2 + below(3) }, () => all.splice(below(all.length), 1)).flat();
    yield `ALTER TABLE ${chosen.table} ${actions.join(', ')}`;
  }
}

function actionsOf({ actions, since = {} }: Fragments, version: number): readonly string[] {
  const later = Object.entries(since).flatMap(([first, more]) => (Number(first) <= version ? more : []));
  return [...actions, ...later];
}

/** The xorshift generator: whole numbers from 0 up to a limit. */
function randomNumbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}

function predict(sql: string, schema: Schema, version: number): readonly Effects[] {
  const actions: Action[] = [];
  let before = schema;
  for (const operation of operationsOf(sql)) {
    actions.push({ operation, before, effects: postgresql.effects(operation, before, String(version)) });
    before = after(before, operation);
  }
  return postgresql.together?.(actions, String(version)) ?? [];
}

interface Refusal {
  readonly code: string;
  readonly message: string;
}

interface Measured {
  /** The strongest on each table that was there before. */
  readonly locks: string;
  /** What the server said that it does. */
  readonly said: readonly string[];
  readonly refusal?: Refusal | undefined;
}

interface Bench {
  readonly session: postgres.Sql;
  readonly observer: postgres.Sql;
  readonly said: string[];
}

async function measureAlter({ session, observer, said }: Bench, sql: string): Promise<Measured> {
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

function lockText(locks: readonly Lock[]): string {
  const shown = locks.filter(({ mode }) => mode !== 'ACCESS SHARE').map(({ relation, mode }) => `${mode} ${relation}`);
  return shown.sort().join(', ');
}

async function refusalOf(session: postgres.Sql, sql: string): Promise<Refusal | undefined> {
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

function differences(
  sql: string,
  predicted: readonly Effects[],
  { locks, said, refusal }: Measured,
  onBadRows: Refusal | undefined,
  valid: ReadonlySet<string>,
): readonly string[] {
  const refused = predicted.find((each) => each.refused !== undefined)?.refused;
  const canFail = predicted.some((each) => each.canFailOnRows);
  if (refusal && isOfRows(refusal)) return canFail ? [] : [`rows are said not to make it fail: ${refusal.message}`];
  if (refusal && process.env.DEV)
    return refused === undefined
      ? [`DEV unpredicted ${refusal.message}`]
      : refused.replace(/ of relation .*/, '') === refusal.message.replace(/ of relation .*/, '')
        ? []
        : [`DEV says ${refused} / ${refusal.message}`];
  if (refusal) return [];
  if (refused !== undefined) return [`predicted as refused, but taken: ${refused}`];
  const wrong = predicted
    .map((each) => [lockText(each.locks), locks])
    .flatMap(([expected, found]) => (expected === found ? [] : [`locks: predicted ${expected}, measured ${found}`]));
  wrong.push(...wrongPasses(predictedPasses(predicted), measuredPasses(sql, said, valid)));
  if (onBadRows && isOfRows(onBadRows) && !canFail)
    wrong.push(`rows are said not to make it fail: ${onBadRows.message}`);
  return [...new Set(wrong)];
}

/** Integrity is violated, or a value does not fit: https://www.postgresql.org/docs/current/errcodes-appendix.html */
function isOfRows({ code }: Refusal): boolean {
  return /^2[23]/.test(code) && code !== '22023';
}

/** What the server says that it does with the rows; with a rewrite every index is made anew, of which nothing more is to be seen. */
interface Passes {
  readonly rewrites: number;
  readonly builds: number;
  readonly scans: number;
  /** Scans that are part of what is no scan: for the NOT NULL of a primary key, for the foreign key of a column that is written. */
  readonly hidden: number;
}

function predictedPasses(predicted: readonly Effects[]): Passes {
  const times = (work: Work) => predicted.filter((each) => each.work === work).length;
  const rewrites = times('rewrite');
  return { rewrites, builds: rewrites > 0 ? 0 : times('index build'), scans: times('scan'), hidden: 0 };
}

function measuredPasses(sql: string, said: readonly string[], valid: ReadonlySet<string>): Passes {
  const told = (text: RegExp) => said.flatMap((message) => text.exec(message)?.[1] ?? []);
  const rewrites = most(told(/^rewriting table "(.*)"/));
  const builds = most(told(/^building index "(?!pg_toast).*" on table "(.*?)"/));
  const keys = [...new Set(told(/^validating foreign key constraint "(.*)"/))];
  const again = keys.filter((name) => valid.has(name) && !sql.includes(`ADD CONSTRAINT ${name}`));
  const hidden = again.length + (sql.match(/PRIMARY KEY|COLUMN \w+ \w+ DEFAULT 1 REFERENCES/g)?.length ?? 0);
  const scans = most(told(/^verifying table "(.*)"/)) + keys.length;
  return { rewrites, builds: rewrites > 0 ? 0 : builds, scans, hidden };
}

/** How often the most frequent one is named: each partition goes through its own. */
function most(names: readonly string[]): number {
  return Math.max(0, ...names.map((name) => names.filter((each) => each === name).length));
}

function wrongPasses(predicted: Passes, measured: Passes): readonly string[] {
  const { rewrites, builds, scans, hidden } = measured;
  const right =
    predicted.rewrites === rewrites &&
    predicted.builds === builds &&
    predicted.scans <= scans &&
    predicted.scans + hidden >= scans;
  return right ? [] : [`predicted ${passesText(predicted)}, measured ${passesText(measured)}`];
}

function passesText({ rewrites, builds, scans }: Passes): string {
  return `${rewrites} rewrites, ${builds} index builds, ${scans} scans`;
}
