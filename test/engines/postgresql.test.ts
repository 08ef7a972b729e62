import { beforeAll, expect, test } from 'vitest';
import { postgresql } from '../../server/src/engines/postgresql/index.ts';
import { factOf } from '../../server/src/engines/postgresql/statements.ts';
import { after } from '../../server/src/model/after.ts';
import type { Effects } from '../../server/src/model/effects.ts';
import type { Operation } from '../../server/src/model/operation.ts';
import { emptySchema, settled } from '../../server/src/model/schema.ts';
import { loadSql } from '../../server/src/sql/parse.ts';
import { otherStatements } from '../../server/src/sql/postgresql/other-statements.ts';
import { operationsOf, schemaAfter } from '../operations.ts';

beforeAll(loadSql);

const shop = `
  CREATE TYPE mood AS ENUM ('sad', 'ok');
  CREATE TABLE teams (id integer PRIMARY KEY);
  CREATE TABLE users (
    id bigint PRIMARY KEY, email varchar(20), bio text, nick char(3), age integer, price numeric(10,2), created timestamp,
    seen timestamptz(3), doc json, mood mood, tags varchar(5)[], code varchar(5) CHECK (code <> ''), city varchar(9),
    "Name" text, status text NOT NULL, team_id integer REFERENCES teams (id)
  );
  CREATE INDEX email_idx ON users (email);
  CREATE INDEX city_idx ON users (lower(city));
  CREATE TABLE orders (id bigint, user_id bigint REFERENCES users (id));
  CREATE TABLE events (id bigint, kind integer) PARTITION BY RANGE (id);
  CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (10);
`;

test('defaults of a new column: one value for all rows is free, one for each row writes them anew', () =>
  check(`
ALTER TABLE users ADD COLUMN a integer
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ADD COLUMN a integer DEFAULT 1
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ADD COLUMN a timestamptz DEFAULT now()
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ADD COLUMN a timestamptz DEFAULT clock_timestamp()
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ADD COLUMN a date DEFAULT CURRENT_DATE
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ADD COLUMN a text DEFAULT 'random()'
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ADD COLUMN a text DEFAULT lower('X')
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ADD COLUMN a text DEFAULT my_function()
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ADD COLUMN a uuid DEFAULT gen_random_uuid()
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ADD COLUMN a text DEFAULT "Own"()
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ADD COLUMN a text DEFAULT (now() || random()::text)
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ADD COLUMN a jsonb DEFAULT '{}'::jsonb
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ADD COLUMN a varchar(5) DEFAULT 'x'::varchar(5)
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ADD COLUMN a text[] DEFAULT ARRAY[]::text[]
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ADD COLUMN a integer DEFAULT NULL
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ADD COLUMN a bigint DEFAULT nextval('numbers')
  rewrite · ACCESS EXCLUSIVE users + ROW EXCLUSIVE numbers → blocks reads and writes
ALTER TABLE users ADD COLUMN a bigserial
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ADD COLUMN a bigint GENERATED ALWAYS AS IDENTITY
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ADD COLUMN a text GENERATED ALWAYS AS (lower(bio)) STORED
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes
10: ALTER TABLE users ADD COLUMN a integer
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
10: ALTER TABLE users ADD COLUMN a integer DEFAULT 1
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes
10: ALTER TABLE users ADD COLUMN a integer DEFAULT NULL
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
11: ALTER TABLE users ADD COLUMN a integer DEFAULT 1
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
11: ALTER TABLE users ADD COLUMN a integer DEFAULT random()
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes
18: ALTER TABLE users ADD COLUMN a text GENERATED ALWAYS AS (lower(bio)) VIRTUAL
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
`));

