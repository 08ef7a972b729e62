import type { Blocks } from '../model/effects.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import { byStatement } from '../model/statements.ts';
import type { Analysis } from './analyze.ts';
import { durationText, rangeText, totalOf } from './duration.ts';
import type { Held, HeldLock, Under } from './held.ts';
import type { Transaction } from './transactions.ts';
import { listed, othersText, workText } from './wording.ts';

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
  return transactions.filter(isTold).map((each) => {
    const locks = each.taken.filter(({ blocks }) => blocks !== 'nothing');
    return {
      head: headText(each, nameOf),
      held: [
        ...alike(locks, each, analysis, nameOf).map(({ first, last, relations, meanwhile }) => ({
          text: `${first.mode} on ${listed(relations)} from ${nameOf(first.since, last.since)} on: ${othersText[first.blocks]} ${until(each)}${inAll(first, each, analysis)}`,
          meanwhile,
          blocks: first.blocks,
        })),
        ...each.rows.map((rows) => ({
          text: `the rows of ${rows.relation} that ${nameOf(rows.since)} wrote: who else writes them waits ${until(each)}`,
          meanwhile: worksUnder(each, (under) => under.rows.some(isSame(rows)), analysis, nameOf),
          blocks: 'nothing' as const,
        })),
        ...(each.unknown
          ? [
              {
                text: 'more may be held, as not everything in it could be read',
                meanwhile: [],
                blocks: 'nothing' as const,
              },
            ]
          : []),
      ],
    };
  });
}

/** How long that is at least, where the sizes of all tables are known: its own work too is done under the lock. */
function inAll(lock: HeldLock, { under }: Transaction, { project }: Analysis): string {
  const works = under.filter(({ held }) => held.some(isSame(lock))).map(({ step }) => step);
  const total = works.length > 0 ? totalOf([lock.since, ...works], project) : undefined;
  return total ? `, in all ${rangeText(total.from, total.to)}` : '';
}

interface Alike {
  readonly first: HeldLock;
  readonly last: HeldLock;
  readonly relations: readonly string[];
  readonly meanwhile: readonly string[];
}

/** Locks of one mode that are held during the same work. */
function alike(
  locks: readonly HeldLock[],
  transaction: Transaction,
  analysis: Analysis,
  nameOf: NameOf,
): readonly Alike[] {
  const groups = new Map<string, Alike>();
  for (const lock of locks) {
    const meanwhile = worksUnder(transaction, ({ held }) => held.some(isSame(lock)), analysis, nameOf);
    const key = [lock.mode, lock.blocks, ...meanwhile].join('\n');
    const group = groups.get(key) ?? { first: lock, last: lock, relations: [], meanwhile };
    groups.set(key, { ...group, last: lock, relations: [...group.relations, lock.relation] });
  }
  return [...groups.values()];
}

/** "ACCESS EXCLUSIVE on users, taken in line 12, is held meanwhile: reads and writes wait for all of this" */
export function heldText({ held, rows }: Under, nameOf: NameOf): string | undefined {
  const lock = held.find(({ blocks }) => blocks === 'reads and writes') ?? held[0];
  if (lock) {
    const names = held.filter(({ mode }) => mode === lock.mode).map(({ relation }) => relation);
    return `${lock.mode} on ${listed(names)}, taken in ${nameOf(lock.since)}, is held meanwhile: ${othersText[lock.blocks]} for all of this`;
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
  const under = transaction?.under.filter(({ held }) => held.some((each) => locks.includes(each))) ?? [];
  const [first] = locks;
  if (!transaction || !first || under.length === 0) return [];
  const works = under.map(({ step }) => `${nameOf(step)} ${workText[step.effects.work]}`);
  const names = listed(locks.map(({ relation }) => relation));
  return [`${first.mode} on ${names} is kept ${until(transaction)}, while ${listed([...new Set(works)])}`];
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
  return goesOn ? 'until all of them are done' : 'until the transaction ends';
}

function isSame({ relation, since }: Held | HeldLock): (other: Held) => boolean {
  return (other) => other.relation === relation && other.since === since;
}

/** "line 13 writes rows one by one: about 20 to 60 s at 5 M rows" */
function worksUnder(
  { under }: Transaction,
  isUnder: (under: Under) => boolean,
  { project }: Analysis,
  nameOf: NameOf,
): readonly string[] {
  const works = under.filter(isUnder).map(({ step }) => {
    const duration = durationText(step, project);
    return `while ${nameOf(step)} ${workText[step.effects.work]}${duration === undefined ? '' : `: ${duration}`}`;
  });
  return [...new Set(works)];
}
