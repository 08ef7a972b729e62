import { after } from '../model/after.ts';
import type { Column } from '../model/column.ts';
import type { Course, Difference, Thing } from '../model/difference.ts';
import type { Insert, Planned } from '../model/finding.ts';
import { columnText } from '../model/name.ts';
import type { Operation } from '../model/operation.ts';
import type { AnalyzedStep, Subject } from '../model/rule.ts';
import { isSame, type Schema, schemaKey, type Table, tableOf, tableOfIndex } from '../model/schema.ts';
import { unknownNames } from '../model/unknown-names.ts';
import { alone, shared } from './planned.ts';
import { holdsAnew, restoreAround } from './restore-column.ts';

/**
 * The statements that the way back lacks, put where they can run: behind all others, or before them where what is too much was
 * made last or stands in the way of the others. Undefined where something cannot be undone from what is known.
 */
export function leadBackFix(
  differences: readonly Difference[],
  { before, between, after: is }: Course,
  subject: Subject,
) {
  const { steps } = subject;
  const [first, last] = [steps[0], steps.at(-1)];
  const rest = differences.filter((each) => each.kind !== 'changed' || !each.isEmpty);
  const way = rest.length > 0 ? leadBack(rest, before, is) : undefined;
  if (!way || !first || !last || ![first, last].every(isFixed)) return undefined;
  const suited = (all: readonly Planned[]) => all.flatMap((each) => suit(each, is, subject));
  const [drops, makes] = [suited(way.drops), suited(way.makes)];
  const own = steps.map(({ operation, transaction }) => ({ operation, transaction }));
  const runs = (all: readonly Planned[]) => isPossible(all, between, subject);
  const isFirst = drops.length > 0 && (!runs([...own, ...drops]) || madeLast(differences, subject));
  const ahead = isFirst && runs([...drops, ...own]) ? drops : [];
  const behind = ahead.length > 0 ? makes : [...drops, ...makes];
  const insert = (step: AnalyzedStep, side: Insert['side'], operations: readonly Planned[]): readonly Insert[] =>
    operations.length > 0 ? [{ kind: 'insert', step, side, operations }] : [];
  return {
    title: 'Write what the way back lacks',
    rewrites: [...insert(first, 'before', ahead), ...insert(last, 'behind', behind)],
  };
}

/** Beside a statement that may not run, or runs several times, nothing is put. */
function isFixed({ conditional, repeated, inCode, path }: AnalyzedStep): boolean {
  return !conditional && !repeated && !inCode && path === undefined;
}

/** None is refused, and each finds what it names: an index goes with its column. */
function isPossible(all: readonly Planned[], from: Schema, { effects, traits }: Subject): boolean {
  let schema = from;
  return all.every(({ operation }) => {
    const { refused } = effects(operation, schema);
    const found = unknownNames(operation, schema, from, traits).length === 0 && !isTaken(operation, from, schema);
    schema = after(schema, operation);
    return refused === undefined && found;
  });
}

/** The index was there, and another statement has taken it along, as far as is known. */
function isTaken(operation: Operation, from: Schema, schema: Schema): boolean {
  if (operation.kind !== 'dropIndex') return false;
  return tableOfIndex(from, operation.index) !== undefined && tableOfIndex(schema, operation.index) === undefined;
}

/** Whether the last thing that the upgrade made is what is still there. */
function madeLast(differences: readonly Difference[], { opposite }: Subject): boolean {
  const last = opposite.findLast(({ operation }) => /^(create|add)/.test(operation.kind))?.operation;
  return differences.some((each) => {
    if (each.kind !== 'left' || !last) return false;
    const { thing } = each;
    if (thing.kind === 'table') return last.kind === 'createTable' && isSame(last.table, thing.table.name);
    if (thing.kind === 'column') return last.kind === 'addColumn' && last.column === thing.column;
    if (thing.kind === 'index') return last === thing.index;
    return thing.kind === 'constraint' && last.kind === 'addConstraint' && last.constraint === thing.constraint;
  });
}