test('constraints of a new column', () =>
  check(`
ALTER TABLE users ADD COLUMN a integer NOT NULL
  scan · ACCESS EXCLUSIVE users → blocks reads and writes · can fail · breaks code
ALTER TABLE users ADD COLUMN a integer NOT NULL DEFAULT 1
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ADD COLUMN a bigserial NOT NULL
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ADD COLUMN a integer CHECK (a > 0)
  scan · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ADD COLUMN a integer CHECK (a IS NOT NULL)
  scan · ACCESS EXCLUSIVE users → blocks reads and writes · can fail
ALTER TABLE users ADD COLUMN a integer DEFAULT 1 CHECK (a > 0)
  scan · ACCESS EXCLUSIVE users → blocks reads and writes · can fail
ALTER TABLE users ADD COLUMN a integer UNIQUE
  index build · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ADD COLUMN a integer DEFAULT 1 UNIQUE
  index build · ACCESS EXCLUSIVE users → blocks reads and writes · can fail
ALTER TABLE orders ADD COLUMN a bigserial PRIMARY KEY
  rewrite · ACCESS EXCLUSIVE orders → blocks reads and writes
ALTER TABLE users ADD COLUMN a integer REFERENCES teams (id)
  instant · ACCESS EXCLUSIVE users + SHARE ROW EXCLUSIVE teams → blocks reads and writes
ALTER TABLE users ADD COLUMN a integer DEFAULT 1 REFERENCES teams (id)
  scan · ACCESS EXCLUSIVE users + SHARE ROW EXCLUSIVE teams → blocks reads and writes · can fail
ALTER TABLE users ADD COLUMN IF NOT EXISTS bio text NOT NULL
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ADD COLUMN IF NOT EXISTS a text NOT NULL
  scan · ACCESS EXCLUSIVE users → blocks reads and writes · can fail · breaks code
`));

test('NOT NULL reads every row unless something proves it', () =>
  check(`
ALTER TABLE users ALTER COLUMN bio SET NOT NULL
  scan · ACCESS EXCLUSIVE users → blocks reads and writes · can fail · breaks code
ALTER TABLE users ALTER COLUMN status SET NOT NULL
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ALTER COLUMN id SET NOT NULL
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
given CHECK (bio IS NOT NULL)
ALTER TABLE users ALTER COLUMN bio SET NOT NULL
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
11: ALTER TABLE users ALTER COLUMN bio SET NOT NULL
  scan · ACCESS EXCLUSIVE users → blocks reads and writes · can fail · breaks code
12: ALTER TABLE users ALTER COLUMN bio SET NOT NULL
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ALTER COLUMN email SET NOT NULL
  scan · ACCESS EXCLUSIVE users → blocks reads and writes · can fail · breaks code
given CHECK (bio IS NOT NULL) NOT VALID
ALTER TABLE users ALTER COLUMN bio SET NOT NULL
  scan · ACCESS EXCLUSIVE users → blocks reads and writes · can fail · breaks code
given CHECK (("bio" IS NOT NULL) AND length(bio) < 9)
ALTER TABLE users ALTER COLUMN bio SET NOT NULL
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
given CHECK (NOT (bio IS NULL))
ALTER TABLE users ALTER COLUMN bio SET NOT NULL
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
given CHECK (bio IS NOT NULL OR age > 1)
ALTER TABLE users ALTER COLUMN bio SET NOT NULL
  scan · ACCESS EXCLUSIVE users → blocks reads and writes · can fail · breaks code
given CHECK (length(bio) > 0)
ALTER TABLE users ALTER COLUMN bio SET NOT NULL
  scan · ACCESS EXCLUSIVE users → blocks reads and writes · can fail · breaks code
given CHECK (((((bio IS NOT NULL)))))
ALTER TABLE users ALTER COLUMN bio SET NOT NULL
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
given CHECK ((bio IS NULL) = (age IS NOT NULL))
ALTER TABLE users ALTER COLUMN bio SET NOT NULL
  scan · ACCESS EXCLUSIVE users → blocks reads and writes · can fail · breaks code
given CHECK (num_nonnulls(bio IS NOT NULL) = 1)
ALTER TABLE users ALTER COLUMN bio SET NOT NULL
  scan · ACCESS EXCLUSIVE users → blocks reads and writes · can fail · breaks code
given CHECK ("a ""b""" IS NOT NULL)
ALTER TABLE users ALTER COLUMN "a ""b""" SET NOT NULL
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
given CHECK ("Name" IS NOT NULL)
ALTER TABLE users ALTER COLUMN "Name" SET NOT NULL
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ALTER COLUMN name SET NOT NULL
  scan · ACCESS EXCLUSIVE users → blocks reads and writes · can fail · breaks code
`));

