import type { Queue, WaitLimit } from '../model/locking.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import type { Analysis } from './analyze.ts';
import { blockRanks } from './held.ts';
import type { Transaction } from './transactions.ts';

/** What a step waits for before it has its locks. */
export interface Waiting extends Queue {
  /** What ends it, as a clause: "lock_timeout makes it give up after 5 s". */
  readonly end: string;
  /** How long it waits at most, as people say it; absent where the migration sets no limit. */
  readonly limit?: string | undefined;
}

/** The steps of one direction that wait for others before they have their locks. */
export function waitingOf(
  transactions: readonly Transaction[],
  { engine: { locking } }: Analysis,
): ReadonlyMap<AnalyzedStep, Waiting> {
  const waiting = new Map<AnalyzedStep, Waiting>();
  const set: Limits = { session: undefined };
  for (const transaction of transactions) {
    set.transaction = undefined;
    const before = set.session;
    for (const step of transaction.steps) {
      follow(step, transaction, locking.limit, set);
      const queue = step.effects.refused === undefined ? locking.queue(step.operation, step.effects) : undefined;
      if (!queue || hasAll(step, transaction, locking.modes)) continue;
      const limit = givesUpAtOnce(step) ? 'no time at all' : (set.transaction ?? set.session);
      waiting.set(step, { ...queue, limit, end: endText(limit, locking.limit) });
    }
    if (transaction.ends === 'rollback') set.session = before;
  }
  return waiting;
}

/** Those of the waiting steps that say so: the first, and one that makes others wait who were not kept waiting before. */
export function firstToWait(waiting: ReadonlyMap<AnalyzedStep, Waiting>): ReadonlySet<AnalyzedStep> {
  const said = new Set<AnalyzedStep>();
  let most = 0;
  let isPatient = false;
  for (const [step, { stops }] of waiting) {
    const rank = blockRanks[stops];
    if (rank === 0 ? isPatient : rank <= most) continue;
    if (rank === 0) isPatient = true;
    most = Math.max(most, rank);
    said.add(step);
  }
  return said;
}

/** "waits for …; new reads and writes of users wait behind it meanwhile; lock_timeout makes it give up after 5 s" */
export function waitingText({ waitsFor, stops, relations, end }: Waiting): string {
  const behind =
    stops === 'nothing' ? 'nobody waits behind it' : `new ${stops} of ${relations.join(', ')} wait behind it meanwhile`;
  return `waits for ${waitsFor}; ${behind}; ${end}`;
}

interface Limits {
  session: string | undefined;
  /** As long as the transaction lasts: it may take back what holds for the session. */
  transaction?: string | undefined;
}

/** `SET LOCAL` lasts until its transaction ends, and means nothing outside of one. */
function follow({ operation }: AnalyzedStep, { scope }: Transaction, limit: WaitLimit, set: Limits): void {
  if (operation.kind !== 'setParameter') return;
  const name = operation.name.replace(/^@@(session[.])?/i, '').toLowerCase();
  if (name !== limit.parameter && operation.name !== 'ALL') return;
  const value = name === limit.parameter ? timeText(operation.value, limit) : undefined;
  if (!operation.local) {
    set.session = value;
    set.transaction = undefined;
  } else if (scope !== 'statement') set.transaction = value;
}

/** "5 s"; undefined where the value turns the limit off or says nothing that is known. */
function timeText(value: string, { unit, zero }: WaitLimit): string | undefined {
  const [, digits, own = unit] = /^'?\s*(\d+(?:\.\d+)?)\s*(us|ms|s|min|h|d)?\s*'?$/.exec(value) ?? [];
  const count = Number(digits);
  if (digits === undefined || (count === 0 && zero === 'never')) return undefined;
  if (count === 0) return 'no time at all';
  return own === 'ms' && count % 1000 === 0 ? `${count / 1000} s` : `${count} ${own}`;
}

function endText(limit: string | undefined, { parameter, unset }: WaitLimit): string {
  if (limit === undefined) return unset;
  return limit === 'no time at all' ? 'it gives up at once' : `${parameter} makes it give up after ${limit}`;
}

/** `LOCK TABLE … NOWAIT` */
function givesUpAtOnce({ operation, sql = '' }: AnalyzedStep): boolean {
  return operation.kind === 'other' && operation.statement.startsWith('LOCK') && /\bnowait\b/i.test(sql);
}

function hasAll(step: AnalyzedStep, { before }: Transaction, modes: readonly { readonly mode: string }[]): boolean {
  const rank = (wanted: string | undefined) => modes.findIndex(({ mode }) => mode === wanted);
  const { locks } = step.effects;
  const had = before.get(step);
  return locks.length > 0 && locks.every(({ relation, mode }) => rank(had?.get(relation)?.mode) >= rank(mode));
}
