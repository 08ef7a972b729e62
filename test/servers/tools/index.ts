import { startServer } from '../postgresql/server.ts';
import { isChosen, isWanted, type Verified, type Verify } from '../verified.ts';
import { cases } from './cases.ts';
import { prove } from './prove.ts';
import { type Tool, tools, toolsOfGo } from './tools.ts';

/** What is written for migration tools of SQL passes their own dry runs, runs, and is taken back, by the tools themselves. */
export const verify: Verify = (words, versions) => verifyEach(tools, words, versions);

/** With those that a Go newer than that of stable distributions has to build. */
export const verifyBuilt: Verify = (words, versions) => verifyEach(toolsOfGo, words, versions);

async function verifyEach(
  open: readonly Tool[],
  words: readonly string[],
  versions: readonly string[],
): Promise<readonly Verified[]> {
  if (!isWanted('15', versions)) return [];
  const chosen = open
    .map((tool) => ({ tool, own: cases.filter(({ pattern }) => isChosen(`tools ${tool.title} ${pattern}`, words)) }))
    .filter(({ own }) => own.length > 0);
  if (chosen.length === 0) return [];
  const server = await startServer(15);
  const admin = server.connect('postgres');
  const all: Verified[] = [];
  let made = 0;
  try {
    for (const { tool, own } of chosen) {
      const count = { passed: 0, failed: 0 };
      for (const each of own) {
        const database = `case_${++made}`;
        await admin.unsafe(`CREATE DATABASE ${database}`);
        const wrong = await prove(tool, each, server, database).catch((error: unknown) => [String(error)]);
        count[wrong.length === 0 ? 'passed' : 'failed']++;
        if (wrong.length > 0) console.log([`${tool.title}: ${each.pattern}`, ...wrong].join('\n  '));
      }
      all.push({ server: `files for ${tool.title} on PostgreSQL 15`, ...count });
    }
  } finally {
    await admin.end();
    await server.stop();
  }
  return all;
}