test('types: what fits is free, what must be checked or converted is written anew', () =>
  check(`
ALTER TABLE users ALTER COLUMN email TYPE varchar(50)
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ALTER COLUMN email TYPE varchar(20)
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ALTER COLUMN email TYPE varchar(10)
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes · can fail · breaks code
ALTER TABLE users ALTER COLUMN email TYPE text
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ALTER COLUMN bio TYPE varchar
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ALTER COLUMN bio TYPE varchar(50)
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes · can fail · breaks code
ALTER TABLE users ALTER COLUMN email TYPE varchar(10) USING email::varchar(10)
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes · loses data · breaks code
ALTER TABLE users ALTER COLUMN email TYPE varchar(50) USING email::varchar(50)
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ALTER COLUMN email TYPE varchar(50) USING (email)
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ALTER COLUMN email TYPE text USING CAST(email AS text)
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ALTER COLUMN email TYPE text USING lower(email)
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes · can fail · loses data
ALTER TABLE users ALTER COLUMN mood TYPE other USING mood::text::other
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes · can fail · breaks code
ALTER TABLE users ALTER COLUMN created TYPE timestamptz USING created AT TIME ZONE 'UTC'
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes · breaks code
ALTER TABLE users ALTER COLUMN bio TYPE text[] USING ARRAY[bio]
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes · can fail · breaks code
ALTER TABLE users ALTER COLUMN bio TYPE text[] USING string_to_array(bio, ',')
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes · can fail · loses data · breaks code
ALTER TABLE users ALTER COLUMN email TYPE text COLLATE "C"
  index build · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ALTER COLUMN bio TYPE text COLLATE "C"
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ALTER COLUMN email TYPE citext
  index build · ACCESS EXCLUSIVE users → blocks reads and writes · breaks code
ALTER TABLE users ALTER COLUMN bio TYPE citext
  instant · ACCESS EXCLUSIVE users → blocks reads and writes · breaks code
ALTER TABLE users ALTER COLUMN nick TYPE varchar(3)
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ALTER COLUMN nick TYPE char(2)
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes · can fail · breaks code
ALTER TABLE users ALTER COLUMN age TYPE bigint
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ALTER COLUMN age TYPE smallint
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes · can fail · breaks code
ALTER TABLE users ALTER COLUMN age TYPE numeric(12,2)
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes · breaks code
ALTER TABLE users ALTER COLUMN age TYPE numeric(5,2)
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes · can fail · breaks code
ALTER TABLE users ALTER COLUMN age TYPE boolean
  instant · ACCESS EXCLUSIVE users → blocks reads and writes · can fail · refused
ALTER TABLE users ALTER COLUMN age TYPE boolean USING age::boolean
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes · loses data · breaks code
ALTER TABLE users ALTER COLUMN price TYPE numeric(12,2)
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ALTER COLUMN price TYPE numeric(12,4)
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ALTER COLUMN price TYPE numeric(11,4)
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes · can fail · breaks code
ALTER TABLE users ALTER COLUMN price TYPE numeric(10,1)
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes · loses data · breaks code
ALTER TABLE users ALTER COLUMN price TYPE numeric
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ALTER COLUMN created TYPE timestamptz
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes · breaks code
ALTER TABLE users ALTER COLUMN created TYPE timestamp(6)
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ALTER COLUMN created TYPE timestamp(0)
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes · loses data
ALTER TABLE users ALTER COLUMN seen TYPE timestamptz
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ALTER COLUMN seen TYPE date
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes · loses data · breaks code
ALTER TABLE users ALTER COLUMN doc TYPE jsonb
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes · can fail · loses data
ALTER TABLE users ALTER COLUMN mood TYPE text
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes · breaks code
ALTER TABLE users ALTER COLUMN bio TYPE mood
  instant · ACCESS EXCLUSIVE users → blocks reads and writes · can fail · refused
ALTER TABLE users ALTER COLUMN bio TYPE mood USING bio::mood
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes · can fail · breaks code
ALTER TABLE users ALTER COLUMN bio TYPE integer
  instant · ACCESS EXCLUSIVE users → blocks reads and writes · can fail · refused
ALTER TABLE users ALTER COLUMN bio TYPE integer USING bio::integer
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes · can fail · loses data · breaks code
ALTER TABLE users ALTER COLUMN tags TYPE varchar(5)[]
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ALTER COLUMN tags TYPE text[]
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ALTER COLUMN unknown TYPE bigint
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes · can fail · loses data · breaks code
ALTER TABLE users ALTER COLUMN unknown TYPE text
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes · breaks code
`));

