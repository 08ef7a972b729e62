import { beforeAll, describe, expect, test } from 'vitest';
import { mariadb } from '../../server/src/engines/mysql/index.ts';
import { postgresql } from '../../server/src/engines/postgresql/index.ts';
import { sqlite } from '../../server/src/engines/sqlite/index.ts';
import type { Effects } from '../../server/src/model/effects.ts';
import type { Engine } from '../../server/src/model/engine.ts';
import { type Schema, settled } from '../../server/src/model/schema.ts';
import { loadSql } from '../../server/src/sql/parse.ts';
import { actionsOf, operationsOf, schemaAfter } from '../operations.ts';
import { baseSchema, measurementsOf, skipped } from './measurements.ts';

/** A measured time may lie outside of the range by this factor: another day, another machine. */
const tolerance = 1.5;
const share = 0.95;
/** A range whose ends are farther apart says too little. */
const widest = 6;

/** How long statements took on tables of 500,000 rows. */
interface Measurement {
  readonly id: string;
  readonly engine: string;
  readonly sql: readonly string[];
  readonly setup?: readonly string[];
  readonly versions?: readonly number[];
  readonly ms_10k?: number;
  readonly ms_500k?: number;
  readonly grows?: boolean;
  readonly error?: unknown;
}

/** What stands in the name of the measurement and not in its statement. */
const session: Readonly<Record<string, string>> = {
  'mariadb add_fk_checks_off': 'SET foreign_key_checks = 0',
  'postgresql type_ts_to_tz_utc_session': "SET timezone = 'UTC'",
  'sqlite drop_index': 'CREATE INDEX ix_name ON t (name)',
};
const tables: Readonly<Record<string, string>> = { 'mariadb add_pk': 'nopk', 'mariadb drop_pk': 'pk' };

/** The rows of tables that had other than 500,000. */
const rowsOf: Readonly<Record<string, number>> = { pnew: 100_000, pdef: 100_000, org: 100, inhp: 0 };
const rowsIn: Readonly<Record<string, number>> = { 'attach_partition 13': 25_000 };

beforeAll(loadSql);

describe.each([
  [postgresql, '15', 57],
  [mariadb, '10.11', 11],
  [sqlite, '3.40', 7],
] as const)('$name', (engine, version, least) => {
  test.skipIf(skipped !== '')(`what grows has a price, and what it took lies in its range${skipped}`, () => {
    const base = baseSchema(engine.name);
    const growing = measurementsOf<Measurement>(engine.name).filter(grows);
    const misses = growing.flatMap((each) => missed(each, effectsOf(each, base, engine, version)));
    for (const line of misses) console.log(line);
    console.log(`${engine.name}: ${growing.length - misses.length} of ${growing.length} times lie in the range`);
    expect(growing.length).toBeGreaterThanOrEqual(least);
    expect(misses.length).toBeLessThanOrEqual(Math.floor((1 - share) * growing.length));
  });

  test.skipIf(skipped !== '')(`what does not grow has no price${skipped}`, () => {
    const base = baseSchema(engine.name);
    const instant = measurementsOf<Measurement>(engine.name).filter(isInstant);
    const priced = instant.filter((each) => effectsOf(each, base, engine, version).some(isPriced));
    expect(priced.map(({ id, sql }) => `${id}: ${sql.join('; ')}`)).toEqual([]);
    expect(instant.length).toBeGreaterThanOrEqual(6);
  });
});

