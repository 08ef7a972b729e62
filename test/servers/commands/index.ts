import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { latest } from '../postgresql/plans/alembic.ts';
import { startServer } from '../postgresql/server.ts';
import { isChosen, isWanted, type Verified, type Verify } from '../verified.ts';
import { type Case, cases, type Database, refusals } from './cases.ts';
import { openShop } from './shop.ts';

/** Alembic's commands as the extension runs them: what they do, and what is said of them where they fail. */
export const verify: Verify = async (words, versions) => {
  const all = await Promise.all([
    isWanted('15', versions) ? onPostgresql(words) : [],
    isWanted('3', versions) ? onSqlite(words) : [],
  ]);
  return all.flat();
};

async function onPostgresql(words: readonly string[]): Promise<readonly Verified[]> {
  const chosen = [...cases, ...refusals].filter(({ name }) => isChosen(`commands ${name}`, words));
  if (chosen.length === 0) return [];
  const server = await startServer(15);
  const admin = server.connect('postgres');
  let made = 0;
  try {
    await admin.unsafe(`CREATE ROLE guarded LOGIN PASSWORD 'right'`);
    const rules = join(server.folder, 'data', 'pg_hba.conf');
    writeFileSync(rules, `local all guarded scram-sha-256\n${readFileSync(rules, 'utf8')}`);
    await admin.unsafe('SELECT pg_reload_conf()');
    return await verified('PostgreSQL 15', chosen, async () => {
      const name = `case_${++made}`;
      await admin.unsafe(`CREATE DATABASE ${name}`);
      const url = `postgresql+psycopg2://postgres@/${name}?host=${server.folder}`;
      const session = server.connect(name);
      const database: Database = {
        engine: 'postgresql',
        url,
        impatient: `${url}&options=-c%20lock_timeout%3D200ms`,
        async lock(table) {
          await session.unsafe(`BEGIN; LOCK TABLE ${table}`);
          return async () => void (await session.unsafe('ROLLBACK'));
        },
        execute: async (sql) => void (await session.unsafe(sql)),
      };
      return { database, close: () => session.end() };
    });
  } finally {
    await admin.end();
    await server.stop();
  }
}

async function onSqlite(words: readonly string[]): Promise<readonly Verified[]> {
  const chosen = cases.filter(({ name }) => isChosen(`commands ${name}`, words));
  if (chosen.length === 0) return [];
  return verified('SQLite 3', chosen, async (folder) => {
    const path = join(folder, 'goods.db');
    const url = 'sqlite:///goods.db';
    const database: Database = {
      engine: 'sqlite',
      url,
      impatient: `${url}?timeout=0.2`,
      lock: () => python(path, 'BEGIN EXCLUSIVE'),
      execute: async (sql) => (await python(path, sql))(),
    };
    return { database, close: async () => {} };
  });
}

async function verified(
  server: string,
  chosen: readonly Case[],
  open: (folder: string) => Promise<{ readonly database: Database; close(): Promise<void> }>,
): Promise<readonly Verified[]> {
  const count = { passed: 0, failed: 0 };
  for (const each of chosen) {
    const shop = openShop(latest);
    const { database, close } = await open(shop.folder);
    shop.connect(database.url);
    const wrong = await each.check(shop, database).catch((error: unknown) => [String(error)]);
    await close();
    shop.remove();
    count[wrong.length === 0 ? 'passed' : 'failed']++;
    if (wrong.length > 0) console.log([`${server}: ${each.name}`, ...wrong].join('\n  '));
  }
  return [{ server: `commands of Alembic 1.20 on ${server}`, ...count }];
}

/** A session of SQLite that ends when the returned function is called. */
async function python(path: string, sql: string): Promise<() => Promise<void>> {
  const code = `import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute(sys.argv[2])
print("done", flush=True)
sys.stdin.read()`;
  const child = spawn('python3', ['-c', code, path, sql], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return async () => {
    const ended = once(child, 'exit');
    child.stdin.end();
    await ended;
  };
}
