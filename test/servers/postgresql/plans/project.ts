import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Alembic } from './alembic.ts';

/** An Alembic project in a folder of its own, as `alembic init` makes it. */
export interface AlembicProject {
  readonly config: string;
  /** Writes a revision behind the one named. */
  write(id: string, parent: string | undefined, up: string, down: string | undefined): void;
  /** Runs the command line in it; rejects with what it said where that is a failure. */
  migrationWriter(...args: readonly string[]): Promise<string>;
  /** Runs it in it as well, and resolves with what it says of what it did, or of why it cannot be done. */
  notices(...args: readonly string[]): Promise<string>;
  /** Where the files of these revisions are, seen from the project. */
  files(revisions: readonly string[]): readonly string[];
  remove(): void;
}

export async function initProject(alembic: Alembic, url: string): Promise<AlembicProject> {
  const folder = mkdtempSync(join(tmpdir(), 'alembic-'));
  const config = join(folder, 'alembic.ini');
  const scripts = join(folder, 'migrations');
  await alembic.init(config, scripts);
  writeFileSync(config, readFileSync(config, 'utf8').replace(/^sqlalchemy\.url = .*$/m, `sqlalchemy.url = ${url}`));
  return {
    config,
    write: (id, parent, up, down) =>
      writeFileSync(join(scripts, 'versions', `${id}.py`), revision(id, parent, up, down)),
    migrationWriter: async (...args) => {
      const { error, out, said } = await run(folder, args);
      if (error) throw new Error(`migration-writer ${args.join(' ')}: ${said || error.message}`);
      return out;
    },
    notices: async (...args) => (await run(folder, args)).said,
    files: (revisions) => {
      const names = readdirSync(join(scripts, 'versions'));
      return revisions.flatMap((each) =>
        names.filter((name) => name.startsWith(each)).map((name) => join('migrations', 'versions', name)),
      );
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function revision(id: string, parent: string | undefined, up: string, down: string | undefined): string {
  const body = (lines: string) => lines.trim().replace(/^(?=.)/gm, '    ');
  const undo = down === undefined ? '' : `\n\ndef downgrade():\n${body(down)}\n`;
  return `"""${id}"""

import sqlalchemy as sa
from alembic import op

revision = "${id}"
down_revision = ${parent === undefined ? 'None' : `"${parent}"`}


def upgrade():
${body(up)}
${undo}`;
}

interface Ran {
  readonly error: Error | null;
  readonly out: string;
  readonly said: string;
}

function run(cwd: string, args: readonly string[]): Promise<Ran> {
  const cli = join(import.meta.dirname, '..', '..', '..', 'dist', 'cli.js');
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...args], { cwd }, (error, out, said) => resolve({ error, out, said }));
  });
}
