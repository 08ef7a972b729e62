import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isChosen, isWanted, type Verified, type Verify } from '../verified.ts';
import { proveAlters } from './alters/index.ts';
import { cases } from './cases.ts';
import { check } from './check.ts';
import { startServer } from './server.ts';

/** Every case is predicted by the engine and carried out on the MariaDB that the system has, then statements put together at random. */
export const verify: Verify = async (words, versions) => {
  const base = readFileSync(join(import.meta.dirname, '..', 'mariadb', 'base-schema.sql'), 'utf8')
    .trim()
    .replace(/;$/, '');
  const server = await startServer();
  const count = { passed: 0, failed: 0 };
  const all: Verified[] = [];
  try {
    if (!isWanted(server.version, versions)) return [];
    const observer = await server.connect();
    for (const each of cases.filter(({ sql, setup = '' }) => isChosen(`${sql} ${setup}`, words))) {
      const wrong = await check(server, observer, base, each).catch((error: unknown) => [String(error)]);
      count[wrong.length === 0 ? 'passed' : 'failed']++;
      for (const line of wrong) console.log(`MariaDB ${server.version}: ${each.sql}\n  ${line}`);
    }
    const alters = await proveAlters(server, observer, seed, tries, (sql) => isChosen(sql, words));
    all.push(
      { server: `MariaDB ${server.version}`, ...count },
      { server: `actions put together on MariaDB ${server.version}`, ...alters },
    );
    await observer.end();
  } finally {
    await server.stop();
  }
  return all;
};

/** Any seed will do; it is written down so that what is wrong once is wrong again. */
const seed = 20260;
const tries = 60;
