import type { Case } from './case.ts';

export const indexes: readonly Case[] = [
  { sql: 'CREATE INDEX i ON users (bio)' },
  {
    sql: 'CREATE UNIQUE INDEX i ON users (name)',
    badRows: "INSERT INTO users (id, status, name) VALUES (0, 'x', 'name 1')",
  },
  { sql: 'CREATE INDEX i ON users (lower(bio)) WHERE age > 5' },
  { sql: 'CREATE INDEX IF NOT EXISTS users_name_idx ON users (name)' },
  { sql: 'CREATE INDEX i ON events (kind)', since: 11 },
  { sql: 'CREATE INDEX CONCURRENTLY i ON users (bio)' },
  { sql: 'CREATE UNIQUE INDEX CONCURRENTLY i ON users (name)' },
  { sql: 'DROP INDEX users_name_idx' },
  { sql: 'DROP INDEX CONCURRENTLY users_name_idx' },
  { sql: 'REINDEX INDEX users_name_idx' },
  { sql: 'REINDEX TABLE users' },
  { sql: 'REINDEX INDEX CONCURRENTLY users_name_idx', since: 12 },
  { sql: 'REINDEX TABLE CONCURRENTLY lines', since: 12 },
  { sql: 'ALTER INDEX users_name_idx RENAME TO i' },
];
