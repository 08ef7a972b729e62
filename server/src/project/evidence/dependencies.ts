import type { Basis } from '../../model/workspace.ts';
import type { Source } from '../../text.ts';
import { type Clue, type ClueFact, type EvidenceKind, isForTests, type Line, linesOf, nameOf } from '../clue.ts';

/** What the program is built with, by the names of its packages: drivers tell engines. Of lock files only names are read. */
export const dependencies: EvidenceKind = {
  reads: (path) =>
    /(^|\/)[\w-]*(requirements|constraints)([-_.\w]*)\.(txt|in|pip)$|(^|\/)requirements\/[\w.-]+\.(txt|in|pip)$/i.test(
      path,
    ) || manifests.test(nameOf(path)),
  read(source) {
    const { path } = source;
    const forTests = /(^|[-_./])(tests?|dev|development|docs?|lint|ci)([-_./]|$)/i.test(nameOf(path));
    let section = '';
    const found = new Map<string, Clue>();
    for (const { text, line } of isLock.test(path) ? namesOfLock(source) : linesOf(source)) {
      section = sectionIn(text) ?? section;
      const basis: Basis = forTests || isForTests(path) || otherSection.test(section) ? 'tests' : 'dependencies';
      for (const word of namesIn(text))
        for (const [fact, value, loose] of packages.get(word) ?? []) {
          const key = `${fact} ${value}`;
          const known = found.get(key);
          if (known && (known.basis === basis || basis === 'tests')) continue;
          found.set(key, { fact, value, basis, path, line, ...(loose && { loose }) });
        }
    }
    return [...found.values()];
  },
};

const isLock = /\.lock$/;

/** A lock file is long: of its lines only those that begin a package are looked at. */
function namesOfLock({ text }: Source): readonly Line[] {
  return text
    .split('\n')
    .flatMap((each, order) => (each.startsWith('name = ') ? [{ text: each, line: order + 1 }] : []));
}

const manifests =
  /^(pyproject\.toml|Pipfile|setup\.(cfg|py)|poetry\.lock|uv\.lock|package\.json|go\.mod|Cargo\.toml|Gemfile|pom\.xml|build\.gradle(\.kts)?)$/;

/** `[dependency-groups]`, `dev = [`, `"devDependencies": {`: what follows belongs to it. */
function sectionIn(text: string): string | undefined {
  const header = /^\s*\[+([^\]]+)\]+\s*$/.exec(text)?.[1];
  if (header !== undefined) return header;
  const list = /^\s*["']?([\w-]+)["']?\s*[:=]\s*[[{(]\s*$/.exec(text)?.[1];
  return list;
}

const otherSection = /(^|[-_.])(tests?|dev|devdependencies|dev-dependencies|docs?|lint|ci)$|group\.(test|dev|docs?)/i;

/** Words that may be names of packages: of a line that is `name = …`, `"name"`, `name==1.0`, `import path`. */
function namesIn(text: string): readonly string[] {
  // Classifiers name what a package is about.
  if (text.includes('::')) return [];
  return [...text.matchAll(/(?<![\w./@-])(@?[A-Za-z][\w./-]*)/g)].map(([, word = '']) =>
    word
      .toLowerCase()
      .replaceAll('_', '-')
      .replace(/\/v\d+$/, ''),
  );
}

type Told = readonly [fact: ClueFact, value: string, loose?: true];

function driver(engine: string, ...names: readonly string[]): readonly (readonly [string, readonly Told[]])[] {
  const told = (name: string): readonly Told[] => [
    engine === 'mysql' ? ['engine', engine, true] : ['engine', engine],
    ['driver', name],
  ];
  return names.map((name) => [name, told(name)] as const);
}

function named(
  fact: ClueFact,
  value: string,
  ...names: readonly string[]
): readonly (readonly [string, readonly Told[]])[] {
  return names.map((name) => [name, [[fact, value]]] as const);
}

/** https://docs.sqlalchemy.org/en/20/dialects/ has the drivers of Python; the others are the usual ones of their languages. */
const packages: ReadonlyMap<string, readonly Told[]> = new Map([
  ...driver('postgresql', 'psycopg', 'psycopg2', 'psycopg2-binary', 'psycopg-binary', 'asyncpg', 'pg8000', 'aiopg'),
  ...driver('postgresql', 'psycopg2cffi', 'pgvector', 'pg', 'postgres', 'github.com/lib/pq', 'github.com/jackc/pgx'),
  ...driver('postgresql', 'tokio-postgres', 'org.postgresql'),
  ...driver('mysql', 'mysqlclient', 'pymysql', 'aiomysql', 'asyncmy', 'mysql-connector-python', 'mysql2', 'mysql'),
  ...driver('mysql', 'github.com/go-sql-driver/mysql', 'mysql-async', 'com.mysql'),
  ...driver('mariadb', 'mariadb', 'org.mariadb.jdbc'),
  ...driver('sqlite', 'aiosqlite', 'pysqlite3', 'sqlite3', 'better-sqlite3', 'github.com/mattn/go-sqlite3', 'rusqlite'),
  ...named('orm', 'SQLAlchemy', 'sqlalchemy', 'flask-sqlalchemy', 'advanced-alchemy'),
  ...named('orm', 'SQLModel', 'sqlmodel'),
  ...named('orm', 'Tortoise', 'tortoise-orm'),
  ...named('orm', 'Prisma', '@prisma/client', 'prisma'),
  ...named('orm', 'TypeORM', 'typeorm'),
  ...named('orm', 'Sequelize', 'sequelize'),
  ...named('orm', 'Drizzle', 'drizzle-orm'),
  ...named('orm', 'GORM', 'gorm.io/gorm'),
  ...named('orm', 'SQLx', 'sqlx'),
  ...named('tool', 'alembic', 'alembic', 'flask-migrate'),
  ...named(
    'tool',
    'sql',
    'github.com/golang-migrate/migrate',
    'github.com/pressly/goose',
    'github.com/gobuffalo/pop',
    'github.com/ory/pop',
    'flyway-core',
    'diesel-migrations',
  ),
  ...named('tool', 'sql', 'yoyo-migrations', 'node-pg-migrate', 'github.com/rubenv/sql-migrate'),
  [
    'diesel',
    [
      ['orm', 'Diesel'],
      ['tool', 'sql'],
    ],
  ],
  [
    'gorm.io/driver/postgres',
    [
      ['engine', 'postgresql'],
      ['driver', 'gorm.io/driver/postgres'],
    ],
  ],
  [
    'gorm.io/driver/mysql',
    [
      ['engine', 'mysql', true],
      ['driver', 'gorm.io/driver/mysql'],
    ],
  ],
  [
    'gorm.io/driver/sqlite',
    [
      ['engine', 'sqlite'],
      ['driver', 'gorm.io/driver/sqlite'],
    ],
  ],
  [
    'django',
    [
      ['orm', 'Django'],
      ['tool', 'django'],
    ],
  ],
]);
