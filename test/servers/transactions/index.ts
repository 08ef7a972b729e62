import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer as startMariadb } from '../mariadb/server.ts';
import { type Edition, latest, startAlembic } from '../postgresql/plans/alembic.ts';
import { startServer as startPostgresql } from '../postgresql/server.ts';
import { isWanted, type Verify } from '../verified.ts';
import { type Case, cases, type EngineCalled } from './cases.ts';
import { prove } from './prove.ts';

/** What is explained of transactions, against what a real Alembic leaves behind when its last operation fails. */
export const verify: Verify = async (words, versions) => {
  if (!isWanted('1.20', versions)) return [];
  const all = await Promise.all([
    on('postgresql', words, postgresql),
    on('mariadb', words, mariadb),
    on('sqlite', words, sqlite),
  ]);
  const count = (what: 'passed' | 'failed') => all.reduce((sum, each) => sum + each[what], 0);
  return [{ server: 'transactions of Alembic 1.20', passed: count('passed'), failed: count('failed') }];
};

const edition: Edition = {
  name: 'alembic-1.20-mysql',
  title: latest.title,
  requirements: [...latest.requirements, 'PyMySQL==1.1.*'],
};

/** Where a case finds an empty database. */
interface Databases {
  /** The URL of the next one. */
  next(): Promise<string>;
  stop(): Promise<void>;
}

async function on(
  engine: EngineCalled,
  words: readonly string[],
  start: () => Promise<Databases>,
): Promise<{ readonly passed: number; readonly failed: number }> {
  const count = { passed: 0, failed: 0 };
  const chosen = cases[engine].filter((each) => isChosen(each, words));
  if (chosen.length === 0) return count;
  const databases = await start();
  const alembic = startAlembic(edition);
  try {
    for (const each of chosen) {
      const wrong = await prove(each, engine, await databases.next(), alembic).catch((error: unknown) => [
        String(error),
      ]);
      count[wrong.length === 0 ? 'passed' : 'failed']++;
      if (wrong.length > 0) console.log([`${edition.title} on ${engine}: ${each.name}`, ...wrong].join('\n  '));
    }
  } finally {
    alembic.stop();
    await databases.stop();
  }
  return count;
}

function isChosen({ name, files }: Case, words: readonly string[]): boolean {
  const text = `transactions ${name} ${files.flat(2).join(' ')}`;
  return words.length === 0 || words.some((word) => text.includes(word));
}

async function postgresql(): Promise<Databases> {
  const server = await startPostgresql(15);
  const admin = server.connect('postgres');
  let made = 0;
  return {
    async next() {
      await admin.unsafe(`CREATE DATABASE case_${++made}`);
      return `postgresql+psycopg2://postgres@/case_${made}?host=${server.folder}`;
    },
    async stop() {
      await admin.end();
      await server.stop();
    },
  };
}

async function mariadb(): Promise<Databases> {
  const server = await startMariadb();
  const admin = await server.connect();
  let made = 0;
  return {
    async next() {
      await admin.query(`CREATE DATABASE case_${++made}`);
      return `mysql+pymysql://root@localhost/case_${made}?unix_socket=${server.socket}`;
    },
    async stop() {
      await admin.end();
      await server.stop();
    },
  };
}

async function sqlite(): Promise<Databases> {
  const folder = mkdtempSync(join(tmpdir(), 'sqlite-'));
  let made = 0;
  return {
    next: () => Promise.resolve(`sqlite:///${join(folder, `case_${++made}.db`)}`),
    stop: () => Promise.resolve(rmSync(folder, { recursive: true, force: true })),
  };
}
