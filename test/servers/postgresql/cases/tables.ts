import type { Case } from './case.ts';

export const tables: readonly Case[] = [
  {
    sql: 'CREATE TABLE extra PARTITION OF events FOR VALUES FROM (5000) TO (6000)',
    setup: 'ALTER TABLE events ADD FOREIGN KEY (kind) REFERENCES numbered (id)',
    since: 11,
  },
  {
    sql: 'ALTER TABLE events DETACH PARTITION events_1',
    setup: 'ALTER TABLE events ADD FOREIGN KEY (kind) REFERENCES numbered (id)',
    since: 11,
  },
  {
    sql: 'DROP TABLE events_1',
    setup: 'ALTER TABLE events ADD FOREIGN KEY (kind) REFERENCES numbered (id)',
    since: 11,
  },
  { sql: 'TRUNCATE events_1' },
  { sql: 'CREATE INDEX i ON events_1 (kind)' },
  { sql: 'DROP INDEX kind_idx', setup: 'CREATE INDEX kind_idx ON events (kind)', since: 11 },
  { sql: 'ALTER TABLE users DROP CONSTRAINT users_pkey CASCADE' },
  { sql: 'ALTER TABLE orders ALTER COLUMN user_id SET NOT NULL' },
  { sql: 'ALTER TABLE orders RENAME COLUMN user_id TO person_id' },
  { sql: "UPDATE users SET status = status || 'x' WHERE id < 100" },
  { sql: 'CREATE TABLE extra (id bigint PRIMARY KEY)' },
  { sql: 'CREATE TABLE extra (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id))' },
  { sql: 'CREATE TABLE IF NOT EXISTS users (id bigint REFERENCES teams (id))' },
  { sql: 'CREATE TABLE extra PARTITION OF events FOR VALUES FROM (5000) TO (6000)' },
  { sql: 'CREATE TABLE extra AS SELECT * FROM tokens' },
  { sql: 'DROP TABLE tokens' },
  { sql: 'DROP TABLE orders' },
  { sql: 'DROP TABLE teams CASCADE' },
  { sql: 'DROP TABLE events_2' },
  { sql: 'DROP TABLE events' },
  { sql: 'ALTER TABLE tokens RENAME TO secrets' },
  { sql: 'ALTER TABLE users_name_idx RENAME TO i' },
  { sql: 'TRUNCATE tokens' },
  { sql: 'TRUNCATE tokens, lines' },
  { sql: 'TRUNCATE teams CASCADE' },
  { sql: 'TRUNCATE events' },
  { sql: 'ALTER TABLE events DETACH PARTITION events_1' },
  { sql: 'ALTER TABLE events DETACH PARTITION events_1 CONCURRENTLY', since: 14, about: 'events' },
  { sql: 'REFRESH MATERIALIZED VIEW products' },
  { sql: 'REFRESH MATERIALIZED VIEW CONCURRENTLY products', setup: "UPDATE lines SET product = 'other'" },
  { sql: 'CREATE TABLE extra ()' },
  { sql: "CREATE TABLE extra (id bigserial PRIMARY KEY, name text UNIQUE, CHECK (name <> ''))" },
  { sql: 'CREATE TABLE extra (LIKE users)' },
  { sql: 'CREATE TABLE extra (LIKE users INCLUDING ALL)' },
  { sql: 'CREATE TABLE extra (LIKE notes INCLUDING INDEXES)' },
  { sql: 'CREATE UNLOGGED TABLE extra (id integer)' },
  { sql: 'CREATE TEMPORARY TABLE extra (id integer)' },
  { sql: 'CREATE TEMP TABLE extra ON COMMIT DROP AS SELECT * FROM tokens' },
  { sql: 'CREATE TABLE extra AS TABLE tokens' },
  { sql: 'CREATE TABLE IF NOT EXISTS extra (id integer)' },
  { sql: 'CREATE TABLE IF NOT EXISTS tokens (id integer)' },
  { sql: 'CREATE TABLE IF NOT EXISTS tokens AS SELECT 1' },
  { sql: 'SELECT * INTO extra FROM tokens' },
  { sql: 'CREATE TABLE extra (a bigint REFERENCES users (id), b integer REFERENCES teams (id))' },
  { sql: 'CREATE TABLE extra (a integer, FOREIGN KEY (a) REFERENCES teams)' },
  { sql: 'CREATE TABLE extra (id integer PRIMARY KEY, parent integer REFERENCES extra (id))' },
  { sql: "CREATE TABLE extra (id bigint DEFAULT nextval('numbers'))" },
  { sql: "CREATE TABLE extra (m mood, l text[] DEFAULT '{}')" },
  { sql: 'CREATE TABLE extra (id integer) PARTITION BY LIST (id)' },
  { sql: 'CREATE TABLE extra (id integer) WITH (fillfactor = 70)' },
  { sql: 'CREATE TABLE extra AS SELECT u.id, t.name FROM users u JOIN teams t ON t.id = u.team_id' },
  { sql: 'CREATE TABLE extra AS SELECT * FROM bodies' },
  { sql: 'CREATE TABLE extra AS SELECT * FROM events' },
  { sql: 'DROP TABLE IF EXISTS tokens' },
  { sql: 'DROP TABLE tokens, numbered' },
  { sql: 'DROP TABLE tokens CASCADE' },
  { sql: 'DROP TABLE lines CASCADE' },
  { sql: 'DROP TABLE notes CASCADE' },
  { sql: 'DROP TABLE users CASCADE' },
  { sql: 'DROP TABLE cities' },
  { sql: 'DROP TABLE countries CASCADE' },
  { sql: 'DROP TABLE countries, cities' },
  { sql: 'DROP TABLE events_new' },
  { sql: 'DROP TABLE events CASCADE' },
  { sql: 'DROP TABLE public.tokens' },
  { sql: 'ALTER TABLE users RENAME TO people' },
  { sql: 'ALTER TABLE IF EXISTS tokens RENAME TO secrets' },
  { sql: 'ALTER TABLE events RENAME TO occurrences' },
  { sql: 'ALTER TABLE events_1 RENAME TO first_events' },
  { sql: 'ALTER TABLE notes RENAME TO remarks' },
  { sql: 'ALTER TABLE bodies RENAME TO texts' },
  { sql: 'ALTER TABLE products RENAME TO goods' },
  { sql: 'TRUNCATE tokens RESTART IDENTITY' },
  { sql: 'TRUNCATE tokens CONTINUE IDENTITY' },
  { sql: 'TRUNCATE ONLY tokens' },
  { sql: 'TRUNCATE TABLE orders CASCADE' },
  { sql: 'TRUNCATE users, orders, notes' },
  { sql: 'TRUNCATE users CASCADE' },
  { sql: 'TRUNCATE countries CASCADE' },
  { sql: 'TRUNCATE events_new, events_1' },
  { sql: 'TRUNCATE ONLY events_1' },
  { sql: 'ALTER TABLE tokens SET (autovacuum_enabled = false)' },
  { sql: 'ALTER TABLE tokens RESET (fillfactor)' },
  { sql: 'ALTER TABLE tokens SET (parallel_workers = 2)' },
  { sql: 'ALTER TABLE tokens SET (toast_tuple_target = 200)', since: 11 },
  { sql: 'ALTER TABLE tokens SET WITHOUT OIDS' },
  { sql: 'ALTER TABLE tokens SET ACCESS METHOD heap', since: 15 },
  { sql: 'ALTER TABLE tokens SET ACCESS METHOD DEFAULT', since: 17 },
  { sql: 'ALTER TABLE tokens OWNER TO postgres' },
  { sql: 'ALTER TABLE tokens REPLICA IDENTITY DEFAULT' },
  { sql: 'ALTER TABLE tokens REPLICA IDENTITY NOTHING' },
  { sql: 'ALTER TABLE tokens DISABLE ROW LEVEL SECURITY' },
  { sql: 'ALTER TABLE tokens FORCE ROW LEVEL SECURITY' },
  { sql: 'ALTER TABLE tokens NO FORCE ROW LEVEL SECURITY' },
  { sql: 'ALTER TABLE tokens DISABLE TRIGGER USER' },
  { sql: 'ALTER TABLE tokens ENABLE TRIGGER ALL' },
  {
    sql: 'CREATE TABLE extra OF person',
    setup: 'CREATE TYPE person AS (name text, age integer); CREATE TABLE persons (name text, age integer)',
  },
  {
    sql: 'ALTER TABLE persons OF person',
    setup: 'CREATE TYPE person AS (name text, age integer); CREATE TABLE persons (name text, age integer)',
  },
  {
    sql: 'ALTER TABLE persons NOT OF',
    setup:
      'CREATE TYPE person AS (name text, age integer); CREATE TABLE persons (name text, age integer); ALTER TABLE persons OF person',
  },
  { sql: 'ALTER TABLE tokens SET LOGGED', setup: 'ALTER TABLE tokens SET UNLOGGED' },
  {
    sql: 'ALTER TABLE tokens SET SCHEMA shop',
    setup:
      "CREATE SCHEMA shop; CREATE TABLE shop.items (id integer PRIMARY KEY, name text); INSERT INTO shop.items SELECT g, 'x' FROM generate_series(1, 50) g; CREATE TABLE shop.sales (id integer, item_id integer REFERENCES shop.items (id)); CREATE INDEX ON shop.items (name); CREATE SEQUENCE shop.counter; CREATE VIEW shop.names AS SELECT name FROM shop.items",
  },
  {
    sql: 'ALTER TABLE shop.items ADD COLUMN extra integer',
    setup:
      "CREATE SCHEMA shop; CREATE TABLE shop.items (id integer PRIMARY KEY, name text); INSERT INTO shop.items SELECT g, 'x' FROM generate_series(1, 50) g; CREATE TABLE shop.sales (id integer, item_id integer REFERENCES shop.items (id)); CREATE INDEX ON shop.items (name); CREATE SEQUENCE shop.counter; CREATE VIEW shop.names AS SELECT name FROM shop.items",
  },
  {
    sql: 'ALTER TABLE shop.items SET SCHEMA public',
    setup:
      "CREATE SCHEMA shop; CREATE TABLE shop.items (id integer PRIMARY KEY, name text); INSERT INTO shop.items SELECT g, 'x' FROM generate_series(1, 50) g; CREATE TABLE shop.sales (id integer, item_id integer REFERENCES shop.items (id)); CREATE INDEX ON shop.items (name); CREATE SEQUENCE shop.counter; CREATE VIEW shop.names AS SELECT name FROM shop.items",
  },
  {
    sql: 'DROP TABLE shop.sales',
    setup:
      "CREATE SCHEMA shop; CREATE TABLE shop.items (id integer PRIMARY KEY, name text); INSERT INTO shop.items SELECT g, 'x' FROM generate_series(1, 50) g; CREATE TABLE shop.sales (id integer, item_id integer REFERENCES shop.items (id)); CREATE INDEX ON shop.items (name); CREATE SEQUENCE shop.counter; CREATE VIEW shop.names AS SELECT name FROM shop.items",
  },
  {
    sql: 'DROP TABLE shop.items CASCADE',
    setup:
      "CREATE SCHEMA shop; CREATE TABLE shop.items (id integer PRIMARY KEY, name text); INSERT INTO shop.items SELECT g, 'x' FROM generate_series(1, 50) g; CREATE TABLE shop.sales (id integer, item_id integer REFERENCES shop.items (id)); CREATE INDEX ON shop.items (name); CREATE SEQUENCE shop.counter; CREATE VIEW shop.names AS SELECT name FROM shop.items",
  },
  {
    sql: 'CREATE INDEX i ON shop.items (id)',
    setup:
      "CREATE SCHEMA shop; CREATE TABLE shop.items (id integer PRIMARY KEY, name text); INSERT INTO shop.items SELECT g, 'x' FROM generate_series(1, 50) g; CREATE TABLE shop.sales (id integer, item_id integer REFERENCES shop.items (id)); CREATE INDEX ON shop.items (name); CREATE SEQUENCE shop.counter; CREATE VIEW shop.names AS SELECT name FROM shop.items",
  },
  {
    sql: 'ALTER TABLE shop.items ALTER COLUMN id TYPE bigint',
    setup:
      "CREATE SCHEMA shop; CREATE TABLE shop.items (id integer PRIMARY KEY, name text); INSERT INTO shop.items SELECT g, 'x' FROM generate_series(1, 50) g; CREATE TABLE shop.sales (id integer, item_id integer REFERENCES shop.items (id)); CREATE INDEX ON shop.items (name); CREATE SEQUENCE shop.counter; CREATE VIEW shop.names AS SELECT name FROM shop.items",
  },
  {
    sql: 'ALTER TABLE shop.sales DROP CONSTRAINT sales_item_id_fkey',
    setup:
      "CREATE SCHEMA shop; CREATE TABLE shop.items (id integer PRIMARY KEY, name text); INSERT INTO shop.items SELECT g, 'x' FROM generate_series(1, 50) g; CREATE TABLE shop.sales (id integer, item_id integer REFERENCES shop.items (id)); CREATE INDEX ON shop.items (name); CREATE SEQUENCE shop.counter; CREATE VIEW shop.names AS SELECT name FROM shop.items",
  },
  {
    sql: 'ALTER INDEX shop.items_name_idx RENAME TO i',
    setup:
      "CREATE SCHEMA shop; CREATE TABLE shop.items (id integer PRIMARY KEY, name text); INSERT INTO shop.items SELECT g, 'x' FROM generate_series(1, 50) g; CREATE TABLE shop.sales (id integer, item_id integer REFERENCES shop.items (id)); CREATE INDEX ON shop.items (name); CREATE SEQUENCE shop.counter; CREATE VIEW shop.names AS SELECT name FROM shop.items",
  },
  {
    sql: 'CREATE TABLE shop.extra (item_id integer REFERENCES shop.items (id))',
    setup:
      "CREATE SCHEMA shop; CREATE TABLE shop.items (id integer PRIMARY KEY, name text); INSERT INTO shop.items SELECT g, 'x' FROM generate_series(1, 50) g; CREATE TABLE shop.sales (id integer, item_id integer REFERENCES shop.items (id)); CREATE INDEX ON shop.items (name); CREATE SEQUENCE shop.counter; CREATE VIEW shop.names AS SELECT name FROM shop.items",
  },
  {
    sql: 'ALTER TABLE shop.items RENAME TO goods',
    setup:
      "CREATE SCHEMA shop; CREATE TABLE shop.items (id integer PRIMARY KEY, name text); INSERT INTO shop.items SELECT g, 'x' FROM generate_series(1, 50) g; CREATE TABLE shop.sales (id integer, item_id integer REFERENCES shop.items (id)); CREATE INDEX ON shop.items (name); CREATE SEQUENCE shop.counter; CREATE VIEW shop.names AS SELECT name FROM shop.items",
  },
  {
    sql: 'TRUNCATE shop.items CASCADE',
    setup:
      "CREATE SCHEMA shop; CREATE TABLE shop.items (id integer PRIMARY KEY, name text); INSERT INTO shop.items SELECT g, 'x' FROM generate_series(1, 50) g; CREATE TABLE shop.sales (id integer, item_id integer REFERENCES shop.items (id)); CREATE INDEX ON shop.items (name); CREATE SEQUENCE shop.counter; CREATE VIEW shop.names AS SELECT name FROM shop.items",
  },
  {
    sql: 'DELETE FROM shop.items WHERE id > 5',
    setup:
      "CREATE SCHEMA shop; CREATE TABLE shop.items (id integer PRIMARY KEY, name text); INSERT INTO shop.items SELECT g, 'x' FROM generate_series(1, 50) g; CREATE TABLE shop.sales (id integer, item_id integer REFERENCES shop.items (id)); CREATE INDEX ON shop.items (name); CREATE SEQUENCE shop.counter; CREATE VIEW shop.names AS SELECT name FROM shop.items",
  },
  {
    sql: 'ALTER SEQUENCE shop.counter RESTART',
    setup:
      "CREATE SCHEMA shop; CREATE TABLE shop.items (id integer PRIMARY KEY, name text); INSERT INTO shop.items SELECT g, 'x' FROM generate_series(1, 50) g; CREATE TABLE shop.sales (id integer, item_id integer REFERENCES shop.items (id)); CREATE INDEX ON shop.items (name); CREATE SEQUENCE shop.counter; CREATE VIEW shop.names AS SELECT name FROM shop.items",
  },
  {
    sql: 'ALTER VIEW shop.names RENAME TO titles',
    setup:
      "CREATE SCHEMA shop; CREATE TABLE shop.items (id integer PRIMARY KEY, name text); INSERT INTO shop.items SELECT g, 'x' FROM generate_series(1, 50) g; CREATE TABLE shop.sales (id integer, item_id integer REFERENCES shop.items (id)); CREATE INDEX ON shop.items (name); CREATE SEQUENCE shop.counter; CREATE VIEW shop.names AS SELECT name FROM shop.items",
  },
  {
    sql: 'DROP SCHEMA shop CASCADE',
    setup:
      "CREATE SCHEMA shop; CREATE TABLE shop.items (id integer PRIMARY KEY, name text); INSERT INTO shop.items SELECT g, 'x' FROM generate_series(1, 50) g; CREATE TABLE shop.sales (id integer, item_id integer REFERENCES shop.items (id)); CREATE INDEX ON shop.items (name); CREATE SEQUENCE shop.counter; CREATE VIEW shop.names AS SELECT name FROM shop.items",
  },
  {
    sql: 'ALTER SCHEMA shop RENAME TO store',
    setup:
      "CREATE SCHEMA shop; CREATE TABLE shop.items (id integer PRIMARY KEY, name text); INSERT INTO shop.items SELECT g, 'x' FROM generate_series(1, 50) g; CREATE TABLE shop.sales (id integer, item_id integer REFERENCES shop.items (id)); CREATE INDEX ON shop.items (name); CREATE SEQUENCE shop.counter; CREATE VIEW shop.names AS SELECT name FROM shop.items",
  },
  {
    sql: 'ALTER TABLE users SET SCHEMA shop',
    setup:
      "CREATE SCHEMA shop; CREATE TABLE shop.items (id integer PRIMARY KEY, name text); INSERT INTO shop.items SELECT g, 'x' FROM generate_series(1, 50) g; CREATE TABLE shop.sales (id integer, item_id integer REFERENCES shop.items (id)); CREATE INDEX ON shop.items (name); CREATE SEQUENCE shop.counter; CREATE VIEW shop.names AS SELECT name FROM shop.items",
  },
  {
    sql: 'ALTER VIEW bodies SET SCHEMA shop',
    setup:
      "CREATE SCHEMA shop; CREATE TABLE shop.items (id integer PRIMARY KEY, name text); INSERT INTO shop.items SELECT g, 'x' FROM generate_series(1, 50) g; CREATE TABLE shop.sales (id integer, item_id integer REFERENCES shop.items (id)); CREATE INDEX ON shop.items (name); CREATE SEQUENCE shop.counter; CREATE VIEW shop.names AS SELECT name FROM shop.items",
  },
  {
    sql: 'ALTER SEQUENCE numbers SET SCHEMA shop',
    setup:
      "CREATE SCHEMA shop; CREATE TABLE shop.items (id integer PRIMARY KEY, name text); INSERT INTO shop.items SELECT g, 'x' FROM generate_series(1, 50) g; CREATE TABLE shop.sales (id integer, item_id integer REFERENCES shop.items (id)); CREATE INDEX ON shop.items (name); CREATE SEQUENCE shop.counter; CREATE VIEW shop.names AS SELECT name FROM shop.items",
  },
  {
    sql: 'ALTER MATERIALIZED VIEW products SET SCHEMA shop',
    setup:
      "CREATE SCHEMA shop; CREATE TABLE shop.items (id integer PRIMARY KEY, name text); INSERT INTO shop.items SELECT g, 'x' FROM generate_series(1, 50) g; CREATE TABLE shop.sales (id integer, item_id integer REFERENCES shop.items (id)); CREATE INDEX ON shop.items (name); CREATE SEQUENCE shop.counter; CREATE VIEW shop.names AS SELECT name FROM shop.items",
  },
  {
    sql: 'ALTER TYPE mood SET SCHEMA shop',
    setup:
      "CREATE SCHEMA shop; CREATE TABLE shop.items (id integer PRIMARY KEY, name text); INSERT INTO shop.items SELECT g, 'x' FROM generate_series(1, 50) g; CREATE TABLE shop.sales (id integer, item_id integer REFERENCES shop.items (id)); CREATE INDEX ON shop.items (name); CREATE SEQUENCE shop.counter; CREATE VIEW shop.names AS SELECT name FROM shop.items",
  },
  {
    sql: 'ALTER FUNCTION touch() SET SCHEMA shop',
    setup:
      "CREATE SCHEMA shop; CREATE TABLE shop.items (id integer PRIMARY KEY, name text); INSERT INTO shop.items SELECT g, 'x' FROM generate_series(1, 50) g; CREATE TABLE shop.sales (id integer, item_id integer REFERENCES shop.items (id)); CREATE INDEX ON shop.items (name); CREATE SEQUENCE shop.counter; CREATE VIEW shop.names AS SELECT name FROM shop.items",
  },
  {
    sql: 'GRANT USAGE ON SCHEMA shop TO PUBLIC',
    setup:
      "CREATE SCHEMA shop; CREATE TABLE shop.items (id integer PRIMARY KEY, name text); INSERT INTO shop.items SELECT g, 'x' FROM generate_series(1, 50) g; CREATE TABLE shop.sales (id integer, item_id integer REFERENCES shop.items (id)); CREATE INDEX ON shop.items (name); CREATE SEQUENCE shop.counter; CREATE VIEW shop.names AS SELECT name FROM shop.items",
  },
  {
    sql: "COMMENT ON SCHEMA shop IS 'x'",
    setup:
      "CREATE SCHEMA shop; CREATE TABLE shop.items (id integer PRIMARY KEY, name text); INSERT INTO shop.items SELECT g, 'x' FROM generate_series(1, 50) g; CREATE TABLE shop.sales (id integer, item_id integer REFERENCES shop.items (id)); CREATE INDEX ON shop.items (name); CREATE SEQUENCE shop.counter; CREATE VIEW shop.names AS SELECT name FROM shop.items",
  },
  {
    sql: "COMMENT ON TABLE shop.items IS 'x'",
    setup:
      "CREATE SCHEMA shop; CREATE TABLE shop.items (id integer PRIMARY KEY, name text); INSERT INTO shop.items SELECT g, 'x' FROM generate_series(1, 50) g; CREATE TABLE shop.sales (id integer, item_id integer REFERENCES shop.items (id)); CREATE INDEX ON shop.items (name); CREATE SEQUENCE shop.counter; CREATE VIEW shop.names AS SELECT name FROM shop.items",
  },
  {
    sql: 'ANALYZE shop.items',
    setup:
      "CREATE SCHEMA shop; CREATE TABLE shop.items (id integer PRIMARY KEY, name text); INSERT INTO shop.items SELECT g, 'x' FROM generate_series(1, 50) g; CREATE TABLE shop.sales (id integer, item_id integer REFERENCES shop.items (id)); CREATE INDEX ON shop.items (name); CREATE SEQUENCE shop.counter; CREATE VIEW shop.names AS SELECT name FROM shop.items",
  },
  { sql: 'CREATE TABLE extra AS SELECT 1 AS id' },
  { sql: 'CREATE TABLE extra AS SELECT * FROM users WITH NO DATA' },
  { sql: 'CREATE TABLE extra AS VALUES (1), (2)' },
  { sql: 'ALTER TABLE numbers RENAME TO counter' },
  { sql: 'ALTER TABLE tokens SET LOGGED' },
  {
    sql: 'DROP INDEX shop.items_name_idx',
    setup:
      "CREATE SCHEMA shop; CREATE TABLE shop.items (id integer PRIMARY KEY, name text); INSERT INTO shop.items SELECT g, 'x' FROM generate_series(1, 50) g; CREATE TABLE shop.sales (id integer, item_id integer REFERENCES shop.items (id)); CREATE INDEX ON shop.items (name); CREATE SEQUENCE shop.counter; CREATE VIEW shop.names AS SELECT name FROM shop.items",
  },
];
