import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { everywhere, packagesOf } from '../postgresql/plans/alembic.ts';

/** What an application sends all the time: the n-th row is `:n`. */
export interface Statements {
  readonly read: string;
  readonly write: string;
}

export interface Application {
  /** From now on it sends these instead. */
  deploy(statements: Statements): void;
  stop(): Promise<Outcome>;
}

export interface Outcome {
  readonly sent: number;
  /** Those that were not answered within `limit` of when they were due. */
  readonly blocked: number;
  /** In milliseconds. */
  readonly longest: number;
  readonly failed: number;
  readonly said: readonly string[];
}

/** Of each sort. */
export const perSecond = 100;

/** In milliseconds: who has to wait longer for the answer to one statement is said to be blocked. */
export const limit = 200;

export async function startApplication(url: string, statements: Statements, rows: number): Promise<Application> {
  const settings = JSON.stringify({ url, statements, rows, perSecond, limit });
  const child = spawn('python3', [join(import.meta.dirname, '..', 'headline', 'application.py'), settings], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, PYTHONPATH: packagesOf(everywhere), PYTHONNOUSERSITE: '1' },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { done } = await lines.next();
  if (done) throw new Error('the application has not begun');
  return {
    deploy: (next) => void child.stdin.write(`${JSON.stringify(next)}\n`),
    async stop() {
      child.stdin.end('\n');
      const { value } = await lines.next();
      return JSON.parse(value ?? '{"sent":0,"blocked":0,"longest":0,"failed":1,"said":["the application ended"]}');
    },
  };
}