test('a free change of type still touches what depends on the column', () =>
  check(`
ALTER TABLE users ALTER COLUMN code TYPE varchar(9)
  scan · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ALTER COLUMN city TYPE varchar(20)
  index build · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ALTER COLUMN team_id TYPE bigint
  rewrite · ACCESS EXCLUSIVE users + ACCESS EXCLUSIVE teams → blocks reads and writes
ALTER TABLE users ALTER COLUMN id TYPE integer
  rewrite · ACCESS EXCLUSIVE users + ACCESS EXCLUSIVE orders → blocks reads and writes · can fail · breaks code
ALTER TABLE events ALTER COLUMN kind TYPE bigint
  rewrite · ACCESS EXCLUSIVE events + ACCESS EXCLUSIVE events_1 → blocks reads and writes
`));

test('drops, renames and defaults', () =>
  check(`
ALTER TABLE users DROP COLUMN bio
  instant · ACCESS EXCLUSIVE users → blocks reads and writes · loses data · breaks code
ALTER TABLE users DROP COLUMN team_id
  instant · ACCESS EXCLUSIVE users + ACCESS EXCLUSIVE teams → blocks reads and writes · loses data · breaks code
ALTER TABLE users RENAME COLUMN bio TO about
  instant · ACCESS EXCLUSIVE users → blocks reads and writes · breaks code
ALTER TABLE users ALTER COLUMN bio SET DEFAULT random()
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ALTER COLUMN bio DROP DEFAULT
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ALTER COLUMN status DROP DEFAULT
  instant · ACCESS EXCLUSIVE users → blocks reads and writes · breaks code
ALTER TABLE users ALTER COLUMN status DROP NOT NULL
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
DROP TABLE orders
  instant · ACCESS EXCLUSIVE orders + ACCESS EXCLUSIVE users → blocks reads and writes · loses data · breaks code
DROP TABLE teams
  instant · ACCESS EXCLUSIVE teams → blocks reads and writes · loses data · breaks code · refused
DROP TABLE teams CASCADE
  instant · ACCESS EXCLUSIVE teams + ACCESS EXCLUSIVE users → blocks reads and writes · loses data · breaks code
DROP TABLE events_1
  instant · ACCESS EXCLUSIVE events_1 + ACCESS EXCLUSIVE events → blocks reads and writes · loses data · breaks code
ALTER TABLE users RENAME TO people
  instant · ACCESS EXCLUSIVE users → blocks reads and writes · breaks code
ALTER TABLE email_idx RENAME TO i
  instant · ACCESS EXCLUSIVE email_idx → blocks reads and writes
TRUNCATE orders
  instant · ACCESS EXCLUSIVE orders → blocks reads and writes · loses data
TRUNCATE teams CASCADE
  instant · ACCESS EXCLUSIVE teams + ACCESS EXCLUSIVE users + ACCESS EXCLUSIVE orders → blocks reads and writes · loses data
`));

