import type { Blocks, Effects, Lock, Work } from '../../model/effects.ts';
import { type Name, relationText } from '../../model/name.ts';
import type { Algorithm, Online, OnlineLock } from '../../model/operation.ts';
import type { Schema } from '../../model/schema.ts';
import { indexColumns, isFresh, parameterOf, tableOf } from '../../model/schema.ts';
import { demanded } from './online.ts';
import type { Server } from './server.ts';

/** Where a fact is asked for: what the operation meets, and the server that runs it. */
export interface At {
  readonly schema: Schema;
  readonly server: Server;
  /** The way of the whole statement, where the operation is one of its actions. */
  readonly whole?: Whole | undefined;
  /** The same statement drops a constraint of the name that this one gives. */
  readonly isNamedTwice?: boolean | undefined;
  /** What that statement meets and leaves behind, whatever the order of its actions. */
  readonly around?: { readonly before: Schema; readonly after: Schema } | undefined;
}

export interface Whole extends Way {
  /** Another action has the work and the lock among its effects. */
  readonly along: boolean;
}

/** What is particular to one operation; everything else follows from it in `settle`. */
export interface Facts extends Partial<Way> {
  /** A clause in the third person, without a full stop: "Adds users.status". */
  readonly does: string;
  /** The manual's page: of either server, or of both in their own names. Absent where the algorithm tells it. */
  readonly page?: string | { readonly mysql: string; readonly mariadb: string } | undefined;
  /** The table whose rows the work grows with: if this migration created it, there is nothing to wait for. */
  readonly subject?: Name | undefined;
  /** Further tables whose use is restricted meanwhile. */
  readonly others?: readonly Hold[] | undefined;
  /** The author's own ALGORITHM and LOCK. */
  readonly online?: Online | undefined;
  readonly transaction?: 'allowed' | 'implicit commit' | undefined;
  readonly dataLoss?: boolean | undefined;
  readonly canFailOnRows?: boolean | undefined;
  readonly breaksRunningCode?: boolean | undefined;
  /** What could not be seen, so that the worst is assumed. */
  readonly assumed?: string | undefined;
  /** The server always refuses the statement: its own words. */
  readonly refused?: string | undefined;
  /** Clauses that qualify what is said. */
  readonly notes?: readonly (string | undefined)[] | undefined;
}

/** How the server carries a statement out where it is left to itself. */
export interface Way {
  /** Absent for a statement that is no ALTER TABLE. */
  readonly algorithm?: Algorithm | undefined;
  /** The least lock that it can do with; SHARED for a copy and none for the rest where nothing is said. */
  readonly lock?: OnlineLock | undefined;
  readonly work?: Work | undefined;
  /** The work where the author demands INPLACE of what could be instant: MySQL then rebuilds the table. */
  readonly inPlace?: Work | undefined;
}

export interface Hold {
  readonly relation: Name;
  readonly lock: OnlineLock;
}

/** The effects that follow from the facts. A fresh table is locked for nobody and has no rows. */
export function settle(facts: Facts, at: At): Effects {
  if (facts.refused !== undefined) return refusal(facts, facts.refused, at);
  const fresh = facts.subject !== undefined && isFresh(at.schema, facts.subject);
  const { along = false, ...whole } = at.whole ?? {};
  const way = fresh ? {} : demanded({ ...withLock(facts, at), ...whole }, at.server);
  if ('refused' in way) return refusal(facts, way.refused, at);
  const locks = fresh ? [] : locksOf(facts, along ? 'NONE' : (way.lock ?? 'NONE'), at);
  const clauses = [facts.does, ...(facts.notes ?? [])];
  const end = closing(facts, way, fresh);
  return {
    locks,
    ...(way.algorithm && { algorithm: way.algorithm, lock: way.lock }),
    blocks: blocked(locks),
    work: fresh || along ? 'instant' : (way.work ?? 'instant'),
    transaction: facts.transaction ?? 'implicit commit',
    dataLoss: !fresh && facts.dataLoss === true,
    canFailOnRows: !fresh && facts.canFailOnRows === true,
    breaksRunningCode: !fresh && facts.breaksRunningCode === true,
    ...(!fresh && facts.assumed !== undefined && { assumed: facts.assumed }),
    does: sentence([...clauses, end]),
    ...(!fresh && end !== undefined && { summary: sentence(clauses) }),
    source: at.server.page(facts.page, way.algorithm),
    ...(at.server.isUnmeasured && { fromManual: true }),
  };
}

const syntaxError = 'You have an error in your SQL syntax';

/** What the grammar refuses, error 1064: the server's words, and what it stumbles over. */
export function unheardOf(at: At, words: string): string {
  return `${syntaxError}: ${at.server.title} has no ${words}`;
}

/** What is no SQL to the server commits nothing either. */
function isSyntax(words: string): boolean {
  return words.startsWith(syntaxError);
}

/** A statement of which nothing comes but the commit before it. */
function refusal(facts: Facts, words: string, at: At): Effects {
  return {
    locks: [],
    blocks: 'nothing',
    work: 'instant',
    transaction: isSyntax(words) ? 'allowed' : (facts.transaction ?? 'implicit commit'),
    dataLoss: false,
    canFailOnRows: false,
    breaksRunningCode: false,
    does: sentence([`${at.server.title} refuses it: ${words}`]),
    source: at.server.page(facts.page, undefined),
    ...(at.server.isUnmeasured && { fromManual: true }),
    refused: words,
  };
}

