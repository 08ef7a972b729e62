import type { Migration, Step } from '../../model/migration.ts';
import type { Name } from '../../model/name.ts';
import type { NameAt } from '../../model/name-at.ts';
import { columnOf, type Schema } from '../../model/schema.ts';
import type { Analysis } from '../analyze.ts';
import { directionAt } from './schema-at.ts';
import { before, behind, partIn, type Thing } from './thing.ts';

/** A step that names a thing, by the name that the thing has there. */
export interface Mention {
  readonly path: string;
  readonly step: Step;
  readonly thing: Thing;
}

/** What a name at a place is the name of, as things that steps make and name. */
export function thingOf({ means, text }: NameAt, schema: Schema): Thing | undefined {
  switch (means.what) {
    case 'table':
    case 'view':
      return {
        what: 'table',
        table: nameIn(means.schema, text),
      };
    case 'column': {
      const known = means.tables.find((table) => columnOf(schema, table, text));
      const table = known ?? (means.tables.length === 1 ? means.tables[0] : undefined);
      return table && { what: 'column', table, column: text };
    }
    case 'target':
      return targetOf(text);
    case 'index':
    case 'constraint':
      return { what: means.what, name: text };
    case 'type':
      return { what: 'type', type: nameIn(means.schema, text) };
    case 'revision':
      return undefined;
  }
}

function nameIn(schema: string | undefined, name: string): Name {
  return schema === undefined ? { name } : { schema, name };
}

/** `users.id`, with its schema before it or not. */
function targetOf(text: string): Thing | undefined {
  const [column, name, schema] = text.split('.').reverse();
  if (column === undefined || name === undefined) return undefined;
  return { what: 'column', table: nameIn(schema, name), column };
}

/** Where the thing that is called so at a place got that name; undefined where history does not tell. */
export function makerOf(thing: Thing, analysis: Analysis, offset: number): Mention | undefined {
  let name = thing;
  for (const { path, step } of above(analysis, offset)) {
    if (partIn(step, name) === 'makes') return { path: step.path ?? path, step, thing: name };
    name = before(step.operation, name);
  }
  return undefined;
}

/** All steps that make, name or end the thing, under whatever name: from its making on, each file with its ways back. */
export function mentionsOf(thing: Thing, analysis: Analysis, offset: number): readonly Mention[] {
  const { history } = analysis;
  const origin = originOf(thing, analysis, offset);
  const found: Mention[] = [];
  let name = origin.step ? undefined : origin.thing;
  for (const migration of lineOf(analysis)) {
    const { path } = migration;
    let ended = false;
    for (const step of migration.up) {
      if (step === origin.step) name = origin.thing;
      if (!name || ended) continue;
      const part = partIn(step, name);
      if (part) found.push({ path: step.path ?? path, step, thing: name });
      name = behind(step.operation, name);
      ended = part === 'ends';
    }
    const undoing = migration.down.length > 0 ? migration : history.undoing(migration);
    if (name && undoing) found.push(...downward(name, undoing));
    if (ended) break;
  }
  return found;
}

function downward(thing: Thing, { path, down }: Migration): readonly Mention[] {
  let name = thing;
  return down.flatMap((step) => {
    const part = partIn(step, name);
    const mention = { path: step.path ?? path, step, thing: name };
    name = behind(step.operation, name);
    return part ? [mention] : [];
  });
}

/** The step that made the thing first, under the name of that day; without a step where history has not seen it. */
function originOf(thing: Thing, analysis: Analysis, offset: number): { readonly thing: Thing; readonly step?: Step } {
  let name = thing;
  for (const { step } of above(analysis, offset)) {
    const earlier = before(step.operation, name);
    if (partIn(step, name) === 'makes' && earlier === name) return { thing: name, step };
    name = earlier;
  }
  return { thing: name };
}

interface Visited {
  readonly path: string;
  readonly step: Step;
}

/** What has run when the statement at a place does, and that statement itself, the last first. */
function* above(analysis: Analysis, offset: number): Iterable<Visited> {
  const { migration, history } = analysis;
  const direction = directionAt(migration, offset);
  const own = migration[direction].filter(({ span, path }) => path === undefined && span.start <= offset);
  yield* backward(migration.path, own);
  const base = history.undone(migration) ?? migration;
  if (direction === 'down') yield* backward(base.path, base.up);
  const under = new Set([...history.graph.foundations(base, 'all')].map(({ path }) => path));
  for (const each of history.order.toReversed()) {
    if (each.path !== base.path && under.has(each.path)) yield* backward(each.path, each.up);
  }
}

function* backward(path: string, steps: readonly Step[]): Iterable<Visited> {
  for (const step of steps.toReversed()) yield { path, step };
}

/** The whole history with the text at hand in its place, or that text alone where it has none. */
function lineOf({ migration, history }: Analysis): readonly Migration[] {
  const isPlaced = history.order.some(({ path }) => path === migration.path);
  if (isPlaced) return history.order.map((each) => (each.path === migration.path ? migration : each));
  return migration.undoes === undefined ? [...history.order, migration] : history.order;
}
