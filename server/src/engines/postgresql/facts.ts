import type { Blocks, Effects, Lock, Work } from '../../model/effects.ts';
import { finder } from '../../model/layered.ts';
import { type Name, relationText } from '../../model/name.ts';
import type { Schema, Table } from '../../model/schema.ts';
import { isFresh, isSame, schemaKey, tableOf } from '../../model/schema.ts';

/** Where a fact is asked for: what the operation meets, and the major version that runs it. */
export interface At {
  readonly schema: Schema;
  readonly version: number;
  /** The statement that it is one action of; absent where it is all of it. */
  readonly whole?: Whole | undefined;
  /** The tables of which their partitions and heirs are not meant. */
  readonly only?: readonly Name[] | undefined;
  /** Another action of the statement makes the server check the foreign keys of new columns, though they hold nothing. */
  readonly checksNewKeys?: boolean | undefined;
}

/** What the actions of one ALTER TABLE share. */
export interface Whole {
  readonly locks: readonly Lock[];
  readonly blocks: Blocks;
  /** The most that any of them has to do: the locks are held as long. */
  readonly work: Work;
  /** Another action does this one's work in its pass. */
  readonly along?: Along | undefined;
}

export interface Along {
  /** What the pass does, as a clause. */
  readonly with: string;
  /** What this action has to do all the same. */
  readonly left: Work;
}

/** PostgreSQL's table-level locks, weakest first: https://www.postgresql.org/docs/current/explicit-locking.html */
export const modes = [
  'ACCESS SHARE',
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'SHARE',
  'SHARE ROW EXCLUSIVE',
  'EXCLUSIVE',
  'ACCESS EXCLUSIVE',
] as const;

export type Mode = (typeof modes)[number];

export interface Hold {
  readonly relation: Name;
  readonly mode: Mode;
}

/** What is particular to one operation; everything else follows from it in `settle`. */
export interface Facts {
  /** A clause in the third person, without a full stop: "Adds users.status". */
  readonly does: string;
  /** File name of the manual's page, without `.html`. */
  readonly page: string;
  /** The table whose rows the work grows with: if this migration created it, there is nothing to wait for. */
  readonly subject?: Name | undefined;
  readonly holds?: readonly Hold[] | undefined;
  /** Where it does not follow from the locks. */
  readonly blocks?: Blocks | undefined;
  readonly work?: Work | undefined;
  readonly forbidden?: boolean | undefined;
  readonly dataLoss?: boolean | undefined;
  readonly canFailOnRows?: boolean | undefined;
  readonly breaksRunningCode?: boolean | undefined;
  /** The server always refuses it: why, as a clause. */
  readonly refused?: string | undefined;
  /** What could not be seen, so that the worst is assumed. */
  readonly assumed?: string | undefined;
  /** It is the work alone that could not be seen. */
  readonly assumedWork?: boolean | undefined;
  /** Clauses that qualify what is said. */
  readonly notes?: readonly (string | undefined)[] | undefined;
}

/** The effects that follow from the facts. A fresh table is locked for nobody and has no rows. */
export function settle(facts: Facts, at: At): Effects {
  const fresh = facts.subject !== undefined && isFresh(at.schema, facts.subject);
  const { whole } = at;
  const locks = whole?.locks ?? strongest(facts.holds ?? [], at);
  const work = fresh ? 'instant' : (whole?.along?.left ?? facts.work ?? 'instant');
  const along = whole?.along && `done in the one pass that also ${whole.along.with}`;
  const clauses = [facts.does, ...(facts.notes ?? []), along];
  const { assumed } = facts;
  return {
    locks,
    blocks: fresh && locks.length === 0 ? 'nothing' : (whole?.blocks ?? facts.blocks ?? blocked(locks)),
    work,
    transaction: facts.forbidden ? 'forbidden' : 'allowed',
    dataLoss: !fresh && facts.dataLoss === true,
    canFailOnRows: !fresh && facts.canFailOnRows === true,
    breaksRunningCode: !fresh && facts.breaksRunningCode === true,
    ...(!fresh && whole?.along === undefined && assumed !== undefined && { assumed }),
    ...(!fresh && facts.assumedWork && { assumedWork: true }),
    ...(!fresh && along !== undefined && { alone: { work: facts.work ?? 'instant', assumed } }),
    ...(facts.refused !== undefined && { refused: facts.refused }),
    does: sentence([...clauses, closing(locks, work, fresh, whole)]),
    ...(locks.length > 0 && { summary: sentence(clauses) }),
    source: `https://www.postgresql.org/docs/${at.version}/${facts.page}.html`,
  };
}

