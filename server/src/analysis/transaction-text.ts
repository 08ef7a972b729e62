import type { Blocks } from '../model/effects.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import { byStatement } from '../model/statements.ts';
import type { Held, HeldLock, Transaction, Under } from '../model/transaction.ts';
import type { Analysis } from './analyze.ts';
import { durationText, rangeText, totalOf } from './duration.ts';
import { listed, othersText, workOf } from './wording.ts';

/** How texts call a step, or all from one to another: "line 12", "lines 12 to 14". */
export type NameOf = (first: AnalyzedStep, last?: AnalyzedStep) => string;

/** A transaction in words: whose it is, what is held in it until when, and what is done meanwhile. */
export interface Told {
  readonly head: string;
  readonly held: readonly HeldTold[];
}

interface HeldTold {
  readonly text: string;
  readonly meanwhile: readonly string[];
  /** What others cannot do on the relations; of rows, nothing but to write these. */
  readonly blocks: Blocks;
}

/** The transactions that keep others waiting for longer than one statement takes. */
export function toldTransactions(
  transactions: readonly Transaction[],
  analysis: Analysis,
  nameOf: NameOf,
): readonly Told[] {
  return transactions.filter(isTold).map((each) => ({
    head: headText(each, nameOf),
    held: [
      ...first(alike(each), (locks) => lockText(locks, each, analysis, nameOf)),
      ...first(each.rows, (rows) => rowText(rows, each, analysis, nameOf)),
      ...(each.unknown ? [plain('more may be held, as not everything in it could be read')] : []),
    ],
  }));
}

/** Nobody reads on; JSON has them all. */
const mostHeld = 12;
const mostWorks = 4;

function first<T>(all: readonly T[], tell: (each: T) => HeldTold): readonly HeldTold[] {
  const shown = all.length > mostHeld ? all.slice(0, mostHeld - 1) : all;
  const more = all.length - shown.length;
  return [...shown.map(tell), ...(more > 0 ? [plain(`and ${more} more like these`)] : [])];
}

type Locks = readonly [HeldLock, ...HeldLock[]];

/** Locks of one mode that are held during the same work are told together. */
function alike({ taken, during }: Transaction): readonly Locks[] {
  const groups = new Map<string, [HeldLock, ...HeldLock[]]>();
  for (const lock of taken) {
    if (lock.blocks === 'nothing') continue;
    const works = during.get(lock) ?? [];
    const key = `${lock.mode} ${lock.blocks} ${works.length} ${works[0]?.head.start}`;
    const group = groups.get(key);
    if (group) group.push(lock);
    else groups.set(key, [lock]);
  }
  return [...groups.values()];
}

function lockText(locks: Locks, transaction: Transaction, analysis: Analysis, nameOf: NameOf): HeldTold {
  const [lock] = locks;
  const works = transaction.during.get(lock) ?? [];
  const names = listed(locks.map(({ relation }) => relation));
  const held = `${lock.mode} on ${names} from ${nameOf(lock.since, locks.at(-1)?.since)} on`;
  return {
    text: `${held}: ${othersText[lock.blocks]} ${until(transaction)}${inAll(lock, works, analysis)}`,
    meanwhile: worksText(works, analysis, nameOf),
    blocks: lock.blocks,
  };
}

function rowText(rows: Held, transaction: Transaction, analysis: Analysis, nameOf: NameOf): HeldTold {
  return {
    text: `the rows of ${rows.relation} that ${nameOf(rows.since)} wrote: who else writes them waits ${until(transaction)}`,
    meanwhile: worksText(transaction.during.get(rows) ?? [], analysis, nameOf),
    blocks: 'nothing',
  };
}

function plain(text: string): HeldTold {
  return { text, meanwhile: [], blocks: 'nothing' };
}

/** How long that is at least, where the sizes of all tables are known: its own work too is done under the lock. */
function inAll({ since }: HeldLock, works: readonly AnalyzedStep[], { project }: Analysis): string {
  const total = works.length > 0 ? totalOf([since, ...works], project) : undefined;
  return total ? `, in all ${rangeText(total.from, total.to)}` : '';
}

/** "while line 13 writes rows one by one: about 20 to 60 s at 5 M rows" */
function worksText(works: readonly AnalyzedStep[], { project }: Analysis, nameOf: NameOf): readonly string[] {
  const shown = works.length > mostWorks ? works.slice(0, mostWorks - 1) : works;
  const texts = shown.map((step) => {
    const duration = durationText(step, project);
    return `while ${nameOf(step)} ${workOf(step)}${duration === undefined ? '' : `: ${duration}`}`;
  });
  const more = works.length - shown.length;
  return [...new Set(texts), ...(more > 0 ? [`and while ${more} more do their work`] : [])];
}

/** "ACCESS EXCLUSIVE on users, taken in line 12, is held meanwhile: reads and writes wait for all of this" */
export function heldText({ held, rows }: Under, nameOf: NameOf): string | undefined {
  const lock = held.find(({ blocks }) => blocks === 'reads and writes') ?? held[0];
  if (lock) {
    const alike = held.filter(({ mode }) => mode === lock.mode);
    const names = listed(alike.map(({ relation }) => relation));
    const place = nameOf(lock.since, alike.at(-1)?.since);
    return `${lock.mode} on ${names}, taken in ${place}, is held meanwhile: ${othersText[lock.blocks]} for all of this`;
  }
  const [first] = rows;
  return first && `the rows of ${first.relation} that ${nameOf(first.since)} wrote stay locked meanwhile`;
}

/** "ACCESS EXCLUSIVE on users is kept until the transaction ends, while line 13 writes rows one by one" */
export function keptText(
  statement: readonly AnalyzedStep[],
  transaction: Transaction | undefined,
  nameOf: NameOf,
): readonly string[] {
  const locks =
    transaction?.taken.filter(({ since, blocks }) => blocks !== 'nothing' && statement.includes(since)) ?? [];
  const [first] = locks;
  const works = (first && transaction?.during.get(first)) ?? [];
  const [next, ...more] = works;
  if (!transaction || !first || !next) return [];
  const names = listed(locks.map(({ relation }) => relation));
  const also = more.length > 0 ? `, and ${more.length} more ${more.length > 1 ? 'do their' : 'does its'} work` : '';
  return [`${first.mode} on ${names} is kept ${until(transaction)}, while ${nameOf(next)} ${workOf(next)}${also}`];
}

function isTold({ locks, rows, under, steps, goesOn, scope }: Transaction): boolean {
  const keeps = locks.some(({ blocks }) => blocks !== 'nothing') || rows.length > 0;
  return under.length > 0 || (keeps && scope !== 'statement' && (goesOn || byStatement(steps).length > 1));
}

function headText({ scope, steps, earlier, goesOn, ends }: Transaction, nameOf: NameOf): string {
  const [first, last] = [steps[0], steps.at(-1)];
  const place = first && last ? nameOf(first, last) : '';
  const [nearest, ...rest] = earlier;
  if (scope === 'run') {
    const before = nearest
      ? `; what ${nearest.id ?? nearest.path}${rest.length > 0 ? ' and those before it' : ''} locked is still held where they are pending too`
      : '';
    return `${place}: one transaction${goesOn || nearest ? ' with every other migration that is pending' : ''}${before}`;
  }
  return `${place}: one transaction${ends === 'rollback' ? ', rolled back at its end' : ''}`;
}

function until({ goesOn }: Transaction): string {
  return goesOn ? 'until all pending migrations are done' : 'until the transaction ends';
}
