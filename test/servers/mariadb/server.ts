import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Connection, createConnection } from 'mysql2/promise';

export interface Server {
  /** As it answers: "10.11.19". */
  readonly version: string;
  /** The path where it listens. */
  readonly socket: string;
  /** A session of its own, in that database where one is named; several statements may stand in one text. */
  connect(database?: string): Promise<Connection>;
  stop(): Promise<void>;
}

/** Starts a throw-away server of the MariaDB that the system has. */
export async function startServer(): Promise<Server> {
  const program = binary('mariadbd');
  const install = binary('mariadb-install-db');
  const folder = mkdtempSync(join(tmpdir(), 'mariadb-'));
  const data = join(folder, 'data');
  const as = isRoot() ? { uid: nobody, gid: nobody } : {};
  if (isRoot()) chownSync(folder, nobody, nobody);
  const plain = ['--no-defaults', '--auth-root-authentication-method=normal', '--skip-test-db'];
  execFileSync(install, [...plain, `--datadir=${data}`], { ...as, cwd: folder, stdio: 'ignore' });
  const socket = join(folder, 'socket');
  const child = spawn(program, [...settings, `--datadir=${data}`, `--socket=${socket}`], {
    ...as,
    cwd: folder,
    stdio: 'ignore',
  });
  const connect: Server['connect'] = (database) =>
    createConnection({ socketPath: socket, user: 'root', multipleStatements: true, ...(database && { database }) });
  const version = await answering(connect, child);
  return {
    version,
    socket,
    connect,
    async stop() {
      await ended(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What a crash would cost is of no interest, and a wait that nobody ends is an error. */
const settings: readonly string[] = [
  '--no-defaults',
  '--skip-networking',
  '--skip-log-bin',
  '--innodb-flush-method=nosync',
  '--innodb-flush-log-at-trx-commit=0',
  '--innodb-buffer-pool-size=64M',
  '--innodb-log-file-size=16M',
  '--character-set-server=utf8mb4',
  '--lock-wait-timeout=20',
  '--innodb-lock-wait-timeout=20',
  '--plugin-load-add=metadata_lock_info',
];

/** The user that the server runs as where this runs as root, which it refuses. */
const nobody = 65534;

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Debian keeps servers where only root looks for programs. */
function binary(name: string): string {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/sbin', '/usr/bin'];
  const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
  if (found === undefined) throw new Error(`${name} is not installed: apt-get install mariadb-server`);
  return found;
}

async function answering(connect: Server['connect'], child: ChildProcess): Promise<string> {
  for (let tries = 0; ; tries++) {
    try {
      const session = await connect();
      const [rows] = await session.query({ sql: 'SELECT version()', rowsAsArray: true });
      await session.end();
      return /[\d.]+/.exec(String(rows))?.[0] ?? '';
    } catch (error) {
      if (tries === 200 || child.exitCode !== null) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}
