import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadPython } from '../../server/src/python/parse.ts';
import { loadSql } from '../../server/src/sql/parse.ts';
import { verify as commands } from './commands/index.ts';
import { verify as elsewhere } from './elsewhere/index.ts';
import { verify as fixes } from './fixes/index.ts';
import { verify as waits } from './fixes/measure.ts';
import { verify as graphs } from './graphs/index.ts';
import { verify as headline } from './headline/index.ts';
import { verify as large } from './headline/large.ts';
import { verify as history } from './history/index.ts';
import { verify as mariadb } from './mariadb/index.ts';
import { verify as postgresql } from './postgresql/index.ts';
import { verifyAll as everywhere, verify as plans } from './postgresql/plans/index.ts';
import { verify as sizes } from './sizes/index.ts';
import { verify as sqlite } from './sqlite/index.ts';
import { verify as tools, verifyBuilt as toolsBuilt } from './tools/index.ts';
import { verify as transactions } from './transactions/index.ts';
import { verify as untouched } from './untouched/index.ts';
import type { Verified, Verify } from './verified.ts';
import { verify as waysBack } from './ways-back/index.ts';

/**
 * What the engines say is compared with what servers do. Arguments: engines, versions, and words that choose cases by what
 * they say; without any of a sort, all of them. An engine whose server is not to be had is a failure, never passed over.
 */
const engines: Readonly<Record<string, Verify>> = {
  postgresql,
  plans,
  elsewhere,
  untouched,
  sqlite,
  mariadb,
  fixes,
  waits,
  transactions,
  history,
  graphs,
  commands,
  sizes,
  tools,
  'ways-back': waysBack,
};

/** What takes too long for every day: only where it is asked for. */
const onRequest: Readonly<Record<string, Verify>> = {
  headline,
  large,
  'tools-built': toolsBuilt,
  nightly: async (...asked) => [...(await everywhere(...asked)), ...(await large(...asked))],
};

const asked = process.argv.slice(2);
const versions = asked.filter(isVersion);
const chosen = asked.filter((each) => each in engines || each in onRequest);
const words = asked.filter((each) => !isVersion(each) && !chosen.includes(each));
const wanted =
  chosen.length === 0
    ? Object.entries(engines)
    : Object.entries({ ...engines, ...onRequest }).filter(([each]) => chosen.includes(each));

await loadSql();
await loadPython({
  runtime: wasm('web-tree-sitter/web-tree-sitter.wasm'),
  python: wasm('tree-sitter-python/tree-sitter-python.wasm'),
});
const all: Verified[] = [];
let broken = false;
for (const [name, verify] of wanted)
  try {
    all.push(...(await verify(words, versions)));
  } catch (error) {
    broken = true;
    console.error(`${name} could not be verified:`, error);
  }
const passed = sum(all.map((each) => each.passed));
const failed = sum(all.map((each) => each.failed));
console.log(`${byEngine(all)}; in all ${counted(passed)} passed, ${counted(failed)} failed`);
process.exitCode = failed === 0 && passed > 0 && !broken ? 0 : 1;

function isVersion(text: string): boolean {
  return /^\d+(\.\d+)*$/.test(text);
}

/** "PostgreSQL 14: 240, 15: 243; SQLite 3.40.1: 90": every case, the failed ones too. */
function byEngine(all: readonly Verified[]): string {
  const engineOf = ({ server }: Verified) => server.slice(0, server.lastIndexOf(' '));
  const parts = [...new Set(all.map(engineOf))].map((engine) => {
    const versions = all
      .filter((each) => engineOf(each) === engine)
      .map(({ server, passed, failed }) => `${server.slice(engine.length + 1)}: ${counted(passed + failed)}`);
    return `${engine} ${versions.join(', ')}`;
  });
  return parts.join('; ') || 'nothing was tried';
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function counted(count: number): string {
  return count.toLocaleString('en-US');
}

function wasm(path: string): Uint8Array {
  return readFileSync(createRequire(import.meta.url).resolve(path));
}
