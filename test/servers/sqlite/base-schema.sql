CREATE TABLE orgs (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE users (
  id INTEGER PRIMARY KEY, org_id INTEGER REFERENCES orgs (id), status VARCHAR(20) NOT NULL DEFAULT 'new', name TEXT,
  email TEXT NOT NULL, age INTEGER, score NUMERIC(10, 2), bio TEXT, code TEXT UNIQUE, a INTEGER, b INTEGER,
  legacy_id INTEGER, zip TEXT, born TEXT, plain TEXT,
  UNIQUE (a, b), CONSTRAINT uq_zip UNIQUE (zip), CONSTRAINT ck_age CHECK (age >= 0),
  CONSTRAINT fk_legacy FOREIGN KEY (legacy_id) REFERENCES orgs (id)
);
CREATE INDEX ix_users_email ON users (email);
CREATE INDEX ix_users_adult ON users (name) WHERE score > 18;
CREATE INDEX ix_users_lower ON users (lower(bio));
CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id), total NUMERIC(10, 2) NOT NULL DEFAULT 0, note TEXT);
CREATE TABLE tags (name TEXT PRIMARY KEY, weight INTEGER) WITHOUT ROWID;
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT);