function locksOf({ subject, others = [] }: Facts, lock: OnlineLock, at: At): readonly Lock[] {
  const held = new Map<string, OnlineLock>();
  for (const hold of [...(subject ? [{ relation: subject, lock }] : []), ...others]) {
    if (hold.lock === 'NONE' || isFresh(at.schema, hold.relation)) continue;
    const name = relationText(hold.relation);
    held.set(name, held.get(name) === 'EXCLUSIVE' ? 'EXCLUSIVE' : hold.lock);
  }
  return [...held].map(([relation, mode]) => ({ relation, mode }));
}

function blocked(locks: readonly Lock[]): Blocks {
  if (locks.some(({ mode }) => mode === 'EXCLUSIVE')) return 'reads and writes';
  return locks.length > 0 ? 'writes' : 'nothing';
}

function sentence(clauses: readonly (string | undefined)[]): string {
  return `${clauses.filter((clause) => clause !== undefined).join('; ')}.`;
}

const works: Readonly<Record<Work, string>> = {
  instant: 'changes the definition alone',
  scan: 'reads every row',
  'index build': 'builds the index without touching the rows',
  rewrite: 'writes every row and every index anew',
  'row writes': 'writes rows one by one',
};

const goesOn: Readonly<Record<OnlineLock, string>> = {
  NONE: 'reads and writes go on',
  SHARED: 'reads go on, writes wait until it is done',
  EXCLUSIVE: 'neither reads nor writes go on',
};

/** Even an instant ALTER waits for every open transaction on its table, and all queries that come later wait behind it. */
function closing({ subject }: Facts, way: Way, fresh: boolean): string | undefined {
  if (fresh) return 'the table was created by this very migration, so that nobody waits';
  if (!subject) return undefined;
  if (!way.algorithm) {
    const held = way.lock !== undefined && way.lock !== 'NONE' && `${goesOn[way.lock]} on ${relationText(subject)}`;
    return held ? `${held}, and it waits for every open transaction there first` : undefined;
  }
  const work = way.algorithm === 'COPY' ? 'copies the whole table' : works[way.work ?? 'instant'];
  return (
    `it ${work} (ALGORITHM=${way.algorithm}), and ${goesOn[way.lock ?? 'NONE']}; before that it waits for every open ` +
    `transaction on ${relationText(subject)}, and new queries wait behind it`
  );
}

/** Since MariaDB 11.2 writes go on while a table is copied, but not where a foreign key would carry them on. */
function withLock(facts: Facts, at: At): Facts {
  if (facts.algorithm !== 'COPY' || facts.lock !== undefined || !facts.subject) return facts;
  const keys = tableOf(at.schema, facts.subject)?.constraints ?? [];
  const carries = keys.some(
    (each) => each.kind === 'foreignKey' && /cascade|set/i.test(`${each.onDelete ?? ''} ${each.onUpdate ?? ''}`),
  );
  return carries ? { ...facts, lock: 'SHARED' } : facts;
}

/** A table with a full-text index is rebuilt while writes wait: its hidden tables cannot follow them. */
export function rebuild(at: At, table: Name, without?: string): Way {
  const left = at.around ? { ...at, around: { ...at.around, before: at.around.after } } : at;
  return { algorithm: 'INPLACE', work: 'rewrite', lock: hasFullText(left, table, without) ? 'SHARED' : 'NONE' };
}

/** The definition changes and no row does: MySQL has called most of that INPLACE for long. */
export function definition(at: At, since?: readonly [number, number, number]): Way {
  const instant = at.server.name === 'mariadb' || (since !== undefined && at.server.since(...since));
  return { algorithm: instant ? 'INSTANT' : 'INPLACE', work: 'instant' };
}

/** Unless the migration has said otherwise, as servers are by default: https://dev.mysql.com/doc/refman/8.4/en/sql-mode.html#sql-mode-strict */
export function isStrict({ schema }: At): boolean {
  const mode = parameterOf(schema, 'sql_mode');
  return mode === undefined || /strict|traditional|@@/i.test(mode);
}

/** MySQL's own mode has no zero for a date, MariaDB's has: https://mariadb.com/kb/en/sql-mode/#no_zero_date */
export function takesZeroDates(at: At): boolean {
  const mode = parameterOf(at.schema, 'sql_mode');
  return mode === undefined || /@@/.test(mode)
    ? at.server.name === 'mariadb'
    : !/no_zero_date|traditional/i.test(mode) || !isStrict(at);
}

/** Whether the table has a column whose values are computed and kept: rows of it cannot be written anew beside writers. */
export function hasStored(at: At, table: Name): boolean {
  const columns = [...(tableOf(at.schema, table)?.columns.values() ?? [])];
  return at.server.name === 'mariadb' && columns.some(({ generated }) => generated?.stored === true);
}

export const copy: Way = { algorithm: 'COPY', work: 'rewrite' };

/** Whether it has a full-text index, which is there without the column too. */
export function hasFullText(at: Pick<At, 'schema' | 'around'>, table: Name, without?: string): boolean {
  const indexes = tableOf(at.around?.before ?? at.schema, table)?.indexes ?? [];
  return indexes.some(
    (index) => /^fulltext$/i.test(index.method ?? '') && indexColumns(index).some((column) => column !== without),
  );
}
