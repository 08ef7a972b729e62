import type { Case } from './case.ts';

export const constraints: readonly Case[] = [
  { sql: 'ALTER TABLE events ADD CONSTRAINT c CHECK (kind > 0)' },
  { sql: 'ALTER TABLE events ADD CONSTRAINT c UNIQUE (id)', since: 11 },
  { sql: 'ALTER TABLE events ADD CONSTRAINT c PRIMARY KEY (id)', since: 11 },
  { sql: 'ALTER TABLE events ADD CONSTRAINT c PRIMARY KEY (id, kind)', since: 11 },
  {
    sql: 'ALTER TABLE events VALIDATE CONSTRAINT c',
    setup: 'ALTER TABLE events ADD CONSTRAINT c CHECK (kind > 0) NOT VALID',
  },
  { sql: 'ALTER TABLE events DROP CONSTRAINT c', setup: 'ALTER TABLE events ADD CONSTRAINT c CHECK (kind > 0)' },
  {
    sql: 'ALTER TABLE users ADD CONSTRAINT c CHECK (age < 200)',
    badRows: "INSERT INTO users (id, status, age) VALUES (0, 'x', 300)",
  },
  {
    sql: 'ALTER TABLE users ADD CONSTRAINT c CHECK (age < 200) NOT VALID',
    badRows: "INSERT INTO users (id, status, age) VALUES (0, 'x', 300)",
  },
  {
    sql: 'ALTER TABLE users VALIDATE CONSTRAINT c',
    setup: 'ALTER TABLE users ADD CONSTRAINT c CHECK (age < 200) NOT VALID',
  },
  {
    sql: 'ALTER TABLE lines ADD CONSTRAINT c FOREIGN KEY (order_id) REFERENCES orders (id)',
    badRows: 'INSERT INTO lines VALUES (0, -1)',
  },
  {
    sql: 'ALTER TABLE lines ADD CONSTRAINT c FOREIGN KEY (order_id) REFERENCES orders (id) NOT VALID',
    badRows: 'INSERT INTO lines VALUES (0, -1)',
  },
  {
    sql: 'ALTER TABLE lines VALIDATE CONSTRAINT c',
    setup: 'ALTER TABLE lines ADD CONSTRAINT c FOREIGN KEY (order_id) REFERENCES orders (id) NOT VALID',
  },
  { sql: 'ALTER TABLE lines ADD CONSTRAINT c FOREIGN KEY (order_id) REFERENCES lines (id)' },
  {
    sql: 'ALTER TABLE events ADD CONSTRAINT c FOREIGN KEY (id) REFERENCES tokens (id)',
    since: 11,
    setup: 'ALTER TABLE tokens ADD PRIMARY KEY (id); INSERT INTO tokens SELECT g FROM generate_series(201, 1000) g',
  },
  { sql: 'ALTER TABLE lines ADD CONSTRAINT c UNIQUE (order_id)', badRows: 'INSERT INTO lines VALUES (0, 1)' },
  { sql: 'ALTER TABLE tokens ADD CONSTRAINT c PRIMARY KEY (id)' },
  {
    sql: 'ALTER TABLE lines ADD CONSTRAINT c UNIQUE USING INDEX u',
    setup: 'CREATE UNIQUE INDEX u ON lines (order_id)',
  },
  {
    sql: 'ALTER TABLE tokens ADD CONSTRAINT c PRIMARY KEY USING INDEX u',
    setup: 'CREATE UNIQUE INDEX u ON tokens (id)',
  },
  {
    sql: 'ALTER TABLE tokens ADD CONSTRAINT c PRIMARY KEY USING INDEX u',
    setup: 'CREATE UNIQUE INDEX u ON tokens (value)',
  },
  { sql: "ALTER TABLE tokens ADD CONSTRAINT c EXCLUDE USING gist (int8range(id, id, '[]') WITH &&)" },
  { sql: 'ALTER TABLE users ADD CONSTRAINT c NOT NULL bio', since: 18 },
  { sql: 'ALTER TABLE users ADD CONSTRAINT c NOT NULL bio NOT VALID', since: 18 },
  { sql: 'ALTER TABLE users DROP CONSTRAINT users_age_check' },
  { sql: 'ALTER TABLE users DROP CONSTRAINT users_team_id_fkey' },
  { sql: 'ALTER TABLE teams DROP CONSTRAINT teams_pkey CASCADE' },
];
