import { beforeAll, expect, test } from 'vitest';
import { postgresql } from '../../server/src/engines/postgresql/index.ts';
import { type Schema, settled } from '../../server/src/model/schema.ts';
import { loadSql } from '../../server/src/sql/parse.ts';
import { operationsOf, schemaAfter } from '../operations.ts';

beforeAll(loadSql);

const tables = `
  CREATE TABLE teams (id integer PRIMARY KEY, name text);
  CREATE TABLE users (id serial PRIMARY KEY, email varchar(20), bio text, created timestamp, team_id integer REFERENCES teams (id));
  CREATE TABLE events (id bigint, kind integer) PARTITION BY RANGE (id);
  CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (10);
`;

test('a domain that demands something has every row written, one that does not is its base type', () =>
  check(`
given CREATE DOMAIN positive AS int CHECK (VALUE > 0); CREATE DOMAIN small AS positive; CREATE DOMAIN words AS text
ALTER TABLE users ADD COLUMN a positive
  rewrite · AX users
ALTER TABLE users ADD COLUMN a small
  rewrite · AX users
ALTER TABLE users ADD COLUMN a positive[]
  instant · AX users
ALTER TABLE users ADD COLUMN a words
  instant · AX users
ALTER TABLE users ALTER COLUMN bio TYPE words
  instant · AX users
ALTER TABLE users ALTER COLUMN email TYPE words
  instant · AX users
given CREATE DOMAIN filled AS text CHECK (VALUE <> ''); ALTER TABLE users ADD COLUMN a filled
ALTER TABLE users ALTER COLUMN bio TYPE filled
  rewrite · AX users · can fail
ALTER TABLE users ALTER COLUMN a TYPE text
  instant · AX users
ALTER DOMAIN filled ADD CONSTRAINT c CHECK (VALUE <> 'x')
  scan · S users · can fail
ALTER DOMAIN filled ADD CONSTRAINT c CHECK (VALUE <> 'x') NOT VALID
  instant
DROP DOMAIN filled
  instant · refused: cannot drop type filled because other objects depend on it
DROP DOMAIN filled CASCADE
  instant · AX users · loses data
given CREATE DOMAIN words AS text; ALTER DOMAIN words ADD CONSTRAINT c CHECK (VALUE <> ''); ALTER DOMAIN words DROP CONSTRAINT c
ALTER TABLE users ADD COLUMN a words
  instant · AX users
given CREATE DOMAIN required AS text NOT NULL
ALTER TABLE users ADD COLUMN a required
  rewrite · AX users · can fail
`));

test('a default of the domain is the column’s own', () =>
  check(`
given CREATE DOMAIN five AS int DEFAULT 5; CREATE DOMAIN odds AS float DEFAULT random()
ALTER TABLE users ADD COLUMN a five
  instant · AX users
ALTER TABLE users ADD COLUMN a odds
  rewrite · AX users
12: ALTER TABLE users ADD COLUMN a odds
  instant · AX users
`));

test('CASCADE locks the views that go along, and without it the server refuses', () =>
  check(`
given CREATE VIEW v AS SELECT id, bio FROM users; CREATE MATERIALIZED VIEW w AS SELECT id FROM v
ALTER TABLE users DROP COLUMN bio CASCADE
  instant · AX users + AX v + AX w · loses data
ALTER TABLE users DROP COLUMN bio
  instant · AX users · loses data · refused: cannot drop column bio of table users because other objects depend on it
ALTER TABLE users DROP COLUMN created CASCADE
  instant · AX users · loses data
ALTER TABLE users DROP COLUMN created
  instant · AX users · loses data
ALTER TABLE users ALTER COLUMN bio TYPE varchar
  instant · AX users · can fail · refused: cannot alter type of a column used by a view or rule
ALTER TABLE users ALTER COLUMN email TYPE text
  instant · AX users
DROP TABLE users
  instant · AX users + AX users_id_seq + AX teams · loses data · refused: cannot drop table users because other objects depend on it
DROP TABLE users CASCADE
  instant · AX users + AX users_id_seq + AX v + AX w + AX teams · loses data
DROP VIEW v
  instant · AX v · refused: cannot drop view v because other objects depend on it
DROP VIEW v CASCADE
  instant · AX v + AX w
CREATE OR REPLACE VIEW v AS SELECT id, bio FROM users
  instant · AS users + AX v
`));

