import { describe, expect, test } from 'vitest';
import { readSql } from '../../server/src/sql/parse.ts';

const opaque = (why: string) => ({ kind: 'opaque', why });

/** The operations of a text: kind, the place of the head in brackets, and a question mark where it may not run. */
function ran(text: string): readonly string[] {
  return readSql(text, 'postgresql').flatMap(({ operations }) =>
    operations.map(({ operation, head, conditional }) => {
      const what = operation.kind === 'other' ? operation.statement : operation.kind;
      return `${what} [${text.slice(head.start, head.end)}]${conditional ? '?' : ''} ${head.start}`;
    }),
  );
}

const read = (text: string) =>
  readSql(text, 'postgresql').flatMap(({ operations }) => operations.map(({ operation }) => operation));

/** The text with brackets around what is said to be wrong, and what is said. */
function wrong(text: string): string | undefined {
  const error = readSql(text, 'postgresql')[0]?.error;
  if (!error) return undefined;
  const { start, end } = error.span;
  return `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)} -- ${error.message}`;
}

test('what a DO block runs is read at its place, and what may not run is marked', () => {
  const text = `DO $body$
DECLARE r record; "é" int := 1; row users%ROWTYPE;
BEGIN
  -- DELETE FROM comments;
  IF NOT EXISTS (SELECT 1 FROM pg_type) THEN ALTER TABLE t ADD COLUMN a int, DROP COLUMN b;
  ELSIF r.a THEN perform set_config('lock_timeout', '1s', true);
  ELSE UPDATE t SET a = 1; END IF;
  row.id := 1;
  SELECT count(*) INTO STRICT r FROM "ü" WHERE a = 'DELETE FROM t';
  FOR r IN SELECT * FROM u LOOP DELETE FROM t WHERE id = r.id; COMMIT; END LOOP;
  CASE r.a WHEN 1 THEN TRUNCATE a; ELSE TRUNCATE b; END CASE;
  WITH x AS (DELETE FROM c RETURNING *) INSERT INTO d SELECT * FROM x;
  BEGIN CREATE TYPE m AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN DROP TYPE m; END;
  DELETE FROM t;
END $body$; DROP TABLE z`;
  const at = (part: string, from = 0) => text.indexOf(part, from);
  expect(ran(text)).toEqual([
    `addColumn [ADD COLUMN]? ${at('ADD COLUMN')}`,
    `dropColumn [DROP COLUMN]? ${at('DROP COLUMN')}`,
    `setParameter [perform]? ${at('perform')}`,
    `updateRows [UPDATE]? ${at('UPDATE')}`,
    `SELECT [SELECT] ${at('SELECT count')}`,
    `SELECT [SELECT] ${at('SELECT * FROM u')}`,
    `deleteRows [DELETE FROM]? ${at('DELETE FROM t WHERE')}`,
    `controlTransaction [COMMIT]? ${at('COMMIT')}`,
    `truncate [TRUNCATE]? ${at('TRUNCATE a')}`,
    `truncate [TRUNCATE]? ${at('TRUNCATE b')}`,
    `deleteRows [DELETE FROM] ${at('DELETE FROM c RE')}`,
    `insertRows [INSERT INTO] ${at('INSERT INTO')}`,
    `createEnum [CREATE TYPE] ${at('CREATE TYPE')}`,
    `dropType [DROP TYPE]? ${at('DROP TYPE')}`,
    `deleteRows [DELETE FROM] ${at('DELETE FROM t;')}`,
    `dropTable [DROP TABLE] ${at('DROP TABLE z')}`,
  ]);
});

test('a block that writes nothing is a query of what it reads', () => {
  expect(read("DO $$ BEGIN IF EXISTS (SELECT 1 FROM s.t) THEN RAISE EXCEPTION 'no'; END IF; END $$")).toEqual([
    { kind: 'other', statement: 'SELECT', relations: [{ schema: 's', name: 't' }] },
  ]);
});