test('constraints', () =>
  check(`
ALTER TABLE users ADD CONSTRAINT c CHECK (age > 0)
  scan · ACCESS EXCLUSIVE users → blocks reads and writes · can fail
ALTER TABLE users ADD CONSTRAINT c CHECK (age > 0) NOT VALID
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE orders ADD CONSTRAINT c FOREIGN KEY (id) REFERENCES users (id)
  scan · SHARE ROW EXCLUSIVE orders + SHARE ROW EXCLUSIVE users → blocks writes · can fail
ALTER TABLE orders ADD CONSTRAINT c FOREIGN KEY (id) REFERENCES users (id) NOT VALID
  instant · SHARE ROW EXCLUSIVE orders + SHARE ROW EXCLUSIVE users → blocks writes
ALTER TABLE orders ADD CONSTRAINT c FOREIGN KEY (id) REFERENCES orders (user_id)
  instant · refused
ALTER TABLE notes ADD CONSTRAINT c FOREIGN KEY (id) REFERENCES notes (user_id)
  scan · SHARE ROW EXCLUSIVE notes → blocks writes · can fail
17: ALTER TABLE events ADD CONSTRAINT c FOREIGN KEY (id) REFERENCES users (id) NOT VALID
  instant · can fail · refused
18: ALTER TABLE events ADD CONSTRAINT c FOREIGN KEY (id) REFERENCES users (id) NOT VALID
  instant · SHARE ROW EXCLUSIVE events + SHARE ROW EXCLUSIVE events_1 + SHARE ROW EXCLUSIVE users → blocks writes
ALTER TABLE users ADD CONSTRAINT c UNIQUE (bio)
  index build · ACCESS EXCLUSIVE users → blocks reads and writes · can fail
ALTER TABLE users ADD CONSTRAINT c UNIQUE USING INDEX email_idx
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE orders ADD CONSTRAINT c PRIMARY KEY (id)
  index build · ACCESS EXCLUSIVE orders → blocks reads and writes · can fail
ALTER TABLE users ADD CONSTRAINT c PRIMARY KEY (email)
  instant · refused
new ALTER TABLE users DROP CONSTRAINT users_pkey CASCADE
ALTER TABLE users ADD CONSTRAINT c PRIMARY KEY USING INDEX email_idx
  scan · ACCESS EXCLUSIVE users → blocks reads and writes · can fail
given CHECK (email IS NOT NULL)
new ALTER TABLE users DROP CONSTRAINT users_pkey CASCADE
ALTER TABLE users ADD CONSTRAINT c PRIMARY KEY USING INDEX email_idx
  instant · ACCESS EXCLUSIVE users → blocks reads and writes
ALTER TABLE users ADD CONSTRAINT c EXCLUDE USING gist (id WITH =)
  index build · ACCESS EXCLUSIVE users → blocks reads and writes · can fail
17: ALTER TABLE users ADD CONSTRAINT c NOT NULL bio
  instant · can fail · refused
18: ALTER TABLE users ADD CONSTRAINT c NOT NULL bio
  scan · ACCESS EXCLUSIVE users → blocks reads and writes · can fail · breaks code
18: ALTER TABLE users ADD CONSTRAINT c NOT NULL bio NOT VALID
  instant · ACCESS EXCLUSIVE users → blocks reads and writes · breaks code
given CHECK (age > 1)
ALTER TABLE users DROP CONSTRAINT users_team_id_fkey
  instant · ACCESS EXCLUSIVE users + ACCESS EXCLUSIVE teams → blocks reads and writes
ALTER TABLE users DROP CONSTRAINT users_pkey CASCADE
  instant · ACCESS EXCLUSIVE users + ACCESS EXCLUSIVE orders → blocks reads and writes
given CHECK (age > 0) NOT VALID
ALTER TABLE users VALIDATE CONSTRAINT given
  scan · SHARE UPDATE EXCLUSIVE users → blocks nothing · can fail
given FOREIGN KEY (age) REFERENCES teams (id) NOT VALID
ALTER TABLE users VALIDATE CONSTRAINT given
  scan · SHARE UPDATE EXCLUSIVE users + ROW SHARE teams → blocks nothing · can fail
`));

