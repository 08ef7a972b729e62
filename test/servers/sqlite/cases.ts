/** One statement that is predicted by the engine and then carried out on real builds. */
export interface Case {
  readonly sql: string;
  /** Statements that are committed before it; `:folder` is where files may be made. */
  readonly setup?: string;
  /** The release that what stands before it needs, or a word of it that operations do not hold: 31 is SQLite 3.31. */
  readonly since?: number;
  /** Statements that make rows which it must refuse if, and only if, the prediction says that rows can make it fail. */
  readonly badRows?: string;
  /** With PRAGMA foreign_keys=ON. */
  readonly foreignKeys?: boolean;
  /** With a cache that holds a few pages too. */
  readonly crowded?: boolean;
}

const view = 'CREATE VIEW adults AS SELECT name, plain FROM users WHERE age > 17';
const trigger =
  'CREATE TRIGGER tr_users AFTER UPDATE ON users BEGIN UPDATE settings SET value = new.plain WHERE name = old.plain; END';
const generated =
  'CREATE TABLE boxes (id INTEGER PRIMARY KEY, w INTEGER, h INTEGER, area INTEGER GENERATED ALWAYS AS (w * h) VIRTUAL, kept INTEGER AS (w + 1) STORED)';
const boxes = `${generated}; INSERT INTO boxes (id, w, h) SELECT id, a, b FROM users`;
const strict =
  'CREATE TABLE exact (id INTEGER PRIMARY KEY, n INTEGER, label TEXT) STRICT; INSERT INTO exact SELECT id, a, name FROM users';
const cascading =
  'CREATE TABLE lines (id INTEGER PRIMARY KEY, order_id INTEGER REFERENCES orders (id) ON DELETE CASCADE, qty INTEGER); INSERT INTO lines SELECT id, id, 1 FROM orders';
const nulling = cascading.replace('CASCADE', 'SET NULL');
const badRow = "INSERT INTO users (id, email, name, score) VALUES (0, 'bad', NULL, -1)";

const broken = 'CREATE VIEW heavy AS SELECT name FROM tags WHERE weight > 5; DROP TABLE tags';
const rebuilt =
  'CREATE TABLE new_users (id INTEGER PRIMARY KEY, email TEXT, name TEXT, score INTEGER); INSERT INTO new_users SELECT id, email, name, score FROM users; DROP TABLE users';

