import { after } from '../model/after.ts';
import type { Constraint } from '../model/constraint.ts';
import type { Phase, Planned } from '../model/finding.ts';
import type { Name } from '../model/name.ts';
import type { CreateIndex, Operation } from '../model/operation.ts';
import { indexColumns, type Schema } from '../model/schema.ts';
import { followedName } from './followed-name.ts';
import { leftover } from './index-phase.ts';
import { nameFor } from './names.ts';
import { alone, shared } from './planned.ts';
import { type Asked, constraintRenaming, indexRenaming } from './renamings.ts';
import { constraintsOn, indexesOn, restored } from './restore-column.ts';

/** What hangs on a column, once more over the one that takes its place. */
export interface Carried {
  /** Binds new rows at once, by names of its own. */
  readonly make: readonly Planned[];
  readonly unmake: readonly Planned[];
  /** Indexes are built one a migration: what commits by itself must not stand beside what does not. */
  readonly built: readonly Phase[];
  /** Old rows are checked in another migration than the one that binds new ones. */
  readonly validate: readonly Planned[];
  /** Where the old column is gone with all of its own, these are called as those were; and what takes that back. */
  readonly name: readonly Planned[];
  readonly unname: readonly Planned[];
  /** What somebody has to see to: nothing makes it without holding others up. */
  readonly left: readonly Constraint[];
}

/**
 * `last` is what the column `to` is called in the end: either its own name, which names made of its columns follow, or that of the old
 * one.
 */
export function carriedOver(
  table: Name,
  from: string,
  to: string,
  last: string,
  schema: Schema,
  ground: Asked,
): Carried {
  const renamed = after(schema, { kind: 'renameColumn', table, column: from, to });
  const called = last === from ? schema : renamed;
  const indexes = indexesOn(table, to, renamed).map((thing, at) =>
    twin(thing, thing.name, {
      table,
      to,
      was: indexesOn(table, from, schema)[at],
      is: indexesOn(table, last, called)[at],
    }),
  );
  const [own, ends] = [constraintsOn(table, from, schema), constraintsOn(table, last, called)];
  const constraints = constraintsOn(table, to, renamed).flatMap((thing, at) => {
    const name = nameOf(thing);
    if (name === undefined || !isCarried(thing, table, schema, ground)) return [];
    return [twin(thing, name, { table, to, was: own[at], is: ends[at] })];
  });
  const left = own.filter((each) => each.kind !== 'notNull' && !isCarried(each, table, schema, ground));
  const gone = after(renamed, { kind: 'addColumn', table, column: { name: from, nullable: true }, constraints: [] });
  const renamings = [
    ...indexes
      // Elsewhere an index over more columns outlives one of them, and keeps its name.
      .filter(({ thing }) => indexColumns(thing).length < 2 || !ground.traits.keepsRestOfIndex)
      .map(({ made, end }) => renamingsOf(made, end, (a, b) => indexRenaming(table, a, b, gone, ground))),
    ...constraints.map(({ made, end }) =>
      renamingsOf(made, end, (a, b) => constraintRenaming(table, a, b, gone, ground)),
    ),
  ];
  const bound = constraints.filter(({ thing }) => thing.kind !== 'unique');
  const again = bound.flatMap(({ thing, made }) => restored(table, { ...thing, name: made }, to));
  const isAlone = ({ transaction }: Planned) => transaction === 'autocommit';
  return {
    make: again.filter((each) => !isAlone(each)),
    unmake: bound.toReversed().map(({ thing, made }) => dropped(table, made, thing)),
    built: [
      ...indexes.map(({ thing, made }) => {
        const index = { ...thing, name: made, concurrently: true, ifNotExists: false };
        const drop = alone({ kind: 'dropIndex', index: { ...table, name: made }, table, concurrently: true });
        return builtPhase(made, index, [alone(index)], [drop], schema, ground);
      }),
      ...constraints
        .filter(({ thing }) => thing.kind === 'unique')
        .flatMap(({ thing, made }) => {
          const up = restored(table, { ...thing, name: made }, to);
          const [index] = up.map(({ operation }) => operation);
          return index ? [builtPhase(made, index, up, [dropped(table, made, thing)], schema, ground)] : [];
        }),
    ],
    validate: again.filter(isAlone),
    name: renamings.flatMap(([there]) => there),
    unname: renamings.flatMap(([, back]) => back),
    left,
  };
}

function builtPhase(
  name: string,
  index: Operation,
  up: readonly Planned[],
  down: readonly Planned[],
  schema: Schema,
  { effects }: Asked,
): Phase {
  const before = effects(index, schema).refused === undefined ? [leftover(name)] : [];
  return { title: `add ${name}`, before, up, down };
}

function dropped(table: Name, name: string, { kind }: Constraint): Planned {
  return shared({ kind: 'dropConstraint', table, name, type: kind });
}

interface Twin<T> {
  readonly thing: T;
  /** What it is called while the old one is there, and in the end. */
  readonly made: string;
  readonly end: string;
}

function twin<T extends Constraint | CreateIndex>(
  thing: T,
  name: string,
  {
    table,
    to,
    was,
    is,
  }: {
    readonly table: Name;
    readonly to: string;
    readonly was: T | undefined;
    readonly is: T | undefined;
  },
): Twin<T> {
  // A name that the server gave stays where it is.
  const isGiven = thing.kind === 'createIndex' || thing.name !== undefined;
  const end = was && is && isGiven ? followedName(name, { table, thing: was }, { table, thing: is }) : name;
  return { thing, made: end === name ? nameFor(name, to) : end, end };
}

function renamingsOf(made: string, end: string, by: (from: string, to: string) => Planned['operation'] | undefined) {
  const [there, back] = made === end ? [] : [by(made, end), by(end, made)];
  return [there ? [shared(there)] : [], back ? [shared(back)] : []] as const;
}

function nameOf(thing: Constraint): string | undefined {
  return thing.name ?? (thing.kind === 'notNull' ? undefined : thing.nameOfServer);
}

/** It can be made in steps of which none holds writers up while rows are read. */
function isCarried(thing: Constraint, table: Name, schema: Schema, ground: Asked): boolean {
  const isTaken = (constraint: Constraint) =>
    ground.effects({ kind: 'addConstraint', table, constraint }, schema).refused === undefined;
  switch (thing.kind) {
    case 'foreignKey':
    case 'check':
      return !thing.notEnforced && isTaken({ ...thing, name: 'any', notValid: true });
    case 'unique':
      return thing.options === undefined && isTaken({ ...thing, name: 'any', usingIndex: 'any' });
    case 'exclude':
    case 'primaryKey':
    case 'notNull':
      return false;
  }
}
