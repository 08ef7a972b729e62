import { after } from '../model/after.ts';
import type { Column, ColumnType } from '../model/column.ts';
import type { Constraint, ForeignKey } from '../model/constraint.ts';
import type { Phase } from '../model/finding.ts';
import { foreignKeysTo } from '../model/foreign-keys.ts';
import { columnText, type Name, relationText } from '../model/name.ts';
import { sequencesOf } from '../model/objects.ts';
import type { CreateIndex, MirrorColumn, Operation } from '../model/operation.ts';
import { type Schema, tableOf } from '../model/schema.ts';
import type { Traits } from '../model/traits.ts';
import { backfillPlan } from './backfill.ts';
import { type Carried, carriedOver } from './carried.ts';
import { nextNumber } from './expression.ts';
import { leftover } from './index-phase.ts';
import { nameFor, triggerFor } from './names.ts';
import { alone, shared } from './planned.ts';
import { copyPhase, guaranteed, notNullPhase } from './rename-column.ts';
import type { Asked } from './renamings.ts';
import { restoreAround } from './restore-column.ts';
import { setNotNullPlan } from './set-not-null.ts';

/** A primary key of one column, with what else hangs on it. */
export interface NumberedKey extends IntegerKey {
  readonly name: string;
  readonly pointing: readonly { readonly child: Name; readonly constraint: ForeignKey; readonly name: string }[];
}

export interface IntegerKey {
  readonly table: Name;
  readonly column: Column & { readonly type: ColumnType };
  readonly sequence?: Name | undefined;
}

/** A primary key of one column that can run out of numbers; in words why it is none. */
export function integerKey(table: Name, schema: Schema, traits: Traits): IntegerKey | { readonly problem: string } {
  const what = relationText(table);
  const known = tableOf(schema, table);
  const key = known?.constraints.find((each) => each.kind === 'primaryKey');
  const [only, more] = key?.kind === 'primaryKey' ? key.columns : [];
  if (!known || !key || only === undefined || more !== undefined)
    return { problem: `The history knows of no primary key of ${what} that is one column` };
  const column = known.columns.get(only);
  if (!column?.type || !/^(smallint|integer)$/.test(column.type.name))
    return { problem: `${columnText(table, only)} is not known from the history to be an integer` };
  if (traits.numbersRows)
    return { problem: `${columnText(table, only)} is the number that every row has here: it has 64 bits already` };
  const [sequence] = sequencesOf(schema, table, only);
  return { table, column: { ...column, type: column.type }, sequence: sequence?.name };
}

/** The key as the plan needs to know it; in words what the plan cannot do. */
export function keyIn(table: Name, schema: Schema, traits: Traits): NumberedKey | { readonly problem: string } {
  const integer = integerKey(table, schema, traits);
  if ('problem' in integer) return integer;
  const { column } = integer;
  const what = relationText(table);
  const known = tableOf(schema, table);
  if (column.identity === 'always' || column.identity === 'by default' || known?.partitioned)
    return {
      problem: `${columnText(table, column.name)} is numbered by itself as IDENTITY, or partitioned: its numbers cannot go on in another column`,
    };
  const key = known?.constraints.find((each) => each.kind === 'primaryKey');
  const name = key && nameOf(key, table, schema, traits);
  if (name === undefined) return { problem: `The name of the primary key of ${what} is not known` };
  const pointing = foreignKeysTo(schema, table, 'all').map(({ child, key: constraint }) => ({
    child,
    constraint,
    name: nameOf(constraint, child, schema, traits),
  }));
  const named = pointing.flatMap((each) => (each.name === undefined ? [] : [{ ...each, name: each.name }]));
  const unnamed = pointing.find((each) => each.name === undefined);
  if (unnamed)
    return { problem: `The name of a foreign key of ${relationText(unnamed.child)} to ${what} is not known` };
  return { ...integer, name, pointing: named };
}

/**
 * An integer key becomes a bigint: a second column is kept equal by a trigger, filled in batches, indexed while everyone goes on, and
 * takes name, numbers, key and foreign keys over in one short transaction. What points at the key is checked again behind that.
 */
export function keyToBigintPhases(key: NumberedKey, schema: Schema, ground: Asked): readonly Phase[] {
  const { table, column } = key;
  const [made, old] = [nameFor(column.name, 'new'), nameFor(column.name, 'old')];
  const wide: Column = { name: made, type: bigint, nullable: true };
  const mirror = mirrored(table, column.name, made);
  const carried = carriedOver(table, column.name, made, column.name, schema, ground);
  const copy = copyPhase(table, { ...column, nullable: false }, made, schema, carried);
  const unique = uniqueOver(key, made);
  return [
    {
      title: `add bigint beside ${table.name} ${column.name}`,
      before: [],
      up: [shared({ kind: 'addColumn', table, column: wide, constraints: [] }), shared(mirror)],
      down: [shared(stopped(mirror)), shared({ kind: 'dropColumn', table, column: made })],
    },
    copy,
    {
      title: `add ${unique.name}`,
      before: [leftover(unique.name)],
      up: [alone(unique)],
      down: [alone({ kind: 'dropIndex', index: { ...table, name: unique.name }, table, concurrently: true })],
    },
    ...carried.built,
    ...notNullPhase(table, { ...column, nullable: false }, made, carried.validate),
    swap(key, made, old, schema),
    dropOld(key, old, schema, carried),
  ];
}

