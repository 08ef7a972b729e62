import { expect, test } from 'vitest';
import type { EngineName } from '../../server/src/model/engine.ts';
import { withoutVersionMarks } from '../../server/src/sql/lex.ts';
import { readSql } from '../../server/src/sql/parse.ts';
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

const trigger = (body: string) => `CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW ${body}`;
const handler =
  'CREATE PROCEDURE p() BEGIN DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; END; START TRANSACTION; END';

/** The same for one engine. */
const byEngine: readonly (readonly [EngineName, string, readonly string[]])[] = [
  ['mysql', `SELECT 'it\\'s;', "a;\\"", \`b;\` # c;\n; SELECT 2`, [`SELECT 'it\\'s;', "a;\\"", \`b;\``, 'SELECT 2']],
  ['mysql', 'SELECT 5--1; SELECT 2 -- c;\n, 3', ['SELECT 5--1', 'SELECT 2 -- c;\n, 3']],
  ['mysql', 'SELECT 1 */* a; */ 2; SELECT 3', ['SELECT 1 */* a; */ 2', 'SELECT 3']],
  ['mysql', 'SELECT 1\\G\nSELECT 2 \\g SELECT 3', ['SELECT 1', 'SELECT 2', 'SELECT 3']],
  ['postgresql', 'SELECT 1; -- c\rSELECT 2; -- d;\r\nSELECT 3', ['SELECT 1', 'SELECT 2', 'SELECT 3']],
  ['mysql', 'SELECT 1; -- c\rSELECT 2', ['SELECT 1']],
  ['sqlite', "SELECT [a;b]; SELECT 'C:\\'; SELECT 3", ['SELECT [a;b]', "SELECT 'C:\\'", 'SELECT 3']],
  ['sqlite', '.mode csv\nSELECT 1;\n.quit;', ['SELECT 1']],
  ['postgresql', 'SELECT 1\nGO\nSELECT 2\ngo 5\n', ['SELECT 1', 'SELECT 2']],
  ['postgresql', 'SELECT a go; SELECT 2', ['SELECT a go', 'SELECT 2']],
  ['postgresql', '\\copy t from stdin\n1;2\n\\.\nSELECT 1', ['SELECT 1']],
  ['postgresql', 'SELECT 1\n\\set x 1;\n, 2;', ['SELECT 1\n\\set x 1;\n, 2']],
  // Bodies of routines.
  [
    'mysql',
    `${trigger('BEGIN IF 1 THEN SET @a = 1; END IF; SELECT 2; END')}; SELECT 3`,
    [trigger('BEGIN IF 1 THEN SET @a = 1; END IF; SELECT 2; END'), 'SELECT 3'],
  ],
  [
    'mysql',
    `${trigger('BEGIN BEGIN SELECT 1; END; IF 1 THEN SELECT 2; END IF; END')}; SELECT 3`,
    [trigger('BEGIN BEGIN SELECT 1; END; IF 1 THEN SELECT 2; END IF; END'), 'SELECT 3'],
  ],
  [
    'mysql',
    `${trigger('IF NEW.a THEN SET NEW.b = IF(1, 2, 3); END IF')}; SELECT 3`,
    [trigger('IF NEW.a THEN SET NEW.b = IF(1, 2, 3); END IF'), 'SELECT 3'],
  ],
  ['mysql', `${trigger('SET NEW.a = 1')}; SELECT 3`, [trigger('SET NEW.a = 1'), 'SELECT 3']],
  ['mysql', `${handler}; SELECT 3`, [handler, 'SELECT 3']],
  [
    'mysql',
    'CREATE DEFINER=`a`@`%` PROCEDURE p() l: LOOP WHILE a DO SELECT REPEAT("a", 2); END WHILE; LEAVE l; END LOOP; SELECT 3',
    [
      'CREATE DEFINER=`a`@`%` PROCEDURE p() l: LOOP WHILE a DO SELECT REPEAT("a", 2); END WHILE; LEAVE l; END LOOP',
      'SELECT 3',
    ],
  ],
  [
    'mysql',
    'CREATE FUNCTION f() RETURNS int BEGIN CASE a WHEN 1 THEN SELECT CASE b WHEN 1 THEN IF(1, 2, 3) END; ELSE BEGIN END; END CASE; RETURN 1; END; SELECT 3',
    [
      'CREATE FUNCTION f() RETURNS int BEGIN CASE a WHEN 1 THEN SELECT CASE b WHEN 1 THEN IF(1, 2, 3) END; ELSE BEGIN END; END CASE; RETURN 1; END',
      'SELECT 3',
    ],
  ],
  [
    'mysql',
    'CREATE TABLE event (begin int); SELECT begin, end FROM trigger; SELECT 3',
    ['CREATE TABLE event (begin int)', 'SELECT begin, end FROM trigger', 'SELECT 3'],
  ],
  [
    'mysql',
    'CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN DELETE FROM t; END; SELECT 3',
    ['CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN DELETE FROM t; END', 'SELECT 3'],
  ],
  [
    'mariadb',
    'BEGIN NOT ATOMIC IF 1 THEN SELECT 1; END IF; END; BEGIN; COMMIT',
    ['BEGIN NOT ATOMIC IF 1 THEN SELECT 1; END IF; END', 'BEGIN', 'COMMIT'],
  ],
  [
    'mariadb',
    'FOR i IN 1..9 DO INSERT INTO t VALUES (i); END FOR; SELECT 3',
    ['FOR i IN 1..9 DO INSERT INTO t VALUES (i); END FOR', 'SELECT 3'],
  ],
  [
    'sqlite',
    `CREATE TEMP TRIGGER IF NOT EXISTS x AFTER INSERT ON t WHEN CASE 1 WHEN 1 THEN 1 END BEGIN UPDATE t SET a = CASE b WHEN 1 THEN 2 END; END; BEGIN; END; SELECT 3`,
    [
      'CREATE TEMP TRIGGER IF NOT EXISTS x AFTER INSERT ON t WHEN CASE 1 WHEN 1 THEN 1 END BEGIN UPDATE t SET a = CASE b WHEN 1 THEN 2 END; END',
      'BEGIN',
      'END',
      'SELECT 3',
    ],
  ],
  // The delimiter of MySQL's client.
  [
    'mysql',
    'DELIMITER //\nCREATE PROCEDURE p() BEGIN SELECT 1; END//\nDELIMITER ;\nSELECT 2;',
    ['CREATE PROCEDURE p() BEGIN SELECT 1; END', 'SELECT 2'],
  ],
  [
    'mysql',
    'delimiter $$\nCREATE PROCEDURE p() BEGIN SELECT "$$"; END$$ SELECT 2$$\ndelimiter ;',
    ['CREATE PROCEDURE p() BEGIN SELECT "$$"; END', 'SELECT 2'],
  ],
  [
    'mariadb',
    'DELIMITER ;;\nDROP PROCEDURE p; CREATE PROCEDURE p() SELECT 1;;\nDELIMITER ;',
    ['DROP PROCEDURE p', 'CREATE PROCEDURE p() SELECT 1'],
  ],
  ['mysql', 'DELIMITER go_on\nSELECT 1; go_on SELECT 2go_on', ['SELECT 1', 'SELECT 2']],
  ['mysql', 'DELIMITER #\nSELECT 1# SELECT 2 #', ['SELECT 1', 'SELECT 2']],
  // Its comments need no blank where a statement would begin.
  ['mysql', '--split\nSELECT 1\n--1;\n  --DROP TABLE t;\nSELECT 2', ['SELECT 1\n--1', 'SELECT 2']],
  ['mysql', 'SELECT delimiter FROM t; SELECT 2', ['SELECT delimiter FROM t', 'SELECT 2']],
  // Comments that are executed.
  [
    'mysql',
    '/*!40101 SET NAMES utf8 */;\n/*!50003 SET a = 1 *//*!50003 , b = 2 */;',
    ['SET NAMES utf8', 'SET a = 1 *//*!50003 , b = 2'],
  ],
  ['mysql', '/*M! SELECT 1; */ SELECT 2', ['SELECT 2']],
  ['mariadb', '/*M!100100 SELECT 1 */; /*!80000 SELECT 2; */ /*!50699 SELECT 3 */', ['SELECT 1', 'SELECT 3']],
  // Lines of migration tools.
  [
    'postgresql',
    '-- +goose StatementBegin\nSELECT 1\n-- +goose StatementEnd\n-- +goose StatementBegin\nSELECT 2;\n-- +goose StatementEnd\nSELECT 3',
    ['SELECT 1', 'SELECT 2', 'SELECT 3'],
  ],
  ['mysql', `-- +goose StatementBegin\n${handler}\n-- +goose StatementEnd\nSELECT 3`, [handler, 'SELECT 3']],
  ['postgresql', '-- migrate:up\nSELECT 1\n-- migrate:down\nSELECT 2', ['SELECT 1', 'SELECT 2']],
  ['postgresql', "-- +goose Up\nSELECT 'open;\n-- +goose Down\nSELECT 2", ["SELECT 'open;\n", 'SELECT 2']],
];

