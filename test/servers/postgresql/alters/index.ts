import { postgresql } from '../../../../server/src/engines/postgresql/index.ts';
import type { Effects } from '../../../../server/src/model/effects.ts';
import { type Schema, settled } from '../../../../server/src/model/schema.ts';
import { actionsOf, operationsOf, schemaAfter } from '../../../operations.ts';
import { base, execute } from '../check.ts';
import type { Server } from '../server.ts';
import { badRows, setup } from './fragments.ts';
import { lockText, type Measured, measureAlter, type Refusal, refusalOf } from './measure.ts';
import { measuredPasses, predictedPasses, wrongPasses } from './passes.ts';
import { statements } from './statements.ts';

/** Carries out statements of several actions each, put together at random, and undoes them; the same seed gives the same ones. */
export async function proveAlters(
  server: Server,
  version: number,
  seed: number,
  chosen: (sql: string) => boolean,
): Promise<{ readonly passed: number; readonly failed: number }> {
  await made(server, 'alters', `${base};\n${setup}`);
  await made(server, 'bad_alters', `${base};\n${badRows};\n${setup}`);
  const said: string[] = [];
  const session = server.connect('alters', (message) => said.push(message));
  const bad = server.connect('bad_alters');
  const observer = server.connect('alters');
  const schema = settled(schemaAfter(`${base};\n${setup}`, 'postgresql'));
  const count = { passed: 0, failed: 0 };
  try {
    await session.unsafe('SET client_min_messages = debug1');
    const keys = await observer<{ name: string }[]>`
      SELECT conname AS name FROM pg_constraint WHERE contype = 'f' AND convalidated`;
    const valid = new Set(keys.map(({ name }) => name));
    for (const sql of statements(seed, tries, version)) {
      if (!chosen(sql)) continue;
      const measured = await measureAlter({ session, observer, said }, sql);
      const wrong = differences(sql, predict(sql, schema, version), measured, await refusalOf(bad, sql), valid);
      if (wrong) count[wrong.length === 0 ? 'passed' : 'failed']++;
      if (wrong && wrong.length > 0)
        console.log([`PostgreSQL ${version}, seed ${seed}: ${sql}`, ...wrong].join('\n  '));
    }
  } finally {
    for (const each of [session, bad, observer]) await each.end();
  }
  return count;
}

/** About a quarter is refused for reasons that concern no company, such as a column that is not there, and counts for nothing. */
const tries = 400;

async function made(server: Server, database: string, sql: string): Promise<void> {
  await execute(server, 'postgres', `CREATE DATABASE ${database}`);
  await execute(server, database, sql);
}

function predict(sql: string, schema: Schema, version: number): readonly Effects[] {
  const actions = actionsOf(operationsOf(sql, 'postgresql'), postgresql, schema, String(version));
  return postgresql.together?.(actions, String(version)) ?? [];
}

function differences(
  sql: string,
  predicted: readonly Effects[],
  { locks, said, refusal }: Measured,
  onBadRows: Refusal | undefined,
  valid: ReadonlySet<string>,
): readonly string[] | undefined {
  const refused = predicted.find((each) => each.refused !== undefined)?.refused;
  const canFail = predicted.some((each) => each.canFailOnRows);
  if (refusal && isOfRows(refusal)) return canFail ? [] : [`rows are said not to make it fail: ${refusal.message}`];
  if (refusal) return refused === undefined ? undefined : [];
  if (refused !== undefined) return [`predicted as refused, but taken: ${refused}`];
  const wrong = predicted
    .map((each) => [lockText(each.locks), locks])
    .flatMap(([expected, found]) => (expected === found ? [] : [`locks: predicted ${expected}, measured ${found}`]));
  wrong.push(...wrongPasses(predictedPasses(predicted), measuredPasses(sql, said, valid)));
  if (onBadRows && isOfRows(onBadRows) && !canFail)
    wrong.push(`rows are said not to make it fail: ${onBadRows.message}`);
  return [...new Set(wrong)];
}

/** Integrity is violated, or a value does not fit: https://www.postgresql.org/docs/current/errcodes-appendix.html */
function isOfRows({ code, message }: Refusal): boolean {
  return /^2[23]/.test(code) && code !== '22023' && !message.includes('"pg_constraint');
}
