import { beforeAll, expect, test } from 'vitest';
import { sqlite } from '../../server/src/engines/sqlite/index.ts';
import type { Effects } from '../../server/src/model/effects.ts';
import { loadSql } from '../../server/src/sql/parse.ts';
import { actionsOf, operationsOf, schemaAfter } from '../operations.ts';
import { baseSchema, measurementsOf, skipped } from './measurements.ts';

interface Measurement {
  readonly id: string;
  readonly engine: string;
  readonly sql: readonly string[];
  readonly supported: boolean;
  readonly rewrite?: boolean;
  readonly scan?: boolean;
  readonly in_txn_ok: boolean;
  readonly error?: string;
}

/** Measurements that say nothing about what the model can say, each with the reason. */
const notComparable: Readonly<Record<string, string>> = {
  comment_on: 'it is no statement: the reader says so',
  add_two_columns_one_stmt: 'it is no statement: the reader says so',
  update_limit: 'how many rows a WHERE takes is not in the model',
  update_limit_clause: 'how many rows a WHERE takes is not in the model',
};

/** What stood before the statements, and is not in the record. */
const setUp: Readonly<Record<string, string>> = { batch_rebuild_view_exists: 'CREATE VIEW v AS SELECT name FROM t' };

/** SQLite's words for rows that did not suit: they are not what it says of the statement itself. */
const ofRows = /^(CHECK|UNIQUE|NOT NULL) constraint failed/;

const measurements = measurementsOf<Measurement>('sqlite');

beforeAll(loadSql);

test.skipIf(skipped !== '')(`the engine predicts what was measured on SQLite 3.40${skipped}`, () => {
  const base = baseSchema('sqlite');
  const compared = measurements.filter(({ id }) => !(id in notComparable));
  const predicted = compared.map((measurement) => {
    const schema = schemaAfter(setUp[measurement.id] ?? '', 'sqlite', base);
    const operations = operationsOf(measurement.sql.join(';\n'), 'sqlite');
    // The first that is refused ends it.
    const all = actionsOf(operations, sqlite, schema, '3.40').map(({ effects }) => said(effects, measurement));
    return [measurement.id, all.find((each) => each.startsWith('refused')) ?? all.join(' | ')];
  });
  expect(Object.fromEntries(predicted)).toEqual(Object.fromEntries(compared.map((each) => [each.id, measured(each)])));
  expect(compared.length).toBeGreaterThanOrEqual(29);
});

function measured({ id, supported, error, rewrite, scan, in_txn_ok }: Measurement): string {
  if (!in_txn_ok) return 'forbidden in a transaction';
  if (error !== undefined && ofRows.test(error)) return 'rows may refuse it';
  if (!supported) return `refused: ${error}`;
  if (id === 'set_fk_pragma_in_tx') return 'writes nothing';
  return `blocks writes of the file, ${rewrite ? 'grows' : scan ? 'reads' : 'instant'}`;
}

/** What matters of the effects: rows that suited say nothing about those that would not have. */
function said(effects: Effects, { error = '' }: Measurement): string {
  if (effects.transaction === 'forbidden') return 'forbidden in a transaction';
  if (effects.refused !== undefined) return `refused: ${effects.refused}`;
  if (ofRows.test(error)) return effects.canFailOnRows ? 'rows may refuse it' : 'no row can refuse it';
  if (effects.blocks === 'nothing') return 'writes nothing';
  const file = effects.locks.every(({ relation, mode }) => relation === 'main' && mode === 'EXCLUSIVE');
  const work = { instant: 'instant', scan: 'reads', 'index build': 'grows', rewrite: 'grows', 'row writes': 'grows' };
  return `blocks ${effects.blocks} of ${file ? 'the file' : 'something'}, ${work[effects.work]}`;
}