test.each(byEngine)('%s: %j', (engine, text, statements) => expect(split(text, engine)).toEqual(statements));

test('the marks of comments that are executed are blanks to a grammar', () => {
  const text =
    "CREATE TABLE t (a int /*!80023 INVISIBLE */, b text DEFAULT '/*! */') /* c */ /*!50100 PARTITION BY HASH (a) */";
  const clean = withoutVersionMarks(text, 'mysql');
  expect(clean).toHaveLength(text.length);
  expect(clean.replace(/ +/g, ' ')).toBe(
    "CREATE TABLE t (a int INVISIBLE , b text DEFAULT '/*! */') /* c */ PARTITION BY HASH (a) ",
  );
  expect(withoutVersionMarks(text, 'postgresql')).toBe(text);
});

const engines = ['postgresql', 'mysql', 'mariadb', 'sqlite'] as const;

test.each(['(', "'", '$', '/*', '{'])(
  'a megabyte of %j is split in one pass by every engine',
  (part) => {
    expect(seconds(part.repeat(1_000_000 / part.length))).toBeLessThan(10);
  },
  60_000,
);

const others = [
  ...[
    '"',
    '`',
    '$a',
    '}',
    '[',
    ';',
    '\\',
    '--',
    '-- a\r',
    '#',
    '//',
    '\n',
    "{'",
    'a ',
    '/*!',
    '*/',
    '/*!1a',
    'if ',
    '`a',
    ':',
  ],
  ...[
    'begin ',
    'end ',
    'case ',
    "'a",
    'copy a from stdin;',
    '\n-- +goose Up',
    'DELIMITER #\n#',
    'DELIMITER //\n// ',
    'go\n',
  ],
  ...['create trigger a begin ', '@a@', '%(', "INSERT INTO t VALUES (1, 'it''s', $$a$$); -- and so on\n"],
];

test('and so is a long text of anything else', () => {
  for (const part of others) expect(seconds(part.repeat(200_000 / part.length)), part).toBeLessThan(5);
}, 60_000);

function seconds(text: string): number {
  const start = performance.now();
  for (const engine of engines) {
    for (const { start: from, end } of splitSql(text, engine)) expect(from < end && end <= text.length).toBe(true);
  }
  return (performance.now() - start) / 1000;
}

test('a comment that is never closed is told where the engine refuses it, and hides no statement before it', () => {
  const text = 'SELECT 1; /* why\nDROP TABLE t;\n';
  const told = (engine: EngineName) => readSql(text, engine).map((each) => each.error?.message ?? each.text);
  expect(told('postgresql')).toEqual(['SELECT 1', 'unterminated /* comment at or near "/*"']);
  expect(told('mysql')).toEqual(['SELECT 1', 'the comment /* is never closed']);
  expect(told('sqlite')).toEqual(['SELECT 1']);
  expect(readSql('SELECT 1; /* a /* b */ */ -- /* c', 'postgresql')).toHaveLength(1);
});
