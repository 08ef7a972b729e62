import { after } from '../model/after.ts';
import type { Phase, Planned } from '../model/finding.ts';
import { columnText, type Name, relationText } from '../model/name.ts';
import type { PatternGround } from '../model/pattern.ts';
import { indexColumns, type Schema } from '../model/schema.ts';
import { inTurn } from './by-copy.ts';
import { leftover } from './index-phase.ts';
import {
  addHere,
  addThere,
  carriersOf,
  defaultOf,
  dropThere,
  filled,
  filledHere,
  fromPartner,
  isReleased,
  type Move,
  notNullAgain,
  stopped,
  uniqueIn,
} from './moved-column.ts';
import { nameFor } from './names.ts';
import { alone, shared } from './planned.ts';
import { guaranteesOf } from './rename-column.ts';
import { constraintsOn, indexesOn } from './restore-column.ts';

/**
 * The new column stands in the other table, and a trigger on either carries what is written there to the other; old rows are copied in
 * batches, and the old column goes when no code names it any more. No transaction waits for the locks of both tables: whoever
 * writes to both would wait for it, and it for them. So what is done to each of them commits before the other's turn.
 */
export function movePhases(move: Move, schema: Schema, ground: PatternGround): readonly Phase[] {
  const { table, column, into, to, key, by } = move;
  const carriers = carriersOf(move);
  const here = columnText(table, column.name);
  const [start, stop] = [
    { here: shared(carriers.here), there: shared(carriers.there) },
    { here: shared(stopped(carriers.here)), there: shared(stopped(carriers.there)) },
  ];
  const released = isReleased(column);
  return [
    {
      title: `add ${into.name} ${to}`,
      before: [
        ...uniqueIn(table, key, schema),
        ...uniqueIn(into, by, schema),
        `Whoever writes to one of ${relationText(table)} and ${relationText(into)} may also read and write the other: triggers do that in their name.`,
      ],
      up: [addThere(move), start.there],
      down: [stop.there, dropThere(move)],
    },
    {
      title: `keep ${into.name} ${to} equal to ${table.name} ${column.name}`,
      before: released
        ? [`The downgrade makes ${here} NOT NULL again: it fails while a row has none, because new code made one.`]
        : [],
      up: [...(released ? [shared({ kind: 'dropNotNull', table, column: column.name } as const)] : []), start.here],
      down: [stop.here, ...(released ? notNullAgain(table, column.name, schema, ground) : [])],
    },
    copied(move, schema, ground),
    dropped(move, schema, ground),
  ];
}

/** Old rows get their values, and the new column the indexes that were over the old one alone. */
function copied(move: Move, schema: Schema, ground: PatternGround): Phase {
  const { table, column, into, to } = move;
  const fill = filled(move, schema);
  const indexes = indexesOn(table, column.name, schema).filter(
    (index) =>
      indexColumns(index).join() === column.name &&
      index.keys.every((key) => 'column' in key) &&
      !index.where &&
      !index.include,
  );
  const twins = indexes.map((index) => ({
    ...index,
    table: into,
    name: nameFor(index.name, into.name, to),
    keys: [{ column: to }],
    concurrently: true,
    ifNotExists: false,
  }));
  const leaves = twins.every((each) => ground.effects(each, schema).refused === undefined);
  const there = columnText(into, to);
  return {
    ...fill,
    before: [
      ...fill.before,
      `Code that reads ${there} comes behind this migration.`,
      ...besideOld(move, schema, ground),
      ...(leaves ? twins.map(({ name }) => leftover(name)) : []),
    ],
    up: [...fill.up, ...twins.map(alone)],
    down: twins.map(({ name }) =>
      alone({ kind: 'dropIndex', index: { ...into, name }, table: into, concurrently: true }),
    ),
  };
}

/** What new code has to know that runs beside the old. */
function besideOld(move: Move, schema: Schema, { effects }: PatternGround): readonly string[] {
  const { table, column } = move;
  const here = columnText(table, column.name);
  const carriers = carriersOf(move);
  const locked = [carriers.here, carriers.there].map((each) => effects(each, schema).locks[0]?.relation);
  // Where there is one lock for both nobody can hold the one and wait for the other.
  if (locked[0] === locked[1]) return [];
  return [
    `While it runs beside code that names ${here}, two transactions that write the value of one and the same row at the same moment, each in its own table, can wait for one another: the server ends one of them as a deadlock, and that one is tried again.`,
  ];
}