test('which column a query means is known by its tables, not by its letters', () =>
  check(`
given CREATE TABLE notes (id int, body text); CREATE VIEW v AS SELECT u.id FROM users u JOIN notes ON body = bio WHERE EXISTS (SELECT 1 FROM teams WHERE name = email)
ALTER TABLE notes DROP COLUMN id
  instant · AX notes · loses data
ALTER TABLE notes DROP COLUMN body
  instant · AX notes · loses data · refused: cannot drop column body of table notes because other objects depend on it
ALTER TABLE users DROP COLUMN email
  instant · AX users · loses data · refused: cannot drop column email of table users because other objects depend on it
ALTER TABLE users DROP COLUMN created
  instant · AX users · loses data
ALTER TABLE teams DROP COLUMN name
  instant · AX teams · loses data · refused: cannot drop column name of table teams because other objects depend on it
given CREATE VIEW v AS SELECT * FROM users; ALTER TABLE users ADD COLUMN later int
ALTER TABLE users DROP COLUMN later
  instant · AX users · loses data
ALTER TABLE users DROP COLUMN created
  instant · AX users · loses data · refused: cannot drop column created of table users because other objects depend on it
given CREATE VIEW v AS SELECT bio FROM users; ALTER TABLE users RENAME bio TO about; ALTER TABLE users RENAME TO people
ALTER TABLE people DROP COLUMN about
  instant · AX people · loses data · refused: cannot drop column about of table people because other objects depend on it
given CREATE VIEW v AS SELECT bio FROM users; DROP VIEW v
ALTER TABLE users DROP COLUMN bio CASCADE
  instant · AX users · loses data
given CREATE VIEW v AS WITH teams AS (SELECT email FROM users) SELECT email FROM teams
ALTER TABLE teams DROP COLUMN name
  instant · AX teams · loses data
`));

test('where something could not be read, nobody says that the server refuses', () =>
  check(`
given CREATE VIEW v AS SELECT bio FROM users; DO $$ BEGIN PERFORM tidy_up(); END $$; CALL tidy_up()
ALTER TABLE users DROP COLUMN bio
  instant · AX users · loses data
DROP TABLE teams
  instant · AX teams · loses data
`));

test('foreign keys, keys and indexes that something rests on', () =>
  check(`
DROP TABLE teams
  instant · AX teams · loses data · refused: cannot drop table teams because other objects depend on it
DROP TABLE teams, users
  instant · AX teams · loses data
ALTER TABLE teams DROP COLUMN id
  instant · AX teams · loses data · refused: cannot drop column id of table teams because other objects depend on it
ALTER TABLE teams DROP CONSTRAINT teams_pkey
  instant · AX teams · refused: cannot drop constraint teams_pkey on table teams because other objects depend on it
ALTER TABLE users DROP CONSTRAINT users_pkey
  instant · AX users
DROP INDEX users_pkey
  instant · AX users_pkey · refused: cannot drop index users_pkey because constraint users_pkey on table users requires it
ALTER TABLE users ALTER COLUMN id DROP NOT NULL
  instant · AX users · refused: column "id" is in a primary key
`));

test('sequences go with their columns, and wait for nobody where a number is taken', () =>
  check(`
ALTER TABLE users DROP COLUMN id
  instant · AX users + AX users_id_seq · loses data
TRUNCATE users
  instant · AX users · loses data
TRUNCATE users RESTART IDENTITY
  instant · AX users + AX users_id_seq · loses data
SELECT setval('users_id_seq', 7)
  instant · RX users_id_seq
SELECT setval(pg_get_serial_sequence('users', 'id'), 7)
  instant · RX users_id_seq
SELECT length('users_id_seq')
  instant
DROP SEQUENCE users_id_seq
  instant · AX users_id_seq · loses data · refused: cannot drop sequence users_id_seq because other objects depend on it
DROP SEQUENCE users_id_seq CASCADE
  instant · AX users_id_seq + AX users · loses data
given CREATE TABLE n (id int GENERATED ALWAYS AS IDENTITY)
ALTER TABLE n ALTER COLUMN id TYPE bigint
  rewrite · AX n + SRX n_id_seq
ALTER TABLE n ALTER COLUMN id DROP IDENTITY
  instant · AX n + AX n_id_seq
`));

test('partitions and heirs', () =>
  check(`
ALTER TABLE events DROP COLUMN id
  instant · AX events + AX events_1 · loses data · refused: cannot drop column "id" because it is part of the partition key of relation "events"
ALTER TABLE events_1 ADD COLUMN a int
  instant · refused: cannot add column to a partition
ALTER TABLE events_1 DROP COLUMN kind
  instant · AX events_1 · loses data · refused: cannot drop inherited column "kind"
given CREATE TABLE events_x PARTITION OF events DEFAULT
CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM (10) TO (20)
  scan · AX events + AX events_x · can fail
ALTER TABLE events DETACH PARTITION events_1
  instant · AX events + AX events_1 + AX events_x
given CREATE TABLE heir (a int) INHERITS (teams)
ALTER TABLE teams ADD COLUMN a int
  instant · AX teams + AX heir
CREATE INDEX i ON teams (name)
  index build · S teams
TRUNCATE heir
  instant · AX heir · loses data
`));

