import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isChosen, isWanted, type Verified, type Verify } from '../verified.ts';
import { proveAlters } from './alters/index.ts';
import type { Case } from './case.ts';
import { cases } from './cases.ts';
import { check } from './check.ts';
import { type Server, startServer } from './server.ts';

/** Every case is predicted by the engine and carried out on the MariaDB that the system has: half of them on each of two servers. */
export const verify: Verify = async (words, versions) => {
  const chosen = (text: string) => isChosen(text, words);
  const wanted = cases.filter(({ sql, setup = '' }) => chosen(`${sql} ${setup}`));
  const halves = [0, 1].map((half) => wanted.filter((_, at) => at % 2 === half));
  const found = (await Promise.all(halves.map((half, at) => verified(half, seed + at, chosen, versions)))).flat();
  return [...new Set(found.map(({ server }) => server))].map((server) => {
    const own = found.filter((each) => each.server === server);
    const sum = (of: (each: Verified) => number) => own.reduce((total, each) => total + of(each), 0);
    return { server, passed: sum(({ passed }) => passed), failed: sum(({ failed }) => failed) };
  });
};

/** Any seed will do; it is written down so that what is wrong once is wrong again. */
const seed = 20260;

async function verified(
  half: readonly Case[],
  seed: number,
  chosen: (text: string) => boolean,
  versions: readonly string[],
): Promise<readonly Verified[]> {
  const server = await startServer();
  try {
    if (!isWanted(server.version, versions)) return [];
    const single = await proveCases(server, half);
    const observer = await server.connect();
    const several = await proveAlters(server, observer, seed, tries, chosen);
    await observer.end();
    return [
      { server: `MariaDB ${server.version}`, ...single },
      { server: `actions put together on MariaDB ${server.version}`, ...several },
    ];
  } finally {
    await server.stop();
  }
}

/** On each server; about a fifth is refused for reasons that concern no company, and counts for nothing. */
const tries = 80;

async function proveCases(server: Server, half: readonly Case[]): Promise<Omit<Verified, 'server'>> {
  const file = join(import.meta.dirname, '..', 'mariadb', 'base-schema.sql');
  const base = readFileSync(file, 'utf8').trim().replace(/;$/, '');
  const observer = await server.connect();
  const count = { passed: 0, failed: 0 };
  for (const each of half) {
    const wrong = await check(server, observer, base, each).catch((error: unknown) => [String(error)]);
    count[wrong.length === 0 ? 'passed' : 'failed']++;
    for (const line of wrong) console.log(`MariaDB ${server.version}: ${each.sql}\n  ${line}`);
  }
  await observer.end();
  return count;
}
