import { spawn } from 'node:child_process';
import type { Invocation } from './arguments.ts';

/** A program that runs. */
export interface Run {
  readonly ended: Promise<Ended>;
  /** Hands over what the user types. */
  write(text: string): void;
  /** Asks it to stop, as Ctrl+C does. */
  stop(): void;
}

export interface Ended {
  /** Absent where it was stopped or could not be started. */
  readonly code?: number | undefined;
  /** What it printed, errors among the rest, as far as it is kept. */
  readonly output: string;
  /** What it printed that was no message about its work. */
  readonly out: string;
  /** It was not found. */
  readonly isMissing?: true;
  readonly stopped?: true;
}

/** Starts the program without a shell. */
export function run({ program, args, cwd }: Invocation, heard: (text: string) => void = () => {}): Run {
  const isWindows = process.platform === 'win32';
  // A group of its own: whoever runs Alembic for a project is stopped together with it.
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...quiet },
    detached: !isWindows,
    windowsHide: true,
  });
  let [output, out, stopped] = ['', '', false];
  const hear = (text: string) => {
    output = (output + text).slice(-kept);
    heard(text);
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    hear(text);
  });
  child.stderr.setEncoding('utf8').on('data', hear);
  // Whoever has ended reads no more.
  child.stdin.on('error', () => {});
  const ended = new Promise<Ended>((resolve) => {
    child.on('error', (error) => {
      hear(`${error.message}\n`);
      resolve({ output, out, ...('code' in error && error.code === 'ENOENT' && { isMissing: true }) });
    });
    child.on('close', (code) =>
      resolve({ output, out, ...(code !== null && { code }), ...(stopped && { stopped: true }) }),
    );
  });
  return {
    ended,
    write: (text) => void child.stdin.write(text),
    stop() {
      stopped = true;
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
      if (isWindows) child.kill();
      else interrupt(child.pid);
    },
  };
}

/** The whole group of a program; one that has ended this moment needs nothing. */
function interrupt(pid: number): void {
  try {
    process.kill(-pid, 'SIGINT');
  } catch {}
}

/** What is printed comes at once, and in one encoding on every machine. */
const quiet = { PYTHONUNBUFFERED: '1', PYTHONIOENCODING: 'utf-8' };

/** Characters: what a failure says stands at the end. */
const kept = 1_000_000;
