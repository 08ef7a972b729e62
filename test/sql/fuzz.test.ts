import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'libpg-query';
import { expect, test } from 'vitest';
import { readSql } from '../../server/src/sql/parse.ts';
import { otherStatements } from '../../server/src/sql/postgresql/other-statements.ts';
import { diceOf, freshSeed } from '../dice.ts';
import { cases } from '../servers/postgresql/cases/index.ts';
import { brokenLaws } from './laws.ts';
import { mutated } from './mutate.ts';
import { postgresqlStatements } from './statements.ts';

const statements = [...postgresqlStatements, ...postgresqlStatements, ...cases.map(({ sql }) => sql)];

const seed = freshSeed();

test(`10,000 damaged statements of PostgreSQL are read without harm (MIGRATION_WRITER_SEED=${seed})`, () => {
  const dice = diceOf(seed);
  const texts = Array.from({ length: 10_000 }, () => mutated(statements, 'postgresql', dice));
  const broken = texts.flatMap((text) => [...brokenLaws(text, 'postgresql', otherStatements), ...unread(text)]);
  expect(broken, `seed ${seed}`).toEqual([]);
}, 60_000);

/** What the database's grammar takes and nothing is said of. */
function unread(text: string): readonly string[] {
  return readSql(text, 'postgresql').flatMap((statement) => {
    const why = statement.operations.flatMap(({ operation }) => (operation.kind === 'opaque' ? [operation.why] : []));
    const isRead = why.length === 0 || /^\s*do\b/i.test(statement.text) || !isAccepted(statement.text);
    return isRead ? [] : [`${why[0]}: ${JSON.stringify(statement.text)}`];
  });
}

/** The parser itself stops at a NUL. */
function isAccepted(statement: string): boolean {
  try {
    return !statement.includes('\0') && (parseSync(statement).stmts?.length ?? 0) === 1;
  } catch {
    return false;
  }
}

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
      if (typeof record !== 'object' || !record || !('sql' in record)) continue;
      expect(brokenLaws(String(record.sql), 'postgresql', otherStatements)).toEqual([]);
    }
  },
);
