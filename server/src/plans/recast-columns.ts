import type { Column } from '../model/column.ts';
import type { Phase, Planned } from '../model/finding.ts';
import type { Name } from '../model/name.ts';
import type { Given, MirrorColumn, Operation } from '../model/operation.ts';
import type { Schema } from '../model/schema.ts';
import { backfillPlan } from './backfill.ts';
import { columnReference } from './expression.ts';
import { triggerFor } from './names.ts';
import { firstPhase } from './plan.ts';
import { shared } from './planned.ts';
import { guaranteesOf } from './rename-column.ts';
import { restoreAround } from './restore-column.ts';
import { setNotNullPlan } from './set-not-null.ts';

/** Columns whose values others hold in another form: each of either side is computed from the other side. */
export interface Recast {
  readonly table: Name;
  readonly old: readonly Held[];
  readonly made: readonly [Held, ...Held[]];
}

export interface Held {
  readonly column: Column;
  /** SQL over the columns of the other side. */
  readonly expression: string;
}

/**
 * One column becomes several, or several become one: the new ones stand beside the old ones, a trigger computes each side from what
 * is written to the other, old rows are computed in batches, and the old ones go when no code names them any more.
 */
export function recastPhases(recast: Recast, schema: Schema): readonly Phase[] {
  const { table, old, made } = recast;
  const mirror = mirrorOf(recast);
  const stop: Operation = { kind: 'stopMirror', table, name: mirror.name };
  const [first] = made;
  const [olds, news] = [namesOf(old), namesOf(made)];
  const fill = backfillPlan(table, first.column.name, { expression: first.expression }, schema);
  return [
    firstPhase(`add ${table.name} ${news}`, {
      first: [...made.map(({ column }) => add(table, column)), shared(mirror)],
      undoFirst: [shared(stop), ...made.map(({ column }) => drop(table, column)).reverse()],
      phases: [],
    }),
    { ...fill, title: `backfill ${table.name} ${news}`, up: fillSide(table, made, schema) },
    {
      title: `drop ${table.name} ${olds}`,
      before: [
        `The code that is deployed everywhere reads and writes ${news}, and ${olds} nowhere.`,
        `Views, functions and triggers use ${news} instead of ${olds}.`,
        ...old.flatMap(({ column }) => guaranteesOf(table, column, news, schema)),
      ],
      up: [shared(stop), ...old.map(({ column }) => drop(table, column))],
      down: [
        ...old.map(({ column }) => add(table, { ...column, default: undefined })),
        shared(mirror),
        ...fillSide(table, old, schema),
        ...old.flatMap(({ column }) => asItWas(table, column, schema)),
      ],
    },
  ];
}

/** The same for who has the database alone: nothing keeps both sides equal meanwhile. */
export function recastAtOnce(recast: Recast, schema: Schema): Phase {
  const { table, old, made } = recast;
  const [olds, news] = [namesOf(old), namesOf(made)];
  const fill = (side: readonly Held[]) =>
    side.flatMap(({ column, expression }) => backfillPlan(table, column.name, { expression }, schema).up);
  return {
    title: `replace ${table.name} ${olds} by ${news}`,
    before: [`No code that names ${olds} runs any more, and none that names ${news} runs yet.`],
    up: [
      ...made.map(({ column }) => add(table, column)),
      ...fill(made),
      ...old.map(({ column }) => drop(table, column)),
    ],
    down: [
      ...old.map(({ column }) => add(table, { ...column, default: undefined })),
      ...fill(old),
      ...old.flatMap(({ column }) => asItWas(table, column, schema)),
      ...made.map(({ column }) => drop(table, column)).reverse(),
    ],
  };
}

function mirrorOf({ table, old, made }: Recast): MirrorColumn {
  const given = ({ column, expression }: Held): Given => ({ column: column.name, value: { expression } });
  const [first, ...more] = made;
  return {
    kind: 'mirrorColumn',
    table,
    from: { expression: first.expression },
    to: first.column.name,
    along: more.map(given),
    back: old.map(given),
    name: triggerFor('mirror', table.name, ...old.map(({ column }) => column.name), first.column.name),
  };
}

function add(table: Name, column: Column): Planned {
  return shared({ kind: 'addColumn', table, column: { ...column, nullable: true }, constraints: [] });
}

function drop(table: Name, { name }: Column): Planned {
  return shared({ kind: 'dropColumn', table, column: name });
}

/** The trigger fills the others as soon as one of a side has its value; where the first has none, the next is asked. */
function fillSide(table: Name, side: readonly Held[], schema: Schema): readonly Planned[] {
  return side.flatMap(({ column, expression }, index) => {
    const empty = side.slice(0, index).map((each) => `${columnReference(each.column.name)} IS NULL`);
    const value = empty.length === 0 ? expression : `CASE WHEN ${empty.join(' AND ')} THEN ${expression} END`;
    return backfillPlan(table, column.name, { expression: value }, schema).up;
  });
}

function asItWas(table: Name, column: Column, schema: Schema): readonly Planned[] {
  const { name } = column;
  const value = column.default
    ? [shared({ kind: 'setDefault', table, column: name, default: column.default } as const)]
    : [];
  return [...value, ...restoreAround(table, name, schema), ...(column.nullable ? [] : notNullAgain(table, name))];
}

function notNullAgain(table: Name, column: string): readonly Planned[] {
  const { first, phases } = setNotNullPlan(table, column);
  return [...first, ...phases.flatMap(({ up }) => up)];
}

function namesOf(side: readonly Held[]): string {
  return side.map(({ column }) => column.name).join(' and ');
}
