import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { postgresql } from '../../server/src/engines/postgresql/index.ts';
import { after } from '../../server/src/model/after.ts';
import type { Effects, Lock } from '../../server/src/model/effects.ts';
import type { Operation } from '../../server/src/model/operation.ts';
import { emptySchema, settled } from '../../server/src/model/schema.ts';
import { loadSql, readSql } from '../../server/src/sql/parse.ts';
import { type Case, cases } from './cases.ts';
import { type Measured, measure } from './measure.ts';
import { latest, old } from './plans/alembic.ts';
import { provePlans } from './plans/index.ts';
import { type Server, startServer } from './server.ts';

/**
 * Every case is predicted by the engine, carried out on real servers, and compared; then every plan, pattern and fix is run
 * by a real Alembic. Arguments: major versions, and words that choose plans by their names.
 */
const versions = process.argv.slice(2).filter(isNumber).map(Number);
const words = process.argv.slice(2).filter((each) => !isNumber(each));
const base = readFileSync(join(import.meta.dirname, '..', 'base-schema.sql'), 'utf8');
const total = { passed: 0, failed: 0 };

await loadSql();
for (const version of versions.length > 0 ? versions : [12, 15, 18]) {
  const server = await startServer(version);
  const count = { passed: 0, failed: 0 };
  try {
    await prepare(server);
    for (const each of words.length > 0 ? [] : cases.filter(({ since = 0 }) => since <= version)) {
      const wrong = await check(server, version, each).catch((error: unknown) => [String(error)]);
      count[wrong.length === 0 ? 'passed' : 'failed']++;
      for (const line of wrong) console.log(`PostgreSQL ${version}: ${each.sql}\n  ${line}`);
    }
    for (const edition of version === 15 && words.length === 0 ? [latest, old] : [latest]) {
      // What migrations block depends neither on Alembic nor, since version 12, on the server: that is asked where it is newest and usual.
      const alone = edition === old || version < 15;
      const plans = await provePlans(server, version, edition, words, alone);
      console.log(`PostgreSQL ${version}, ${edition.name}: ${plans.passed} plans passed, ${plans.failed} failed`);
      count.passed += plans.passed;
      count.failed += plans.failed;
    }
  } finally {
    await server.stop();
  }
  console.log(`PostgreSQL ${version}: ${count.passed} passed, ${count.failed} failed`);
  total.passed += count.passed;
  total.failed += count.failed;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

function isNumber(text: string): boolean {
  return /^\d+$/.test(text);
}

async function prepare(server: Server): Promise<void> {
  const admin = server.connect('postgres');
  await admin.unsafe('CREATE DATABASE base');
  await admin.end();
  await execute(server, 'base', base);
}

async function execute(server: Server, database: string, sql: string): Promise<void> {
  const session = server.connect(database);
  try {
    await session.unsafe(sql);
  } finally {
    await session.end();
  }
}

async function check(
  server: Server,
  version: number,
  { sql, setup = '', badRows, about }: Case,
): Promise<readonly string[]> {
  const schema = settled(operationsOf(`${base};\n${setup}`).reduce(after, emptySchema));
  const [operation, ...more] = operationsOf(sql);
  if (!operation || more.length > 0 || operation.kind === 'opaque') return ['it is not read as one operation'];
  const predicted = postgresql.effects(operation, schema, String(version));
  const measured = await inDatabase(server, setup, (database) => measure(server, database, sql, about));
  const wrong = differences(predicted, measured);
  if (badRows === undefined) return wrong;
  const rows = await inDatabase(server, `${setup};\n${badRows}`, (database) => measure(server, database, sql));
  const refuses = rows.error !== undefined;
  return refuses === predicted.canFailOnRows
    ? wrong
    : [
        ...wrong,
        `can fail on rows: predicted ${predicted.canFailOnRows}, but ${rows.error ?? 'the server takes them'}`,
      ];
}

function operationsOf(sql: string): readonly Operation[] {
  return readSql(sql, 'postgresql').flatMap(({ operations }) => operations.map(({ operation }) => operation));
}

async function inDatabase<T>(server: Server, setup: string, run: (database: string) => Promise<T>): Promise<T> {
  const admin = server.connect('postgres');
  try {
    await admin.unsafe('CREATE DATABASE trial TEMPLATE base');
    await execute(server, 'trial', setup);
    return await run('trial');
  } finally {
    await admin.unsafe('DROP DATABASE IF EXISTS trial');
    await admin.end();
  }
}

function differences(predicted: Effects, measured: Measured): readonly string[] {
  if (measured.error !== undefined && measured.transaction === 'allowed') return [`refused: ${measured.error}`];
  const compared: readonly (readonly [string, string, string])[] = [
    ['locks', lockText(predicted.locks), lockText(measured.locks)],
    ['blocks', predicted.blocks, measured.blocks],
    ['work', predicted.work, measured.work],
    ['transaction', predicted.transaction, measured.transaction],
  ];
  return compared.flatMap(([what, expected, found]) =>
    expected === found ? [] : [`${what}: predicted ${expected}, measured ${found}`],
  );
}

/** Without indexes, which are not measured, and ACCESS SHARE, which is in nobody's way. */
function lockText(locks: readonly Lock[]): string {
  const shown = locks.filter(({ relation, mode }) => mode !== 'ACCESS SHARE' && !relation.endsWith('_idx'));
  return (
    shown
      .map(({ relation, mode }) => `${mode} ${relation}`)
      .sort()
      .join(', ') || 'none'
  );
}
