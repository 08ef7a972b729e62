import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSql } from '../../server/src/sql/parse.ts';
import { otherStatements } from '../../server/src/sql/postgresql/other-statements.ts';
import { printSql } from '../../server/src/sql/print.ts';
import { contains } from '../../server/src/text.ts';

const seed = 20_261_122;

const statements = [
  'CREATE TABLE s.t (id serial PRIMARY KEY, "N" numeric(10, 2)[] DEFAULT \'{}\' NOT NULL CHECK (id > 0), UNIQUE (id))',
  'ALTER TABLE ONLY t ADD COLUMN IF NOT EXISTS a text COLLATE "C" DEFAULT now() || \'é\', ALTER b TYPE int USING b::int',
  'ALTER TABLE t ADD CONSTRAINT c FOREIGN KEY (a, b) REFERENCES u (c, d) ON DELETE SET NULL (a) DEFERRABLE NOT VALID',
  'ALTER TABLE t ADD CONSTRAINT u UNIQUE NULLS NOT DISTINCT (a) INCLUDE (b) WITH (fillfactor = 70), DROP CONSTRAINT d',
  'ALTER TABLE t ADD EXCLUDE USING gist (a WITH &&) WHERE (b), SET (fillfactor = 3), ENABLE ROW LEVEL SECURITY',
  'CREATE UNIQUE INDEX CONCURRENTLY i ON t USING gin ((a -> 1), b DESC NULLS LAST) INCLUDE (c) WHERE d IN (1, 2)',
  'DROP INDEX CONCURRENTLY IF EXISTS s.i, j; DROP TABLE a, b CASCADE; DROP TYPE m; DROP TRIGGER x ON t',
  "CREATE TYPE m AS ENUM ('a', 'b'); ALTER TYPE m ADD VALUE 'c' BEFORE 'a'; ALTER TYPE m RENAME VALUE 'a' TO 'd'",
  'WITH x AS (UPDATE t SET a = :a WHERE b = %(b)s RETURNING *) DELETE FROM {u} USING x WHERE id IN %s',
  "INSERT INTO t (a) VALUES (E'\\'', $$;$$, U&'\\0061') ON CONFLICT (a) DO UPDATE SET b = 2; COPY t FROM stdin;\n1\n\\.\n",
  "DO $x$ BEGIN PERFORM 1; END $x$; SET LOCAL lock_timeout = '5s'; SELECT set_config('a.b', 'c', true); RESET ALL",
  'CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END; CREATE VIEW v AS SELECT * FROM t; LOCK TABLE t IN SHARE MODE',
  'MERGE INTO t USING u ON t.a = u.a WHEN MATCHED THEN UPDATE SET b = 1 WHEN NOT MATCHED THEN INSERT VALUES (1)',
  "/* a /* b */ c */ COMMENT ON COLUMN t.c IS 'x' -- end\n; ALTER TABLE t RENAME a TO b; REINDEX TABLE t; VACUUM FULL t",
];

const pieces = [
  ...[
    "'",
    '"',
    '$$',
    '$a$',
    '--',
    '/*',
    '*/',
    ';',
    '(',
    ')',
    '{',
    '}',
    '{x}',
    ':n',
    '%s',
    '%(x)s',
    '?',
    '\\',
    '\0',
    ',',
  ],
  ...['\ud83d', '😀', 'é', '\ufeff', '\u00a0', '\n', '\uE000', "E'", ' begin atomic ', ' end ', ' using ', ' default '],
];

test(`thousands of damaged statements are read without harm (seed ${seed})`, () => {
  const random = generator(seed);
  for (let round = 0; round < 3000; round++) {
    expect(broken(damaged(statements[random(statements.length)] ?? '', random))).toEqual([]);
  }
});

const corpus = process.env.MIGRATION_WRITER_CORPUS ?? '';

test.skipIf(!existsSync(corpus))(
  corpus === ''
    ? 'MIGRATION_WRITER_CORPUS names no folder of .jsonl files with "sql": not read'
    : `all SQL in ${corpus}`,
  () => {
    const lines = readdirSync(corpus)
      .filter((file) => file.endsWith('.jsonl'))
      .flatMap((file) => readFileSync(join(corpus, file), 'utf8').split('\n'));
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      const record: unknown = line === '' ? {} : JSON.parse(line);
      if (typeof record === 'object' && record && 'sql' in record) expect(broken(String(record.sql))).toEqual([]);
    }
  },
);

/** The laws that a text breaks: spans lie in it and in order, heads are keywords, and each statement says something. */
function broken(text: string): readonly string[] {
  const laws: string[] = [];
  const law = (holds: boolean, name: string) => holds || laws.push(`${name}: ${JSON.stringify(text)}`);
  for (const engine of ['postgresql', 'mysql', 'sqlite'] as const) {
    let end = 0;
    for (const { span, text: own, operations, error } of readSql(text, engine)) {
      law(span.start >= end && own !== '' && text.slice(span.start, span.end) === own, 'statement');
      law(operations.length > 0, 'something said');
      law(!error || contains(span, error.span), 'error');
      for (const { operation, head } of operations) {
        law(contains(span, head) && head.start < head.end, 'head');
        law(operation.kind === 'opaque' || keywords.test(text.slice(head.start, head.end)), 'keywords');
        law(operation.kind !== 'other' || otherStatements.includes(operation.statement), 'listed');
        printSql(operation, engine);
      }
      end = span.end;
    }
  }
  return laws;
}

/** Words, with blanks and comments between them. */
const keywords = /^[a-z]+((\s|\ufeff|\0|--.*\n|\/\*[\s\S]*\*\/)+[a-z]+)*$/i;

function damaged(statement: string, random: (below: number) => number): string {
  let text = statement;
  for (let count = random(4); count >= 0; count--) {
    const at = random(text.length + 1);
    const kind = random(4);
    if (kind === 0) text = text.slice(0, at) + (pieces[random(pieces.length)] ?? '') + text.slice(at);
    else if (kind === 1) text = text.slice(0, at) + text.slice(at + 1 + random(9));
    else if (kind === 2) text = text.slice(0, at) + text.slice(random(text.length + 1));
    else text = text.slice(0, at) + (statements[random(statements.length)] ?? '').slice(0, random(40)) + text.slice(at);
  }
  return text;
}

/** Numbers that are the same on every run: a linear congruential generator. */
function generator(start: number): (below: number) => number {
  let state = start;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