test('indexes and partitions', () =>
  check(`
CREATE INDEX i ON users (bio)
  index build · SHARE users → blocks writes
CREATE UNIQUE INDEX i ON users (bio)
  index build · SHARE users → blocks writes · can fail
CREATE INDEX CONCURRENTLY i ON users (bio)
  index build · SHARE UPDATE EXCLUSIVE users → blocks nothing · not in a transaction
CREATE INDEX IF NOT EXISTS email_idx ON users (email)
  instant · SHARE users → blocks writes
CREATE INDEX i ON events (kind)
  index build · SHARE events + SHARE events_1 → blocks writes
CREATE INDEX CONCURRENTLY i ON events (kind)
  instant · not in a transaction · refused
10: CREATE INDEX i ON events (kind)
  instant · refused
DROP INDEX email_idx
  instant · ACCESS EXCLUSIVE users + ACCESS EXCLUSIVE email_idx → blocks reads and writes
DROP INDEX elsewhere
  instant · ACCESS EXCLUSIVE elsewhere → blocks reads and writes
DROP INDEX CONCURRENTLY email_idx
  instant · SHARE UPDATE EXCLUSIVE users + SHARE UPDATE EXCLUSIVE email_idx → blocks nothing · not in a transaction
REINDEX INDEX email_idx
  index build · SHARE users + ACCESS EXCLUSIVE email_idx → blocks reads and writes
REINDEX TABLE users
  index build · SHARE users → blocks reads and writes
REINDEX TABLE CONCURRENTLY users
  index build · SHARE UPDATE EXCLUSIVE users → blocks nothing · not in a transaction
11: REINDEX TABLE CONCURRENTLY users
  instant · not in a transaction · can fail · refused
REINDEX SCHEMA public
  index build · not in a transaction
CREATE TABLE n (id integer)
  instant
CREATE TABLE n (id integer REFERENCES teams (id))
  instant · SHARE ROW EXCLUSIVE teams → blocks writes
CREATE TABLE n PARTITION OF events FOR VALUES FROM (20) TO (30)
  instant · ACCESS EXCLUSIVE events → blocks reads and writes
CREATE TABLE IF NOT EXISTS users (id integer REFERENCES teams (id))
  instant
13: ALTER TABLE events DETACH PARTITION events_1
  instant · ACCESS EXCLUSIVE events + SHARE UPDATE EXCLUSIVE events_1 → blocks reads and writes · breaks code
14: ALTER TABLE events DETACH PARTITION events_1
  instant · ACCESS EXCLUSIVE events + ACCESS EXCLUSIVE events_1 → blocks reads and writes · breaks code
13: ALTER TABLE events DETACH PARTITION events_1 CONCURRENTLY
  instant · not in a transaction · can fail · refused
14: ALTER TABLE events DETACH PARTITION events_1 CONCURRENTLY
  instant · SHARE UPDATE EXCLUSIVE events + ACCESS EXCLUSIVE events_1 → blocks nothing · not in a transaction · breaks code
11: ALTER TABLE events ATTACH PARTITION orders FOR VALUES FROM (20) TO (30)
  scan · ACCESS EXCLUSIVE events + ACCESS EXCLUSIVE orders → blocks reads and writes · can fail
12: ALTER TABLE events ATTACH PARTITION orders FOR VALUES FROM (20) TO (30)
  scan · SHARE UPDATE EXCLUSIVE events + ACCESS EXCLUSIVE orders → blocks reads and writes · can fail
11: ALTER INDEX email_idx RENAME TO i
  instant · ACCESS EXCLUSIVE email_idx → blocks reads and writes
12: ALTER INDEX email_idx RENAME TO i
  instant · SHARE UPDATE EXCLUSIVE email_idx → blocks nothing
`));

test('types of the database, views, rows and the session', () =>
  check(`
CREATE TYPE size AS ENUM ('s')
  instant
11: ALTER TYPE mood ADD VALUE 'angry'
  instant · not in a transaction
12: ALTER TYPE mood ADD VALUE 'angry'
  instant
DROP TYPE mood
  instant · refused
DROP TYPE mood CASCADE
  instant · ACCESS EXCLUSIVE users → blocks reads and writes · loses data · breaks code
REFRESH MATERIALIZED VIEW totals
  rewrite · ACCESS EXCLUSIVE totals → blocks reads and writes
REFRESH MATERIALIZED VIEW CONCURRENTLY totals
  row writes · EXCLUSIVE totals → blocks nothing
INSERT INTO orders VALUES (1, 2)
  instant · ROW EXCLUSIVE orders + ROW SHARE users → blocks nothing
INSERT INTO orders SELECT id, id FROM users
  row writes · ROW EXCLUSIVE orders + ROW SHARE users → blocks nothing
UPDATE users SET bio = 'x'
  row writes · ROW EXCLUSIVE users → blocks nothing
UPDATE users SET team_id = 1 WHERE id = 5
  row writes · ROW EXCLUSIVE users + ROW SHARE teams → blocks nothing
DELETE FROM orders
  row writes · ROW EXCLUSIVE orders → blocks nothing · loses data
DELETE FROM users WHERE id = 5
  row writes · ROW EXCLUSIVE users + ROW SHARE orders → blocks nothing · can fail · loses data
SET lock_timeout = '5s'
  instant
COMMIT
  instant
VACUUM FULL users
  rewrite · ACCESS EXCLUSIVE users → blocks reads and writes · not in a transaction
VACUUM users
  scan · SHARE UPDATE EXCLUSIVE users → blocks nothing · not in a transaction
COMMENT ON TABLE users IS 'x'
  instant · SHARE UPDATE EXCLUSIVE users → blocks nothing
CREATE VIEW v AS SELECT id FROM users
  instant · ACCESS SHARE users → blocks nothing
LOCK TABLE users IN SHARE MODE
  instant · SHARE users → blocks writes
DO $$ BEGIN DELETE FROM users; END $$
  row writes · ROW EXCLUSIVE users + ROW SHARE orders → blocks nothing · can fail · loses data
`));

