import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { catalogOf, differenceOf } from '../postgresql/plans/catalog.ts';
import type { Server } from '../postgresql/server.ts';
import type { Case } from './cases.ts';
import type { Command, Place, Tool } from './tools.ts';

/** What the pattern writes into a project of the tool is tried beforehand, run, and taken back, by the tool itself. */
export async function prove(tool: Tool, each: Case, server: Server, database: string): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tool-'));
  const place: Place = { socket: server.folder, database };
  const session = server.connect(database);
  const run = (command: Command) => execute(folder, command);
  try {
    for (const [path, text] of Object.entries(tool.files(place))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    await run(tool.up(place));
    const before = await catalogOf(session);
    const { migrations, concurrently } = await write(folder, each);
    const wrong: string[] = [];
    if (each.pattern === 'add-index' && concurrently !== tool.leavesTransaction)
      wrong.push(`the index is ${concurrently ? '' : 'not '}made concurrently`);
    if (tool.dryRun) await run(tool.dryRun(place));
    wrong.push(...told('the dry run', differenceOf(before, await catalogOf(session))));
    await run(tool.up(place));
    const [given] = await session.unsafe(each.gives).values();
    if (given?.[0] !== true) wrong.push(`${each.gives} gives ${JSON.stringify(given)}`);
    for (const command of tool.down(place, migrations)) await run(command);
    wrong.push(...told('the way back', differenceOf(before, await catalogOf(session))));
    return wrong;
  } finally {
    await session.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How many migrations there are then: where each has several files, they share a version. */
async function write(folder: string, { pattern, answers }: Case) {
  const cli = join(import.meta.dirname, '..', '..', '..', 'dist', 'cli.js');
  const options = Object.entries(answers).flatMap(([name, value]) => [`--${name}`, value]);
  const target = ['--engine', 'postgresql', '--engine-version', '15'];
  const made = await execute(folder, [process.execPath, cli, 'new', pattern, ...options, ...target]);
  const paths = made.trim().split('\n');
  return {
    migrations: new Set(paths.flatMap((path) => /\d+(?=[_-])/.exec(path) ?? [])).size,
    concurrently: paths.some((path) => /\bCONCURRENTLY\b/.test(readFileSync(join(folder, path), 'utf8'))),
  };
}

function execute(cwd: string, [program, ...told]: Command): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, told, { cwd, timeout: 120_000 }, (error, out, said) => {
      if (error) reject(new Error(`${program} ${told.join(' ')}: ${said}${out || error.message}`.slice(0, 2000)));
      else resolve(out);
    });
  });
}

function told(what: string, difference: readonly string[]): readonly string[] {
  return difference.map((line) => `behind ${what}: ${line}`);
}