const bigint: ColumnType = { name: 'bigint', arguments: [] };

function swap(key: NumberedKey, made: string, old: string, schema: Schema): Phase {
  const { table, column, pointing } = key;
  const { name } = column;
  const [ahead, back] = [mirrored(table, name, made), mirrored(table, name, old)];
  const rename = (from: string, to: string): Operation => ({ kind: 'renameColumn', table, column: from, to });
  const again = setNotNullPlan(table, old);
  const index = uniqueOver(key, old);
  return {
    title: `swap ${table.name} ${name}`,
    before: [
      `Every row of ${table.name} has the same value in ${name} and ${made}.`,
      ...(pointing.length > 0
        ? [
            `The columns that point at ${columnText(table, name)} become bigint by plans of their own, before numbers outgrow them.`,
          ]
        : []),
    ],
    up: [
      stopped(ahead),
      ...handOver(key, name, [rename(name, old), rename(made, name)], uniqueOver(key, made).name, bigint),
      { kind: 'dropNotNull', table, column: old } as const,
      ...pointing.map(({ child, constraint, name: its }) => pointAgain(child, constraint, its)),
    ].map(shared),
    down: [
      shared(back),
      ...backfillPlan(table, old, { column: name }, schema).up,
      alone(index),
      ...again.first,
      ...again.phases.flatMap(({ up }) => up),
      ...[
        stopped(back),
        ...handOver(key, name, [rename(name, made), rename(old, name)], index.name, column.type),
        ahead,
        ...pointing.map(({ child, constraint, name: its }) => pointAgain(child, constraint, its)),
      ].map(shared),
      ...pointing.map(({ child, name: its }) => alone({ kind: 'validateConstraint', table: child, name: its })),
      alone(uniqueOver(key, made)),
    ],
  };
}

/** The key, its numbers and what points at it leave the one column, and take the other that gets its name meanwhile. */
function handOver(
  { table, name, column, sequence, pointing }: NumberedKey,
  of: string,
  renames: readonly Operation[],
  usingIndex: string,
  type: ColumnType,
): readonly Operation[] {
  const value = sequence ? nextNumber(sequence) : undefined;
  const set = (to: Column['default']): readonly Operation[] =>
    (value ?? column.default) === undefined ? [] : [{ kind: 'setDefault', table, column: of, default: to }];
  return [
    ...pointing.map(
      ({ child, name: its }): Operation => ({ kind: 'dropConstraint', table: child, name: its, type: 'foreignKey' }),
    ),
    { kind: 'dropConstraint', table, name, type: 'primaryKey' },
    ...set(undefined),
    ...renames,
    { kind: 'addConstraint', table, constraint: { kind: 'primaryKey', name, columns: [of], usingIndex } },
    ...set(value ?? column.default),
    ...(sequence ? [numbering(sequence, table, of, type)] : []),
  ];
}

export function numbering(sequence: Name, table: Name, column: string, type: ColumnType): Operation {
  const made = { name: sequence, ownedBy: { table, column }, type };
  return { kind: 'other', statement: 'ALTER SEQUENCE', relations: [sequence], sequence: made };
}

function pointAgain(child: Name, key: ForeignKey, name: string): Operation {
  return { kind: 'addConstraint', table: child, constraint: { ...key, name, notValid: true } };
}

function dropOld({ table, column, name, pointing }: NumberedKey, old: string, schema: Schema, carried: Carried): Phase {
  const bare = after(schema, { kind: 'dropConstraint', table, name, type: 'primaryKey' });
  const renamed = after(bare, { kind: 'renameColumn', table, column: column.name, to: old });
  return {
    title: `drop ${table.name} ${old}`,
    before: [
      `Views, functions and triggers use ${column.name} instead of ${old}.`,
      ...guaranteed(
        { ...column, name: old },
        column.name,
        carried.left.filter(({ kind }) => kind !== 'primaryKey'),
      ),
    ],
    up: [
      ...pointing.map((each) => alone({ kind: 'validateConstraint', table: each.child, name: each.name })),
      shared({ kind: 'dropColumn', table, column: old }),
      ...carried.name,
    ],
    down: [
      ...carried.unname,
      shared({ kind: 'addColumn', table, column: { name: old, type: column.type, nullable: true }, constraints: [] }),
      ...restoreAround(table, old, renamed),
    ],
  };
}

function mirrored(table: Name, from: string, to: string): MirrorColumn {
  return { kind: 'mirrorColumn', table, from: { column: from }, to, name: triggerFor('mirror', table.name, to) };
}

function stopped({ table, name }: MirrorColumn): Operation {
  return { kind: 'stopMirror', table, name };
}

function uniqueOver({ table }: NumberedKey, column: string): CreateIndex & { readonly name: string } {
  const name = nameFor('uq', table.name, column);
  return { kind: 'createIndex', table, name, keys: [{ column }], unique: true, concurrently: true };
}

function nameOf(constraint: Constraint, table: Name, schema: Schema, traits: Traits): string | undefined {
  const given = constraint.kind === 'notNull' ? undefined : constraint.nameOfServer;
  return constraint.name ?? given ?? traits.constraintName(constraint, table, schema);
}
