CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE teams (id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE users (
  id bigint PRIMARY KEY,
  email varchar(50),
  name text,
  nick char(5),
  bio text,
  age integer,
  small smallint,
  score numeric(10,2),
  ratio double precision,
  created timestamp,
  seen timestamptz(3),
  mood mood,
  doc json,
  docs jsonb,
  net cidr,
  host inet,
  flags varbit(8),
  bits bit(8),
  code uuid,
  active boolean,
  tags text[],
  sizes integer[],
  city varchar(20),
  zip varchar(10) CHECK (zip <> ''),
  status text NOT NULL,
  team_id integer REFERENCES teams (id)
);
CREATE INDEX users_email_idx ON users (email);
CREATE INDEX users_name_idx ON users (name);
CREATE INDEX users_created_idx ON users (created);
CREATE INDEX users_lower_city_idx ON users (lower(city));
CREATE UNIQUE INDEX users_status_idx ON users (status);
ALTER TABLE users ADD CONSTRAINT users_age_check CHECK (age >= 0);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id), quantity integer);
CREATE TABLE lines (id bigint PRIMARY KEY, order_id bigint, product text);
CREATE TABLE notes (id bigint NOT NULL, user_id bigint REFERENCES users (id) ON DELETE CASCADE, body text);
CREATE TABLE tokens (id bigint NOT NULL, value text);
CREATE TABLE countries (code varchar(2) PRIMARY KEY);
CREATE TABLE cities (id bigint PRIMARY KEY, country varchar(2) REFERENCES countries (code));
CREATE TABLE numbered (id integer PRIMARY KEY);
CREATE TABLE events (id bigint NOT NULL, kind integer, body text) PARTITION BY RANGE (id);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (501);
CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM (501) TO (1001);
CREATE TABLE events_new (id bigint NOT NULL, kind integer, body text);
CREATE MATERIALIZED VIEW products AS SELECT id, product FROM lines;
CREATE UNIQUE INDEX products_id_idx ON products (id);
CREATE VIEW bodies AS SELECT id, body FROM notes;
CREATE SEQUENCE numbers;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
INSERT INTO teams SELECT g, 'team ' || g FROM generate_series(1, 100) g;
INSERT INTO users SELECT g, 'user' || g || '@example.com', 'name ' || g, 'ab', 'bio', g % 90, g % 100, g / 100.0, g + 0.55,
  timestamp '2024-01-01 10:20:30.123456', timestamptz '2024-01-01 10:20:30.123Z', 'ok', '{"a": 1, "a": 2}', '{"a": 1}',
  '10.0.0.0/8', '10.1.2.3/24', B'1010', B'10101010', md5(g::text)::uuid, true, ARRAY['x'], ARRAY[1], 'Bern', '3000',
  'status ' || g, g % 100 + 1 FROM generate_series(1, 500) g;
INSERT INTO orders SELECT g, g, 1 FROM generate_series(1, 200) g;
INSERT INTO lines SELECT g, g, 'product' FROM generate_series(1, 200) g;
INSERT INTO notes SELECT g, g + 200, 'note' FROM generate_series(1, 200) g;
INSERT INTO tokens SELECT g, 'token ' || g FROM generate_series(1, 200) g;
INSERT INTO countries VALUES ('CH');
INSERT INTO cities SELECT g, 'CH' FROM generate_series(1, 200) g;
INSERT INTO events SELECT g, g, 'event' FROM generate_series(1, 1000) g;
INSERT INTO events_new SELECT g, g, 'event' FROM generate_series(2000, 2200) g;
INSERT INTO numbered SELECT generate_series(1, 1000);
REFRESH MATERIALIZED VIEW products;
