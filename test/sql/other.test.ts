import { expect, test } from 'vitest';
import { relationText } from '../../server/src/model/name.ts';
import { readSql } from '../../server/src/sql/parse.ts';
import { otherStatements } from '../../server/src/sql/postgresql/other-statements.ts';

/** A statement, and behind it how it is called and which relations that exist it names. The head stands in brackets. */
const statements = `
[ALTER INDEX] i RENAME TO j                                      → ALTER INDEX RENAME i
[ALTER INDEX] i SET (fillfactor = 70)                            → ALTER INDEX SET PARAMETERS i
[ALTER INDEX] i ATTACH PARTITION p                               → ALTER INDEX ATTACH PARTITION i p
[ALTER INDEX] i DEPENDS ON EXTENSION e                           → ALTER INDEX DEPENDS ON EXTENSION i
[ALTER SEQUENCE] s RESTART                                       → ALTER SEQUENCE s
[ALTER SEQUENCE] s OWNER TO r                                    → ALTER SEQUENCE OWNER TO s
[ALTER VIEW] v RENAME COLUMN a TO b                              → ALTER VIEW RENAME COLUMN v
[ALTER VIEW] v SET SCHEMA s                                      → ALTER VIEW SET SCHEMA v
[ALTER MATERIALIZED VIEW] m SET TABLESPACE s                     → ALTER MATERIALIZED VIEW SET TABLESPACE m
[ALTER TYPE] mood RENAME VALUE 'a' TO 'b'                        → ALTER TYPE RENAME VALUE
[ALTER TYPE] mood RENAME TO moods                                → ALTER TYPE RENAME
[ALTER TYPE] pair ADD ATTRIBUTE a int                            → ALTER TYPE pair
[ALTER DOMAIN] d ADD CONSTRAINT c CHECK (value > 0) NOT VALID    → ALTER DOMAIN ADD CONSTRAINT NOT VALID
[ALTER DOMAIN] d DROP NOT NULL                                   → ALTER DOMAIN DROP NOT NULL
[ALTER FUNCTION] f() OWNER TO r                                  → ALTER FUNCTION OWNER TO
[ALTER TRIGGER] x ON t RENAME TO y                               → ALTER TRIGGER RENAME t
ALTER TABLE t [ENABLE ROW LEVEL SECURITY]                        → ALTER TABLE ENABLE ROW LEVEL SECURITY t
ALTER TABLE t [NO FORCE ROW LEVEL SECURITY]                      → ALTER TABLE NO FORCE ROW LEVEL SECURITY t
ALTER TABLE t [DISABLE TRIGGER] row                              → ALTER TABLE DISABLE TRIGGER t
ALTER TABLE t [ENABLE ALWAYS TRIGGER] x                          → ALTER TABLE ENABLE TRIGGER t
ALTER TABLE t [ALTER COLUMN] a SET STATISTICS 500                → ALTER TABLE ALTER COLUMN SET STATISTICS t
ALTER TABLE t [ALTER] a ADD GENERATED ALWAYS AS IDENTITY         → ALTER TABLE ALTER COLUMN ADD IDENTITY t
ALTER TABLE t [ALTER CONSTRAINT] c DEFERRABLE                    → ALTER TABLE ALTER CONSTRAINT t
ALTER TABLE t [OWNER TO] r                                       → ALTER TABLE OWNER TO t
ALTER TABLE t [SET] (fillfactor = 70)                            → ALTER TABLE SET PARAMETERS t
ALTER TABLE t [SET UNLOGGED]                                     → ALTER TABLE SET UNLOGGED t
ALTER TABLE t [SET SCHEMA] s                                     → ALTER TABLE SET SCHEMA t
ALTER TABLE t [INHERIT] row                                      → ALTER TABLE INHERIT t row
ALTER TABLE t [DETACH PARTITION] p FINALIZE                      → ALTER TABLE DETACH PARTITION FINALIZE t p
ALTER TABLE t [RENAME CONSTRAINT] a TO b                         → ALTER TABLE RENAME CONSTRAINT t
[ANALYZE] t                                                      → ANALYZE t
[CLUSTER] t USING i                                              → CLUSTER t
[COMMENT ON TABLE] s.t IS 'x'                                    → COMMENT ON TABLE s.t
[COMMENT ON COLUMN] s.t.c IS 'x'                                 → COMMENT ON COLUMN s.t
[COMMENT ON CONSTRAINT] c ON t IS 'x'                            → COMMENT ON CONSTRAINT t
[COMMENT ON FUNCTION] f(int) IS 'x'                              → COMMENT ON FUNCTION
[COPY] t TO STDOUT                                               → COPY TO t
[CREATE VIEW] v AS WITH q AS (SELECT 1) SELECT * FROM t, q       → CREATE VIEW t
[CREATE OR REPLACE VIEW] v AS SELECT 1                           → CREATE VIEW
[CREATE MATERIALIZED VIEW] m AS SELECT * FROM s.t                → CREATE MATERIALIZED VIEW s.t
[CREATE OR REPLACE FUNCTION] f() RETURNS int LANGUAGE sql AS 'SELECT 1' → CREATE FUNCTION
[CREATE PROCEDURE] p() LANGUAGE sql AS ''                        → CREATE PROCEDURE
[CREATE TRIGGER] x BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f() → CREATE TRIGGER t
[CREATE CONSTRAINT TRIGGER] x AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f() → CREATE TRIGGER t
[CREATE POLICY] p ON t USING (true)                              → CREATE POLICY t
[CREATE RULE] r AS ON INSERT TO t DO NOTHING                     → CREATE RULE t
[CREATE SEQUENCE] s                                              → CREATE SEQUENCE
[CREATE STATISTICS] s ON a, b FROM t                             → CREATE STATISTICS t
[CREATE EXTENSION] IF NOT EXISTS citext                          → CREATE EXTENSION
[CREATE SCHEMA] s                                                → CREATE SCHEMA
[CREATE DOMAIN] d AS int                                         → CREATE DOMAIN
[CREATE TYPE] pair AS (a int, b int)                             → CREATE TYPE
[CREATE AGGREGATE] g(int) (sfunc = f, stype = int)               → CREATE AGGREGATE
[CREATE TEXT SEARCH CONFIGURATION] c (COPY = english)            → CREATE TEXT SEARCH CONFIGURATION
[CREATE PUBLICATION] p FOR TABLE t                               → CREATE PUBLICATION t
[CREATE ROLE] r                                                  → CREATE ROLE
[DO] $$ delete from t $$ LANGUAGE plpython3u                     → DO
[DROP VIEW] v, s.w                                               → DROP VIEW v s.w
[DROP TRIGGER] x ON s.t                                          → DROP TRIGGER s.t
[DROP POLICY] p ON t                                             → DROP POLICY t
[DROP FUNCTION] f(int)                                           → DROP FUNCTION
[DROP EXTENSION] citext                                          → DROP EXTENSION
[DROP SEQUENCE] s                                                → DROP SEQUENCE s
[DROP SCHEMA] s CASCADE                                          → DROP SCHEMA
[EXPLAIN] DELETE FROM t                                          → EXPLAIN DELETE t
[GRANT] SELECT ON t, s.u TO r                                    → GRANT t s.u
[REVOKE] ALL ON t FROM r                                         → REVOKE t
[LOCK TABLE] t                                                   → LOCK TABLE t
[LOCK] t IN SHARE ROW EXCLUSIVE MODE                             → LOCK TABLE IN SHARE ROW EXCLUSIVE MODE t
[SAVEPOINT] a                                                    → SAVEPOINT
[ROLLBACK] TO a                                                  → ROLLBACK TO SAVEPOINT
[SELECT] * FROM t JOIN u ON true                                 → SELECT t u
([SELECT] 1) UNION (SELECT 2)                                    → SELECT
[SELECT] * FROM t FOR UPDATE                                     → SELECT FOR UPDATE t
[SET TRANSACTION] ISOLATION LEVEL SERIALIZABLE                   → SET TRANSACTION
[SET CONSTRAINTS] ALL DEFERRED                                   → SET CONSTRAINTS
[SHOW] lock_timeout                                              → SHOW
[VACUUM FULL] t                                                  → VACUUM FULL t
[VACUUM] (ANALYZE) t                                             → VACUUM t
`
  .trim()
  .split('\n')
  .map((line) => line.split('→').map((part) => part.trim()));

test.each(statements)('%s', (marked = '', called = '') => {
  const sql = marked.replace(/[[\]]/g, '');
  const read = readSql(sql, 'postgresql').flatMap(({ operations }) =>
    operations.map(({ operation, head }) => ({
      marked: `${sql.slice(0, head.start)}[${sql.slice(head.start, head.end)}]${sql.slice(head.end)}`,
      called: operation.kind === 'other' && [operation.statement, ...operation.relations.map(relationText)].join(' '),
      listed: operation.kind === 'other' && otherStatements.includes(operation.statement),
    })),
  );
  expect(read).toEqual([{ marked, called, listed: true }]);
});

test('the list of statements is sorted and names each once', () => {
  expect(otherStatements).toEqual([...new Set(otherStatements)].sort());
});