test.each([
  ['postgresql', 'CREATE INDEX i ON t (a)', 'index build 0.6 to 3'],
  ['postgresql', 'CREATE INDEX i ON t USING ivfflat (a)', 'index build'],
  ['postgresql', 'ALTER TABLE t ALTER a TYPE bigint', 'rewrite 2 to 10.1 with 2 indexes'],
  ['postgresql', 'ALTER TABLE u ALTER a TYPE bigint', 'rewrite 1.4 to 6.8 if it has no index but that of its key'],
  [
    'postgresql',
    'ALTER TABLE u ADD UNIQUE (a), ALTER a TYPE bigint',
    'index build 0.6 to 3, rewrite 1.4 to 6.8 if it has no index but that of its key',
  ],
  ['postgresql', 'ALTER TABLE t ALTER id TYPE bigint', 'rewrite 2 to 10.1 with 2 indexes and 0.6 to 3.2 of c'],
  ['postgresql', 'DELETE FROM t WHERE a = 1', 'row writes 4.6 to 23 with 1 foreign key to it, at most'],
  ['postgresql', 'INSERT INTO c SELECT * FROM c', 'row writes 4.8 to 24, of a query'],
  ['postgresql', 'CREATE TABLE n (a int); CREATE INDEX i ON n (a)', 'instant, instant'],
  ['mariadb', 'ALTER TABLE t ADD INDEX (a), ADD INDEX (b)', 'index build 2.2 to 12, instant'],
  ['mariadb', 'ALTER TABLE t MODIFY a BIGINT', 'rewrite 2.4 to 9.7 with 1 secondary index, instant, instant'],
  ['mariadb', 'UPDATE t SET b = 1', 'row writes 1.2 to 5'],
  ['mariadb', 'UPDATE t SET a = 1', 'row writes 3.2 to 14 with 1 of its indexes'],
  ['sqlite', 'DELETE FROM t', 'row writes 0.5 to 2.1'],
  ['sqlite', 'DELETE FROM t WHERE a = 1', 'row writes 2.7 to 11.5 with 1 index, at most'],
  ['sqlite', 'REINDEX t', 'index build 0.4 to 1.8'],
  ['sqlite', 'VACUUM', 'rewrite'],
] as const)('%s: %s costs %s', (name, sql, expected) => {
  const engine = { postgresql, mariadb, sqlite }[name];
  const base = `CREATE TABLE t (id ${engine === sqlite ? 'INTEGER' : 'int'} PRIMARY KEY, a int, b int); CREATE INDEX t_a ON t (a);
    CREATE TABLE c (t_id int REFERENCES t (id))`;
  const schema = settled(schemaAfter(base, name));
  const actions = actionsOf(operationsOf(sql, name), engine, schema, engine.assumedVersion);
  const effects = sql.startsWith('ALTER') ? engine.together?.(actions, engine.assumedVersion) : undefined;
  expect((effects ?? actions.map((each) => each.effects)).map(priceText).join(', ')).toBe(expected);
});

function priceText({ work, cost }: Effects): string {
  if (!cost) return work;
  const range = ({ perRow }: { readonly perRow: { readonly least: number; readonly most: number } }) =>
    `${Number(perRow.least.toFixed(1))} to ${Number(perRow.most.toFixed(1))}`;
  const because = cost.because === undefined ? '' : ` ${cost.because}`;
  const also = (cost.also ?? []).map((each) => ` and ${range(each)} of ${each.table.name}`).join('');
  return `${work} ${range(cost)}${because}${also}${cost.counted === undefined ? '' : `, ${cost.counted}`}`;
}

/** A table without rows costs nothing, and a condition may choose none. */
function isPriced({ cost }: Effects): boolean {
  return cost !== undefined && rowsOf[cost.table.name] !== 0 && cost.counted !== 'at most';
}

function grows({ grows: said, ms_10k = 0, ms_500k = 0, error }: Measurement): boolean {
  return error === undefined && ms_500k > 0 && (said ?? (ms_500k > 20 && ms_500k > 4 * ms_10k));
}

function isInstant(each: Measurement): boolean {
  return each.error === undefined && each.ms_500k !== undefined && !grows(each);
}

function effectsOf(measured: Measurement, base: Schema, engine: Engine, version: string): readonly Effects[] {
  const table = tables[`${engine.name} ${measured.id}`];
  const sql = measured.sql.join(';\n');
  const ready = settled(schemaAfter((measured.setup ?? []).join(';\n'), engine.name, base));
  const schema = schemaAfter(session[`${engine.name} ${measured.id}`] ?? '', engine.name, ready);
  const { versions = [] } = measured;
  const major = versions.length === 0 || versions.includes(Number(version)) ? version : String(versions.at(-1));
  const operations = operationsOf(table ? sql.replace(/\bt\b/, table) : sql, engine.name);
  return actionsOf(operations, engine, schema, major).map(({ effects }) => effects);
}

function missed(measured: Measurement, effects: readonly Effects[]): readonly string[] {
  const { id, sql, ms_500k = 0, versions = [] } = measured;
  const what = `${id}: ${sql.join('; ').slice(0, 110)}`;
  const costs = effects.flatMap(({ cost }) => (cost ? [cost, ...(cost.also ?? [])] : []));
  if (costs.length === 0) return [`${what} has no price and took ${ms_500k} ms`];
  const sum = (bound: 'least' | 'most') =>
    costs.reduce((all, { table, perRow, counted }) => {
      if (bound === 'least' && counted === 'at most') return all;
      const rows = rowsIn[`${id} ${versions[0]}`] ?? rowsOf[table.name] ?? 500_000;
      return all + (perRow[bound] * rows) / 1000;
    }, 0);
  const [least, most] = [sum('least'), sum('most')];
  const range = `${Math.round(least)} to ${Math.round(most)} ms`;
  if (most / least > widest) return [`${what}: ${range} is no estimate`];
  const inside = ms_500k * tolerance >= least && ms_500k <= most * tolerance;
  return inside ? [] : [`${what} took ${ms_500k} ms, not ${range}`];
}
