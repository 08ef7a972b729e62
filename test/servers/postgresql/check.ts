import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { postgresql } from '../../../server/src/engines/postgresql/index.ts';
import { allWork, type Effects, type Lock } from '../../../server/src/model/effects.ts';
import type { Operation } from '../../../server/src/model/operation.ts';
import { type Schema, settled } from '../../../server/src/model/schema.ts';
import { actionsOf, operationsOf, schemaAfter } from '../../operations.ts';
import type { Case } from './cases/case.ts';
import { type Measured, measure, refusalOn } from './measure.ts';
import type { Server } from './server.ts';

/** What the engine predicts wrongly of one case on that server, a line each; the case leaves the database as it was unless it `spoils` it. */
export async function check(
  server: Server,
  version: number,
  database: string,
  { sql, setup = '', badRows, about, refused }: Case,
): Promise<{ readonly wrong: readonly string[]; readonly spoils: boolean }> {
  const schema = settled(schemaAfter(setup, 'postgresql', settledBase()));
  const predicted = prediction(operationsOf(sql, 'postgresql'), schema, String(version));
  if (!predicted) return { wrong: ['it is not read'], spoils: false };
  const measured = await measure(server, database, sql, about);
  const rows = badRows === undefined ? undefined : await refusalOn(server, database, badRows, sql);
  const wrong = [
    ...(measured.refusal || predicted.refused !== undefined || refused !== undefined
      ? refusals(refused, predicted, measured)
      : differences(predicted, measured)),
    ...(badRows === undefined || predicted.canFailOnRows === (rows !== undefined)
      ? []
      : [`can fail on rows: predicted ${predicted.canFailOnRows}, but ${rows?.message ?? 'the server takes them'}`]),
  ];
  return { wrong, spoils: measured.transaction === 'forbidden' };
}

/** Several operations are one statement. */
function prediction(operations: readonly Operation[], before: Schema, version: string): Effects | undefined {
  if (operations.length === 0 || operations.some(({ kind }) => kind === 'opaque')) return undefined;
  const actions = actionsOf(operations, postgresql, before, version);
  const together = actions.length > 1 ? postgresql.together?.(actions, version) : undefined;
  return (together ?? actions.map(({ effects }) => effects)).reduce(both);
}

/** Actions of one ALTER TABLE have the same locks; tables that are dropped together have each its own. */
function both(one: Effects, other: Effects): Effects {
  const dearer = allWork.indexOf(other.work) > allWork.indexOf(one.work) ? other : one;
  const known = new Set(one.locks.map(({ relation }) => relation));
  const locks = [...one.locks, ...other.locks.filter(({ relation }) => !known.has(relation))];
  return { ...dearer, locks, canFailOnRows: one.canFailOnRows || other.canFailOnRows };
}

/** A statement has to be refused as the case says, and the engine has to know. */
function refusals(expected: string | undefined, predicted: Effects, { refusal }: Measured): readonly string[] {
  return [
    ...(refusal?.code === expected ? [] : [`refused: ${refusal ? `${refusal.code} ${refusal.message}` : 'no'}`]),
    ...((predicted.refused !== undefined) === (refusal !== undefined)
      ? []
      : [`refused: predicted ${predicted.refused ?? 'no'}, measured ${refusal?.message ?? 'no'}`]),
  ];
}

export const base = readFileSync(join(import.meta.dirname, '..', 'postgresql', 'base-schema.sql'), 'utf8');
let known: Schema | undefined;

export function settledBase(): Schema {
  known ??= settled(schemaAfter(base, 'postgresql'));
  return known;
}

export async function execute(server: Server, database: string, sql: string): Promise<void> {
  const session = server.connect(database);
  try {
    await session.unsafe(sql);
  } finally {
    await session.end();
  }
}

function differences(predicted: Effects, measured: Measured): readonly string[] {
  const indexes = new Set(measured.indexes);
  const onIndexes = predicted.locks.filter(({ relation }) => indexes.has(relation));
  const told = measured.indexLocks.filter(({ relation }) => onIndexes.some((each) => each.relation === relation));
  const compared: readonly (readonly [string, string, string])[] = [
    ['locks', lockText(predicted.locks.filter((each) => !onIndexes.includes(each))), lockText(measured.locks)],
    ['locks of indexes', inWords(onIndexes), inWords(told)],
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
  return inWords(locks.filter(({ relation, mode }) => mode !== 'ACCESS SHARE' && !relation.endsWith('_idx')));
}

function inWords(locks: readonly Lock[]): string {
  const words = locks.map(({ relation, mode }) => `${mode} ${relation.replace(/^public\./, '')}`);
  return words.sort().join(', ') || 'none';
}
