import { after } from '../../model/after.ts';
import { doubted } from '../../model/after-objects.ts';
import { afterStep, isOfRows } from '../../model/after-step.ts';
import type { Migration, Step } from '../../model/migration.ts';
import type { Name } from '../../model/name.ts';
import { columnOf, emptySchema, isSame, type Schema, settled } from '../../model/schema.ts';

/** The schemas along a history, each folded when it, or one above it, is first asked for. */
export interface Fold {
  /** What a migration with these foundations meets. */
  before(migration: Pick<Migration, 'parents' | 'dependsOn' | 'goesOn'>): Schema;
  /** What all of these leave behind together. */
  behind(ids: readonly string[]): Schema;
}

/** `order` has parents before their children; what is not in it is as if it were not there. */
export function foldOf(order: readonly Migration[], ground: Schema = emptySchema): Fold {
  const places = new Map(order.map(({ id }, place) => [id, place]));
  const schemas: Schema[] = [];
  const placesOf = (ids: readonly string[]) => [...new Set(ids.flatMap((id) => places.get(id) ?? []))];
  const below = (place: number) => placesOf(foundations(order[place]));
  const schemaAt = (place: number): Schema => {
    for (let next = order[schemas.length]; next && schemas.length <= place; next = order[schemas.length])
      schemas.push(run(join(placesOf(foundations(next)), next.goesOn), next.up));
    return schemas[place] ?? ground;
  };
  /** One parent hands its schema on; several are replayed together, each ancestor once, so that what one branch dropped stays dropped. */
  const join = (parents: readonly number[], goesOn?: boolean): Schema => {
    const [only, second] = parents;
    if (only === undefined) return goesOn ? doubted(ground) : ground;
    if (second === undefined) return schemaAt(only);
    const { shared, apart } = parted(parents, below);
    const base = shared === undefined ? ground : schemaAt(shared);
    const steps = apart.map((place) => order[place]?.up ?? []);
    return withoutDropped(
      steps.reduce<Schema>((schema, each) => run(schema, each), base),
      steps.flat(),
      base,
    );
  };
  return {
    before: (migration) => join(placesOf(foundations(migration)), migration.goesOn),
    behind: (ids) => join(placesOf(ids)),
  };
}

/** What a branch drops and none makes again is gone, though another has changed it, and so said that it is there. */
function withoutDropped(joined: Schema, steps: readonly Step[], base: Schema): Schema {
  const makes = (table: Name, column: string) =>
    steps.some(
      ({ operation }) =>
        (operation.kind === 'addColumn' && operation.column.name === column && isSame(operation.table, table)) ||
        (operation.kind === 'renameColumn' && operation.to === column && isSame(operation.table, table)) ||
        (operation.kind === 'createTable' && isSame(operation.table, table)) ||
        (operation.kind === 'renameTable' && operation.to === table.name),
    );
  return steps.reduce<Schema>((schema, { operation }) => {
    if (operation.kind !== 'dropColumn' || !columnOf(schema, operation.table, operation.column)) return schema;
    const wasThere = columnOf(base, operation.table, operation.column) !== undefined;
    return wasThere && !makes(operation.table, operation.column) ? after(schema, operation) : schema;
  }, joined);
}

interface Parted {
  readonly shared: number | undefined;
  readonly apart: readonly number[];
}

/** The last migration that all of these rest on with all that stands before it, and those behind it that they rest on, in order. */
function parted(places: readonly number[], below: (place: number) => readonly number[]): Parted {
  const waiting = new Set(places);
  const apart: number[] = [];
  while (waiting.size > 1) {
    const last = Math.max(...waiting);
    waiting.delete(last);
    apart.push(last);
    const further = below(last);
    for (const each of further) waiting.add(each);
    // It begins a history of its own: nothing is before all of them.
    if (further.length === 0) return { shared: undefined, apart: allBelow([...apart, ...waiting], below) };
  }
  return { shared: [...waiting][0], apart: apart.reverse() };
}

function allBelow(places: readonly number[], below: (place: number) => readonly number[]): readonly number[] {
  const found = new Set(places);
  for (const place of found) for (const each of below(place)) found.add(each);
  return [...found].sort((a, b) => a - b);
}

export function foundations(migration: Pick<Migration, 'parents' | 'dependsOn'> | undefined): readonly string[] {
  return migration ? [...migration.parents, ...migration.dependsOn] : [];
}

/** The schema behind a migration: kept for as long as its steps and what they meet are the same, whatever history they stand in. */
function run(before: Schema, steps: readonly Step[]): Schema {
  const known = ran.get(steps) ?? new WeakMap<Schema, Schema>();
  ran.set(steps, known);
  const made = known.get(before) ?? settled(steps.reduce(met, before));
  known.set(before, made);
  return made;
}

const ran = new WeakMap<readonly Step[], WeakMap<Schema, Schema>>();

function met(before: Schema, step: Step): Schema {
  const next = afterStep(before, step);
  return step.conditional && !isOfRows(step.operation) ? doubted(next) : next;
}