/** As the engine at hand does it: beside the writers where it can. */
export function suit(planned: Planned, schema: Schema, { effects }: Pick<Subject, 'effects'>): readonly Planned[] {
  const { operation } = planned;
  const can = (each: Operation) => effects(each, schema).refused === undefined;
  if (operation.kind === 'createIndex') {
    const concurrent = { ...operation, concurrently: true };
    return [
      tableOf(schema, operation.table)?.fresh === false && can(concurrent)
        ? alone(concurrent)
        : shared({ ...operation, concurrently: undefined }),
    ];
  }
  if (operation.kind === 'validateConstraint') return can(operation) ? [planned] : [];
  if (operation.kind !== 'addConstraint' || !('notValid' in operation.constraint)) return [planned];
  const { table, constraint } = operation;
  if (constraint.name !== undefined && can({ kind: 'validateConstraint', table, name: constraint.name }))
    return [planned];
  return [{ ...planned, operation: { ...operation, constraint: { ...constraint, notValid: undefined } } }];
}

/** What takes the differences away: what is too much goes first, what is missing comes behind everything else. */
interface WayBack {
  readonly drops: readonly Planned[];
  readonly makes: readonly Planned[];
}

/** Undefined where one of them cannot be undone from what is known. `is` is the schema that they are found in. */
function leadBack(differences: readonly Difference[], was: Schema, is: Schema): WayBack | undefined {
  const drops: Ranked[] = [];
  const makes: Ranked[] = [];
  for (const each of inTurn(differences)) {
    const ranked = undo(each, was, is);
    if (!ranked) return undefined;
    (each.kind === 'left' ? drops : makes).push(...ranked);
  }
  return { drops: inOrder(drops), makes: inOrder(makes) };
}

/** Of several changes of a column each finds what the one before it has set. */
function inTurn(differences: readonly Difference[]): readonly Difference[] {
  const columns = new Map<string, Column>();
  return differences.map((each) => {
    if (each.kind !== 'changed') return each;
    const key = columnText(each.table, each.was.name);
    const is = columns.get(key) ?? each.is;
    columns.set(key, { ...is, [each.facet]: each.was[each.facet] });
    return { ...each, is };
  });
}

function undo(each: Difference, was: Schema, is: Schema): readonly Ranked[] | undefined {
  switch (each.kind) {
    case 'left':
      return dropped(each.thing, is);
    case 'missing':
      return made(each.thing, was);
    case 'changed':
      return reset(each);
    case 'renamed':
      return renamedBack(each);
    case 'otherwise':
      return madeAnew(each);
    case 'labels':
      return undefined;
  }
}

function renamedBack({ what, table, from, to }: Extract<Difference, { readonly kind: 'renamed' }>): readonly Ranked[] {
  switch (what) {
    case 'column':
      return of(0, { kind: 'renameColumn', table, column: to, to: from });
    case 'table':
      return of(0, { kind: 'renameTable', table: { ...table, name: to }, to: from });
    case 'constraint': {
      const renames = { what: { constraintOf: table }, from: { name: to }, to: from };
      return of(8, { kind: 'other', statement: 'ALTER TABLE RENAME CONSTRAINT', relations: [table], renames });
    }
    case 'index':
    case 'sequence': {
      const old = { ...table, name: to };
      const statement = `ALTER ${what.toUpperCase()} RENAME`;
      return of(8, { kind: 'other', statement, relations: [old], renames: { what, from: old, to: from } });
    }
  }
}

/** What stands in its place goes first. */
function madeAnew({ thing, is }: Extract<Difference, { readonly kind: 'otherwise' }>): readonly Ranked[] | undefined {
  if (thing.kind === 'index' && is.kind === 'index')
    return [
      ...of(3.5, { kind: 'dropIndex', index: { ...is.table, name: is.name }, table: is.table }),
      ...of(4, {
        ...thing.index,
        table: thing.table,
        name: thing.name,
        concurrently: undefined,
        ifNotExists: undefined,
      }),
    ];
  if (thing.kind !== 'constraint' || is.kind !== 'constraint' || is.constraint.name === undefined) return undefined;
  const { table, constraint } = thing;
  return [
    ...of(3.5, { kind: 'dropConstraint', table, name: is.constraint.name, type: is.constraint.kind }),
    ...of(constraint.kind === 'foreignKey' ? 6 : 5, { kind: 'addConstraint', table, constraint }),
  ];
}