test('a table of the same migration is locked for nobody; the tables around it are', () =>
  check(`
new CREATE TABLE fresh (id integer, team_id integer)
ALTER TABLE fresh ADD COLUMN a integer NOT NULL DEFAULT random()
  instant
ALTER TABLE fresh ALTER COLUMN id SET NOT NULL
  instant
ALTER TABLE fresh ALTER COLUMN id TYPE bigint
  instant
ALTER TABLE fresh ADD CONSTRAINT c FOREIGN KEY (team_id) REFERENCES teams (id)
  instant · SHARE ROW EXCLUSIVE teams → blocks writes
CREATE INDEX i ON fresh (id)
  instant
CREATE UNIQUE INDEX CONCURRENTLY i ON fresh (id)
  instant · not in a transaction
DROP TABLE fresh
  instant
ALTER TABLE fresh DROP COLUMN id
  instant
ALTER TABLE fresh RENAME COLUMN id TO key
  instant
INSERT INTO fresh SELECT id, id FROM users
  instant
CREATE TRIGGER g AFTER INSERT ON fresh EXECUTE FUNCTION f()
  instant
`));

test('what it does is one sentence with the names at hand', () => {
  const does = (sql: string, version = '15') =>
    operationsOf(sql, 'postgresql').map(
      (operation) => postgresql.effects(operation, settled(schemaAfter(shop, 'postgresql')), version).does,
    );
  expect(
    [
      'ALTER TABLE users ADD COLUMN a timestamptz DEFAULT now()',
      'ALTER TABLE users ADD COLUMN a text DEFAULT my_function()',
      'ALTER TABLE users ALTER COLUMN bio SET NOT NULL',
      'ALTER TABLE users ALTER COLUMN created TYPE timestamptz',
      'ALTER TABLE users ALTER COLUMN unknown TYPE bigint',
      'CREATE INDEX CONCURRENTLY i ON users (bio)',
      'ALTER TABLE orders ADD CONSTRAINT c FOREIGN KEY (id) REFERENCES users (id)',
    ].flatMap((sql) => does(sql)),
  ).toMatchInlineSnapshot(`
    [
      "Adds users.a; now() is evaluated once, and the default for the rows that are there is kept in the catalogue; holds ACCESS EXCLUSIVE on users for the instant that it takes.",
      "Adds users.a; the function my_function() is not known here and is assumed to be volatile, so that every row gets a value of its own; holds ACCESS EXCLUSIVE on users while every row and every index is written anew.",
      "Reads every row of users to see that bio is never NULL; holds ACCESS EXCLUSIVE on users while every row is read.",
      "Changes users.created from timestamp to timestamptz; each value is read in the session's time zone: in UTC, since PostgreSQL 12, only its indexes are rebuilt; holds ACCESS EXCLUSIVE on users while every row and every index is written anew.",
      "Changes users.unknown to bigint; the old type is not known here, so that the worst is assumed; holds ACCESS EXCLUSIVE on users while every row and every index is written anew.",
      "Builds the index i over users in two passes that let reads and writes go on; waits for every older transaction, and leaves an INVALID index behind if it fails; holds SHARE UPDATE EXCLUSIVE on users while the index is built.",
      "Adds the foreign key c to users and reads every row of orders to see that it holds; holds SHARE ROW EXCLUSIVE on orders, SHARE ROW EXCLUSIVE on users while every row is read.",
    ]
  `);
});

