import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer as startMariadb } from './mariadb/server.ts';
import { startServer as startPostgresql } from './postgresql/server.ts';

/** Where a case finds an empty database. */
export interface Databases {
  /** What its server is called: "PostgreSQL 15". */
  readonly server: string;
  readonly version: string;
  /** The URL of the next one, as SQLAlchemy reads it. */
  next(): Promise<string>;
  /** Makes room where databases are large. */
  drop?(url: string): Promise<void>;
  stop(): Promise<void>;
}

export async function postgresql(version: number): Promise<Databases> {
  const server = await startPostgresql(version);
  const admin = server.connect('postgres');
  let made = 0;
  return {
    server: `PostgreSQL ${version}`,
    version: String(version),
    async next() {
      const name = `case_${++made}`;
      await admin.unsafe(`CREATE DATABASE ${name}`);
      return `postgresql+psycopg2://postgres@/${name}?host=${server.folder}`;
    },
    async drop(url) {
      await admin.unsafe(`DROP DATABASE ${nameIn(url)} WITH (FORCE)`);
    },
    async stop() {
      await admin.end();
      await server.stop();
    },
  };
}

export async function mariadb(): Promise<Databases> {
  const server = await startMariadb();
  const admin = await server.connect();
  let made = 0;
  return {
    server: `MariaDB ${server.version}`,
    version: server.version.replace(/\.\d+$/, ''),
    async next() {
      const name = `case_${++made}`;
      await admin.query(`CREATE DATABASE ${name}`);
      return `mysql+pymysql://root@localhost/${name}?unix_socket=${server.socket}`;
    },
    async drop(url) {
      await admin.query(`DROP DATABASE ${nameIn(url)}`);
    },
    async stop() {
      await admin.end();
      await server.stop();
    },
  };
}

export async function sqlite(): Promise<Databases> {
  const folder = mkdtempSync(join(tmpdir(), 'sqlite-'));
  const version = execFileSync('python3', ['-c', 'import sqlite3; print(sqlite3.sqlite_version)'], {
    encoding: 'utf8',
  });
  let made = 0;
  return {
    server: `SQLite ${version.trim()}`,
    version: version.split('.').slice(0, 2).join('.'),
    next: () => Promise.resolve(`sqlite:///${join(folder, `case_${++made}.db`)}`),
    stop: () => Promise.resolve(rmSync(folder, { recursive: true, force: true })),
  };
}

function nameIn(url: string): string {
  return /\/(\w+)\?/.exec(url)?.[1] ?? '';
}