test('triggers go with the function that they call, and hold the columns that they name', () =>
  check(`
given CREATE TRIGGER g BEFORE UPDATE OF bio ON users FOR EACH ROW EXECUTE FUNCTION touch()
DROP FUNCTION touch() CASCADE
  instant · AX users
DROP FUNCTION touch()
  instant · refused: cannot drop function touch() because other objects depend on it
DROP FUNCTION other() CASCADE
  instant
ALTER TABLE users DROP COLUMN bio
  instant · AX users · loses data · refused: cannot drop column bio of table users because other objects depend on it
ALTER TABLE users ALTER COLUMN bio TYPE varchar
  instant · AX users · can fail · refused: cannot alter type of a column used in a trigger definition
ALTER TABLE users DROP COLUMN created
  instant · AX users · loses data
given CREATE TRIGGER g BEFORE UPDATE OF bio ON users FOR EACH ROW EXECUTE FUNCTION touch(); DROP TRIGGER g ON users
DROP FUNCTION touch()
  instant
`));

test('schemas and extensions take along what is known to need them', () =>
  check(`
given CREATE SCHEMA old; CREATE TABLE old.logs (id int, user_id int REFERENCES users (id)); CREATE VIEW v AS SELECT id FROM old.logs
DROP SCHEMA old CASCADE
  instant · AX old.logs + AX users + AX v · loses data
DROP SCHEMA old
  instant · refused: cannot drop schema old because other objects depend on it
DROP SCHEMA other CASCADE
  instant · loses data
given ALTER TABLE users ADD COLUMN handle citext
DROP EXTENSION citext CASCADE
  instant · AX users · loses data
DROP EXTENSION citext
  instant · refused: cannot drop extension citext because other objects depend on it
DROP EXTENSION pg_trgm CASCADE
  instant
`));

test('NOT ENFORCED, access methods, values of fresh types and the session’s time zone', () =>
  check(`
18: ALTER TABLE users ADD CONSTRAINT c FOREIGN KEY (id) REFERENCES teams (id) NOT ENFORCED
  instant · SRX users + SRX teams
17: ALTER TABLE users ADD CONSTRAINT c CHECK (id > 0) NOT ENFORCED
  instant · refused: constraints that are NOT ENFORCED came with PostgreSQL 18
given ALTER TABLE users ADD CONSTRAINT c CHECK (bio IS NOT NULL) NOT ENFORCED
18: ALTER TABLE users ALTER COLUMN bio SET NOT NULL
  scan · AX users · can fail
18: ALTER TABLE users VALIDATE CONSTRAINT c
  scan · SUX users · can fail · refused: cannot validate NOT ENFORCED constraint
ALTER TABLE users SET ACCESS METHOD heap
  instant · AX users
ALTER TABLE users SET ACCESS METHOD columnar
  rewrite · AX users
ALTER TABLE unseen SET ACCESS METHOD heap
  rewrite · AX unseen
ALTER TABLE users ALTER COLUMN created TYPE timestamptz
  rewrite · AX users
new SET TIME ZONE 'UTC'
ALTER TABLE users ALTER COLUMN created TYPE timestamptz
  instant · AX users
11: ALTER TABLE users ALTER COLUMN created TYPE timestamptz
  rewrite · AX users
given CREATE TYPE mood AS ENUM ('ok')
11: ALTER TYPE mood ADD VALUE 'sad'
  instant · not in a transaction
16: ALTER TYPE mood ADD VALUE 'sad'
  instant · after commit
new CREATE TYPE fresh AS ENUM ('ok')
11: ALTER TYPE fresh ADD VALUE 'sad'
  instant
16: ALTER TYPE fresh ADD VALUE 'sad'
  instant · after commit
17: ALTER TYPE fresh ADD VALUE 'sad'
  instant
`));

/** Each statement is followed by its effects, indented. `given` is history behind the tables; `new` runs in the same migration. */
function check(text: string): void {
  const base = settled(schemaAfter(tables, 'postgresql'));
  let schema = base;
  const lines = text.split('\n').filter((line) => !line.startsWith('  '));
  const rendered = lines.map((line) => {
    if (line.startsWith('given ')) schema = settled(schemaAfter(line.slice(6), 'postgresql', base));
    else if (line.startsWith('new ')) schema = schemaAfter(line.slice(4), 'postgresql', schema);
    else if (line !== '') {
      const [, version = '15', sql = ''] = /^(?:(\d+): )?(.*)$/.exec(line) ?? [];
      return `${line}\n  ${said(sql, schema, version)}`;
    }
    return line;
  });
  expect(rendered.join('\n')).toBe(text);
}

function said(sql: string, schema: Schema, version: string): string {
  const [operation] = operationsOf(sql, 'postgresql');
  if (!operation) return 'not read';
  const effects = postgresql.effects(operation, schema, version);
  const locks = effects.locks.map(
    ({ relation, mode }) => `${mode.replace(/\B[A-Z]+ ?/g, '').replace('E', 'X')} ${relation}`,
  );
  const words = [
    effects.work,
    locks.join(' + '),
    effects.transaction === 'forbidden' && 'not in a transaction',
    effects.afterCommit && 'after commit',
    effects.canFailOnRows && 'can fail',
    effects.dataLoss && 'loses data',
    effects.refused !== undefined && `refused: ${effects.refused}`,
  ];
  return words.filter((word) => word).join(' · ');
}