/** The same lock on a table and on every partition of it that history knows, unless it alone is meant. */
export function hold(at: At, table: Name, mode: Mode): readonly Hold[] {
  return isMeantAlone(at, table) ? [{ relation: table, mode }] : holdParts(at, table, mode);
}

export function isMeantAlone({ only }: At, table: Name): boolean {
  return only?.some((each) => isSame(each, table)) === true;
}

/** As `hold`, whatever is meant. */
export function holdParts(at: At, table: Name, mode: Mode): readonly Hold[] {
  return [table, ...partitionsBelow(at, table)].map((relation) => ({ relation, mode }));
}

/** A table whose text says that it is its own partition ends nothing. */
function partitionsBelow(at: At, table: Name): readonly Name[] {
  const found = new Map([[relationText(table), table]]);
  for (const each of found.values()) {
    for (const { name } of partitionsOf(at, each)) found.set(relationText(name), found.get(relationText(name)) ?? name);
  }
  return [...found.values()].slice(1);
}

export function partitionsOf(at: At, table: Name): readonly Table[] {
  return tableOf(at.schema, table)?.partitioned ? byPartitioned(at.schema.tables, schemaKey(table)) : [];
}

const byPartitioned = finder<Table>(({ partitionOf }) => (partitionOf ? [schemaKey(partitionOf)] : []));

function sentence(clauses: readonly (string | undefined)[]): string {
  return `${clauses.filter((clause) => clause !== undefined).join('; ')}.`;
}

function strongest(holds: readonly Hold[], at: At): readonly Lock[] {
  const byRelation = new Map<string, Mode>();
  for (const { relation, mode } of holds) {
    if (isFresh(at.schema, relation)) continue;
    const name = relationText(relation);
    const other = byRelation.get(name);
    if (other === undefined || modes.indexOf(mode) > modes.indexOf(other)) byRelation.set(name, mode);
  }
  return [...byRelation].map(([relation, mode]) => ({ relation, mode }));
}

export function blocked(locks: readonly Lock[]): Blocks {
  const held = (names: readonly string[]) => locks.some(({ mode }) => names.includes(mode));
  if (held(['ACCESS EXCLUSIVE'])) return 'reads and writes';
  return held(['SHARE', 'SHARE ROW EXCLUSIVE', 'EXCLUSIVE']) ? 'writes' : 'nothing';
}

const durations: Readonly<Record<Work, string>> = {
  instant: 'for the instant that it takes',
  scan: 'while every row is read',
  'index build': 'while the index is built',
  rewrite: 'while every row and every index is written anew',
  'row writes': 'while the rows are written, each of them locked until the transaction ends',
};

function closing(locks: readonly Lock[], work: Work, fresh: boolean, whole: Whole | undefined): string | undefined {
  if (locks.length === 0) {
    return fresh ? 'the table was created by this very migration, so that nobody waits' : undefined;
  }
  const held = locks.map(({ relation, mode }) => `${mode} on ${relation}`);
  if (!whole) return `holds ${held.join(', ')} ${durations[work]}`;
  return `the whole statement holds ${held.join(', ')} ${durations[whole.work]}`;
}
