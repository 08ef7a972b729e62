import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { postgresql } from '../../../server/src/engines/postgresql/index.ts';
import { after } from '../../../server/src/model/after.ts';
import type { Effects, Lock } from '../../../server/src/model/effects.ts';
import type { Operation } from '../../../server/src/model/operation.ts';
import { emptySchema, settled } from '../../../server/src/model/schema.ts';
import { readSql } from '../../../server/src/sql/parse.ts';
import type { Case } from './cases.ts';
import { type Measured, measure } from './measure.ts';
import type { Server } from './server.ts';

/** What the engine predicts wrongly of one case on that server, a line each. */
export async function check(
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

const base = readFileSync(join(import.meta.dirname, '..', 'postgresql', 'base-schema.sql'), 'utf8');

/** Makes the database that every case starts from. */
export async function prepare(server: Server): Promise<void> {
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
