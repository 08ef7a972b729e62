import { expect, test } from 'vitest';
import type { EngineName } from '../../server/src/model/engine.ts';
import { splitSql } from '../../server/src/sql/split.ts';

const split = (text: string, engine: EngineName = 'postgresql') =>
  splitSql(text, engine).map((span) => text.slice(span.start, span.end));

/** A text, and behind each arrow one of its statements. */
const texts: readonly (readonly [string, readonly string[]])[] = [
  ['', []],
  [' ;; -- nothing\n /* here */ ;', []],
  ['SELECT 1; SELECT 2 ;', ['SELECT 1', 'SELECT 2']],
  ['-- first\nSELECT 1 -- one; not two\n, 2;', ['SELECT 1 -- one; not two\n, 2']],
  ['/* a; /* b; */ c; */ SELECT 1', ['SELECT 1']],
  ['SELECT \'a;\'\'b;\', "c;""d"; SELECT 2', ['SELECT \'a;\'\'b;\', "c;""d"', 'SELECT 2']],
  ["SELECT E'it\\'s;'; SELECT 'C:\\'; SELECT 3", ["SELECT E'it\\'s;'", "SELECT 'C:\\'", 'SELECT 3']],
  ['DO $$ BEGIN; END $$; SELECT 2', ['DO $$ BEGIN; END $$', 'SELECT 2']],
  ['DO $body$ a; $$ b; $$ c $body$; SELECT 2', ['DO $body$ a; $$ b; $$ c $body$', 'SELECT 2']],
  ['SELECT a$b$; SELECT $1; SELECT 3', ['SELECT a$b$', 'SELECT $1', 'SELECT 3']],
  ["SELECT 'open; SELECT 2", ["SELECT 'open; SELECT 2"]],
  ['DO $$ open; SELECT 2', ['DO $$ open; SELECT 2']],
  ['CREATE TABLE t (a int; SELECT 2', ['CREATE TABLE t (a int', 'SELECT 2']],
  [
    'CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN a THEN 1 END; SELECT 2; END; SELECT 3',
    ['CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN a THEN 1 END; SELECT 2; END', 'SELECT 3'],
  ],
  ['BEGIN; SELECT 1; END; SELECT 2', ['BEGIN', 'SELECT 1', 'END', 'SELECT 2']],
  [
    'CREATE RULE r AS ON INSERT TO t DO (DELETE FROM a; DELETE FROM b); SELECT 2',
    ['CREATE RULE r AS ON INSERT TO t DO (DELETE FROM a; DELETE FROM b)', 'SELECT 2'],
  ],
  ['\\set ON_ERROR_STOP on\n\\c shop;\nSELECT 1;\n\\echo done', ['SELECT 1']],
  ['SELECT 1 AS a \\gset\nSELECT 2 \\; SELECT 3', ['SELECT 1 AS a', 'SELECT 2', 'SELECT 3']],
  ['COPY t (a) FROM stdin;\n1\tit;s\n\\.\nSELECT 2', ['COPY t (a) FROM stdin', 'SELECT 2']],
  ["SELECT {'; '.join(names)}; SELECT 2", ["SELECT {'; '.join(names)}", 'SELECT 2']],
  ["SELECT {half; SELECT '😀;'", ['SELECT {half', "SELECT '😀;'"]],
  ['\ufeffSELECT 1', ['SELECT 1']],
];

test.each(texts)('%j', (text, statements) => expect(split(text)).toEqual(statements));

test('MySQL has backticks, backslashes, # comments and routines without quotes', () => {
  const routine = 'CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW BEGIN IF 1 THEN SET @a = 1; END IF; SELECT 2; END';
  expect(split(`SELECT 'it\\'s;', "a;\\"", \`b;\` # c;\n; ${routine}; SELECT 3`, 'mysql')).toEqual([
    `SELECT 'it\\'s;', "a;\\"", \`b;\``,
    routine,
    'SELECT 3',
  ]);
});

test('SQLite keeps the body of a trigger together', () => {
  const trigger = 'CREATE TRIGGER x AFTER INSERT ON t BEGIN UPDATE t SET a = CASE b WHEN 1 THEN 2 END; END';
  expect(split(`${trigger}; SELECT 'C:\\'; SELECT 3`, 'sqlite')).toEqual([trigger, "SELECT 'C:\\'", 'SELECT 3']);
});

test('a megabyte is split in one pass', () => {
  const text = "INSERT INTO t VALUES (1, 'it''s', $$a$$); -- and so on\n".repeat(20_000);
  const start = performance.now();
  expect(splitSql(text, 'postgresql')).toHaveLength(20_000);
  expect(performance.now() - start).toBeLessThan(2000);
});
