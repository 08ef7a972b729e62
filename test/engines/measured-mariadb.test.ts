import { beforeAll, expect, test } from 'vitest';
import { mariadb } from '../../server/src/engines/mysql/index.ts';
import type { Effects } from '../../server/src/model/effects.ts';
import type { Schema } from '../../server/src/model/schema.ts';
import { loadSql } from '../../server/src/sql/parse.ts';
import { actionsOf, operationsOf, schemaAfter } from '../operations.ts';
import { baseSchema, measurementsOf, skipped } from './measurements.ts';

interface Measurement {
  readonly id: string;
  readonly engine: string;
  readonly sql: readonly string[];
  readonly best_algorithm?: string;
  readonly least_lock?: string;
  readonly blocks_reads: boolean;
  readonly blocks_writes: boolean;
  readonly rewrite?: boolean;
  readonly error?: string;
}

const measurements = measurementsOf<Measurement>('mariadb');

/** What stands in the name of the measurement and not in its statement. */
const session: Readonly<Record<string, string>> = { add_fk_checks_off: 'SET foreign_key_checks = 0' };
const tables: Readonly<Record<string, string>> = { add_pk: 'nopk', drop_pk: 'pk' };

beforeAll(loadSql);

test.skipIf(skipped !== '')(`the engine predicts what was measured on MariaDB 10.11${skipped}`, () => {
  const base = baseSchema('mariadb');
  const wrong = measurements.flatMap((each) => compare(each, schemaAfter(session[each.id] ?? '', 'mariadb', base)));
  expect(wrong).toEqual([]);
  expect(measurements.length).toBeGreaterThanOrEqual(36);
});

function compare(measured: Measurement, before: Schema): readonly string[] {
  const table = tables[measured.id];
  const sql = measured.sql.join(';\n');
  const operations = operationsOf(table ? sql.replace(/\bt\b/, table) : sql, 'mariadb');
  const steps = actionsOf(operations, mariadb, before, '10.11').map(({ effects }) => effects);
  const predicted = said(steps, measured);
  const found = saidBy(measured);
  return predicted === found ? [] : [`${measured.id}: predicted ${predicted}, measured ${found}`];
}

/** Errors 1062 and 4025 come from the rows at hand; all others whatever the rows are. */
function saidBy({ error, ...measured }: Measurement): string {
  if (error !== undefined) return /^(1062|4025)/.test(error) ? 'rows may refuse' : 'refused';
  const blocks = measured.blocks_reads ? 'reads and writes' : measured.blocks_writes ? 'writes' : 'nothing';
  return `${measured.best_algorithm} ${measured.least_lock}, blocks ${blocks}${measured.rewrite ? ', rewrites' : ''}`;
}

function said(steps: readonly Effects[], { error }: Measurement): string {
  if (steps.some(({ refused }) => refused !== undefined)) return 'refused';
  if (error !== undefined) return steps.some((each) => each.canFailOnRows) ? 'rows may refuse' : 'rows cannot refuse';
  const algorithm = strongest(
    steps.map((each) => each.algorithm),
    ['INSTANT', 'NOCOPY', 'INPLACE', 'COPY'],
  );
  const lock = strongest(
    steps.map((each) => each.lock),
    ['NONE', 'SHARED', 'EXCLUSIVE'],
  );
  const blocks = strongest(
    steps.map((each) => each.blocks),
    ['nothing', 'writes', 'reads and writes'],
  );
  return `${algorithm} ${lock}, blocks ${blocks}${steps.some(({ work }) => work === 'rewrite') ? ', rewrites' : ''}`;
}

function strongest(values: readonly (string | undefined)[], order: readonly string[]): string {
  return order[Math.max(...values.map((value) => order.indexOf(value ?? '')))] ?? '';
}
