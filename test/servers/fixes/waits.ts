import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Databases } from '../databases.ts';
import { type Alembic, everywhere, packagesOf } from '../postgresql/plans/alembic.ts';
import { type AlembicProject, initProject } from '../postgresql/plans/project.ts';
import { type Measured, rowsMeasured } from './measured.ts';

/** What a reader and a writer waited for at the longest while a migration ran, and how long that took, in milliseconds. */
export interface Waits {
  readonly read: number;
  readonly write: number;
  readonly took: number;
  readonly revisions: number;
}

/** Runs the migration as it was written, or as its fix leaves it, revision by revision, beside a reader and a writer. */
export async function measure(
  each: Measured,
  databases: Databases,
  alembic: Alembic,
  how: 'before' | 'after',
): Promise<Waits> {
  const url = await databases.next();
  const project = await initProject(alembic, url);
  const { config } = project;
  try {
    project.write('first', undefined, each.history, 'pass');
    await alembic.upgrade(config, 'head');
    const on = ['--engine', each.engine, '--engine-version', databases.version];
    const up = each.table === undefined ? each.up : inPython(await sqlOf(each, how === 'after' ? on : [], project));
    project.write('change', 'first', up, each.down);
    if (how === 'after' && each.table === undefined)
      await fix(project, join('migrations', 'versions', 'change.py'), each, on);
    const revisions = (await alembic.revisions(config)).length - 1;
    const beside = await startBeside(url, each);
    const begun = performance.now();
    try {
      for (let at = 0; at < revisions; at++) await alembic.upgrade(config, '+1');
    } finally {
      beside.stop();
    }
    const took = Math.round(performance.now() - begun);
    const { read, write, failed } = await beside.outcome;
    if (failed.length > 0) throw new Error(failed.join('; '));
    return { read, write, took, revisions };
  } finally {
    project.remove();
  }
}

async function fix(project: AlembicProject, path: string, { rule }: Measured, on: readonly string[]): Promise<void> {
  const said = await project.migrationWriter('fix', path, '--rule', rule, ...on);
  if (said.startsWith('Nothing to fix')) throw new Error('nothing was fixed');
}

/** The file of SQL, fixed where an engine is named. */
async function sqlOf(each: Measured, on: readonly string[], project: AlembicProject): Promise<string> {
  const folder = join(dirname(project.config), 'sql');
  const [earlier, change] = [join(folder, '0001_orders.sql'), join(folder, '0002_change.sql')];
  mkdirSync(folder, { recursive: true });
  writeFileSync(earlier, `${each.table}\n`);
  writeFileSync(change, each.up);
  if (on.length > 0) await fix(project, change, each, ['--tool', 'sql', ...on]);
  const text = readFileSync(change, 'utf8');
  rmSync(folder, { recursive: true });
  return text;
}

function inPython(sql: string): string {
  const statements = sql.split(/;\n/).filter((statement) => statement.trim() !== '');
  return statements.map((statement) => `op.execute(${JSON.stringify(statement)})`).join('\n');
}

interface Outcome {
  readonly read: number;
  readonly write: number;
  readonly failed: readonly string[];
}

async function startBeside(url: string, { read, write, held }: Measured) {
  const settings = JSON.stringify({ url, read, write, held: held ?? '', rows: rowsMeasured });
  const child = spawn('python3', [join(import.meta.dirname, '..', 'fixes', 'beside.py'), settings], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, PYTHONPATH: packagesOf(everywhere), PYTHONNOUSERSITE: '1' },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const awaited = new Set(held === undefined ? ['begun'] : ['begun', 'held']);
  while (awaited.size > 0) {
    const { value, done } = await lines.next();
    if (done) throw new Error('reader and writer have not begun');
    awaited.delete(value);
  }
  const outcome = async (): Promise<Outcome> => {
    const { value } = await lines.next();
    return JSON.parse(value ?? '{"read":0,"write":0,"failed":["reader and writer ended"]}');
  };
  return { stop: () => void child.stdin.end('\n'), outcome: outcome() };
}
