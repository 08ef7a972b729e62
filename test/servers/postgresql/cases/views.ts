import type { Case } from './case.ts';

export const views: readonly Case[] = [
  {
    sql: 'CREATE OR REPLACE VIEW names AS SELECT id, name, age FROM users',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'DROP VIEW names',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'DROP VIEW IF EXISTS names',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'DROP VIEW names CASCADE',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'DROP VIEW names, bodies',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'ALTER VIEW names RENAME TO titles',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    since: 13,
    sql: 'ALTER VIEW names RENAME COLUMN name TO title',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: "ALTER VIEW names ALTER COLUMN name SET DEFAULT 'x'",
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'ALTER VIEW names ALTER COLUMN name DROP DEFAULT',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'ALTER VIEW names OWNER TO CURRENT_USER',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'ALTER VIEW names SET (security_barrier)',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'ALTER VIEW names RESET (security_barrier)',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'ALTER VIEW IF EXISTS names RENAME TO titles',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: "COMMENT ON VIEW names IS 'x'",
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'GRANT SELECT ON names TO PUBLIC',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'CREATE VIEW v AS SELECT u.name, t.name AS team FROM users u JOIN teams t ON t.id = u.team_id',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'CREATE RECURSIVE VIEW v (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM v WHERE n < 5',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'CREATE TEMP VIEW v AS SELECT 1 AS x',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'CREATE VIEW v WITH (security_barrier) AS SELECT * FROM names',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'CREATE VIEW v AS SELECT * FROM users WHERE age > 5 WITH CHECK OPTION',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'CREATE MATERIALIZED VIEW m AS SELECT * FROM users',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'CREATE MATERIALIZED VIEW IF NOT EXISTS m AS SELECT * FROM users',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'CREATE MATERIALIZED VIEW m AS SELECT * FROM names',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'REFRESH MATERIALIZED VIEW ages',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'REFRESH MATERIALIZED VIEW ages WITH NO DATA',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'DROP MATERIALIZED VIEW ages',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'DROP MATERIALIZED VIEW IF EXISTS ages CASCADE',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'ALTER MATERIALIZED VIEW ages RENAME TO years',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'ALTER MATERIALIZED VIEW ages RENAME COLUMN age TO years',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'ALTER MATERIALIZED VIEW ages OWNER TO CURRENT_USER',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'ALTER MATERIALIZED VIEW ages SET (fillfactor = 70)',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'ALTER MATERIALIZED VIEW ages ALTER COLUMN age SET STATISTICS 100',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'ALTER MATERIALIZED VIEW ages ALTER COLUMN age SET STORAGE PLAIN',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: "COMMENT ON MATERIALIZED VIEW ages IS 'x'",
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'ANALYZE ages',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'CREATE RULE s AS ON INSERT TO names DO INSTEAD NOTHING',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'DROP RULE r ON names',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'ALTER RULE r ON names RENAME TO s',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: "COMMENT ON RULE r ON names IS 'x'",
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'ALTER TABLE users ADD COLUMN extra integer',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'ALTER TABLE users RENAME COLUMN name TO title',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'ALTER TABLE users DROP COLUMN name CASCADE',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'ALTER TABLE users DROP COLUMN age CASCADE',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'ALTER TABLE users RENAME TO people',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'SELECT * FROM names',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  { sql: 'ALTER MATERIALIZED VIEW products CLUSTER ON products_id_idx' },
  { sql: 'CLUSTER products USING products_id_idx' },
  { sql: 'REFRESH MATERIALIZED VIEW products WITH DATA' },
  { sql: 'DROP MATERIALIZED VIEW products CASCADE' },
  {
    sql: 'ALTER VIEW names RENAME COLUMN name TO title',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
    since: 13,
  },
  {
    sql: 'CREATE INDEX i ON ages (age)',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'CREATE UNIQUE INDEX i ON ages (id)',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
  },
  {
    sql: 'LOCK TABLE names',
    setup:
      'CREATE VIEW names AS SELECT id, name FROM users; CREATE MATERIALIZED VIEW ages AS SELECT id, age FROM users; CREATE RULE r AS ON DELETE TO names DO INSTEAD NOTHING',
    since: 11,
  },
];
