import assert from 'node:assert';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import postgres from 'postgres';
import { readTables } from '../../../server/src/node/sizes/read.ts';
import { readSizes } from '../../../server/src/project/table-sizes.ts';
import { startServer as startMariadb } from '../mariadb/server.ts';
import { startServer as startPostgresql } from '../postgresql/server.ts';
import { isChosen, isWanted, type Verified, type Verify } from '../verified.ts';

type Case = readonly [what: string, run: () => Promise<void>];

/** Table sizes are read from real servers: the numbers are theirs, nothing waits, nothing changes, and no password comes back. */
export const verify: Verify = async (words, versions) => [
  ...(isWanted('12', versions) ? [await onPostgresql(12, words)] : []),
  ...(isWanted('18', versions) ? [await onPostgresql(18, words)] : []),
  ...(versions.length === 0 || isWanted('10.11', versions) ? [await onMariadb(words)] : []),
];

async function onPostgresql(version: number, words: readonly string[]): Promise<Verified> {
  const server = await startPostgresql(version);
  const open = () =>
    postgres({ host: server.folder, username: 'postgres', database: 'postgres', onnotice: () => undefined });
  const admin = open();
  const url = `postgresql+psycopg2://postgres:s3cret%21@/postgres?host=${server.folder}`;
  await admin.unsafe(`
    CREATE TABLE users (id int PRIMARY KEY, note text);
    INSERT INTO users SELECT n, repeat('x', 100) FROM generate_series(1, 20000) n;
    CREATE SCHEMA app;
    CREATE TABLE app."Odd.Name" (id int);
    INSERT INTO app."Odd.Name" SELECT generate_series(1, 300);
    CREATE TABLE events (day date, n int) PARTITION BY RANGE (day);
    CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
    CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
    INSERT INTO events SELECT '2026-01-05'::date + 20 * (n % 2) + 10, n FROM generate_series(1, 1000) n;
    INSERT INTO events SELECT '2026-02-05', n FROM generate_series(1, 500) n;
    ANALYZE;`);
  const cases: readonly Case[] = [
    [
      'rows and bytes are those of the catalogue, a partitioned table has those of its partitions',
      async () => {
        const sizes = await read(url);
        assert.deepEqual(Object.fromEntries(Object.entries(sizes).map(([name, { rows }]) => [name, rows])), {
          users: 20000,
          'app."Odd.Name"': 300,
          events: 1500,
          events_1: sizes.events_1?.rows,
          events_2: sizes.events_2?.rows,
        });
        const [{ bytes = 0 } = {}] = await admin`SELECT pg_total_relation_size('users')::int AS bytes`;
        const said = sizes.users?.bytes ?? 0;
        assert.ok(Math.abs(said - bytes) < 0.1 * bytes, `${said} bytes are said, and ${bytes} there`);
      },
    ],
    [
      'a table that is locked keeps nobody waiting',
      async () => {
        const other = open();
        const lock = await other.reserve();
        await lock.unsafe('BEGIN; LOCK TABLE users, events IN ACCESS EXCLUSIVE MODE');
        const begun = performance.now();
        const sizes = await read(url);
        await lock.unsafe('ROLLBACK');
        lock.release();
        await other.end();
        assert.equal(sizes.users?.rows, 20000);
        assert.ok(performance.now() - begun < 3000);
      },
    ],
    ['a wrong password is not told', () => refused(url.replace('host=', 'port=1&host='), 's3cret')],
    [
      'a database that is not there is told by its name',
      () => refused(url.replace('/postgres?', '/nowhere?'), 's3cret', 'nowhere'),
    ],
  ];
  try {
    return { server: `sizes on PostgreSQL ${version}`, ...(await tried(cases, words)) };
  } finally {
    await admin.end();
    await server.stop();
  }
}

async function onMariadb(words: readonly string[]): Promise<Verified> {
  const server = await startMariadb();
  const admin = await createConnection({ socketPath: server.socket, user: 'root', multipleStatements: true });
  const url = `mysql+pymysql://root@localhost/sizes?unix_socket=${server.socket}`;
  await admin.query(`
    CREATE DATABASE sizes; USE sizes;
    CREATE TABLE users (id int PRIMARY KEY, note text);
    INSERT INTO users SELECT seq, repeat('x', 100) FROM seq_1_to_20000;
    ANALYZE TABLE users;`);
  const folder = mkdtempSync(join(tmpdir(), 'sizes-'));
  const cases: readonly Case[] = [
    [
      'rows and bytes are those of information_schema',
      async () => {
        const sizes = await read(url);
        assert.deepEqual(Object.keys(sizes), ['users']);
        const rows = sizes.users?.rows ?? 0;
        assert.ok(rows > 10_000 && rows < 30_000, `${rows} rows`);
        assert.ok((sizes.users?.bytes ?? 0) > 1_000_000);
      },
    ],
    [
      'an unknown user is told, a password is not',
      () => refused(url.replace('root@', 'nobody:s3cret@'), 's3cret', 'nobody'),
    ],
    [
      'a file that is not there is not made',
      async () => {
        const path = join(folder, 'app.db');
        await refused(`sqlite:///${path}`, 'never said', 'no such file');
        assert.throws(() => statSync(path));
      },
    ],
  ];
  try {
    return { server: `sizes on MariaDB ${server.version}`, ...(await tried(cases, words)) };
  } finally {
    rmSync(folder, { recursive: true });
    await admin.end();
    await server.stop();
  }
}

async function tried(cases: readonly Case[], words: readonly string[]) {
  let [passed, failed] = [0, 0];
  for (const [what, run] of cases.filter(([each]) => isChosen(each, words)))
    try {
      await run();
      passed++;
    } catch (error) {
      failed++;
      console.log(`sizes: ${what}: ${error instanceof Error ? error.message : error}`);
    }
  return { passed, failed };
}

async function read(url: string) {
  const answer = await readTables(url);
  if ('problem' in answer) throw new Error(answer.problem);
  const { sizes, problems } = readSizes({ path: 'tables.json', text: answer.text });
  assert.deepEqual(problems, []);
  return sizes;
}

async function refused(url: string, secret: string, ...words: readonly string[]): Promise<void> {
  const answer = await readTables(url);
  const text = JSON.stringify(answer);
  assert.ok('problem' in answer, `nothing was wrong: ${text}`);
  assert.ok(!text.includes(secret), `the secret is told: ${text}`);
  for (const word of words) assert.match(text, new RegExp(word, 'i'));
}