/** The tables are those of base-schema.sql, filled by rows.sql. */
export const cases: readonly Case[] = [
  // New columns.
  { sql: 'ALTER TABLE users ADD COLUMN extra INTEGER' },
  { sql: 'ALTER TABLE users ADD extra TEXT' },
  { sql: 'ALTER TABLE users ADD COLUMN extra' },
  { sql: 'ALTER TABLE users ADD COLUMN extra INTEGER DEFAULT 5', crowded: true },
  { sql: "ALTER TABLE users ADD COLUMN extra TEXT NOT NULL DEFAULT 'none'" },
  { sql: 'ALTER TABLE users ADD COLUMN extra INTEGER NOT NULL DEFAULT (-1)' },
  { sql: 'ALTER TABLE users ADD COLUMN extra BOOLEAN NOT NULL DEFAULT FALSE' },
  { sql: "ALTER TABLE users ADD COLUMN extra BLOB DEFAULT x'00ff'" },
  { sql: 'ALTER TABLE users ADD COLUMN extra REAL DEFAULT 1.5e3' },
  { sql: 'ALTER TABLE users ADD COLUMN extra TEXT DEFAULT NULL' },
  { sql: 'ALTER TABLE users ADD COLUMN extra INTEGER NOT NULL' },
  { sql: 'ALTER TABLE users ADD COLUMN extra INTEGER NOT NULL DEFAULT NULL' },
  { sql: 'ALTER TABLE users ADD COLUMN extra TEXT DEFAULT CURRENT_TIMESTAMP' },
  { sql: 'ALTER TABLE users ADD COLUMN extra TEXT NOT NULL DEFAULT CURRENT_DATE' },
  { sql: "ALTER TABLE users ADD COLUMN extra TEXT DEFAULT (datetime('now'))" },
  { sql: 'ALTER TABLE users ADD COLUMN extra INTEGER DEFAULT (1 + 1)' },
  { sql: 'ALTER TABLE users ADD COLUMN extra TEXT DEFAULT (lower(hex(randomblob(16))))' },
  { sql: "ALTER TABLE users ADD COLUMN extra INTEGER DEFAULT (CAST('7' AS INTEGER))" },
  { sql: 'ALTER TABLE users ADD COLUMN extra INTEGER DEFAULT (5)' },
  { sql: 'ALTER TABLE users ADD COLUMN extra INTEGER UNIQUE' },
  { sql: 'ALTER TABLE users ADD COLUMN extra INTEGER PRIMARY KEY' },
  { sql: 'ALTER TABLE users ADD COLUMN extra INTEGER CHECK (extra > 0)', badRows: badRow },
  { sql: 'ALTER TABLE users ADD COLUMN extra INTEGER DEFAULT 1 CHECK (extra > 0)' },
  { sql: 'ALTER TABLE users ADD COLUMN extra INTEGER DEFAULT 0 CHECK (extra > 0 OR score >= 0)', badRows: badRow },
  { sql: 'ALTER TABLE users ADD COLUMN extra INTEGER CONSTRAINT ck_extra CHECK (score > 0)', badRows: badRow },
  { sql: 'ALTER TABLE users ADD COLUMN extra INTEGER REFERENCES orgs (id)' },
  { sql: 'ALTER TABLE users ADD COLUMN extra INTEGER REFERENCES orgs (id)', foreignKeys: true },
  { sql: 'ALTER TABLE users ADD COLUMN extra INTEGER NOT NULL DEFAULT 1 REFERENCES orgs (id)' },
  { sql: 'ALTER TABLE users ADD COLUMN extra INTEGER DEFAULT 1 REFERENCES orgs (id)', foreignKeys: true },
  { sql: 'ALTER TABLE users ADD COLUMN extra INTEGER DEFAULT NULL REFERENCES orgs (id)', foreignKeys: true },
  { sql: 'ALTER TABLE users ADD COLUMN extra TEXT COLLATE NOCASE' },
  { sql: 'ALTER TABLE users ADD COLUMN extra INTEGER GENERATED ALWAYS AS (a + 1) VIRTUAL', since: 31 },
  { sql: 'ALTER TABLE users ADD COLUMN extra INTEGER AS (a + 1)', since: 31 },
  { sql: 'ALTER TABLE users ADD COLUMN extra INTEGER AS (a + 1) STORED', since: 31 },
  {
    sql: 'ALTER TABLE users ADD COLUMN extra INTEGER NOT NULL AS (score + 1)',
    since: 31,
    badRows: "INSERT INTO users (id, email) VALUES (0, 'bad')",
  },
  { sql: 'ALTER TABLE users ADD COLUMN IF NOT EXISTS extra INTEGER' },
  { sql: 'ALTER TABLE adults ADD COLUMN extra TEXT', setup: view },
  { sql: 'ALTER TABLE tags ADD COLUMN extra INTEGER NOT NULL DEFAULT 0' },
  { sql: 'ALTER TABLE exact ADD COLUMN extra INTEGER', setup: strict, since: 37 },
  { sql: 'ALTER TABLE exact ADD COLUMN extra TEXT CHECK (n > 0)', setup: strict, since: 37 },

  // Columns that go.
  { sql: 'ALTER TABLE users DROP COLUMN plain' },
  { sql: 'ALTER TABLE users DROP plain' },
  { sql: 'ALTER TABLE users DROP COLUMN status' },
  { sql: 'ALTER TABLE users DROP COLUMN born', crowded: true },
  { sql: 'ALTER TABLE users DROP COLUMN id' },
  { sql: 'ALTER TABLE users DROP COLUMN code' },
  { sql: 'ALTER TABLE users DROP COLUMN a' },
  { sql: 'ALTER TABLE users DROP COLUMN zip' },
  { sql: 'ALTER TABLE users DROP COLUMN age' },
  { sql: 'ALTER TABLE users DROP COLUMN email' },
  { sql: 'ALTER TABLE users DROP COLUMN score' },
  { sql: 'ALTER TABLE users DROP COLUMN name' },
  { sql: 'ALTER TABLE users DROP COLUMN bio' },
  { sql: 'ALTER TABLE users DROP COLUMN org_id' },
  { sql: 'ALTER TABLE users DROP COLUMN legacy_id' },
  { sql: 'ALTER TABLE users DROP COLUMN PLAIN' },
  { sql: 'ALTER TABLE users DROP COLUMN IF EXISTS plain' },
  { sql: 'ALTER TABLE users DROP COLUMN plain', setup: view },
  { sql: 'ALTER TABLE users DROP COLUMN born', setup: view },
  { sql: 'ALTER TABLE users DROP COLUMN born', setup: trigger },
  { sql: 'ALTER TABLE users DROP COLUMN plain', setup: 'CREATE INDEX ix_plain ON users (plain); DROP INDEX ix_plain' },
  { sql: 'ALTER TABLE tags DROP COLUMN weight' },
  { sql: 'ALTER TABLE tags DROP COLUMN name' },
  { sql: 'ALTER TABLE orders DROP COLUMN user_id' },
  { sql: 'ALTER TABLE orders DROP COLUMN user_id', foreignKeys: true },
  { sql: 'ALTER TABLE boxes DROP COLUMN area', setup: boxes, since: 31 },
  { sql: 'ALTER TABLE boxes DROP COLUMN kept', setup: boxes, since: 31 },
  { sql: 'ALTER TABLE boxes DROP COLUMN h', setup: boxes, since: 31 },
  { sql: 'ALTER TABLE boxes DROP COLUMN w', setup: boxes, since: 31 },
  { sql: 'ALTER TABLE lone DROP COLUMN x', setup: 'CREATE TABLE lone (x INTEGER)' },
  {
    sql: 'ALTER TABLE pairs DROP COLUMN x',
    setup: 'CREATE TABLE pairs (x INTEGER CHECK (x > 0), y TEXT); INSERT INTO pairs SELECT id, name || bio FROM users',
  },
  { sql: 'ALTER TABLE pairs DROP COLUMN x', setup: 'CREATE TABLE pairs (x INTEGER, y INTEGER CHECK (y > x))' },

  { sql: 'ALTER TABLE users DROP COLUMN CODE' },
  { sql: 'ALTER TABLE users DROP COLUMN Email' },
  { sql: 'ALTER TABLE users DROP COLUMN plain', setup: 'CREATE VIEW everyone AS SELECT * FROM users' },
  { sql: 'ALTER TABLE users DROP COLUMN plain', setup: broken },
  { sql: 'ALTER TABLE adults DROP COLUMN plain', setup: view },

  // A view whose table is gone.
  { sql: 'ALTER TABLE users RENAME COLUMN plain TO simple', setup: broken },
  { sql: 'ALTER TABLE users RENAME TO people', setup: broken },
  { sql: 'ALTER TABLE users ADD COLUMN extra INTEGER', setup: broken },
  { sql: 'ALTER TABLE users ADD COLUMN extra INTEGER CHECK (extra > 0)', setup: broken },
  { sql: 'CREATE INDEX ix_plain ON users (plain)', setup: broken },
  { sql: 'DROP TABLE orders', setup: broken },
  { sql: 'ALTER TABLE new_users RENAME TO users', setup: `${view}; ${rebuilt}` },
  { sql: 'ALTER TABLE new_users RENAME TO users', setup: rebuilt },
  { sql: 'DROP TABLE users', setup: rebuilt.replace('; DROP TABLE users', ''), foreignKeys: true },

  // Triggers.
  { sql: 'ALTER TABLE users DROP COLUMN plain', setup: trigger },
  { sql: 'ALTER TABLE users DROP COLUMN PLAIN', setup: trigger },
  { sql: 'ALTER TABLE users DROP COLUMN plain', setup: `${trigger}; DROP TRIGGER tr_users` },
  {
    sql: 'ALTER TABLE users DROP COLUMN plain',
    setup: trigger.replace('AFTER UPDATE', 'AFTER UPDATE OF plain').replace('new.plain', '1'),
  },
  {
    sql: 'ALTER TABLE users DROP COLUMN simple',
    setup: `${trigger}; ALTER TABLE users RENAME COLUMN plain TO simple`,
    since: 25,
  },
  { sql: 'ALTER TABLE users RENAME TO people', setup: `${trigger}; DROP TABLE settings` },
  { sql: 'ALTER TABLE orders RENAME TO purchases', setup: `${trigger}; DROP TABLE settings` },
  { sql: 'ALTER TABLE users DROP COLUMN born', setup: `${trigger}; DROP TABLE settings` },
  { sql: 'ALTER TABLE users RENAME COLUMN bio TO story', setup: `${trigger}; DROP TABLE settings` },
  { sql: 'ALTER TABLE users ADD COLUMN extra INTEGER', setup: `${trigger}; DROP TABLE settings` },
  { sql: 'DROP TABLE users', setup: `${trigger}; DROP TABLE settings` },

  // Other names.
  { sql: 'ALTER TABLE users RENAME COLUMN plain TO simple' },
  { sql: 'ALTER TABLE users RENAME COLUMN plain TO PLAIN' },
  { sql: 'ALTER TABLE users RENAME COLUMN email TO mail' },
  { sql: 'ALTER TABLE users RENAME COLUMN id TO uid' },
  { sql: 'ALTER TABLE users RENAME COLUMN plain TO simple', setup: view },
  { sql: 'ALTER TABLE users RENAME COLUMN plain TO simple', setup: trigger },
  { sql: 'ALTER TABLE users RENAME COLUMN age TO years' },
  { sql: 'ALTER TABLE boxes RENAME COLUMN w TO width', setup: boxes, since: 31 },
  { sql: 'ALTER TABLE adults RENAME COLUMN plain TO simple', setup: view },
  { sql: 'ALTER TABLE users RENAME TO people', crowded: true },
  { sql: 'ALTER TABLE users RENAME TO USERS' },
  { sql: 'ALTER TABLE users RENAME TO people', foreignKeys: true },
  { sql: 'ALTER TABLE users RENAME TO people', setup: view },
  { sql: 'ALTER TABLE users RENAME TO people', setup: trigger },
  { sql: 'ALTER TABLE adults RENAME TO grown', setup: view },
  { sql: 'ALTER INDEX ix_users_email RENAME TO ix_mail' },

  // What only 3.53 knows, and what none does.
  { sql: 'ALTER TABLE users ALTER COLUMN name SET NOT NULL', badRows: badRow },
  { sql: 'ALTER TABLE users ALTER COLUMN email SET NOT NULL' },
  { sql: 'ALTER TABLE users ALTER name SET NOT NULL', badRows: badRow },
  { sql: 'ALTER TABLE users ALTER COLUMN email DROP NOT NULL' },
  { sql: 'ALTER TABLE users ALTER COLUMN name DROP NOT NULL' },
  { sql: 'ALTER TABLE users ALTER COLUMN name TYPE TEXT' },
  { sql: 'ALTER TABLE users ALTER COLUMN name SET DATA TYPE TEXT' },
  { sql: "ALTER TABLE users ALTER COLUMN name SET DEFAULT 'x'" },
  { sql: 'ALTER TABLE users ALTER COLUMN status DROP DEFAULT' },
  { sql: 'ALTER TABLE users MODIFY COLUMN name TEXT' },
  { sql: 'ALTER TABLE users ADD CONSTRAINT ck_score CHECK (score > 0)', badRows: badRow },
  { sql: 'ALTER TABLE users ADD CHECK (score > 0)', badRows: badRow },
  { sql: 'ALTER TABLE users ADD CONSTRAINT uq_name UNIQUE (name)' },
  { sql: 'ALTER TABLE users ADD UNIQUE (name)' },
  { sql: 'ALTER TABLE users ADD CONSTRAINT fk_org FOREIGN KEY (org_id) REFERENCES orgs (id)' },
  { sql: 'ALTER TABLE users ADD FOREIGN KEY (org_id) REFERENCES orgs (id)' },
  { sql: 'ALTER TABLE settings ADD PRIMARY KEY (value)' },
  { sql: 'ALTER TABLE users DROP CONSTRAINT ck_age' },
  { sql: 'ALTER TABLE users DROP CONSTRAINT uq_zip' },
  { sql: 'ALTER TABLE users DROP CONSTRAINT fk_legacy' },
  { sql: 'ALTER TABLE users DROP CONSTRAINT IF EXISTS ck_age' },

  // Indexes.
  { sql: 'CREATE INDEX ix_plain ON users (plain)', crowded: true },
  { sql: 'CREATE INDEX IF NOT EXISTS ix_users_email ON users (email)' },
  { sql: 'CREATE UNIQUE INDEX uq_plain ON users (plain)', badRows: "UPDATE users SET plain = 'same'" },
  { sql: 'CREATE INDEX ix_plain ON users (plain)', badRows: "UPDATE users SET plain = 'same'" },
  { sql: 'CREATE INDEX ix_upper ON users (upper(plain))' },
  { sql: 'CREATE INDEX ix_some ON users (plain) WHERE score > 0' },
  { sql: 'CREATE UNIQUE INDEX uq_some ON users (plain) WHERE score > 0', badRows: "UPDATE users SET plain = 'same'" },
  { sql: 'CREATE INDEX ix_two ON users (plain COLLATE NOCASE DESC, name)' },
  { sql: 'CREATE INDEX CONCURRENTLY ix_plain ON users (plain)' },
  { sql: 'CREATE INDEX ix_plain ON users USING btree (plain)' },
  { sql: 'CREATE INDEX ix_plain ON users (plain) INCLUDE (name)' },
  { sql: 'CREATE INDEX ix_weight ON tags (weight)' },
  { sql: 'CREATE INDEX ix_view ON adults (name)', setup: view },
  { sql: 'DROP INDEX ix_users_email' },
  { sql: 'DROP INDEX IF EXISTS ix_users_email' },
  { sql: 'DROP INDEX CONCURRENTLY ix_users_email' },
  { sql: 'DROP INDEX ix_users_email CASCADE' },
  { sql: 'REINDEX users' },
  { sql: 'REINDEX ix_users_email' },
  { sql: 'REINDEX' },

  // Tables.
  { sql: 'CREATE TABLE fresh (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL)' },
  {
    sql: 'CREATE TABLE fresh (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE)',
    foreignKeys: true,
  },
  { sql: 'CREATE TABLE IF NOT EXISTS users (id INTEGER PRIMARY KEY)' },
  { sql: 'CREATE TABLE copied AS SELECT * FROM users', crowded: true },
  { sql: 'CREATE TEMPORARY TABLE scratch (id INTEGER)' },
  { sql: 'CREATE TABLE fresh (id INTEGER PRIMARY KEY, name TEXT) WITHOUT ROWID' },
  { sql: 'CREATE TABLE fresh (id INTEGER PRIMARY KEY, name TEXT) STRICT' },
  { sql: 'CREATE TABLE fresh (id INTEGER, twice INTEGER GENERATED ALWAYS AS (id * 2) STORED)' },
  { sql: 'DROP TABLE tags', crowded: true },
  { sql: 'DROP TABLE users' },
  { sql: 'DROP TABLE users', foreignKeys: true },
  { sql: 'DROP TABLE orders', setup: cascading },
  { sql: 'DROP TABLE orders', setup: cascading, foreignKeys: true },
  { sql: 'DROP TABLE orders', setup: nulling, foreignKeys: true },
  { sql: 'DROP TABLE orders', foreignKeys: true },
  { sql: 'DROP TABLE IF EXISTS tags' },
  { sql: 'DROP TABLE tags CASCADE' },
  { sql: 'DROP TABLE users', setup: view },
  { sql: 'DROP TABLE adults', setup: view },
  { sql: 'TRUNCATE TABLE users' },

  // Rows.
  { sql: "UPDATE users SET plain = 'x'", crowded: true },
  { sql: "UPDATE users SET plain = 'x' WHERE a > 3" },
  { sql: 'UPDATE users SET name = orgs.name FROM orgs WHERE orgs.id = users.org_id', since: 33 },
  { sql: 'UPDATE users SET age = age + 1' },
  { sql: 'DELETE FROM tags', crowded: true },
  { sql: 'DELETE FROM tags WHERE weight > 5' },
  { sql: 'DELETE FROM users' },
  { sql: 'DELETE FROM users', foreignKeys: true },
  { sql: 'DELETE FROM orders', setup: cascading, foreignKeys: true },
  { sql: "INSERT INTO settings (name, value) VALUES ('a', 'b')" },
  {
    sql: "INSERT INTO settings (name, value) VALUES ('theme', 'b') ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  },
  { sql: "INSERT OR REPLACE INTO settings (name, value) VALUES ('theme', 'b')" },
  { sql: 'INSERT INTO tags (name, weight) SELECT plain, id FROM users' },
  { sql: "INSERT INTO settings (name, value) VALUES ('r', 's') RETURNING name", since: 35 },
  { sql: "REPLACE INTO settings (name, value) VALUES ('theme', 'b')" },

  // Views and triggers.
  { sql: view },
  { sql: view.replace('CREATE', 'CREATE OR REPLACE') },
  { sql: 'DROP VIEW adults', setup: view },
  { sql: trigger },
  { sql: 'DROP TRIGGER tr_users', setup: trigger },
  { sql: 'CREATE VIRTUAL TABLE docs USING fts5 (body)', since: 40 },

  // The session and the file.
  { sql: 'VACUUM' },
  { sql: "VACUUM INTO ':folder/copy.db'", since: 27 },
  { sql: 'ANALYZE' },
  { sql: 'ANALYZE users' },
  { sql: 'PRAGMA foreign_keys = ON' },
  { sql: 'PRAGMA user_version = 7' },
  { sql: 'PRAGMA application_id = 7' },
  { sql: 'PRAGMA journal_mode = WAL' },
  { sql: 'PRAGMA journal_mode' },
  { sql: 'PRAGMA synchronous = FULL' },
  { sql: 'PRAGMA foreign_key_check' },
  { sql: 'PRAGMA integrity_check' },
  { sql: 'PRAGMA table_info(users)' },
  { sql: 'PRAGMA legacy_alter_table = ON' },
  { sql: 'PRAGMA defer_foreign_keys = ON' },
  { sql: "ATTACH DATABASE ':memory:' AS side" },
  { sql: 'DETACH DATABASE side', setup: "ATTACH DATABASE ':memory:' AS side" },
  { sql: 'SELECT count(*) FROM users WHERE plain > name' },
  { sql: 'SELECT 1' },
  { sql: 'SAVEPOINT before_it' },

  // What there is no word for.
  { sql: "COMMENT ON TABLE users IS 'people'" },
  { sql: 'CREATE SEQUENCE numbers' },
  { sql: "CREATE TYPE mood AS ENUM ('sad', 'ok')" },
  { sql: 'CREATE SCHEMA app' },
  { sql: 'CREATE EXTENSION pgcrypto' },
  { sql: 'GRANT SELECT ON users TO app' },
  { sql: 'LOCK TABLE users' },
];