describe('EXECUTE', () => {
  test.each([
    ["'DROP TABLE a; DROP TABLE b'", [{ table: { name: 'a' } }, { table: { name: 'b' } }]],
    ["'DROP TABLE ' || quote_ident(r.t) || ' CASCADE'", [{ table: { name: '{r.t}' }, cascade: true }]],
    ["format('DROP TABLE %I.%2$s', 'my schema', r.t)", [{ table: { schema: 'my schema', name: '{r.t}' } }]],
    ["format('DELETE FROM t WHERE a = %L AND b = 5 %% 2', r.a)", [{ kind: 'deleteRows', rows: 'some' }]],
    ["format('ALTER TABLE t ALTER a SET DEFAULT %L', 'it''s')", [{ default: { value: "it's" } }]],
    ['$x$DROP TABLE "a b"$x$', [{ table: { name: 'a b' } }]],
    ["concat('DROP TABLE ', r.t)", [{ table: { name: '{r.t}' } }]],
    ['r.sql', [opaque('EXECUTE runs what is only known at run time: r.sql')]],
    ["'{'", [{ kind: 'opaque' }]],
    ["r.a || ' TABLE t'", [{ kind: 'opaque' }]],
  ])('%s', (expression, operations) => {
    expect(read(`DO $$ DECLARE r record; BEGIN EXECUTE ${expression}; END $$`)).toMatchObject(operations);
  });

  test('is read through both quotes', () => {
    expect(ran(`DO 'BEGIN EXECUTE ''UPDATE t SET a = ''''é''''; DELETE FROM "t"''; DELETE FROM u; END'`)).toEqual([
      'updateRows [UPDATE] 20',
      'deleteRows [DELETE FROM] 48',
      'deleteRows [DELETE FROM] 67',
    ]);
    expect(ran("DO E'BEGIN\\n  DELETE FROM t WHERE a = \\'\\\\\\'; DROP TABLE u; END'")).toEqual([
      'deleteRows [DELETE FROM] 14',
      'dropTable [DROP TABLE] 46',
    ]);
  });
});

test('what is not read of a block is said', () => {
  expect(read('DO $$ BEGIN foo := 1; END $$')).toEqual([
    opaque('PL/pgSQL does not take it: "foo" is not a known variable'),
  ]);
  expect(read('DO $$ BEGIN DELETE FROM {t} WHERE a = :a; {more} END $$')).toEqual([
    opaque('a part of the statement is only known at run time: {t}'),
  ]);
  expect(read('DO $$ delete everything $$ LANGUAGE plpython3u')).toMatchObject([{ kind: 'other', statement: 'DO' }]);
});

test('a hole in a block is a hole in its statement', () => {
  expect(read('DO $$ BEGIN DELETE FROM {schema}.t WHERE a = :a; END $$')).toEqual([
    { kind: 'deleteRows', table: { schema: '{schema}', name: 't' }, rows: 'some' },
  ]);
});

describe('a syntax error in a body', () => {
  test.each([
    'DO $$ BEGIN IF x THEN UPDATE t SET [WHERE] a; END IF; END $$ -- syntax error at or near "WHERE"',
    'DO $$ BEGIN DELETE FROM é😀 WHERE a; ALTER [TABEL] x; END $$ -- syntax error at or near "TABEL"',
    'DO $$ BEGIN UPDATE t SET a = 1; UPDATE t SET a[;] END $$ -- syntax error at end of input',
    'DO $$ BEGIN EXECUTE \'DROP [TABEL] x\'; END $$ -- syntax error at or near "TABEL"',
    `CREATE FUNCTION f(a int) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN ''x''; [SELEC] a; END' -- syntax error at or near "SELEC"`,
    'CREATE PROCEDURE p() AS $$ SELECT 1; SELECT FROM [WHERE]; $$ LANGUAGE sql -- syntax error at or near "WHERE"',
  ])('%s', (marked) => {
    expect(wrong(marked.replace(/ -- .*/, '').replace(/[[\]]/g, ''))).toBe(marked);
  });

  test.each([
    'CREATE FUNCTION f(a int, OUT b t) LANGUAGE plpgsql AS $$ BEGIN b.x := a; END $$',
    'CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.a := OLD.b; RETURN NEW; END $$',
    'CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS $$ SELECT $1 + a $$',
    "CREATE FUNCTION f() RETURNS int LANGUAGE c AS 'lib', 'f'",
    'CREATE FUNCTION f() RETURNS int LANGUAGE plv8 AS $$ return 1 $$',
    'CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN {value} END $$',
  ])('none in %s', (text) => expect(wrong(text)).toBeUndefined());
});
