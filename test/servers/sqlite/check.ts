import { sqlite } from '../../../server/src/engines/sqlite/index.ts';
import type { Effects, Work } from '../../../server/src/model/effects.ts';
import type { Operation } from '../../../server/src/model/operation.ts';
import { type Schema, settled } from '../../../server/src/model/schema.ts';
import { readSql } from '../../../server/src/sql/parse.ts';
import { schemaAfter } from '../../operations.ts';
import type { Case } from './cases.ts';
import { type Answer, base, type Measured, type Session } from './session.ts';

/** What the engine predicts wrongly of one case on that build, a line each. */
export async function check(session: Session, each: Case): Promise<readonly string[]> {
  const { sql, setup = '', badRows, foreignKeys = false, crowded = false } = each;
  const schema = settled(schemaAfter(`${base};\n${setup}`, 'sqlite'));
  const [statement, ...others] = readSql(sql, 'sqlite');
  const [operation, ...more] = statement?.operations.map((mapped) => mapped.operation) ?? [];
  if (!statement || !operation || others.length > 0) return ['it is not read as one statement'];
  const about = { sql, setup, badRows, foreignKeys, crowded };
  if (statement.error) return notSql(await session.ask({ ...about, alsoEmpty: false }), statement.error.message);
  if (more.length > 0 || operation.kind === 'opaque') return ['it is not read as one operation'];
  const predicted = sqlite.effects(operation, withForeignKeys(schema, foreignKeys), majorOf(session.version));
  const alsoEmpty = predicted.refused !== undefined || predicted.canFailOnRows;
  const answer = await session.ask({ ...about, alsoEmpty });
  if (answer.broken !== undefined) return [`could not be carried out: ${answer.broken}`];
  if (predicted.refused !== undefined) return refusal(predicted, predicted.refused, answer);
  return [...differences(operation, predicted, answer), ...onBadRows(predicted, answer)];
}

/** "3.40" of "3.40.1", as users name a version. */
function majorOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}

/** What the reader itself takes for an error. */
function notSql({ small, broken }: Answer, why: string): readonly string[] {
  if (broken !== undefined) return [`could not be carried out: ${broken}`];
  if (small.error === undefined) return [`refused: the reader says "${why}", but SQLite takes it`];
  return /syntax error/.test(small.error) ? [] : [`refused: the reader says "${why}", SQLite says "${small.error}"`];
}

function withForeignKeys(schema: Schema, on: boolean): Schema {
  return { ...schema, parameters: new Map([['foreign_keys', on ? 'ON' : 'OFF']]) };
}

function refusal(predicted: Effects, refused: string, { small, empty }: Answer): readonly string[] {
  if (small.error === undefined) return [`refused: predicted "${refused}", but SQLite takes it`];
  if (!small.error.toLowerCase().includes(refused.toLowerCase()))
    return [`refused: predicted "${refused}", but it says "${small.error}"`];
  const suits = empty?.error === undefined;
  return suits === predicted.canFailOnRows
    ? []
    : [`refused: on tables without rows it says ${empty?.error ?? 'nothing'}; predicted that rows matter: ${!suits}`];
}

function differences(
  operation: Operation,
  predicted: Effects,
  { small, large, empty, crowded }: Answer,
): readonly string[] {
  // The rows that are there refuse it, as was said.
  if (predicted.canFailOnRows && small.error !== undefined && empty?.error === undefined) return [];
  if (!large || small.error !== undefined || large.error !== undefined) {
    return [`refused: it says "${small.error ?? large?.error}", which was not predicted`];
  }
  const lost = (large.lost ?? 0) > 0;
  const compared: readonly (readonly [string, string, string])[] = [
    ['transaction', predicted.transaction, small.transaction ?? ''],
    ['blocks', predicted.blocks, small.blocks ?? ''],
    ['blocks in WAL mode', predicted.blocks.replace('reads and ', ''), large.blocks ?? ''],
    ['blocks where the cache is full', fullBlocks(predicted), crowded?.blocks ?? fullBlocks(predicted)],
    ['work', workClass(predicted.work), workOf(small, large)],
    // New values in place of old ones are what an UPDATE is for.
    [
      'data loss',
      String(predicted.dataLoss),
      overwrites.has(operation.kind) ? String(predicted.dataLoss) : String(lost),
    ],
    ['breaks running code', String(predicted.breaksRunningCode), String(large.breaks !== '')],
  ];
  return compared.flatMap(([what, expected, found]) =>
    expected === found
      ? []
      : [`${what}: predicted ${expected}, measured ${found}${what.startsWith('breaks') ? ` ${large.breaks}` : ''}`],
  );
}

/** Readers are kept away from when pages have to be written before the end: the sentence says so, where rows are written. */
function fullBlocks({ blocks, does }: Effects): string {
  return does.includes('more than the cache holds') ? 'reads and writes' : blocks;
}

const overwrites: ReadonlySet<Operation['kind']> = new Set(['updateRows', 'insertRows']);

function onBadRows(predicted: Effects, { bad }: Answer): readonly string[] {
  if (!bad) return [];
  const refuses = bad.error !== undefined;
  return refuses === predicted.canFailOnRows
    ? []
    : [`can fail on rows: predicted ${predicted.canFailOnRows}, but ${bad.error ?? 'SQLite takes them'}`];
}

/** What can be told apart by pages and instructions: whether rows are written, only read, or neither. */
function workClass(work: Work): string {
  return work === 'instant' ? 'an instant' : work === 'scan' ? 'rows are read' : 'rows are written';
}

function workOf(small: Measured, large: Measured): string {
  if ((large.pages ?? 0) - (small.pages ?? 0) > 10) return 'rows are written';
  return (large.steps ?? 0) - (small.steps ?? 0) > 100 ? 'rows are read' : 'an instant';
}
