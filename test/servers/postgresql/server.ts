import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import postgres from 'postgres';

export interface Server {
  /** Where its socket is. */
  readonly folder: string;
  /** A session of its own on that database. What the server says is handed to `said`. */
  connect(database: string, said?: (message: string) => void): postgres.Sql;
  stop(): Promise<void>;
}

/** Starts a throw-away server of that major version from the binaries under node_modules. */
export async function startServer(version: number): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), `postgresql-${version}-`));
  const native = binaries(version, folder);
  const data = join(folder, 'data');
  const as = isRoot() ? { uid: nobody, gid: nobody } : {};
  mkdirSync(data);
  if (isRoot()) for (const each of [folder, data]) chownSync(each, nobody, nobody);
  execFileSync(
    join(native, 'bin/initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', '-N'],
    as,
  );
  const settings = [
    'fsync=off',
    'listen_addresses=',
    `unix_socket_directories=${folder}`,
    'autovacuum=off',
    'timezone=Europe/Zurich',
  ];
  const child = spawn(join(native, 'bin/postgres'), ['-D', data, ...settings.flatMap((each) => ['-c', each])], {
    ...as,
    stdio: 'ignore',
  });
  const connect: Server['connect'] = (database, said) =>
    postgres({
      path: join(folder, '.s.PGSQL.5432'),
      user: 'postgres',
      database,
      max: 1,
      onnotice: (notice) => said?.(notice.message ?? ''),
    });
  await answering(connect);
  return {
    folder,
    connect,
    async stop() {
      await ended(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The user that PostgreSQL runs as where this runs as root, which it refuses. */
const nobody = 65534;

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Where this runs as root, the other user may not be allowed to read the checkout: a copy is made. */
function binaries(version: number, folder: string): string {
  const installed = join(import.meta.dirname, '..', 'node_modules', `postgresql-${version}`, 'native');
  if (!existsSync(installed))
    throw new Error(`the binaries of PostgreSQL ${version} are not installed for this platform`);
  if (!isRoot()) return linked(installed);
  const copy = join(folder, 'native');
  cpSync(installed, copy, { recursive: true, verbatimSymlinks: true });
  return linked(copy);
}

/** npm packages hold no symbolic links: the list of those that belong among the libraries is part of the package. */
function linked(native: string): string {
  const links: readonly { readonly source: string; readonly target: string }[] = JSON.parse(
    readFileSync(join(native, 'pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of links) {
    const [from, to] = [source, target].map((path) => join(native, '..', path));
    if (from === undefined || to === undefined || existsSync(to)) continue;
    mkdirSync(dirname(to), { recursive: true });
    symlinkSync(from, to);
  }
  return native;
}

async function answering(connect: Server['connect']): Promise<void> {
  for (let tries = 0; ; tries++) {
    const sql = connect('postgres');
    try {
      await sql`SELECT 1`;
      return;
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    } finally {
      await sql.end();
    }
  }
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGQUIT');
  });
}
