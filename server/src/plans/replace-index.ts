import { after } from '../model/after.ts';
import type { Phase } from '../model/finding.ts';
import type { Operation } from '../model/operation.ts';
import type { PatternGround } from '../model/pattern.ts';
import type { Schema } from '../model/schema.ts';
import { atOnce } from './at-once.ts';
import { indexPhase, type NamedIndex } from './index-phase.ts';
import { alone, shared } from './planned.ts';

/**
 * The new index beside the old one, then the old one goes and the new one takes its name: queries always find one of them. Where an
 * index cannot be called otherwise it keeps the name that it was built under.
 * Source: https://www.postgresql.org/docs/15/sql-alterindex.html
 */
export function replaceIndexPhases(
  old: NamedIndex,
  now: NamedIndex,
  schema: Schema,
  ground: PatternGround,
): readonly Phase[] {
  const { table } = old;
  const build = indexPhase(now, schema, ground);
  const built = build.flatMap(({ up }) => up).reduce((met, { operation }) => after(met, operation), schema);
  const drop: Operation = { kind: 'dropIndex', index: { ...table, name: old.name }, table, concurrently: true };
  const takesName = canTakeName(old, now, after(built, drop), ground);
  return [
    ...build,
    {
      title: `put ${now.name} in the place of ${old.name}`,
      before: [`Queries that used ${old.name} use ${now.name}, as EXPLAIN says, or are as fast without.`],
      up: [alone(drop), ...(takesName ? [shared(renamed(table, now.name, old.name))] : [])],
      down: [...(takesName ? [shared(renamed(table, old.name, now.name))] : []), alone({ ...old, concurrently: true })],
    },
  ];
}

/** The same in one migration; the old one goes last here too. */
export function replacedAtOnce(old: NamedIndex, now: NamedIndex, schema: Schema, ground: PatternGround): Phase {
  const { table } = old;
  const dropOf = ({ name }: NamedIndex): Operation => ({ kind: 'dropIndex', index: { ...table, name }, table });
  const takesName = canTakeName(old, now, [now, dropOf(old)].reduce(after, schema), ground);
  const phase: Phase = {
    title: `replace index ${old.name}`,
    before: [],
    up: [now, dropOf(old), ...(takesName ? [renamed(table, now.name, old.name)] : [])].map(shared),
    down: [...(takesName ? [renamed(table, old.name, now.name)] : []), old, dropOf(now)].map(shared),
  };
  return atOnce(phase, table, schema, ground);
}

/** Not every engine knows how an index is called otherwise. */
function canTakeName(
  { table, name }: NamedIndex,
  now: NamedIndex,
  schema: Schema,
  { effects }: PatternGround,
): boolean {
  const { refused, unknown } = effects(renamed(table, now.name, name), schema);
  return refused === undefined && !unknown;
}

function renamed(table: NamedIndex['table'], from: string, to: string): Operation {
  const name = { ...table, name: from };
  return {
    kind: 'other',
    statement: 'ALTER INDEX RENAME',
    relations: [name],
    renames: { what: 'index', from: name, to },
  };
}
