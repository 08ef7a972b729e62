import { after } from '../model/after.ts';
import type { Phase } from '../model/finding.ts';
import type { Operation } from '../model/operation.ts';
import type { PatternGround } from '../model/pattern.ts';
import type { Schema } from '../model/schema.ts';
import { atOnce } from './at-once.ts';
import { indexPhase, type NamedIndex } from './index-phase.ts';
import { alone, shared } from './planned.ts';
import { indexRenaming } from './renamings.ts';

/**
 * The new index beside the old one, then the old one goes and the new one takes its name: queries always find one of them. Where an
 * index cannot be called otherwise it keeps the name that it was built under.
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
  const [named, back] = renamings(old, now, after(built, drop), ground);
  return [
    ...build,
    {
      title: `drop index ${old.name}`,
      before: [`Queries that used ${old.name} use ${now.name}, as EXPLAIN says, or are as fast without.`],
      up: [alone(drop)],
      down: [alone({ ...old, concurrently: true })],
    },
    ...(named.length > 0
      ? [
          {
            title: `give ${now.name} the name ${old.name}`,
            before: [],
            up: named.map(shared),
            down: back.map(shared),
          },
        ]
      : []),
  ];
}

/** The same in one migration; the old one goes last here too. */
export function replacedAtOnce(old: NamedIndex, now: NamedIndex, schema: Schema, ground: PatternGround): Phase {
  const { table } = old;
  const dropOf = ({ name }: NamedIndex): Operation => ({ kind: 'dropIndex', index: { ...table, name }, table });
  const [named, back] = renamings(old, now, [now, dropOf(old)].reduce(after, schema), ground);
  const phase: Phase = {
    title: `replace index ${old.name}`,
    before: [],
    up: [now, dropOf(old), ...named].map(shared),
    down: [...back, old, dropOf(now)].map(shared),
  };
  return atOnce(phase, table, schema, ground);
}

/** The new one takes the old one's name, and gives it back; neither where the engine has no words for an index's other name. */
function renamings(
  { table, name }: NamedIndex,
  now: NamedIndex,
  schema: Schema,
  ground: PatternGround,
): readonly [readonly Operation[], readonly Operation[]] {
  const there = indexRenaming(table, now.name, name, schema, ground);
  const back = indexRenaming(table, name, now.name, schema, ground);
  return there && back ? [[there], [back]] : [[], []];
}
