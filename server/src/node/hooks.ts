import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Afterwards } from '../model/frontend.ts';
import { ancestors } from './place.ts';

/** Runs what a project has its tool run on new files, and hands over what it prints. Returns why it failed; undefined where all is well. */
export function runHooks(
  { args, folder }: Afterwards,
  cwd: string,
  say: (text: string) => void,
): Promise<string | undefined> {
  const python = pythonFor(folder, cwd);
  return new Promise((done) => {
    const child = spawn(python, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let last = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        last = text.trim().split('\n').at(-1) ?? last;
        say(text);
      });
    }
    child.on('error', (error) => done(`${python} cannot be started (${error.message})`));
    child.on('close', (code) => done(code === 0 ? undefined : last || `${python} ended with exit code ${code}`));
  });
}

/** That of the environment that is active, else of the nearest one from the configuration up to where the command was called. */
function pythonFor(folder: string, cwd: string): string {
  const isWindows = process.platform === 'win32';
  const active = process.env.VIRTUAL_ENV;
  const above = ancestors(folder).filter((each) => each === folder || !relative(cwd, each).startsWith('..'));
  const environments = above.flatMap((each) => ['.venv', 'venv'].map((name) => join(each, name)));
  const programs = [...(active ? [active] : []), ...environments].map((each) =>
    isWindows ? join(each, 'Scripts', 'python.exe') : join(each, 'bin', 'python'),
  );
  return programs.find((each) => existsSync(each)) ?? (isWindows ? 'python' : 'python3');
}
