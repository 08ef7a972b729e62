import type { Case } from './case.ts';

const parts =
  'CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100)';

const keyed =
  'CREATE TABLE one (id integer PRIMARY KEY, a integer UNIQUE, b integer GENERATED ALWAYS AS (a + 1) STORED); CREATE TABLE two (id integer PRIMARY KEY, one_id integer REFERENCES one (id)); CREATE VIEW v AS SELECT a FROM one';

const named =
  "CREATE DOMAIN d AS integer; CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (a d, b e, c text); CREATE SEQUENCE q; CREATE SCHEMA s; CREATE TABLE s.x (id integer); CREATE VIEW v AS SELECT c FROM t; CREATE VIEW w AS SELECT c FROM v; CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$; CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE PROCEDURE f(); CREATE MATERIALIZED VIEW m AS SELECT a FROM t; CREATE TABLE n (id serial)";

/** What the server takes under no circumstances. */
export const refused: readonly Case[] = [
  { sql: 'ALTER TABLE logs ALTER COLUMN id TYPE bigint', setup: parts, refused: '42P16' },
  { sql: 'ALTER TABLE logs DROP COLUMN id', setup: parts, refused: '42P16' },
  { sql: 'ALTER TABLE logs_1 DROP COLUMN body', setup: parts, refused: '42P16' },
  { sql: 'ALTER TABLE logs_1 RENAME COLUMN body TO text', setup: parts, refused: '42P16' },
  { sql: 'ALTER TABLE logs_1 ALTER COLUMN body TYPE varchar(9)', setup: parts, refused: '42P16' },
  { sql: 'ALTER TABLE logs_1 ADD COLUMN extra integer', setup: parts, refused: '42809' },
  { sql: 'ALTER TABLE logs ADD CHECK (id > 0) NO INHERIT', setup: parts, refused: '42P16' },
  { sql: 'CREATE INDEX CONCURRENTLY i ON logs (id)', setup: parts, since: 11, refused: '0A000' },
  { sql: 'ALTER TABLE logs ADD UNIQUE (body)', setup: parts, refused: '0A000' },
  { sql: 'CREATE UNIQUE INDEX i ON logs (body)', setup: parts, since: 11, refused: '0A000' },
  { sql: 'DROP TABLE one', setup: keyed, since: 12, refused: '2BP01' },
  { sql: 'ALTER TABLE one DROP COLUMN a', setup: keyed, since: 12, refused: '2BP01' },
  { sql: 'ALTER TABLE one ALTER COLUMN a TYPE bigint', setup: keyed, since: 15, refused: '0A000' },
  { sql: 'ALTER TABLE one DROP CONSTRAINT one_pkey', setup: keyed, since: 12, refused: '2BP01' },
  { sql: 'DROP INDEX one_pkey', setup: keyed, since: 12, refused: '2BP01' },
  { sql: 'TRUNCATE one', setup: keyed, since: 12, refused: '0A000' },
  { sql: 'ALTER TABLE one ADD PRIMARY KEY (a)', setup: keyed, since: 12, refused: '42P16' },
  { sql: 'ALTER TABLE one ALTER COLUMN id DROP NOT NULL', setup: keyed, since: 12, refused: '42P16' },
  { sql: 'ALTER TABLE two ADD FOREIGN KEY (id) REFERENCES one (b)', setup: keyed, since: 12, refused: '42830' },
  { sql: 'DROP DOMAIN d', setup: named, refused: '2BP01' },
  { sql: 'DROP TYPE e', setup: named, refused: '2BP01' },
  { sql: 'DROP SCHEMA s', setup: named, refused: '2BP01' },
  { sql: 'DROP VIEW v', setup: named, refused: '2BP01' },
  { sql: 'DROP FUNCTION f()', setup: named, refused: '2BP01' },
  { sql: 'DROP TABLE t', setup: named, refused: '2BP01' },
  { sql: 'DROP SEQUENCE n_id_seq', setup: named, refused: '2BP01' },
  { sql: 'ALTER TABLE t ALTER COLUMN c TYPE integer', setup: named, refused: '42804' },
  { sql: 'ALTER TABLE t ALTER COLUMN c TYPE varchar(5)', setup: named, refused: '0A000' },
  { sql: 'REFRESH MATERIALIZED VIEW CONCURRENTLY m', setup: named, refused: '55000' },
  { sql: 'ALTER TABLE t ADD COLUMN c2 integer, ADD COLUMN c2 text', setup: named, refused: '42701' },
  { sql: 'ALTER TABLE t DROP COLUMN c2, DROP COLUMN c2', setup: named, refused: '42703' },
  { sql: 'ALTER TABLE t DROP COLUMN a, ALTER COLUMN a SET NOT NULL', setup: named, refused: '2BP01' },
  { sql: 'ALTER TABLE n ADD PRIMARY KEY (id), ADD PRIMARY KEY (id)', setup: named, refused: '42P16' },
  {
    sql: 'ALTER TABLE n ADD CONSTRAINT x CHECK (id > 0), ADD CONSTRAINT x CHECK (id > 1)',
    setup: named,
    refused: '42710',
  },
  { sql: 'ALTER TABLE n ALTER COLUMN id TYPE bigint, ALTER COLUMN id TYPE smallint', setup: named, refused: '0A000' },
  { sql: "ALTER TYPE e ADD VALUE 'a'", setup: named, refused: '42710' },
  { sql: 'CREATE OR REPLACE VIEW v AS SELECT a FROM t', setup: named, refused: '42P16' },
  { sql: 'DROP INDEX CONCURRENTLY i, j', setup: named, refused: '0A000' },
];
