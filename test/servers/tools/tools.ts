import { join } from 'node:path';
import { first } from './cases.ts';

/** A program and what it is told. */
export type Command = readonly [program: string, ...told: readonly string[]];

/** A migration tool that is really installed, and a project of it that has one migration. */
export interface Tool {
  readonly title: string;
  /** Whether a file can ask it for no transaction. */
  readonly leavesTransaction: boolean;
  /** By their paths. */
  files(place: Place): Readonly<Record<string, string>>;
  /** What it can say beforehand, without doing anything. */
  dryRun?(place: Place): Command;
  up(place: Place): Command;
  /** Takes so many migrations back. */
  down(place: Place, count: number): readonly Command[];
}

export interface Place {
  /** The folder of the server's socket. */
  readonly socket: string;
  readonly database: string;
}

const url = ({ socket, database }: Place) => `postgres://postgres@/${database}?host=${socket}&sslmode=disable`;
const words = ({ socket, database }: Place) => `host=${socket} user=postgres dbname=${database} sslmode=disable`;
const packaged = (name: string) => join(import.meta.dirname, '..', 'node_modules', '.bin', name);

/** https://github.com/amacneil/dbmate#commands */
function dbmate(): Tool {
  const told = (place: Place, what: string): Command => [
    packaged('dbmate'),
    ...['--no-dump-schema', '--migrations-dir', 'migrations', '--url', url(place), what],
  ];
  return {
    title: 'dbmate 2.36',
    leavesTransaction: true,
    files: () => ({
      'migrations/20240101000000_first.sql': `-- migrate:up\n${first.up}\n\n-- migrate:down\n${first.down}\n`,
    }),
    up: (place) => told(place, 'up'),
    down: (place, count) => Array.from({ length: count }, () => told(place, 'rollback')),
  };
}

/** https://salsita.github.io/node-pg-migrate/cli */
function nodePgMigrate(): Tool {
  const told = ({ socket, database }: Place, ...what: readonly string[]): Command => [
    'env',
    ...[`DATABASE_URL=socket:${socket}?db=${database}`, 'PGUSER=postgres', packaged('node-pg-migrate'), ...what],
  ];
  return {
    title: 'node-pg-migrate 9.0',
    leavesTransaction: false,
    files: () => ({
      'migrations/1700000000000_first.sql': `-- Up Migration\n${first.up}\n\n-- Down Migration\n${first.down}\n`,
    }),
    dryRun: (place) => told(place, 'up', '--dry-run'),
    up: (place) => told(place, 'up'),
    down: (place, count) => [told(place, 'down', String(count))],
  };
}

/** https://db-migrate.readthedocs.io/en/latest/Getting%20Started/commands/ */
function dbMigrate(): Tool {
  const told = (...what: readonly string[]): Command => [packaged('db-migrate'), ...what];
  return {
    title: 'db-migrate 0.11',
    leavesTransaction: false,
    files: ({ socket, database }) => ({
      'database.json': JSON.stringify({ dev: { driver: 'pg', host: socket, user: 'postgres', database } }),
      'migrations/20240101000000-first.js': loader,
      'migrations/sqls/20240101000000-first-up.sql': first.up,
      'migrations/sqls/20240101000000-first-down.sql': first.down,
    }),
    dryRun: () => told('up', '--dry-run'),
    up: () => told('up'),
    down: (_place, count) => [told('down', '--count', String(count))],
  };
}

/** What reads the files of SQL, as `db-migrate create --sql-file` leaves it. */
const loader = `const { readFileSync } = require('node:fs');
const run = (direction) => (db) => db.runSql(readFileSync(\`\${__dirname}/sqls/20240101000000-first-\${direction}.sql\`, 'utf8'));
exports.setup = () => {};
exports.up = run('up');
exports.down = run('down');
exports._meta = { version: 1 };
`;

/** https://github.com/rubenv/sql-migrate#as-a-standalone-tool */
function sqlMigrate(): Tool {
  return {
    title: 'sql-migrate of Debian',
    leavesTransaction: true,
    files: (place) => ({
      'dbconfig.yml': `development:\n  dialect: postgres\n  datasource: ${words(place)}\n  dir: migrations\n`,
      'migrations/20240101000000-first.sql': `-- +migrate Up\n${first.up}\n\n-- +migrate Down\n${first.down}\n`,
    }),
    dryRun: () => ['sql-migrate', 'up', '-dryrun'],
    up: () => ['sql-migrate', 'up'],
    down: (_place, count) => [['sql-migrate', 'down', `-limit=${count}`]],
  };
}

/** https://pressly.github.io/goose/documentation/cli-commands/ */
function goose(): Tool {
  const told = (place: Place, ...what: readonly string[]): Command => [
    'goose',
    ...['-dir', 'migrations', 'postgres', words(place), ...what],
  ];
  return {
    title: 'goose 3',
    leavesTransaction: true,
    files: () => ({
      'migrations/20240101000000_first.sql': `-- +goose Up\n${first.up}\n\n-- +goose Down\n${first.down}\n`,
    }),
    dryRun: () => ['goose', '-dir', 'migrations', 'validate'],
    up: (place) => told(place, 'up'),
    down: (place) => [told(place, 'down-to', '20240101000000')],
  };
}

/** https://github.com/golang-migrate/migrate/tree/master/cmd/migrate */
function golangMigrate(): Tool {
  const told = (place: Place, ...what: readonly string[]): Command => [
    'migrate',
    ...['-path', 'migrations', '-database', url(place), ...what],
  ];
  return {
    title: 'golang-migrate 4',
    leavesTransaction: true,
    files: () => ({ 'migrations/000001_first.up.sql': first.up, 'migrations/000001_first.down.sql': first.down }),
    up: (place) => told(place, 'up'),
    down: (place, count) => [told(place, 'down', String(count))],
  };
}

/** What npm and Debian have. */
export const tools: readonly Tool[] = [dbmate(), nodePgMigrate(), dbMigrate(), sqlMigrate()];

/** What a Go newer than that of stable distributions has to build: tried where they are asked for, and found on the path. */
export const toolsOfGo: readonly Tool[] = [goose(), golangMigrate()];
