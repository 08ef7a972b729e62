import type { Connection } from 'mysql2/promise';
import type { OnlineLock } from '../../../../server/src/model/operation.ts';
import { settled } from '../../../../server/src/model/schema.ts';
import { schemaAfter } from '../../../operations.ts';
import { randomAlters } from '../../random-alters.ts';
import { differences, predict } from '../check.ts';
import { cheapest, type Measured } from '../measure.ts';
import type { Server } from '../server.ts';
import { query, type Refusal, refusal } from '../sessions.ts';
import { snapshot, workOf } from '../work.ts';
import { type Fragments, fragments, setup } from './fragments.ts';

/** Carries out statements of several actions each, put together at random; the same seed gives the same ones. */
export async function proveAlters(
  server: Server,
  observer: Connection,
  seed: number,
  tries: number,
  chosen: (sql: string) => boolean,
): Promise<{ readonly passed: number; readonly failed: number }> {
  await query(observer, `DROP DATABASE IF EXISTS trial; CREATE DATABASE trial; USE trial; ${setup}`);
  const count = { passed: 0, failed: 0 };
  for (const { sql, of } of randomAlters(seed, tries, fragments)) {
    if (!chosen(sql)) continue;
    const wrong = await proved(sql, of, server, observer);
    if (wrong) count[wrong.length === 0 ? 'passed' : 'failed']++;
    if (wrong && wrong.length > 0)
      console.log([`MariaDB ${server.version}, seed ${seed}: ${sql}`, ...wrong].join('\n  '));
  }
  return count;
}

/** What is said otherwise than it was measured; nothing where it is refused for a reason that concerns no company. */
export async function proved(
  sql: string,
  of: Fragments,
  server: Server,
  observer: Connection,
): Promise<readonly string[] | undefined> {
  const made = `CREATE TABLE ${of.table} ${of.definition}; INSERT INTO ${of.table} ${of.rows}`;
  const schema = settled(schemaAfter(`${setup};${made}`, 'mariadb'));
  const predicted = predict(sql, schema, server.version);
  if (typeof predicted === 'string') return [predicted];
  const renew = (more: string) => query(observer, `DROP TABLE IF EXISTS ${of.table}; ${made}${more}`);
  await renew('');
  const measured = await carriedOut(sql, server, observer);
  const canFail = predicted.some((each) => each.canFailOnRows);
  const refused = predicted.some((each) => each.refused !== undefined);
  if ('message' in measured) {
    if (isOfRows(measured) && !canFail) return [`rows are said not to make it fail: ${measured.message}`];
    return refused || isOfRows(measured) ? [] : undefined;
  }
  const wrong = differences(predicted, measured, of.table);
  if (canFail || refused) return wrong;
  await renew(`; ${of.badRows}`);
  const onBadRows = await refusal(observer, sql);
  return onBadRows && isOfRows(onBadRows)
    ? [...wrong, `rows are said not to make it fail: ${onBadRows.message}`]
    : wrong;
}

/** Whom it keeps out follows from its LOCK, as the single cases measure. */
async function carriedOut(sql: string, server: Server, observer: Connection): Promise<Measured | Refusal> {
  const session = await server.connect('trial');
  try {
    const before = await snapshot(observer);
    await query(session, 'FLUSH LOCAL STATUS');
    const way = await cheapest(session, sql);
    if ('message' in way) return way;
    const { lock = 'NONE' } = way;
    const work = await workOf(session, observer, before);
    return { ...way, blocks: blocks[lock], work, transaction: 'implicit commit' };
  } finally {
    session.destroy();
  }
}

const blocks: Readonly<Record<OnlineLock, Measured['blocks']>> = {
  NONE: 'nothing',
  SHARED: 'writes',
  EXCLUSIVE: 'reads and writes',
};

/** It refuses rows: NULL, a value that does not fit, a second one where there may be one, a broken key or CHECK. */
function isOfRows({ number }: Refusal): boolean {
  return [1048, 1062, 1138, 1264, 1265, 1292, 1366, 1406, 1452, 4025].includes(number);
}
