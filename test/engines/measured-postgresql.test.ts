import { beforeAll, expect, test } from 'vitest';
import { postgresql } from '../../server/src/engines/postgresql/index.ts';
import type { Effects } from '../../server/src/model/effects.ts';
import type { Operation } from '../../server/src/model/operation.ts';
import { type Schema, settled } from '../../server/src/model/schema.ts';
import { loadSql } from '../../server/src/sql/parse.ts';
import { actionsOf, operationsOf, schemaAfter } from '../operations.ts';
import { baseSchema, measurementsOf, skipped } from './measurements.ts';

/** The share of agreement that is never to be lost again. */
const threshold = 0.99;

interface Measurement {
  readonly id: string;
  readonly engine: string;
  readonly sql: readonly string[];
  readonly setup?: readonly string[];
  readonly versions: readonly number[];
  readonly locks?: Readonly<Record<string, string>>;
  readonly blocks_reads?: readonly string[];
  readonly blocks_writes?: readonly string[];
  readonly rewrite?: readonly string[];
  readonly scan?: readonly string[];
  readonly index_built?: readonly string[];
  readonly grows?: boolean;
  readonly in_txn_ok: boolean;
  readonly error?: { readonly sqlstate: string; readonly message: string };
}

/** Aspects of measurements that were not looked at where the model speaks of them, each with the reason. */
const notComparable: Readonly<Record<string, { readonly what: readonly string[]; readonly why: string }>> = {
  detach_partition_concurrently: {
    what: ['locks'],
    why: 'it was watched while it waited in its first phase, before the partition alone is locked',
  },
  drop_schema_cascade: {
    what: ['blocks'],
    why: 'the other session looked for the table outside of its schema',
  },
};

/** What the session was told before: the measurements say it in their names. */
const told: Readonly<Record<string, string>> = { type_ts_to_tz_utc_session: "SET TIME ZONE 'UTC'" };

const measurements = measurementsOf<Measurement>('postgresql');

beforeAll(loadSql);

test.skipIf(skipped !== '')(`the engine predicts what was measured on real servers${skipped}`, () => {
  const base = baseSchema('postgresql');
  const result = { agreed: 0, compared: 0, refused: 0, left: 0 };
  const wrong = new Map<string, number[]>();
  for (const measurement of measurements) {
    for (const version of measurement.versions) {
      const found = compare(
        measurement,
        version,
        settled(schemaAfter((measurement.setup ?? []).join(';\n'), 'postgresql', base)),
      );
      if (found === 'refused' || found === 'left') result[found]++;
      else {
        result.compared++;
        if (found.length === 0) result.agreed++;
        for (const line of found) wrong.set(line, [...(wrong.get(line) ?? []), version]);
      }
    }
  }
  const share = result.agreed / result.compared;
  for (const [line, versions] of wrong) console.log(`${line} (${versions.join(', ')})`);
  console.log(
    `${result.agreed} of ${result.compared} measurements are predicted (${(100 * share).toFixed(1)} %); the server refused ` +
      `${result.refused}, and ${result.left} say what the model cannot`,
  );
  expect(result.compared).toBeGreaterThan(1000);
  expect(share).toBeGreaterThanOrEqual(threshold);
});

function compare(measured: Measurement, version: number, before: Schema): 'refused' | 'left' | readonly string[] {
  if (measured.error) return /^2[23]/.test(measured.error.sqlstate) ? canFail(measured, version, before) : 'refused';
  const schema = schemaAfter(told[measured.id] ?? '', 'postgresql', before);
  const operations = operationsOf(measured.sql.join(';\n'), 'postgresql');
  if (operations.some(({ kind }) => kind === 'opaque')) return 'left';
  const steps = actionsOf(operations, postgresql, schema, String(version)).map(({ effects }) => effects);
  const forbidden = steps.some(({ transaction }) => transaction === 'forbidden');
  const predicted = {
    locks: locksOf(steps),
    work: strongest(
      steps.map(({ work }) => work),
      works,
    ),
  };
  const compared: readonly (readonly [string, string, string])[] = [
    ['locks', predicted.locks, measuredLocks(measured) ?? (forbidden ? predicted.locks : 'none')],
    [
      'blocks',
      strongest(
        steps.map(({ blocks }) => blocks),
        blockings,
      ),
      measuredBlocks(measured),
    ],
    [
      'work',
      predicted.work,
      forbidden && !measured.grows ? predicted.work : measuredWork(measured, operations, forbidden),
    ],
    ['transaction', forbidden ? 'forbidden' : 'allowed', measured.in_txn_ok ? 'allowed' : 'forbidden'],
  ];
  return compared.flatMap(([what, expected, found]) =>
    expected === found || notComparable[measured.id]?.what.includes(what)
      ? []
      : [`${measured.id}: ${what} predicted ${expected}, measured ${found}`],
  );
}

