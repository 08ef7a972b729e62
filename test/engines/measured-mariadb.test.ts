import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { mariadb } from '../../server/src/engines/mysql/index.ts';
import { after } from '../../server/src/model/after.ts';
import type { Effects } from '../../server/src/model/effects.ts';
import type { Operation } from '../../server/src/model/operation.ts';
import { emptySchema, type Schema, settled } from '../../server/src/model/schema.ts';
import { loadSql, readSql } from '../../server/src/sql/parse.ts';

/** What statements did on MariaDB 10.11, measured elsewhere; it is not part of the repository. */
const folder = resolve(import.meta.dirname, '../../../shared/facts');
const file = resolve(folder, 'measured-effects.jsonl');
const skipped = existsSync(file) ? '' : ` (skipped: there is no ${file})`;

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

const lines = skipped === '' ? readFileSync(file, 'utf8').trim().split('\n') : [];
const measurements: readonly Measurement[] = lines
  .map((line): Measurement => JSON.parse(line))
  .filter(({ engine }) => engine === 'mariadb');

/** What stands in the name of the measurement and not in its statement. */
const session: Readonly<Record<string, string>> = { add_fk_checks_off: 'SET foreign_key_checks = 0' };
const tables: Readonly<Record<string, string>> = { add_pk: 'nopk', drop_pk: 'pk' };

beforeAll(loadSql);

test.skipIf(skipped !== '')(`the engine predicts what was measured on MariaDB 10.11${skipped}`, () => {
  const base = settled(fold(readFileSync(resolve(folder, 'base-schema.mariadb.sql'), 'utf8'), emptySchema));
  const wrong = measurements.flatMap((each) => compare(each, fold(session[each.id] ?? '', base)));
  expect(wrong).toEqual([]);
  expect(measurements.length).toBeGreaterThanOrEqual(36);
});

function compare(measured: Measurement, before: Schema): readonly string[] {
  const table = tables[measured.id];
  const sql = measured.sql.join(';\n');
  let schema = before;
  const steps: Effects[] = [];
  for (const operation of operationsOf(table ? sql.replace(/\bt\b/, table) : sql)) {
    steps.push(mariadb.effects(operation, schema, '10.11'));
    schema = after(schema, operation);
  }
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

function fold(sql: string, schema: Schema): Schema {
  return operationsOf(sql).reduce(after, schema);
}

function operationsOf(sql: string): readonly Operation[] {
  return readSql(sql, 'mariadb').flatMap(({ operations }) => operations.map(({ operation }) => operation));
}
