import { allBlocks } from '../model/effects.ts';
import type { Environment } from '../model/frontend.ts';
import type { Queue, WaitLimit } from '../model/locking.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import { parameterName } from '../model/schema.ts';
import type { Transaction } from '../model/transaction.ts';
import type { Analysis } from './analyze.ts';
import { listed } from './wording.ts';

/** What a step waits for before it has its locks. */
export interface Waiting extends Queue {
  /** What ends it, as a clause: "lock_timeout makes it give up after 5 s". */
  readonly end: string;
  /** How long it waits at most, as people say it; absent where nothing sets a limit. */
  readonly limit?: string | undefined;
}

/** The steps of one direction that wait for others before they have their locks. */
export function waitingOf(
  transactions: readonly Transaction[],
  { engine: { locking }, project: { environment } }: Analysis,
): ReadonlyMap<AnalyzedStep, Waiting> {
  const waiting = new Map<AnalyzedStep, Waiting>();
  const told = toldTo(environment, locking.limit);
  let session: Settings = told;
  for (const transaction of transactions) {
    const before = session;
    let own: Settings = new Map();
    for (const step of transaction.steps) {
      if (resetsAll(step)) [session, own] = [told, new Map()];
      const set = settingOf(step, locking.limit);
      if (set && !set.local) session = new Map([...session, [set.name, set.time]]);
      // SET LOCAL lasts until its transaction ends, and means nothing outside of one.
      if (set && (!set.local || transaction.scope !== 'statement')) own = new Map([...own, [set.name, set.time]]);
      const queue = step.effects.refused === undefined ? locking.queue(step.operation, step.effects) : undefined;
      if (!queue || hasAll(step, transaction, locking.modes)) continue;
      waiting.set(step, { ...queue, ...endOf(step, new Map([...session, ...own]), locking.limit) });
    }
    if (transaction.ends === 'rollback') session = before;
  }
  return waiting;
}

/**
 * Those of the waiting steps that say so: the first, one that makes others wait who were not kept waiting before, and one
 * that may wait for ever behind others that give up.
 */
export function firstToWait(waiting: ReadonlyMap<AnalyzedStep, Waiting>): ReadonlySet<AnalyzedStep> {
  const said = new Set<AnalyzedStep>();
  const told: Waiting[] = [];
  for (const [step, each] of waiting) {
    if (told.some((other) => saysAll(other, each))) continue;
    told.push(each);
    said.add(step);
  }
  return said;
}

/** What keeps nobody else waiting is another matter than what does. */
function saysAll(told: Waiting, next: Waiting): boolean {
  const isAlike = (told.stops === 'nothing') === (next.stops === 'nothing');
  const isWorse = told.limit === undefined || next.limit !== undefined;
  return isAlike && isWorse && allBlocks.indexOf(told.stops) >= allBlocks.indexOf(next.stops);
}

/** "waits for …; new reads and writes of users wait behind it meanwhile; lock_timeout makes it give up after 5 s" */
export function waitingText({ waitsFor, stops, relations, end }: Waiting): string {
  const behind =
    stops === 'nothing' ? 'nobody waits behind it' : `new ${stops} of ${listed(relations)} wait behind it meanwhile`;
  return `waits for ${waitsFor}; ${behind}; ${end}`;
}

/** Times by names of parameters; undefined is one that was turned off. */
type Settings = ReadonlyMap<string, string | undefined>;

function resetsAll({ operation }: AnalyzedStep): boolean {
  return operation.kind === 'setParameter' && operation.name === 'ALL';
}

function settingOf({ operation }: AnalyzedStep, limit: WaitLimit) {
  if (operation.kind !== 'setParameter') return undefined;
  const { value, local } = operation;
  const name = parameterName(operation.name);
  return name === limit.parameter || name === limit.whole ? { name, time: timeText(value, limit), local } : undefined;
}

/** What each connection is told before migrations run. */
function toldTo({ parameters }: Environment, limit: WaitLimit): Settings {
  const named = [...(parameters ?? [])].filter(([name]) => name === limit.parameter || name === limit.whole);
  return new Map(named.map(([name, value]) => [name, timeText(value, limit)]));
}

const atOnce = 'no time at all';

/** "5 s"; undefined where the value turns the limit off or says nothing that is known. */
function timeText(value: string, { unit, zero }: WaitLimit): string | undefined {
  const [, digits, own = unit] = /^'?\s*(\d+(?:\.\d+)?)\s*(us|ms|s|min|h|d)?\s*'?$/.exec(value) ?? [];
  const count = Number(digits);
  // A number that no server takes limits nothing.
  if (digits === undefined || count > 2 ** 31 || (count === 0 && zero === 'never')) return undefined;
  if (count === 0) return atOnce;
  return own === 'ms' && count % 1000 === 0 ? `${count / 1000} s` : `${count} ${own}`;
}

function endOf(
  step: AnalyzedStep,
  settings: Settings,
  { parameter, whole, unset }: WaitLimit,
): Pick<Waiting, 'limit' | 'end'> {
  const limit = givesUpAtOnce(step) ? atOnce : settings.get(parameter);
  if (limit === atOnce) return { limit, end: 'it gives up at once' };
  if (limit !== undefined) return { limit, end: `${parameter} makes it give up after ${limit}` };
  const all = whole === undefined ? undefined : settings.get(whole);
  if (all === undefined) return { end: unset };
  return { limit: all, end: `${whole} makes it give up after ${all}, its work included` };
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
