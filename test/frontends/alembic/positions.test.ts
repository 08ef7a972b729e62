import { expect, test } from 'vitest';
import { alembic } from '../../../server/src/frontends/alembic/index.ts';
import { type Dice, diceOf, freshSeed } from '../../dice.ts';
import { type Literal, literals } from './written-strings.ts';

/** A statement of SQL, the keywords that its step has to point at, and what else is looked at. */
const statements: readonly (readonly [sql: string, head: string])[] = [
  ['DROP TABLE users', 'DROP TABLE'],
  ['ALTER TABLE "users" ADD COLUMN größe int', 'ADD COLUMN'],
  ["UPDATE users SET name = 'a''b — 😀' WHERE id = 1", 'UPDATE'],
  ['CREATE UNIQUE INDEX ix ON users (name)', 'CREATE UNIQUE INDEX'],
  ['DELETE FROM "größe" WHERE a % 2 = 0', 'DELETE FROM'],
  ['TRUNCATE TABLE teams /* é {} */, users', 'TRUNCATE TABLE'],
  ['ALTER TABLE users\n    ALTER COLUMN name\tSET NOT NULL', 'ALTER COLUMN'],
  ['LOCK TABLE users IN SHARE MODE', 'LOCK TABLE'],
  ['DROP INDEX IF EXISTS ix', 'DROP INDEX'],
  ['DO $x$ BEGIN IF é > 1 THEN\n  DELETE FROM "größe"; END IF; END $x$', 'DELETE FROM'],
  ["DO 'BEGIN EXECUTE ''TRUNCATE TABLE users /* é */''; END'", 'TRUNCATE TABLE'],
];

const seed = freshSeed();
const files = 400;

test(`heads inside Python strings point at the very keywords, however the string is written (MIGRATION_WRITER_SEED=${seed})`, () => {
  const random = diceOf(seed);
  for (let file = 0; file < files; file++) {
    const chosen = Array.from({ length: 1 + random(3) }, () => pick(statements, random));
    const separators = chosen.map(() => pick([';', ';\n', ' ;\n\n  ', '; -- and then\n'], random));
    const sql = chosen.map(([each], order) => each + separators[order]).join('');
    const literal = literals(sql, random);
    const text = fileWith(literal, random);
    const { up } = alembic.parse({ path: '/a/b.py', text }, { engine: 'postgresql', version: '15' });
    const spelt = up.map(({ head }) => decoded(text.slice(head.start, head.end)));
    expect(spelt, text).toEqual(chosen.map(([, head]) => head));
    expect(
      up.map((step) => step.sql),
      text,
    ).toEqual(chosen.map(([each]) => expect.stringContaining(each.replaceAll('{}', literal.braces))));
  }
});

test(`so do what the grammar refuses and the names that look like parameters (MIGRATION_WRITER_SEED=${seed})`, () => {
  const random = diceOf(seed + 1);
  for (let file = 0; file < files; file++) {
    const before = pick(['', 'SELECT 1; ', '-- é 😀\n'], random);
    const mistake = literals(`${before}DROP TABEL users`, random);
    const bind = literals(`${before}UPDATE users SET name = ':when' WHERE id = 1`, random);
    const text = fileWith(mistake, random) + fileWith(bind, random).replace(/^[\s\S]*?def upgrade\(\):\n/, '');
    const { up } = alembic.parse({ path: '/a/b.py', text }, { engine: 'postgresql', version: '15' });
    const errors = up.flatMap(({ error }) => (error ? [decoded(text.slice(error.span.start, error.span.end))] : []));
    expect(errors, text).toEqual(['TABEL']);
    const unbound = up.flatMap((step) => step.unbound ?? []);
    expect(unbound.map(({ span }) => decoded(text.slice(span.start, span.end)), text)).toEqual([':when']);
  }
});

function fileWith({ before, expression }: Literal, random: Dice): string {
  const call = pick(
    ['op.execute(%)', 'op.execute(sa.text(%))', 'op.execute(sqltext=%)', 'op.get_bind().execute(sa.text(%))'],
    random,
  );
  const lines = `${before}${call.replace('%', () => expression)}`;
  return `import sqlalchemy as sa\nfrom textwrap import dedent\nfrom alembic import op\n\n\ndef upgrade():\n    ${lines}\n`;
}

/**
 * The characters of a piece of source as Python reads them in a string that is not raw: escapes, the end of one literal and
 * the beginning of the next, and what joins the two. No raw literal of these tests holds a backslash in its keywords.
 */
function decoded(source: string): string {
  return source
    .replace(/(?:"""|'''|"|')[\s+\\()]*(?:[rfuRFU]{0,2})(?:"""|'''|"|')/g, '')
    .replace(
      /\\(?:\n|x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|N\{([A-Z -]+)\}|([0-7]{3})|(.))/g,
      (_, x, u, long, name, octal, one) => {
        const code = x ?? u ?? long;
        if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
        if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
        if (name !== undefined) return named.get(name) ?? '?';
        return one === undefined ? '' : ({ n: '\n', t: '\t' }[String(one)] ?? String(one));
      },
    );
}

const named: ReadonlyMap<string, string> = new Map([['SPACE', ' ']]);

function pick<T>(items: readonly T[], random: Dice): T {
  const item = items[random(items.length)];
  if (item === undefined) throw new Error('nothing to pick');
  return item;
}