test('the source is the page of that version', () => {
  const [operation] = operationsOf('CREATE INDEX i ON users (bio)', 'postgresql');
  if (!operation) throw new Error('not read');
  expect(postgresql.effects(operation, emptySchema, '13').source).toBe(
    'https://www.postgresql.org/docs/13/sql-createindex.html',
  );
});

test('every statement that can be read has facts', () => {
  expect(otherStatements.filter((statement) => factOf(statement) === undefined)).toEqual([]);
  expect(factOf('SUMMON')).toBeUndefined();
});

test('no name and no half-typed expression makes it throw', () => {
  const hostile = [
    '',
    '(',
    ')))',
    "'",
    '"',
    '$$',
    '[a(',
    '--',
    '/*',
    'a.b',
    '('.repeat(5000),
    'x IS NOT NULL AND',
    '::',
  ];
  for (const text of hostile) {
    const table = { name: text };
    const type = { name: text, arguments: [Number.NaN] };
    const operations: readonly Operation[] = [
      { kind: 'createTable', table, columns: [], constraints: [], partitioned: true, partitionOf: table },
      {
        kind: 'addColumn',
        table,
        column: { name: text, type, nullable: false, default: { kind: 'expression', sql: text } },
        constraints: [{ kind: 'check', expression: text }],
      },
      { kind: 'setNotNull', table, column: text },
      { kind: 'changeType', table, column: text, type, using: text },
      {
        kind: 'changeType',
        table,
        column: text,
        type: { name: 'text', arguments: [], dimensions: 1 },
        using: `(${text})::text[]`,
      },
      { kind: 'truncate', tables: [table], cascade: true },
      { kind: 'truncate', tables: [] },
      { kind: 'other', statement: text, relations: [table] },
    ];
    let schema = settled(schemaAfter(shop, 'postgresql'));
    for (const operation of operations) {
      expect(postgresql.effects(operation, schema, text).does).toMatch(/\.$/);
      schema = settled(after(schema, operation));
    }
  }
});

/** Each statement is followed by its effects, indented. `given` adds a constraint to users first; `new` runs in the same migration. */
function check(text: string): void {
  expect(rendered(text)).toBe(text);
}

function rendered(text: string): string {
  const base = settled(schemaAfter(shop, 'postgresql'));
  let schema = base;
  const lines = text.split('\n').filter((line) => !line.startsWith('  '));
  return lines
    .map((line) => {
      const constraint = /^given (.*)/.exec(line)?.[1];
      if (constraint !== undefined)
        schema = settled(schemaAfter(`ALTER TABLE users ADD CONSTRAINT given ${constraint}`, 'postgresql', base));
      if (line.startsWith('new ')) schema = schemaAfter(line.slice(4), 'postgresql', schema);
      if (line === '' || constraint !== undefined || line.startsWith('new ')) return line;
      const [, version = '15', sql = ''] = /^(?:(\d+): )?(.*)$/.exec(line) ?? [];
      const [operation] = operationsOf(sql, 'postgresql');
      return `${line}\n  ${operation ? said(postgresql.effects(operation, schema, version)) : 'not read'}`;
    })
    .join('\n');
}

function said(effects: Effects): string {
  const words = [
    effects.work,
    effects.locks.length > 0 &&
      `${effects.locks.map(({ relation, mode }) => `${mode} ${relation}`).join(' + ')} → blocks ${effects.blocks}`,
    effects.transaction === 'forbidden' && 'not in a transaction',
    effects.canFailOnRows && 'can fail',
    effects.dataLoss && 'loses data',
    effects.breaksRunningCode && 'breaks code',
    effects.unknown === true && 'unknown',
    /^PostgreSQL refuses it/.test(effects.does) && 'refused',
  ];
  return words.filter((word) => word !== false).join(' · ');
}