interface Ranked {
  readonly rank: number;
  readonly planned: Planned;
}

/** What stands over several columns comes back with the last of them. */
function inOrder(all: readonly Ranked[]): readonly Planned[] {
  const once = new Map(all.map((each) => [JSON.stringify(each.planned.operation), each]));
  return [...once.values()].sort((a, b) => a.rank - b.rank).map(({ planned }) => planned);
}

function dropped(thing: Thing, is: Schema): readonly Ranked[] | undefined {
  switch (thing.kind) {
    case 'constraint': {
      const { table, constraint } = thing;
      const { name, kind: type } = constraint;
      const rank = type === 'foreignKey' ? 0 : 1;
      return name === undefined ? undefined : of(rank, { kind: 'dropConstraint', table, name, type });
    }
    case 'index': {
      const { table, name, index } = thing;
      const drop = { kind: 'dropIndex', index: { ...table, name }, table, concurrently: index.concurrently } as const;
      return [{ rank: 2, planned: index.concurrently ? alone(drop) : shared(drop) }];
    }
    case 'column':
      return of(3, { kind: 'dropColumn', table: thing.table, column: thing.column.name });
    case 'table':
      // The last to be made is the first to go: others may point at those before it.
      return of(5 - [...is.tables.keys()].indexOf(schemaKey(thing.table.name)) / (is.tables.size + 1), {
        kind: 'dropTable',
        table: thing.table.name,
      });
    case 'enum':
      return of(6, { kind: 'dropType', type: thing.name });
    case 'trigger':
    case 'view':
    case 'sequence':
    case 'object':
      return undefined;
  }
}

function made(thing: Thing, was: Schema): readonly Ranked[] | undefined {
  switch (thing.kind) {
    case 'enum':
      return of(0, { kind: 'createEnum', type: thing.name, values: thing.values });
    case 'table':
      return restoredTable(thing.table);
    case 'column': {
      const { table, column } = thing;
      if (!column.type) return undefined;
      // Rows that exist have no value for it.
      const nullable = column.nullable || !column.default;
      const around = restoreAround(table, column.name, was, holdsAnew(table, column.default !== undefined, was));
      return [
        ...of(2, { kind: 'addColumn', table, column: { ...column, nullable }, constraints: [] }),
        ...around.map((planned) => ({ rank: 7, planned })),
      ];
    }
    case 'constraint':
      return of(thing.constraint.kind === 'foreignKey' ? 6 : 5, {
        kind: 'addConstraint',
        table: thing.table,
        constraint: thing.constraint,
      });
    case 'index':
      return of(4, {
        ...thing.index,
        table: thing.table,
        name: thing.name,
        concurrently: undefined,
        ifNotExists: undefined,
      });
    case 'trigger':
    case 'view':
    case 'sequence':
    case 'object':
      return undefined;
  }
}

/** Only what history saw the making of can be made again. */
function restoredTable({ name: table, complete, columns, constraints, indexes, ...rest }: Table) {
  if (!complete || rest.partitioned || rest.partitionOf || rest.inherits || rest.triggers?.length) return undefined;
  // A type of the database's own outlived the table: to make the table in one go would make it once more.
  if ([...columns.values()].some(({ type }) => !type || type.enumeration?.native)) return undefined;
  return [
    ...of(1, { kind: 'createTable', table, columns: [...columns.values()], constraints }),
    ...indexes.flatMap((index) => of(4, { ...index, concurrently: undefined, ifNotExists: undefined })),
  ];
}

function reset({
  table,
  facet,
  was,
  is,
}: Extract<Difference, { readonly kind: 'changed' }>): readonly Ranked[] | undefined {
  const existing = { type: is.type, nullable: is.nullable, default: is.default };
  const at = { table, column: was.name, existing } as const;
  if (facet === 'nullable') return of(3, { kind: was.nullable ? 'dropNotNull' : 'setNotNull', ...at });
  if (facet === 'default') return of(3, { kind: 'setDefault', ...at, default: was.default });
  return was.type ? of(3, { kind: 'changeType', ...at, type: was.type }) : undefined;
}

function of(rank: number, operation: Operation): readonly Ranked[] {
  return [{ rank, planned: shared(operation) }];
}