/** The rows at hand made the server refuse. */
function canFail(measured: Measurement, version: number, schema: Schema): readonly string[] {
  const effects = operationsOf(measured.sql.join(';\n'), 'postgresql').map((each) =>
    postgresql.effects(each, schema, String(version)),
  );
  return effects.some((each) => each.canFailOnRows) ? [] : [`${measured.id}: rows could not make it fail, but did`];
}

const modes = [
  'RowShare',
  'RowExclusive',
  'ShareUpdateExclusive',
  'Share',
  'ShareRowExclusive',
  'Exclusive',
  'AccessExclusive',
];
const blockings = ['nothing', 'writes', 'reads and writes'];
const works = ['instant', 'scan', 'row writes', 'index build', 'rewrite'];

function isIndex(relation: string): boolean {
  return /_(idx|pkey|uq|uidx)$/.test(relation);
}

function locksOf(steps: readonly Effects[]): string {
  const held = new Map<string, string>();
  for (const { relation, mode } of steps.flatMap(({ locks }) => locks)) {
    const name = relation.replace(/^\w+\./, '');
    const found = modes.find((each) => each.replace(/\B[A-Z]/g, ' $&').toUpperCase() === mode);
    if (found === undefined || isIndex(name)) continue;
    held.set(name, strongest([held.get(name) ?? found, found], modes));
  }
  return shown([...held]);
}

/** Nothing where no lock was seen: a statement outside a transaction may have been too quick. */
function measuredLocks({ locks = {} }: Measurement): string | undefined {
  const held = Object.entries(locks).map(([name, mode]) => [name, mode.replace(/Lock$/, '')] as const);
  const counted = held.filter(([name, mode]) => !isIndex(name) && modes.includes(mode));
  return counted.length === 0 ? undefined : shown(counted);
}

function shown(held: readonly (readonly [string, string])[]): string {
  return (
    held
      .map(([name, mode]) => `${mode} ${name}`)
      .sort()
      .join(', ') || 'none'
  );
}

function strongest(values: readonly string[], order: readonly string[]): string {
  return order[Math.max(0, ...values.map((value) => order.indexOf(value)))] ?? '';
}

function measuredBlocks({ blocks_reads = [], blocks_writes = [] }: Measurement): string {
  return blocks_reads.length > 0 ? 'reads and writes' : blocks_writes.length > 0 ? 'writes' : 'nothing';
}

/** Indexes of a new or emptied table are built over no rows, and a scan before rows are written is part of the writing. */
function measuredWork(
  { rewrite = [], index_built = [], scan = [], grows }: Measurement,
  operations: readonly Operation[],
  forbidden: boolean,
): string {
  const kinds = new Set(operations.map(({ kind }) => kind));
  if (rewrite.length > 0) return 'rewrite';
  const empty = kinds.has('createTable') || kinds.has('truncate');
  if ((index_built.length > 0 && !empty) || (forbidden && kinds.has('createIndex'))) return 'index build';
  const locksRows = operations.some((each) => each.kind === 'other' && each.statement === 'SELECT FOR UPDATE');
  const writes = kinds.has('updateRows') || kinds.has('insertRows') || kinds.has('refreshView') || locksRows;
  if (scan.length > 0 || grows) return writes ? 'row writes' : 'scan';
  return 'instant';
}
