import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Build, installed } from './builds.ts';

/** What is asked of a build: a statement, and what stands before it. */
export interface Asked {
  readonly sql: string;
  readonly setup: string;
  readonly badRows?: string | undefined;
  readonly foreignKeys: boolean;
  /** It is tried with a cache that holds a few pages too. */
  readonly crowded: boolean;
  /** It is tried on tables without rows too. */
  readonly alsoEmpty: boolean;
}

/** What one statement did. */
export interface Measured {
  /** What SQLite said when it refused; everything else is absent then. */
  readonly error?: string;
  readonly transaction?: 'allowed' | 'forbidden';
  readonly blocks?: 'nothing' | 'writes' | 'reads and writes';
  /** Instructions of its virtual machine, in tens. */
  readonly steps?: number;
  readonly pages?: number;
  /** Values that were in a table before and are in none now. */
  readonly lost?: number;
  /** What SQLite says to a statement of the application that it took before. */
  readonly breaks?: string;
}

/** The same on tables of a few rows, of many, of none, and of rows that do not suit; of many, with no room for them. */
export interface Answer {
  readonly small: Measured;
  readonly large?: Measured;
  readonly empty?: Measured;
  readonly crowded?: Measured;
  readonly bad?: Measured;
  /** The case could not be carried out. */
  readonly broken?: string;
}

export interface Session {
  readonly version: string;
  ask(what: Asked): Promise<Answer>;
  stop(): void;
}

/** Starts a Python with that SQLite. */
export async function startSession(build: Build): Promise<Session> {
  const { library, modules } = installed(build);
  const child = spawn('python3', [join(folder, 'driver.py'), ...library], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, PYTHONPATH: modules, PYTHONNOUSERSITE: '1', PYTHONDONTWRITEBYTECODE: '1' },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`The Python of SQLite ${build.version} has ended`);
    return value;
  };
  const version: string = JSON.parse(await next());
  child.stdin.write(`${JSON.stringify({ base, rows: readFileSync(join(folder, 'rows.sql'), 'utf8') })}\n`);
  return {
    version,
    ask: async (what) => {
      child.stdin.write(`${JSON.stringify(what)}\n`);
      const answer: Answer = JSON.parse(await next());
      return answer;
    },
    stop: () => void child.stdin.end(),
  };
}

const folder = join(import.meta.dirname, '..', 'sqlite');

export const base = readFileSync(join(folder, 'base-schema.sql'), 'utf8');
