import type { Effects, Lock, Work } from '../../model/effects.ts';
import type { Name } from '../../model/name.ts';
import type { Schema } from '../../model/schema.ts';
import { isFresh } from '../../model/schema.ts';

/** Where a fact is asked for: what the operation meets, and the release that runs it: 40 is SQLite 3.40. */
export interface At {
  readonly schema: Schema;
  readonly release: number;
}

/** Columns may be computed since 3.31.0: https://www.sqlite.org/gencol.html */
export function generates({ release }: At): boolean {
  return release >= 31;
}

/** What is particular to one operation; everything else follows from it in `settle`. */
export interface Facts {
  /** A clause in the third person, without a full stop: "Adds users.status". */
  readonly does: string;
  /** Path of the manual's page on www.sqlite.org, without `.html`. */
  readonly page: string;
  /** The table whose rows the work grows with: if this migration created it, it has none. */
  readonly subject?: Name | undefined;
  /** It only reads, or writes nothing that lasts. */
  readonly readsOnly?: boolean | undefined;
  readonly work?: Work | undefined;
  readonly forbidden?: boolean | undefined;
  /** It keeps readers away from its start where the journal is not a WAL. */
  readonly alone?: boolean | undefined;
  readonly dataLoss?: boolean | undefined;
  readonly canFailOnRows?: boolean | undefined;
  readonly breaksRunningCode?: boolean | undefined;
  /** The rows of the table are deleted first: https://www.sqlite.org/lang_droptable.html */
  readonly deletesRows?: boolean | undefined;
  /** What could not be seen, so that the worst is assumed. */
  readonly assumed?: string | undefined;
  /** SQLite's own words against it. */
  readonly refused?: string | undefined;
  /** Clauses that qualify what is said. */
  readonly notes?: readonly (string | undefined)[] | undefined;
}

/**
 * The effects that follow from the facts. Every write takes the one lock of the whole file; what this migration does to a
 * table that it has itself created adds nothing to the lock that it holds already, and the table has no rows.
 * https://www.sqlite.org/lockingv3.html
 */
export function settle(facts: Facts, at: At): Effects {
  const fresh = facts.subject !== undefined && isFresh(at.schema, facts.subject);
  const refused = facts.refused !== undefined;
  const locks = fresh || refused || facts.readsOnly ? [] : lockOf(facts.subject);
  const work = fresh || refused ? 'instant' : (facts.work ?? 'instant');
  const clauses = [said(facts), ...(facts.notes ?? [])];
  const concerns = !fresh && !refused;
  return {
    locks,
    blocks: locks.length === 0 ? 'nothing' : facts.alone ? 'reads and writes' : 'writes',
    work,
    transaction: facts.forbidden ? 'forbidden' : 'allowed',
    dataLoss: concerns && facts.dataLoss === true,
    canFailOnRows: !fresh && facts.canFailOnRows === true,
    breaksRunningCode: concerns && facts.breaksRunningCode === true,
    ...(concerns && facts.deletesRows && { deletesRows: true }),
    ...(concerns && facts.assumed !== undefined && { assumed: facts.assumed }),
    does: sentence([...clauses, closing(locks, work, { fresh, alone: facts.alone === true })]),
    ...(locks.length > 0 && { summary: sentence(clauses) }),
    source: `https://www.sqlite.org/${facts.page}.html`,
    ...(refused && { refused: facts.refused }),
  };
}

/** How SQLite names a word that its grammar has no place for. */
export function syntaxError(word: string): string {
  return `near "${word}": syntax error`;
}

/** The file of the table: `main`, or the database that was attached under the name of its schema. */
function lockOf(table: Name | undefined): readonly Lock[] {
  if (table?.schema === 'temp') return [];
  return [{ relation: table?.schema ?? 'main', mode: 'EXCLUSIVE' }];
}

function sentence(clauses: readonly (string | undefined)[]): string {
  return `${clauses.filter((clause) => clause !== undefined).join('; ')}.`;
}

function said({ does, refused }: Facts): string {
  return refused === undefined ? does : `SQLite refuses it: ${refused}`;
}

const durations: Readonly<Record<Work, string>> = {
  instant: 'which takes an instant',
  scan: 'which reads every row',
  'index build': 'which reads every row and builds the index',
  rewrite: 'which writes every page of it',
  'row writes': 'which writes the rows',
};

/**
 * Pages that no longer fit in the cache are written into the file before the transaction ends, which readers are kept from by
 * then: https://www.sqlite.org/lockingv3.html, https://www.sqlite.org/pragma.html#pragma_cache_size
 */
function closing(
  locks: readonly Lock[],
  work: Work,
  { fresh, alone }: { readonly fresh: boolean; readonly alone: boolean },
): string | undefined {
  if (fresh) return 'the table was created by this very migration, so that it has no rows yet';
  if (locks.length === 0) return undefined;
  const filling = 'otherwise wait from when what it has written is more than the cache holds (2 MB) until it has ended';
  const waiting = alone
    ? 'otherwise wait as well'
    : work === 'instant' || work === 'scan'
      ? 'otherwise wait only while it commits'
      : filling;
  return `nobody else can write to any table of the file until the transaction that does it, ${durations[work]}, has ended; reads go on in WAL mode, and ${waiting}`;
}
