import { type EngineName, familyOf } from '../../model/engine.ts';
import type { TransactionScope, WhenLate } from '../../model/migration.ts';

/** What a file's name is made of, as written. */
export interface Parts {
  /** `1.2`, `0001`, `20240101120000`, `2024-01-01-000000`; '' where the name has none. */
  readonly version: string;
  /** Between version and description. */
  readonly separator: string;
  readonly description: string;
  /** `both`: the file holds both directions, or the tool knows no way back. */
  readonly direction: 'up' | 'down' | 'both';
  /** The engine as the name has it: `postgres`, `sqlite3`, `cockroach`; absent where every engine runs the file. */
  readonly engine?: string | undefined;
  /** What else the tool reads from the name: Flyway's letter where it is neither V nor U, popx's `autocommit`. */
  readonly mode?: string | undefined;
}

/** How one tool, or several that do it alike, names its files, finds the way back in them, and runs them. */
export interface Scheme {
  readonly id: string;
  /** The tools, for people. */
  readonly title: string;
  /** Where the tool says so. */
  readonly source: string;
  /** Text that only this tool's files hold; absent: the name tells by itself. */
  readonly marker?: RegExp | undefined;
  /** The end of a path, with `/`. */
  readonly name: RegExp;
  read(groups: Readonly<Record<string, string | undefined>>): Parts;
  /** The path of a file below the history's folder. */
  write(parts: Parts): string;
  /** Each migration is a folder of its own. */
  readonly nested?: true | undefined;
  /** Lines that begin the statements of a direction; without `up` they begin with the file. */
  readonly sections?: { readonly up?: RegExp | undefined; readonly down: RegExp } | undefined;
  /**
   * Where the tool looks for the way back: `expected`, every migration is to have one; `optional`, where the others of
   * its history have one; `never`, the tool knows none.
   */
  readonly wayBack: 'expected' | 'optional' | 'never';
  /** Tools with such names tell files apart by their versions alone, and stop at two that share one. */
  readonly oneOfEachVersion?: true | undefined;
  /**
   * What the tool does, unless it is told otherwise, with a version that comes in where a later one has run. Absent where it is run all the
   * same, as by dbmate, sql-migrate, Diesel, Pop and Prisma, or where nobody has looked.
   */
  readonly whenLate?: WhenLate | undefined;
  /** Versions are 1, 2, 3 …: the tool stops where one of them is missing. */
  readonly consecutive?: true | undefined;
  /** What the tool runs in one transaction, of a direction with these statements. */
  scope(engine: EngineName, statements: readonly string[], parts: Parts): TransactionScope;
  /** The server makes the transaction, of all statements that arrive in one message: no COMMIT leaves it. */
  readonly oneMessage?: boolean | undefined;
  /** How a file asks for no transaction: anywhere in its text, in the line that begins a direction, or in a note beside it. */
  readonly optOut?: { readonly in: 'text' | 'marker' | 'note'; readonly pattern: RegExp } | undefined;
  /** The path of the tool's own note beside a file. */
  noteBeside?(path: string): string;
}

const file = (): TransactionScope => 'file';
const statement = (): TransactionScope => 'statement';

/**
 * The file is sent whole. PostgreSQL runs several statements in one message as one transaction; drivers of SQLite open one.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-MULTI-STATEMENT
 */
function oneMessage(engine: EngineName, { length }: readonly string[]): TransactionScope {
  return familyOf(engine) === 'sqlite' || (familyOf(engine) === 'postgresql' && length > 1) ? 'file' : 'statement';
}

/**
 * Flyway leaves its transaction away where a file holds nothing but statements that cannot run in one; a file that mixes
 * them with others it refuses. https://documentation.red-gate.com/fd/migration-transaction-handling-273973399.html
 */
function flywayScope(engine: EngineName, statements: readonly string[]): TransactionScope {
  const outside = (text: string) => withoutTransaction.test(text.slice(0, 200).replace(/\s+/g, ' '));
  return familyOf(engine) === 'postgresql' && statements.length > 0 && statements.every(outside) ? 'statement' : 'file';
}

const withoutTransaction =
  /^((CREATE|DROP)( UNIQUE)? INDEX CONCURRENTLY|(CREATE|DROP) (DATABASE|TABLESPACE|SUBSCRIPTION)|ALTER SYSTEM|REINDEX( VERBOSE)? (SCHEMA|DATABASE|SYSTEM)|VACUUM|DISCARD ALL)\b/i;

