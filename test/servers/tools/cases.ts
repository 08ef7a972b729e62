/** A pattern on a table of some rows. */
export interface Case {
  readonly pattern: string;
  readonly answers: Readonly<Record<string, string>>;
  /** What is true of the database behind the way forward: a query of one boolean. */
  readonly gives: string;
}

/** What the first migration of every project makes. */
export const first = {
  up: `CREATE TABLE teams (id serial PRIMARY KEY, name text);
CREATE TABLE users (
  id serial PRIMARY KEY,
  email varchar(80),
  team_id integer,
  rank integer NOT NULL DEFAULT 7
);
INSERT INTO teams SELECT id, 'team' || id FROM generate_series(1, 50) AS id;
INSERT INTO users SELECT id, 'email' || id, 1 + id % 50 FROM generate_series(1, 2500) AS id;`,
  down: `DROP TABLE users;
DROP TABLE teams;`,
};

const column = (name: string, condition: string) =>
  `SELECT ${condition} FROM pg_attribute WHERE attrelid = 'users'::regclass AND attname = '${name}'`;

export const cases: readonly Case[] = [
  {
    pattern: 'add-index',
    answers: { table: 'users', column: 'email' },
    gives: `SELECT indisvalid FROM pg_index WHERE indrelid = 'users'::regclass AND NOT indisprimary`,
  },
  {
    pattern: 'set-not-null',
    answers: { table: 'users', column: 'email', value: "'none'" },
    gives: column('email', 'attnotnull'),
  },
  {
    pattern: 'rename-column',
    answers: { table: 'users', column: 'email', to: 'mail' },
    gives: `SELECT count(*) = 2500 FROM users WHERE mail = 'email' || id`,
  },
  {
    pattern: 'add-foreign-key',
    answers: { table: 'users', column: 'team_id', references: 'teams' },
    gives: `SELECT convalidated FROM pg_constraint WHERE conrelid = 'users'::regclass AND contype = 'f'`,
  },
  {
    pattern: 'change-type',
    answers: { table: 'users', column: 'rank', type: 'bigint' },
    gives: column('rank', `atttypid = 'bigint'::regtype AND attnotnull`),
  },
];
