import type { Case } from './case.ts';

/** What a statement meets decides what it locks, and whether it is refused: views, domains, keys, policies, triggers, heirs. */
export const dependents: readonly Case[] = [
  { sql: 'ALTER TABLE users ADD COLUMN c posint', setup: 'CREATE DOMAIN posint AS int CHECK (VALUE > 0)' },
  { sql: 'ALTER TABLE users ADD COLUMN c posint DEFAULT 1', setup: 'CREATE DOMAIN posint AS int CHECK (VALUE > 0)' },
  { sql: 'ALTER TABLE users ADD COLUMN c plain', setup: 'CREATE DOMAIN plain AS int' },
  { sql: 'ALTER TABLE users ADD COLUMN c plain', setup: 'CREATE DOMAIN plain AS int DEFAULT 5' },
  { sql: 'ALTER TABLE users ADD COLUMN c plain', setup: 'CREATE DOMAIN plain AS double precision DEFAULT random()' },
  { sql: 'ALTER TABLE users ADD COLUMN c nn DEFAULT 1', setup: 'CREATE DOMAIN nn AS int NOT NULL' },
  {
    sql: 'ALTER TABLE users ADD COLUMN c small',
    setup: 'CREATE DOMAIN posint AS int CHECK (VALUE > 0); CREATE DOMAIN small AS posint',
  },
  { sql: 'ALTER TABLE users ALTER COLUMN bio TYPE d', setup: 'CREATE DOMAIN d AS text' },
  { sql: 'ALTER TABLE users ALTER COLUMN email TYPE d', setup: 'CREATE DOMAIN d AS varchar(100)' },
  { sql: 'ALTER TABLE lines ALTER COLUMN product TYPE d', setup: 'CREATE DOMAIN d AS varchar(10)', refused: '0A000' },
  { sql: 'ALTER TABLE users ALTER COLUMN bio TYPE d', setup: "CREATE DOMAIN d AS text CHECK (VALUE <> '')" },
  {
    sql: 'ALTER TABLE users ALTER COLUMN x TYPE text',
    setup: "CREATE DOMAIN d AS text CHECK (VALUE <> ''); ALTER TABLE users ADD COLUMN x d",
  },
  {
    sql: 'ALTER TABLE users ALTER COLUMN x TYPE d',
    setup: "CREATE DOMAIN d AS text CHECK (VALUE <> ''); ALTER TABLE users ADD COLUMN x d",
  },
  {
    sql: 'ALTER TABLE users ALTER COLUMN x TYPE varchar',
    setup: 'CREATE DOMAIN d AS text; ALTER TABLE users ADD COLUMN x d',
  },
  {
    sql: "ALTER DOMAIN d ADD CONSTRAINT k CHECK (VALUE <> 'z')",
    setup: 'CREATE DOMAIN d AS text; ALTER TABLE users ADD COLUMN x d',
  },
  {
    sql: "ALTER DOMAIN d ADD CONSTRAINT k CHECK (VALUE <> 'z') NOT VALID",
    setup: 'CREATE DOMAIN d AS text; ALTER TABLE users ADD COLUMN x d',
  },
  {
    sql: 'ALTER DOMAIN d SET NOT NULL',
    setup: "CREATE DOMAIN d AS text; ALTER TABLE users ADD COLUMN x d DEFAULT 'q'",
  },
  {
    sql: "ALTER DOMAIN d ADD CHECK (VALUE <> 'z')",
    setup: "CREATE DOMAIN d AS text; CREATE DOMAIN e AS d; ALTER TABLE users ADD COLUMN x e DEFAULT 'q'",
  },
  { sql: "ALTER DOMAIN d SET DEFAULT 'z'", setup: 'CREATE DOMAIN d AS text; ALTER TABLE users ADD COLUMN x d' },
  { sql: 'DROP DOMAIN d', setup: 'CREATE DOMAIN d AS text; ALTER TABLE users ADD COLUMN x d', refused: '2BP01' },
  { sql: 'DROP DOMAIN d CASCADE', setup: 'CREATE DOMAIN d AS text; ALTER TABLE users ADD COLUMN x d' },
  { sql: 'DROP DOMAIN d', setup: 'CREATE DOMAIN d AS text' },
  {
    sql: 'ALTER DOMAIN d VALIDATE CONSTRAINT k',
    setup:
      "CREATE DOMAIN d AS text; ALTER TABLE users ADD COLUMN x d; ALTER DOMAIN d ADD CONSTRAINT k CHECK (VALUE <> '') NOT VALID",
  },
  {
    sql: 'ALTER TABLE users ADD COLUMN x d',
    setup:
      "CREATE DOMAIN d AS text; ALTER DOMAIN d ADD CONSTRAINT k CHECK (VALUE <> ''); ALTER DOMAIN d DROP CONSTRAINT k",
  },
  {
    sql: 'ALTER TABLE users ADD COLUMN x e',
    setup: "CREATE DOMAIN d AS text CHECK (VALUE <> ''); ALTER DOMAIN d RENAME TO e",
  },
  { sql: 'ALTER TABLE users DROP COLUMN bio', setup: 'CREATE VIEW v AS SELECT id, bio FROM users', refused: '2BP01' },
  { sql: 'ALTER TABLE users DROP COLUMN bio CASCADE', setup: 'CREATE VIEW v AS SELECT id, bio FROM users' },
  { sql: 'ALTER TABLE users DROP COLUMN zip', setup: 'CREATE VIEW v AS SELECT id, bio FROM users' },
  {
    sql: 'ALTER TABLE users DROP COLUMN bio CASCADE',
    setup:
      'CREATE VIEW v AS SELECT id, bio FROM users; CREATE VIEW w AS SELECT id FROM v; CREATE MATERIALIZED VIEW m AS SELECT id FROM w',
  },
  {
    sql: 'DROP VIEW v',
    setup: 'CREATE VIEW v AS SELECT id, bio FROM users; CREATE VIEW w AS SELECT id FROM v',
    refused: '2BP01',
  },
  {
    sql: 'DROP VIEW v CASCADE',
    setup: 'CREATE VIEW v AS SELECT id, bio FROM users; CREATE VIEW w AS SELECT id FROM v',
  },
  { sql: 'DROP VIEW v, w', setup: 'CREATE VIEW v AS SELECT id, bio FROM users; CREATE VIEW w AS SELECT id FROM v' },
  { sql: 'DROP VIEW w', setup: 'CREATE VIEW v AS SELECT id, bio FROM users; CREATE VIEW w AS SELECT id FROM v' },
  { sql: 'ALTER TABLE lines DROP COLUMN product', setup: 'CREATE VIEW v AS SELECT * FROM lines', refused: '2BP01' },
  {
    sql: 'ALTER TABLE lines DROP COLUMN extra',
    setup: 'CREATE VIEW v AS SELECT * FROM lines; ALTER TABLE lines ADD COLUMN extra int',
  },
  {
    sql: 'ALTER TABLE orders DROP COLUMN quantity',
    setup: 'CREATE VIEW v AS SELECT u.id FROM users u JOIN orders o ON o.user_id = u.id WHERE quantity > 1',
    refused: '2BP01',
  },
  {
    sql: 'ALTER TABLE users DROP COLUMN bio',
    setup:
      'CREATE VIEW v AS SELECT u.id FROM users u JOIN orders o ON o.user_id = u.id WHERE EXISTS (SELECT 1 FROM lines WHERE order_id = o.id AND bio IS NULL)',
    refused: '2BP01',
  },
  {
    sql: 'ALTER TABLE lines DROP COLUMN product',
    setup:
      'CREATE VIEW v AS SELECT u.id FROM users u JOIN orders o ON o.user_id = u.id WHERE EXISTS (SELECT 1 FROM lines WHERE order_id = o.id AND id > 0)',
    refused: '2BP01',
  },
  {
    sql: 'ALTER TABLE users DROP COLUMN age',
    setup: 'CREATE VIEW v AS WITH x AS (SELECT id, age FROM users) SELECT age FROM x',
    refused: '2BP01',
  },
  { sql: 'ALTER TABLE users DROP COLUMN bio', setup: 'CREATE VIEW v AS SELECT count(*) FROM users' },
  { sql: 'DROP TABLE lines', setup: 'CREATE VIEW v AS SELECT count(*) FROM lines', refused: '2BP01' },
  {
    sql: 'ALTER TABLE users ALTER COLUMN bio TYPE varchar',
    setup: 'CREATE VIEW v AS SELECT id, bio FROM users',
    refused: '0A000',
  },
  { sql: 'ALTER TABLE users ALTER COLUMN city TYPE text', setup: 'CREATE VIEW v AS SELECT id, bio FROM users' },
  {
    sql: 'ALTER TABLE users ALTER COLUMN bio TYPE varchar',
    setup: 'CREATE MATERIALIZED VIEW v AS SELECT id, bio FROM users',
    refused: '0A000',
  },
  { sql: 'ALTER TABLE users RENAME bio TO b', setup: 'CREATE VIEW v AS SELECT id, bio FROM users' },
  {
    sql: 'ALTER TABLE users DROP COLUMN b',
    setup: 'CREATE VIEW v AS SELECT id, bio FROM users; ALTER TABLE users RENAME bio TO b',
    refused: '2BP01',
  },
  {
    sql: 'DROP TABLE ll',
    setup: 'CREATE VIEW v AS SELECT id, product FROM lines; ALTER TABLE lines RENAME TO ll',
    refused: '2BP01',
  },
  {
    sql: 'DROP TABLE lines CASCADE',
    setup: 'CREATE VIEW v AS SELECT id, product FROM lines; ALTER VIEW v RENAME TO w',
  },
  {
    sql: 'CREATE OR REPLACE VIEW v AS SELECT id, product FROM lines',
    setup: 'CREATE VIEW v AS SELECT id, product FROM lines',
  },
  {
    sql: 'ALTER TABLE lines DROP COLUMN product CASCADE',
    setup: 'CREATE VIEW v AS SELECT id, product FROM lines; DROP VIEW v',
  },
  {
    sql: 'ALTER TABLE notes DROP COLUMN body',
    setup: 'CREATE VIEW v AS SELECT id, product FROM lines UNION SELECT id, body FROM notes',
    refused: '2BP01',
  },
  {
    sql: 'ALTER TABLE notes DROP COLUMN id',
    setup: 'CREATE VIEW v AS SELECT l.id FROM lines l JOIN notes n USING (id)',
    refused: '2BP01',
  },
  { sql: 'DROP TABLE teams', refused: '2BP01' },
  { sql: 'DROP TABLE countries', refused: '2BP01' },
  { sql: 'ALTER TABLE countries DROP COLUMN code', refused: '2BP01' },
  { sql: 'ALTER TABLE countries DROP COLUMN code CASCADE' },
  { sql: 'DROP TYPE mood', refused: '2BP01' },
  { sql: 'ALTER TABLE users ADD PRIMARY KEY (age)', refused: '42P16' },
  { sql: 'ALTER TABLE users ALTER COLUMN id DROP NOT NULL', refused: '42P16' },
  { sql: 'ALTER TABLE events DROP COLUMN id', refused: '42P16' },
  { sql: 'ALTER TABLE events ALTER COLUMN id TYPE numeric', refused: '42P16' },
  { sql: 'ALTER TABLE events_1 DROP COLUMN kind', refused: '42P16' },
  { sql: 'ALTER TABLE events_1 ADD COLUMN x int', refused: '42809' },
  { sql: 'ALTER TABLE events_1 RENAME COLUMN kind TO k', refused: '42P16' },
  { sql: 'ALTER TABLE events_1 ALTER COLUMN kind TYPE bigint', refused: '42P16' },
  { sql: 'ALTER TABLE events RENAME COLUMN kind TO k' },
  { sql: 'DROP TABLE events CASCADE', setup: 'CREATE VIEW v AS SELECT id FROM events_1' },
  { sql: 'DROP TABLE events', setup: 'CREATE VIEW v AS SELECT id FROM events_1', refused: '2BP01' },
  { sql: 'ALTER TABLE lines ADD COLUMN y int', setup: 'CREATE TABLE heir (x int) INHERITS (lines)' },
  {
    sql: 'ALTER TABLE lines DROP COLUMN product',
    setup: 'CREATE TABLE heir (x int) INHERITS (lines)',
    refused: '2BP01',
  },
  {
    sql: 'ALTER TABLE lines ALTER COLUMN product TYPE varchar',
    setup: 'CREATE TABLE heir (x int) INHERITS (lines)',
    refused: '0A000',
  },
  { sql: 'ALTER TABLE lines RENAME COLUMN product TO p', setup: 'CREATE TABLE heir (x int) INHERITS (lines)' },
  { sql: 'ALTER TABLE lines ALTER COLUMN product SET NOT NULL', setup: 'CREATE TABLE heir (x int) INHERITS (lines)' },
  {
    sql: "ALTER TABLE lines ALTER COLUMN product SET DEFAULT 'x'",
    setup: 'CREATE TABLE heir (x int) INHERITS (lines)',
  },
  { sql: 'ALTER TABLE lines ADD CONSTRAINT k CHECK (id > 0)', setup: 'CREATE TABLE heir (x int) INHERITS (lines)' },
  {
    sql: 'ALTER TABLE lines ADD CONSTRAINT k UNIQUE (id, product)',
    setup: 'CREATE TABLE heir (x int) INHERITS (lines)',
  },
  { sql: 'CREATE INDEX new_idx ON lines (product)', setup: 'CREATE TABLE heir (x int) INHERITS (lines)' },
  { sql: 'TRUNCATE lines', setup: 'CREATE TABLE heir (x int) INHERITS (lines)' },
  { sql: 'DROP TABLE lines', setup: 'CREATE TABLE heir (x int) INHERITS (lines)', refused: '2BP01' },
  { sql: 'DROP TABLE lines CASCADE', setup: 'CREATE TABLE heir (x int) INHERITS (lines)' },
  { sql: "UPDATE lines SET product = 'x'", setup: 'CREATE TABLE heir (x int) INHERITS (lines)' },
  { sql: 'DELETE FROM lines', setup: 'CREATE TABLE heir (x int) INHERITS (lines)' },
  { sql: 'DROP TABLE heir', setup: 'CREATE TABLE heir (x int) INHERITS (lines)' },
  {
    sql: 'ALTER TABLE ser DROP COLUMN id',
    setup:
      "CREATE TABLE ser (id serial PRIMARY KEY, v text); INSERT INTO ser (v) SELECT 'x' FROM generate_series(1, 200)",
  },
  {
    sql: 'DROP TABLE ser',
    setup:
      "CREATE TABLE ser (id serial PRIMARY KEY, v text); INSERT INTO ser (v) SELECT 'x' FROM generate_series(1, 200)",
  },
  {
    sql: 'DROP SEQUENCE ser_id_seq',
    setup:
      "CREATE TABLE ser (id serial PRIMARY KEY, v text); INSERT INTO ser (v) SELECT 'x' FROM generate_series(1, 200)",
    refused: '2BP01',
  },
  {
    sql: 'DROP SEQUENCE ser_id_seq CASCADE',
    setup:
      "CREATE TABLE ser (id serial PRIMARY KEY, v text); INSERT INTO ser (v) SELECT 'x' FROM generate_series(1, 200)",
  },
  {
    sql: 'TRUNCATE ser',
    setup:
      "CREATE TABLE ser (id serial PRIMARY KEY, v text); INSERT INTO ser (v) SELECT 'x' FROM generate_series(1, 200)",
  },
  {
    sql: 'TRUNCATE ser RESTART IDENTITY',
    setup:
      "CREATE TABLE ser (id serial PRIMARY KEY, v text); INSERT INTO ser (v) SELECT 'x' FROM generate_series(1, 200)",
  },
  {
    sql: 'ALTER TABLE ser ALTER COLUMN id TYPE bigint',
    setup:
      "CREATE TABLE ser (id serial PRIMARY KEY, v text); INSERT INTO ser (v) SELECT 'x' FROM generate_series(1, 200)",
  },
  {
    sql: 'ALTER TABLE ser ALTER COLUMN id TYPE bigint',
    setup:
      "CREATE TABLE ser (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v text); INSERT INTO ser (v) SELECT 'x' FROM generate_series(1, 200)",
  },
  {
    sql: 'ALTER TABLE ser DROP COLUMN id',
    setup:
      "CREATE TABLE ser (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v text); INSERT INTO ser (v) SELECT 'x' FROM generate_series(1, 200)",
  },
  {
    sql: 'ALTER TABLE ser ALTER COLUMN id DROP IDENTITY',
    setup:
      "CREATE TABLE ser (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v text); INSERT INTO ser (v) SELECT 'x' FROM generate_series(1, 200)",
  },
  {
    sql: 'ALTER TABLE ser ALTER COLUMN id SET GENERATED BY DEFAULT',
    setup:
      "CREATE TABLE ser (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v text); INSERT INTO ser (v) SELECT 'x' FROM generate_series(1, 200)",
  },
  {
    sql: 'ALTER TABLE ser SET UNLOGGED',
    setup:
      "CREATE TABLE ser (id serial PRIMARY KEY, v text); INSERT INTO ser (v) SELECT 'x' FROM generate_series(1, 200)",
  },
  {
    sql: 'ALTER TABLE ser SET SCHEMA sx',
    setup: "CREATE SCHEMA sx; CREATE TABLE ser (id serial PRIMARY KEY, v text); INSERT INTO ser (v) SELECT 'x'",
  },
  {
    sql: 'ALTER TABLE ser OWNER TO pg_monitor',
    setup:
      "CREATE TABLE ser (id serial PRIMARY KEY, v text); INSERT INTO ser (v) SELECT 'x' FROM generate_series(1, 200)",
  },
  {
    sql: "SELECT setval('ser_id_seq', 5)",
    setup:
      "CREATE TABLE ser (id serial PRIMARY KEY, v text); INSERT INTO ser (v) SELECT 'x' FROM generate_series(1, 200)",
  },
  {
    sql: "SELECT setval(pg_get_serial_sequence('ser', 'id'), 5)",
    setup:
      "CREATE TABLE ser (id serial PRIMARY KEY, v text); INSERT INTO ser (v) SELECT 'x' FROM generate_series(1, 200)",
  },
  {
    sql: "SELECT nextval('ser_id_seq'::regclass)",
    setup:
      "CREATE TABLE ser (id serial PRIMARY KEY, v text); INSERT INTO ser (v) SELECT 'x' FROM generate_series(1, 200)",
  },
  { sql: 'DROP TABLE ser', setup: 'CREATE TABLE ser (id int, v text); CREATE SEQUENCE s OWNED BY ser.id' },
  { sql: 'DROP SCHEMA sx', setup: 'CREATE SCHEMA sx; CREATE TABLE sx.a (id int)', refused: '2BP01' },
  { sql: 'DROP SCHEMA sx', setup: 'CREATE SCHEMA sx' },
  {
    sql: 'ALTER TABLE gen DROP COLUMN a CASCADE',
    setup:
      'CREATE TABLE gen (a int, b int GENERATED ALWAYS AS (a * 2) STORED); INSERT INTO gen SELECT g FROM generate_series(1,100) g',
    since: 12,
  },
  {
    sql: 'ALTER TABLE gen ALTER COLUMN b TYPE bigint',
    setup:
      'CREATE TABLE gen (a int, b int GENERATED ALWAYS AS (a * 2) STORED); INSERT INTO gen SELECT g FROM generate_series(1,100) g',
    since: 12,
  },
  { sql: 'ALTER TABLE lines ADD CONSTRAINT k FOREIGN KEY (order_id) REFERENCES orders (id) NOT ENFORCED', since: 18 },
  { sql: 'ALTER TABLE lines ADD CONSTRAINT k CHECK (id > 0) NOT ENFORCED', since: 18 },
  {
    sql: 'ALTER TABLE lines VALIDATE CONSTRAINT k',
    setup: 'ALTER TABLE lines ADD CONSTRAINT k CHECK (id > 0) NOT ENFORCED',
    since: 18,
    refused: '55000',
  },
  {
    sql: 'ALTER TABLE lines ALTER COLUMN product SET NOT NULL',
    setup: 'ALTER TABLE lines ADD CONSTRAINT k CHECK (product IS NOT NULL) NOT ENFORCED',
    since: 18,
  },
  { sql: 'ALTER TABLE lines ADD COLUMN x bigint REFERENCES orders (id) NOT ENFORCED', since: 18 },
  {
    sql: 'ALTER TABLE lines DROP CONSTRAINT k',
    setup: 'ALTER TABLE lines ADD CONSTRAINT k FOREIGN KEY (order_id) REFERENCES orders (id) NOT ENFORCED',
    since: 18,
  },
  {
    sql: 'ALTER TABLE lines ALTER CONSTRAINT k ENFORCED',
    setup: 'ALTER TABLE lines ADD CONSTRAINT k FOREIGN KEY (order_id) REFERENCES orders (id) NOT ENFORCED',
    since: 18,
  },
  { sql: 'ALTER TABLE lines SET ACCESS METHOD heap', since: 15 },
  {
    sql: 'ALTER TABLE events ATTACH PARTITION events_new FOR VALUES FROM (2000) TO (3000)',
    setup: 'ALTER TABLE events_new ADD CONSTRAINT b CHECK (id IS NOT NULL AND id >= 2000 AND id < 3000)',
  },
  {
    sql: 'ALTER TABLE events ATTACH PARTITION events_new FOR VALUES FROM (2000) TO (3000)',
    setup: 'CREATE TABLE events_d PARTITION OF events DEFAULT',
    since: 11,
  },
  {
    sql: 'ALTER TABLE events DETACH PARTITION events_1',
    setup: 'CREATE TABLE events_d PARTITION OF events DEFAULT',
    since: 11,
  },
  { sql: 'DROP TABLE events_1', setup: 'CREATE TABLE events_d PARTITION OF events DEFAULT', since: 11 },
  {
    sql: 'CREATE TABLE e5 PARTITION OF events FOR VALUES FROM (2000) TO (3000)',
    setup:
      'CREATE TABLE events_d PARTITION OF events DEFAULT; INSERT INTO events SELECT g, 1 FROM generate_series(5000, 6000) g',
    since: 11,
  },
  {
    sql: 'ALTER TABLE events ATTACH PARTITION events_new FOR VALUES FROM (2000) TO (3000)',
    setup:
      'CREATE TABLE events_d PARTITION OF events DEFAULT; INSERT INTO events SELECT g, 1 FROM generate_series(5000, 6000) g',
    since: 11,
  },
  { sql: 'ALTER TABLE users ADD COLUMN x int REFERENCES teams (id)' },
  { sql: 'DROP INDEX users_email_idx' },
  { sql: 'ALTER TABLE users DROP CONSTRAINT users_pkey', refused: '2BP01' },
  { sql: 'DROP INDEX users_pkey', refused: '2BP01' },
  { sql: 'DROP FUNCTION touch()' },
  {
    sql: 'DROP FUNCTION touch() CASCADE',
    setup: 'CREATE TRIGGER tr BEFORE UPDATE ON lines FOR EACH ROW EXECUTE PROCEDURE touch()',
    since: 11,
  },
  {
    sql: 'DROP FUNCTION touch()',
    setup: 'CREATE TRIGGER tr BEFORE UPDATE ON lines FOR EACH ROW EXECUTE PROCEDURE touch()',
    since: 11,
    refused: '2BP01',
  },
  {
    sql: 'ALTER TABLE lines DROP COLUMN product',
    setup: 'CREATE TRIGGER tr BEFORE UPDATE OF product ON lines FOR EACH ROW EXECUTE PROCEDURE touch()',
    since: 11,
    refused: '2BP01',
  },
  {
    sql: 'ALTER TABLE lines ALTER COLUMN product TYPE varchar',
    setup: 'CREATE TRIGGER tr BEFORE UPDATE OF product ON lines FOR EACH ROW EXECUTE PROCEDURE touch()',
    since: 11,
    refused: '0A000',
  },
  {
    sql: 'ALTER TABLE lines DROP COLUMN product',
    setup: 'CREATE POLICY p ON lines USING (product IS NOT NULL)',
    refused: '2BP01',
  },
  {
    sql: 'ALTER TABLE lines ALTER COLUMN product TYPE varchar',
    setup: 'CREATE POLICY p ON lines USING (product IS NOT NULL)',
    refused: '0A000',
  },
  {
    sql: 'ALTER TYPE pair ADD ATTRIBUTE c int',
    setup: 'CREATE TYPE pair AS (a int, b int); CREATE TABLE pairs (p pair)',
  },
  {
    sql: 'ALTER TYPE pair ADD ATTRIBUTE c int CASCADE',
    setup: 'CREATE TYPE pair AS (a int, b int); CREATE TABLE pairs OF pair',
  },
  {
    sql: 'ALTER TABLE pairs ADD COLUMN c int',
    setup: 'CREATE TYPE pair AS (a int, b int); CREATE TABLE pairs OF pair',
    refused: '42809',
  },
  { sql: 'DROP VIEW v', setup: 'CREATE SCHEMA sx; CREATE TABLE sx.a (id int); CREATE VIEW v AS SELECT * FROM sx.a' },
  {
    sql: 'DROP TABLE teams CASCADE',
    setup: 'CREATE SCHEMA sx; CREATE TABLE sx.a (id int PRIMARY KEY, t int REFERENCES teams (id))',
  },
  { sql: 'TRUNCATE teams', refused: '0A000' },
  { sql: 'TRUNCATE users, notes', refused: '0A000' },
  { sql: 'TRUNCATE users, notes, orders' },
  { sql: 'TRUNCATE countries, cities' },
  { sql: 'ALTER TABLE lines ADD FOREIGN KEY (order_id) REFERENCES tokens (id)', refused: '42830' },
  { sql: 'ALTER TABLE lines ADD FOREIGN KEY (order_id) REFERENCES tokens', refused: '42704' },
  { sql: 'ALTER TABLE lines ADD FOREIGN KEY (order_id) REFERENCES users (age)', refused: '42830' },
  {
    sql: 'ALTER TABLE lines ADD FOREIGN KEY (order_id) REFERENCES tokens (id)',
    setup: 'CREATE UNIQUE INDEX t_idx ON tokens (id)',
  },
  {
    sql: 'ALTER TABLE lines ADD FOREIGN KEY (order_id) REFERENCES tokens (id)',
    setup: 'CREATE UNIQUE INDEX t_idx ON tokens (id) WHERE id > 5',
    refused: '42830',
  },
  {
    sql: 'ALTER TABLE lines ADD FOREIGN KEY (order_id) REFERENCES tokens (id)',
    setup: 'CREATE UNIQUE INDEX t_idx ON tokens (id, value)',
    refused: '42830',
  },
  { sql: 'ALTER TABLE lines ADD FOREIGN KEY (product) REFERENCES orders (id)', refused: '42804' },
  { sql: 'ALTER TABLE lines ADD COLUMN t text REFERENCES orders (id)', refused: '42804' },
  { sql: 'CREATE TABLE extra (id int, t uuid REFERENCES orders)', refused: '42804' },
  { sql: 'CREATE TABLE extra (id int REFERENCES tokens (id))', refused: '42830' },
  { sql: 'CREATE TABLE extra (id int PRIMARY KEY, up int REFERENCES extra (id))' },
  { sql: 'ALTER TABLE cities ALTER COLUMN country TYPE integer USING 1', refused: '42804' },
  { sql: 'ALTER TABLE countries ALTER COLUMN code TYPE integer USING 1', refused: '42804' },
  { sql: 'ALTER TABLE orders ALTER COLUMN user_id TYPE numeric', refused: '42804' },
  { sql: 'ALTER TABLE orders ALTER COLUMN user_id TYPE integer' },
  { sql: 'ALTER TABLE users ALTER COLUMN age TYPE text', refused: '42883' },
  { sql: 'ALTER TABLE users ALTER COLUMN age TYPE numeric' },
  { sql: 'ALTER TABLE users ALTER COLUMN age TYPE boolean USING age > 0', refused: '42883' },
  { sql: 'ALTER TABLE users ALTER COLUMN city TYPE uuid USING NULL' },
  { sql: 'ALTER TABLE users ALTER COLUMN email TYPE json USING NULL', refused: '42704' },
  { sql: 'ALTER TABLE users ALTER COLUMN bio TYPE json USING NULL' },
  {
    sql: 'ALTER TABLE users ALTER COLUMN mood TYPE mood2 USING mood::text::mood2',
    setup: "ALTER TABLE users ALTER COLUMN mood SET DEFAULT 'ok'; CREATE TYPE mood2 AS ENUM ('sad', 'ok', 'happy')",
    refused: '42804',
  },
  {
    sql: "ALTER TABLE users ALTER COLUMN mood DROP DEFAULT, ALTER COLUMN mood TYPE mood2 USING mood::text::mood2, ALTER COLUMN mood SET DEFAULT 'ok'",
    setup: "ALTER TABLE users ALTER COLUMN mood SET DEFAULT 'ok'; CREATE TYPE mood2 AS ENUM ('sad', 'ok', 'happy')",
  },
  {
    sql: 'ALTER TABLE users ALTER COLUMN bio TYPE integer USING 1',
    setup: "ALTER TABLE users ALTER COLUMN bio SET DEFAULT '1'",
    refused: '42804',
  },
  {
    sql: 'ALTER TABLE users ALTER COLUMN bio TYPE varchar(20)',
    setup: "ALTER TABLE users ALTER COLUMN bio SET DEFAULT '1'",
  },
  { sql: 'CREATE OR REPLACE VIEW bodies AS SELECT id FROM notes', refused: '42P16' },
  { sql: 'CREATE OR REPLACE VIEW bodies AS SELECT id, body AS text FROM notes', refused: '42P16' },
  { sql: 'CREATE OR REPLACE VIEW bodies AS SELECT id, body, user_id FROM notes' },
  { sql: 'CREATE OR REPLACE VIEW bodies (id, body) AS SELECT user_id, body FROM notes' },
  { sql: 'CREATE OR REPLACE VIEW bodies (id, words) AS SELECT id, body FROM notes', refused: '42P16' },
  {
    sql: 'REFRESH MATERIALIZED VIEW CONCURRENTLY m',
    setup: 'CREATE MATERIALIZED VIEW m AS SELECT id FROM lines',
    refused: '55000',
  },
  { sql: 'ALTER TABLE events ADD UNIQUE (kind)', since: 11, refused: '0A000' },
  { sql: 'ALTER TABLE events ADD UNIQUE (kind, id)', since: 11 },
  { sql: 'CREATE UNIQUE INDEX ON events (kind)', since: 11, refused: '0A000' },
  {
    sql: 'ALTER TABLE heir DROP COLUMN product',
    setup:
      "CREATE TABLE heir (x int) INHERITS (lines); INSERT INTO heir SELECT g, g, 'h', 1 FROM generate_series(1, 100) g",
    refused: '42P16',
  },
  {
    sql: 'ALTER TABLE heir RENAME COLUMN product TO p',
    setup:
      "CREATE TABLE heir (x int) INHERITS (lines); INSERT INTO heir SELECT g, g, 'h', 1 FROM generate_series(1, 100) g",
    refused: '42P16',
  },
  {
    sql: 'ALTER TABLE heir DROP COLUMN x',
    setup:
      "CREATE TABLE heir (x int) INHERITS (lines); INSERT INTO heir SELECT g, g, 'h', 1 FROM generate_series(1, 100) g",
  },
  {
    sql: 'TRUNCATE ONLY lines',
    setup:
      "CREATE TABLE heir (x int) INHERITS (lines); INSERT INTO heir SELECT g, g, 'h', 1 FROM generate_series(1, 100) g",
  },
  {
    sql: 'DELETE FROM ONLY lines',
    setup:
      "CREATE TABLE heir (x int) INHERITS (lines); INSERT INTO heir SELECT g, g, 'h', 1 FROM generate_series(1, 100) g",
  },
  {
    sql: "UPDATE ONLY lines SET product = 'x'",
    setup:
      "CREATE TABLE heir (x int) INHERITS (lines); INSERT INTO heir SELECT g, g, 'h', 1 FROM generate_series(1, 100) g",
  },
  {
    sql: 'LOCK TABLE ONLY lines IN SHARE MODE',
    setup:
      "CREATE TABLE heir (x int) INHERITS (lines); INSERT INTO heir SELECT g, g, 'h', 1 FROM generate_series(1, 100) g",
  },
  {
    sql: 'LOCK TABLE lines IN SHARE MODE',
    setup:
      "CREATE TABLE heir (x int) INHERITS (lines); INSERT INTO heir SELECT g, g, 'h', 1 FROM generate_series(1, 100) g",
  },
  { sql: 'CREATE TABLE heir (x int) INHERITS (lines)' },
  { sql: "ALTER TYPE mood ADD VALUE 'ok'", refused: '42710' },
  { sql: "ALTER TYPE mood ADD VALUE IF NOT EXISTS 'ok'", since: 12 },
  {
    sql: 'INSERT INTO ser (id, v) SELECT id + 1000, v FROM ser',
    setup:
      "CREATE TABLE ser (id serial PRIMARY KEY, v text); INSERT INTO ser (v) SELECT 'x' FROM generate_series(1, 200)",
  },
  {
    sql: 'ALTER TABLE tokens ALTER COLUMN id DROP IDENTITY',
    setup: 'ALTER TABLE tokens ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY',
  },
  {
    sql: 'ALTER TABLE tokens ALTER COLUMN id SET GENERATED BY DEFAULT',
    setup: 'ALTER TABLE tokens ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY',
  },
  {
    sql: 'ALTER TABLE tokens ALTER COLUMN id RESTART WITH 5000',
    setup: 'ALTER TABLE tokens ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY',
  },
  {
    sql: 'UPDATE orders SET id = id + 10000 WHERE id > 100',
    setup:
      'CREATE TABLE parts (id bigint, order_id bigint REFERENCES orders (id)); INSERT INTO parts SELECT g, g FROM generate_series(1, 100) g',
  },
  {
    sql: 'UPDATE orders SET id = id + 10000',
    setup:
      'CREATE TABLE parts (id bigint, order_id bigint REFERENCES orders (id) ON UPDATE CASCADE); INSERT INTO parts SELECT g, g FROM generate_series(1, 100) g',
  },
  {
    sql: 'UPDATE orders SET id = id + 10000',
    setup:
      'CREATE TABLE parts (id bigint, order_id bigint REFERENCES orders (id) ON UPDATE SET NULL); INSERT INTO parts SELECT g, g FROM generate_series(1, 100) g',
  },
  { sql: 'UPDATE orders SET quantity = 2' },
  { sql: "UPDATE bodies SET body = 'x'" },
  { sql: 'INSERT INTO bodies SELECT id + 1000, body FROM bodies' },
  { sql: 'LOCK TABLE bodies IN SHARE MODE', since: 11 },
  { sql: 'CREATE TABLE copy AS SELECT * FROM users WITH NO DATA' },
  { sql: 'CREATE TABLE copy AS SELECT * FROM users' },
  { sql: 'CREATE MATERIALIZED VIEW m AS SELECT id FROM users WITH NO DATA' },
  { sql: 'CREATE POLICY p ON users USING (team_id IN (SELECT id FROM teams))' },
  {
    sql: 'ALTER POLICY p ON users USING (true)',
    setup: 'CREATE POLICY p ON users USING (team_id IN (SELECT id FROM teams))',
  },
  { sql: 'ALTER TABLE users DROP COLUMN bio', setup: "CREATE POLICY p ON users USING (bio <> '')", refused: '2BP01' },
  { sql: 'ALTER TABLE users DROP COLUMN city', setup: "CREATE POLICY p ON users USING (bio <> '')" },
  {
    sql: 'ALTER TABLE users ALTER COLUMN bio TYPE varchar',
    setup: "CREATE POLICY p ON users USING (bio <> '')",
    refused: '0A000',
  },
  {
    sql: 'ALTER TABLE users DROP COLUMN bio',
    setup: "CREATE POLICY p ON users USING (bio <> ''); DROP POLICY p ON users",
  },
  { sql: 'DROP POLICY IF EXISTS q ON users', setup: "CREATE POLICY p ON users USING (bio <> '')" },
  { sql: 'DROP POLICY IF EXISTS p ON users', setup: "CREATE POLICY p ON users USING (bio <> '')" },
  {
    sql: 'ALTER TABLE users DROP COLUMN bio',
    setup:
      'CREATE TRIGGER tr BEFORE UPDATE ON users FOR EACH ROW WHEN (NEW.bio IS DISTINCT FROM OLD.bio) EXECUTE PROCEDURE touch()',
    refused: '2BP01',
  },
  {
    sql: 'ALTER TABLE users ALTER COLUMN bio TYPE varchar',
    setup:
      'CREATE TRIGGER tr BEFORE UPDATE ON users FOR EACH ROW WHEN (NEW.bio IS DISTINCT FROM OLD.bio) EXECUTE PROCEDURE touch()',
    refused: '0A000',
  },
  {
    sql: 'ALTER TABLE users DROP COLUMN city',
    setup:
      'CREATE TRIGGER tr BEFORE UPDATE ON users FOR EACH ROW WHEN (NEW.bio IS DISTINCT FROM OLD.bio) EXECUTE PROCEDURE touch()',
  },
  { sql: 'DROP TRIGGER IF EXISTS nothing ON users' },
  { sql: 'DROP TABLE IF EXISTS nothing' },
  { sql: 'DROP TABLE IF EXISTS nothing, lines', refused: '2BP01' },
  { sql: 'DROP VIEW IF EXISTS nothing' },
  { sql: 'DROP INDEX IF EXISTS nothing' },
  { sql: 'DROP SEQUENCE IF EXISTS nothing' },
  { sql: 'DROP MATERIALIZED VIEW IF EXISTS nothing' },
  {
    sql: 'ALTER TABLE users ADD COLUMN c int DEFAULT f()',
    setup: 'CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN 1; END $$',
    since: 11,
  },
  {
    sql: 'ALTER TABLE users ADD COLUMN c int DEFAULT f()',
    setup: 'CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN 1; END $$',
    since: 11,
  },
  {
    sql: 'ALTER TABLE users ADD COLUMN c int DEFAULT f()',
    setup: 'CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$',
  },
  { sql: 'ALTER TABLE users SET UNLOGGED', refused: '42P16' },
  { sql: 'ALTER TABLE orders SET UNLOGGED' },
  {
    sql: 'ALTER TABLE u SET LOGGED',
    setup: 'CREATE UNLOGGED TABLE u (id int PRIMARY KEY); INSERT INTO u SELECT generate_series(1, 100)',
  },
  {
    sql: 'ALTER TABLE u SET UNLOGGED',
    setup: 'CREATE UNLOGGED TABLE u (id int PRIMARY KEY); INSERT INTO u SELECT generate_series(1, 100)',
  },
  { sql: 'ANALYZE events' },
  { sql: 'CREATE INDEX ON products (product)' },
  {
    sql: 'ALTER TABLE lines ALTER CONSTRAINT k NOT ENFORCED',
    setup: 'ALTER TABLE lines ADD CONSTRAINT k FOREIGN KEY (order_id) REFERENCES orders (id)',
    since: 18,
  },
  {
    sql: 'ALTER TABLE gen DROP COLUMN a',
    setup:
      'CREATE TABLE gen (a int, b int GENERATED ALWAYS AS (a * 2) STORED); INSERT INTO gen SELECT g FROM generate_series(1,100) g',
    since: 12,
    until: 14,
  },
  {
    sql: 'ALTER TABLE gen DROP COLUMN a',
    setup:
      'CREATE TABLE gen (a int, b int GENERATED ALWAYS AS (a * 2) STORED); INSERT INTO gen SELECT g FROM generate_series(1,100) g',
    since: 15,
    refused: '2BP01',
  },
  {
    sql: 'ALTER TABLE gen ALTER COLUMN a TYPE bigint',
    setup:
      'CREATE TABLE gen (a int, b int GENERATED ALWAYS AS (a * 2) STORED); INSERT INTO gen SELECT g FROM generate_series(1,100) g',
    since: 15,
    refused: '0A000',
  },
  { sql: 'ALTER TABLE users ADD COLUMN c posint[]', setup: 'CREATE DOMAIN posint AS int CHECK (VALUE > 0)', since: 11 },
];