/** https://docs.rs/sqlx/latest/sqlx/macro.migrate.html */
const sqlxOptOut = /(?<![\s\S])\uFEFF?-- no-transaction/;

const engineWords = 'postgres|postgresql|cockroach|mysql|mariadb|sqlite3|sqlite';

/** `20240101120000_add_users`, `0001-add-users`, `1.2_add`, `2024-01-01_add`. */
const bareVersion = String.raw`(?<version>\d+(?:[.-]\d+)*)`;
const version = `${bareVersion}(?<separator>__|[_-])`;
const description = '(?<description>[^/]*?)';
const ending = (...parts: readonly string[]) => new RegExp(`(?<![^/])${parts.join('')}$`, 'i');

function readNumbered(groups: Readonly<Record<string, string | undefined>>): Parts {
  const { version = '', separator = '', description = '', direction, engine, mode } = groups;
  const down = /^(down|undo)$/i.test(direction ?? '');
  return {
    version,
    separator,
    description,
    direction: direction === undefined ? 'both' : down ? 'down' : 'up',
    ...(engine !== undefined && { engine }),
    ...(mode !== undefined && { mode }),
  };
}

const stem = ({ version, separator, description }: Parts) => `${version}${separator}${description}`;
const infix = (value: string | undefined) => (value === undefined ? '' : `.${value}`);
const half = ({ direction }: Parts) => (direction === 'down' ? 'down' : 'up');

/** Files that hold both directions, told apart by lines of comment. */
const inOneFile = {
  name: ending(`(?:${version})?`, description, String.raw`\.sql`),
  read: readNumbered,
  write: (parts: Parts) => `${stem(parts)}.sql`,
};

/** What no tool of its own names. */
export const lone: Scheme = {
  id: 'lone',
  title: 'files of any name',
  source: '',
  name: /(?<![^/])(?<description>[^/]*?)(?:\.sql)?$/i,
  read: readNumbered,
  write: (parts) => `${stem(parts)}.sql`,
  wayBack: 'optional',
  scope: statement,
};

