import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { sqlite } from '../../server/src/engines/sqlite/index.ts';
import { after } from '../../server/src/model/after.ts';
import type { Effects } from '../../server/src/model/effects.ts';
import type { Operation } from '../../server/src/model/operation.ts';
import { emptySchema, settled } from '../../server/src/model/schema.ts';
import { loadSql, readSql } from '../../server/src/sql/parse.ts';

/** What statements did on SQLite 3.40, measured elsewhere; it is not part of the repository. */
const folder = resolve(import.meta.dirname, '../../../shared/facts');
const file = resolve(folder, 'measured-effects.jsonl');
const skipped = existsSync(file) ? '' : ` (skipped: there is no ${file})`;

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

const lines = skipped === '' ? readFileSync(file, 'utf8').trim().split('\n') : [];
const measurements = lines.map((line): Measurement => JSON.parse(line)).filter(({ engine }) => engine === 'sqlite');

beforeAll(loadSql);

test.skipIf(skipped !== '')(`the engine predicts what was measured on SQLite 3.40${skipped}`, () => {
  const base = settled(
    operationsOf(readFileSync(resolve(folder, 'base-schema.sqlite.sql'), 'utf8')).reduce(after, emptySchema),
  );
  const compared = measurements.filter(({ id }) => !(id in notComparable));
  const predicted = compared.map((measurement) => {
    let schema = operationsOf(setUp[measurement.id] ?? '').reduce(after, base);
    const steps = operationsOf(measurement.sql.join(';\n')).map((operation) => {
      const effects = sqlite.effects(operation, schema, '3.40');
      schema = after(schema, operation);
      return effects;
    });
    // The first that is refused ends it.
    const all = steps.map((each) => said(each, measurement));
    return [measurement.id, all.find((each) => each.startsWith('refused')) ?? all.join(' | ')];
  });
  expect(Object.fromEntries(predicted)).toEqual(Object.fromEntries(compared.map((each) => [each.id, measured(each)])));
  expect(compared.length).toBeGreaterThanOrEqual(29);
});

function operationsOf(sql: string): readonly Operation[] {
  return readSql(sql, 'sqlite').flatMap(({ operations }) => operations.map(({ operation }) => operation));
}

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
