import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isWanted, type Verify } from '../verified.ts';
import { cases } from './cases.ts';
import { check } from './check.ts';
import { startServer } from './server.ts';

/** Every case is predicted by the engine and carried out on the MariaDB that the system has. */
export const verify: Verify = async (words, versions) => {
  const base = readFileSync(join(import.meta.dirname, '..', 'mariadb', 'base-schema.sql'), 'utf8')
    .trim()
    .replace(/;$/, '');
  const server = await startServer();
  const count = { passed: 0, failed: 0 };
  try {
    if (!isWanted(server.version, versions)) return [];
    const observer = await server.connect();
    for (const each of cases.filter(({ sql, setup = '' }) => isChosen(`${sql} ${setup}`, words))) {
      const wrong = await check(server, observer, base, each).catch((error: unknown) => [String(error)]);
      count[wrong.length === 0 ? 'passed' : 'failed']++;
      for (const line of wrong) console.log(`MariaDB ${server.version}: ${each.sql}\n  ${line}`);
    }
    await observer.end();
  } finally {
    await server.stop();
  }
  return [{ server: `MariaDB ${server.version}`, ...count }];
};

function isChosen(text: string, words: readonly string[]): boolean {
  return words.length === 0 || words.some((word) => text.includes(word));
}