/** In the order in which they are tried. */
export const schemes: readonly Scheme[] = [
  {
    id: 'dbmate',
    title: 'dbmate',
    source: 'https://github.com/amacneil/dbmate#creating-migrations',
    marker: /^--[^\S\n]*migrate:up\b/m,
    ...inOneFile,
    // https://github.com/amacneil/dbmate/blob/main/pkg/dbmate/db.go
    oneOfEachVersion: true,
    sections: { up: /^--[^\S\n]*migrate:up\b.*$/gm, down: /^--[^\S\n]*migrate:down\b.*$/gm },
    wayBack: 'expected',
    scope: file,
    optOut: { in: 'marker', pattern: /\btransaction:false\b/ },
  },
  {
    id: 'goose',
    title: 'goose',
    source: 'https://pressly.github.io/goose/documentation/annotations/',
    marker: /^--[^\S\n]*\+goose[^\S\n]+up\b/im,
    ...inOneFile,
    sections: { up: /^--[^\S\n]*\+goose[^\S\n]+up\b.*$/gim, down: /^--[^\S\n]*\+goose[^\S\n]+down\b.*$/gim },
    // https://github.com/pressly/goose/blob/main/migrate.go
    oneOfEachVersion: true,
    // https://github.com/pressly/goose/blob/main/up.go
    whenLate: 'refused',
    wayBack: 'expected',
    scope: file,
    optOut: { in: 'text', pattern: /^--[^\S\n]*\+goose[^\S\n]+no[^\S\n]+transaction\b/im },
  },
  {
    id: 'sql-migrate',
    title: 'sql-migrate',
    source: 'https://github.com/rubenv/sql-migrate#writing-migrations',
    marker: /^--[^\S\n]*\+migrate[^\S\n]+up\b/im,
    ...inOneFile,
    sections: { up: /^--[^\S\n]*\+migrate[^\S\n]+up\b.*$/gim, down: /^--[^\S\n]*\+migrate[^\S\n]+down\b.*$/gim },
    wayBack: 'expected',
    scope: file,
    optOut: { in: 'marker', pattern: /\bnotransaction\b/i },
  },
  {
    id: 'node-pg-migrate',
    title: 'node-pg-migrate',
    source: 'https://salsita.github.io/node-pg-migrate/cli',
    marker: /^[^\S\n]*--[\t -]*up[^\S\n]+migration/im,
    ...inOneFile,
    sections: {
      up: /^[^\S\n]*--[\t -]*up[^\S\n]+migration.*$/gim,
      down: /^[^\S\n]*--[\t -]*down[^\S\n]+migration.*$/gim,
    },
    // https://github.com/salsita/node-pg-migrate/blob/main/src/runner.ts
    whenLate: 'refused',
    wayBack: 'expected',
    scope: () => 'run',
  },
  {
    id: 'play',
    title: 'Play evolutions',
    source: 'https://www.playframework.com/documentation/latest/Evolutions',
    marker: /^(#|--).*!Ups/m,
    name: ending(String.raw`(?<version>\d+)\.sql`),
    read: readNumbered,
    write: (parts) => `${stem(parts)}.sql`,
    // https://github.com/playframework/playframework/blob/main/persistence/play-jdbc-evolutions/src/main/scala/play/api/db/evolutions/EvolutionsApi.scala
    consecutive: true,
    sections: { up: /^(?:#|--).*!Ups.*$/gm, down: /^(?:#|--).*!Downs.*$/gm },
    wayBack: 'expected',
    scope: statement,
  },
  {
    id: 'mybatis',
    title: 'MyBatis Migrations',
    source: 'https://mybatis.org/migrations/new.html',
    marker: /^[^\S\n]*--[^\S\n]*\/\/[^\S\n]*@UNDO/m,
    ...inOneFile,
    // https://mybatis.org/migrations/pending.html
    whenLate: 'skipped',
    sections: { down: /^[^\S\n]*--[^\S\n]*\/\/[^\S\n]*@UNDO.*$/gm },
    wayBack: 'expected',
    scope: file,
  },
  {
    id: 'tern',
    title: 'tern',
    source: 'https://github.com/jackc/tern#migrations',
    marker: /^---- create above \/ drop below ----/m,
    ...inOneFile,
    sections: { down: /^---- create above \/ drop below ----.*$/gm },
    // https://github.com/jackc/tern/blob/master/migrate/migrate.go
    oneOfEachVersion: true,
    consecutive: true,
    wayBack: 'expected',
    scope: file,
    optOut: { in: 'text', pattern: /^---- tern: disable-tx ----/m },
  },
  {
    id: 'flyway',
    title: 'Flyway',
    source: 'https://documentation.red-gate.com/fd/migrations-271585107.html',
    name: /(?<![^/])(?<letter>[VUB](?=\d)|R(?=_))(?<version>\d+(?:[._]\d+)*)?__(?<description>[^/]*)\.sql$/,
    read: ({ letter, version = '', description = '' }) => ({
      version,
      separator: '__',
      description,
      direction: letter === 'U' ? 'down' : 'up',
      ...((letter === 'R' || letter === 'B') && { mode: letter }),
    }),
    write: (parts) => `${parts.mode ?? (parts.direction === 'down' ? 'U' : 'V')}${stem(parts)}.sql`,
    oneOfEachVersion: true,
    // https://documentation.red-gate.com/fd/flyway-out-of-order-setting-277579015.html
    whenLate: 'refused',
    wayBack: 'optional',
    scope: flywayScope,
    optOut: { in: 'note', pattern: /^[^\S\n]*executeInTransaction[^\S\n]*=[^\S\n]*false[^\S\n]*$/im },
    // https://documentation.red-gate.com/fd/script-configuration-184127472.html
    noteBeside: (path) => `${path}.conf`,
  },
  {
    id: 'prisma',
    title: 'Prisma Migrate',
    source: 'https://www.prisma.io/docs/orm/prisma-migrate/understanding-prisma-migrate/migration-histories',
    name: ending(`(?:${version})?`, description, String.raw`/migration\.sql`),
    read: readNumbered,
    write: (parts) => `${stem(parts)}/migration.sql`,
    nested: true,
    wayBack: 'never',
    scope: oneMessage,
    oneMessage: true,
  },
  {
    id: 'folders',
    title: 'Diesel and others with a folder for each migration',
    source: 'https://docs.rs/diesel_migrations/latest/diesel_migrations/struct.FileBasedMigrations.html',
    name: ending(`(?:${version})?`, description, String.raw`/(?<direction>up|down)\.sql`),
    read: readNumbered,
    write: (parts) => `${stem(parts)}/${half(parts)}.sql`,
    // https://github.com/diesel-rs/diesel/blob/main/diesel_migrations/src/migration_harness.rs
    oneOfEachVersion: true,
    nested: true,
    wayBack: 'expected',
    scope: file,
    optOut: { in: 'note', pattern: /^[^\S\n]*run_in_transaction[^\S\n]*=[^\S\n]*false\b/m },
    noteBeside: (path) => path.replace(/[^/\\]*$/, 'metadata.toml'),
  },
  {
    id: 'pop',
    title: 'Pop and popx',
    source: 'https://gobuffalo.io/documentation/database/migrations/',
    // Twenty digits, down to the microsecond, are what no other tool writes.
    name: ending(
      String.raw`(?=\d{20}_|[^/]*\.(?:${engineWords}|autocommit)\.(?:autocommit\.)?(?:up|down)\.sql$)`,
      version,
      description,
      String.raw`(?:\.(?<engine>${engineWords}))?(?:\.(?<mode>autocommit))?`,
      String.raw`\.(?<direction>up|down)\.sql`,
    ),
    read: readNumbered,
    write: (parts) => `${stem(parts)}${infix(parts.engine)}${infix(parts.mode)}.${half(parts)}.sql`,
    wayBack: 'expected',
    scope: (_engine, _statements, { mode }) => (mode === 'autocommit' ? 'statement' : 'file'),
  },
  {
    id: 'up-down',
    title: 'golang-migrate, sqlx and others with a file for each direction',
    // PostgreSQL runs several statements in one message as one transaction.
    source: 'https://github.com/golang-migrate/migrate/blob/master/database/postgres/README.md#multi-statement-mode',
    name: ending(`(?:${version})?`, description, String.raw`\.(?<direction>up|down)\.sql`),
    read: readNumbered,
    write: (parts) => `${stem(parts)}.${half(parts)}.sql`,
    oneOfEachVersion: true,
    // golang-migrate goes on behind the version that has run last; sqlx runs what has not run.
    // https://github.com/golang-migrate/migrate/blob/master/migrate.go
    whenLate: 'skipped by some',
    wayBack: 'expected',
    scope: oneMessage,
    oneMessage: true,
    optOut: { in: 'text', pattern: sqlxOptOut },
  },
  {
    id: 'db-migrate',
    title: 'db-migrate',
    source: 'https://db-migrate.readthedocs.io/en/latest/Getting%20Started/commands/#create',
    name: ending(version, description, String.raw`-(?<direction>up|down)\.sql`),
    read: readNumbered,
    write: (parts) => `${stem(parts)}-${half(parts)}.sql`,
    wayBack: 'expected',
    scope: file,
  },
  {
    id: 'postgrator',
    title: 'Postgrator',
    source: 'https://github.com/rickbergfalk/postgrator#usage',
    name: ending(String.raw`(?<version>\d+)\.(?<direction>do|undo)(?:\.(?<description>[^/]*))?\.sql`),
    read: (groups) => ({ ...readNumbered(groups), separator: '.' }),
    write: ({ version, direction, description }) =>
      `${version}.${direction === 'down' ? 'undo' : 'do'}${description === '' ? '' : `.${description}`}.sql`,
    oneOfEachVersion: true,
    // https://github.com/rickbergfalk/postgrator/blob/master/postgrator.js
    whenLate: 'skipped',
    wayBack: 'expected',
    scope: oneMessage,
    oneMessage: true,
  },
  {
    id: 'timestamped',
    title: 'sqlx, Atlas, Supabase and others with one dated file for each migration',
    source: 'https://atlasgo.io/versioned/apply#transaction-configuration',
    name: ending(String.raw`(?<version>\d{14})(?<separator>_)`, description, String.raw`\.sql`),
    read: readNumbered,
    write: (parts) => `${stem(parts)}.sql`,
    oneOfEachVersion: true,
    // Atlas and Supabase refuse; sqlx runs what has not run. https://atlasgo.io/versioned/apply#execution-order
    whenLate: 'refused by some',
    wayBack: 'optional',
    scope: file,
    optOut: { in: 'text', pattern: new RegExp(`${sqlxOptOut.source}|^--[^\\S\\n]*atlas:txmode[^\\S\\n]+none\\b`, 'm') },
  },
  {
    id: 'numbered',
    title: 'numbered or dated files',
    source: '',
    name: ending(bareVersion, `(?:(?<separator>__|[_-])${description})?`, String.raw`\.sql`),
    read: readNumbered,
    write: (parts) => `${stem(parts)}.sql`,
    wayBack: 'optional',
    scope: statement,
  },
  lone,
];