/** When no code names the old column any more. */
function dropped(move: Move, schema: Schema, ground: PatternGround): Phase {
  const { table, column, into, to } = move;
  const carriers = carriersOf(move);
  const [here, there] = [columnText(table, column.name), columnText(into, to)];
  const start = shared(carriers.here);
  return {
    title: `drop ${table.name} ${column.name}`,
    before: [
      `The code that is deployed everywhere reads and writes ${there}, and ${here} nowhere.`,
      partnerless(move),
      `Views, functions and other triggers use ${there} instead of ${here}.`,
      ...guaranteesOf(table, column, there, schema),
      ...(column.nullable
        ? []
        : [`${there} can be NULL: who wants it NOT NULL, as ${here} was, lets set-not-null follow.`]),
    ],
    up: [
      // A second try finds it gone already.
      alone({ ...stopped(carriers.there), ifExists: true }),
      ...defaultOf(column, into, to, column.default).map(alone),
      shared(stopped(carriers.here)),
      ...(dropsIndexes(table, column.name, schema, ground) ? [] : withoutIndexes(table, column.name, schema)),
      shared({ kind: 'dropColumn', table, column: column.name }),
    ],
    down: [
      addHere(move),
      start,
      alone(carriers.there),
      ...defaultOf(column, into, to, undefined).map(alone),
      ...filledHere(move, schema, ground),
    ],
  };
}

/** The same for who has the database alone: nothing keeps both sides equal meanwhile. */
export function moveAtOnce(move: Move, schema: Schema, ground: PatternGround): Phase {
  const { table, column, into, to, key, by } = move;
  const [here, there] = [columnText(table, column.name), columnText(into, to)];
  const up = inTurn(
    [
      addThere(move),
      ...filled(move, schema).up,
      ...defaultOf(column, into, to, column.default).map(shared),
      ...withoutIndexes(table, column.name, schema),
      shared({ kind: 'dropColumn', table, column: column.name }),
    ],
    schema,
    ground,
  );
  const moved = up.planned.reduce((met, { operation }) => after(met, operation), schema);
  const down = inTurn(
    [
      addHere(move),
      ...fromPartner(table, column.name, to, { table: into, by, key }, schema).up,
      ...defaultOf(column, table, column.name, column.default).map(shared),
      ...(column.nullable ? [] : [shared({ kind: 'setNotNull', table, column: column.name } as const)]),
      ...indexesOn(table, column.name, schema).map(shared),
      ...constraintsOn(table, column.name, schema).map((constraint) =>
        shared({ kind: 'addConstraint', table, constraint } as const),
      ),
      dropThere(move),
    ],
    moved,
    ground,
  );
  return {
    title: `move ${table.name} ${column.name} to ${into.name} ${to}`,
    before: [
      `No code that names ${here} runs any more, and none that names ${there} runs yet.`,
      ...uniqueIn(table, key, schema),
      ...uniqueIn(into, by, schema),
      partnerless(move),
      ...up.before,
    ],
    up: up.planned,
    down: down.planned,
  };
}

/** All of them go with the column, and wholly. */
function dropsIndexes(table: Name, column: string, schema: Schema, { effects, traits }: PatternGround): boolean {
  return !traits.keepsRestOfIndex && effects({ kind: 'dropColumn', table, column }, schema).refused === undefined;
}

/** Not every server drops them with the column. */
function withoutIndexes(table: Name, column: string, schema: Schema): readonly Planned[] {
  return indexesOn(table, column, schema).map(({ name }) =>
    shared({ kind: 'dropIndex', index: { schema: table.schema, name }, table }),
  );
}

function partnerless({ table, column, into, key, by }: Move): string {
  return `No row of ${relationText(table)} has a value in ${column.name} without a row in ${relationText(into)} whose ${by} is its ${key}: that value would go.`;
}
