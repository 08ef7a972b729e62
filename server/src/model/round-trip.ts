import { after } from './after.ts';
import { type Course, type Difference, difference } from './difference.ts';
import { objectDifferences } from './difference-objects.ts';
import { isOver } from './guarantee.ts';
import type { Step } from './migration.ts';
import type { Name } from './name.ts';
import type { Operation, OperationKind } from './operation.ts';
import { presupposed } from './presupposed.ts';
import { isSame, type Schema, schemaKey, settled, tableOfIndex } from './schema.ts';

/** What a way there and back makes of a schema. */
export interface RoundTrip {
  readonly differences: readonly Difference[];
  readonly course: Course;
}

/**
 * The way there and back, folded by itself; undefined where something on the way back could not be read, which may do all
 * that seems to be missing.
 */
export function roundTrip(
  known: Schema,
  up: readonly Step[],
  down: readonly Step[],
  earlier: readonly (readonly Step[])[] = [],
): RoundTrip | undefined {
  const before = undoubted(
    presupposed(
      settled(known),
      up.map(({ operation }) => operation),
    ),
  );
  const between = fold(before, up);
  const back = fold(undoubted(between), down);
  if (back.doubtful) return undefined;
  const course: Course = { known, before, between, after: back };
  const unclear = [...up, ...down]
    .filter(({ conditional, operation }) => conditional && !rows.has(operation.kind))
    .map(({ operation }) => tablesOf(operation, between));
  const vague = unclear.flat();
  const schemas = down.flatMap(({ operation }) =>
    operation.kind === 'other' && operation.statement === 'DROP SCHEMA' ? (operation.objects ?? []) : [],
  );
  const differences = difference(course).filter((each) => {
    const table = tableOf(each);
    // What could not be read on the way there may have taken away again what was made before it, but hardly ever does.
    if (between.doubtful && each.kind !== 'left') return false;
    if (schemas.some(({ name }) => name === table.schema) || (between.views.has(schemaKey(table)) && !isView(each)))
      return false;
    return (
      !vague.some((name) => isSame(name, table)) &&
      !isMirrored(each, up, down) &&
      !isForgotten(each, down) &&
      !isOfLostEnum(each, course, up)
    );
  });
  const ofObjects = objectDifferences(up, down, earlier, known.doubtful === true || between.doubtful === true);
  return { differences: [...withRenames(differences, up), ...ofObjects], course };
}

/** They change no schema. */
const rows: ReadonlySet<string> = new Set<OperationKind>([
  'insertRows',
  'updateRows',
  'deleteRows',
  'truncate',
  'backfill',
  'refreshView',
  'reindex',
]);

/** A type whose last column goes on the way back has a finding of its own. */
function isOfLostEnum(each: Difference, { between }: Course, up: readonly Step[]): boolean {
  if (each.kind !== 'left' || each.thing.kind !== 'enum') return false;
  if (isLookedFor(each.thing.name, up)) return false;
  const key = schemaKey(each.thing.name);
  return [...between.tables.values()].some(({ columns }) =>
    [...columns.values()].some(({ type }) => type?.name === key || type?.name === `"${key}"`),
  );
}

/** The tool makes it only if it is not there: it is in nobody's way. */
function isLookedFor(type: Name, up: readonly Step[]): boolean {
  return up.some(
    ({ operation }) =>
      operation.kind === 'createEnum' && operation.ifNotExists === true && isSame(operation.type, type),
  );
}

/** An index of a view goes with the view. */
function isView(each: Difference): boolean {
  return (each.kind === 'left' || each.kind === 'missing') && each.thing.kind === 'view';
}

/** The way there said what was so already, and the way back takes it back all the same. */
function isMirrored(each: Difference, up: readonly Step[], down: readonly Step[]): boolean {
  if (each.kind !== 'changed' || each.facet !== 'nullable') return false;
  const says = (steps: readonly Step[], kind: 'setNotNull' | 'dropNotNull') =>
    steps.some(
      ({ operation }) =>
        operation.kind === kind && isSame(operation.table, each.table) && operation.column === each.was.name,
    );
  return (says(up, 'setNotNull') && says(down, 'dropNotNull')) || (says(up, 'dropNotNull') && says(down, 'setNotNull'));
}

/** A default goes with a statement that defines its column as a whole and does not say it. */
function isForgotten(each: Difference, down: readonly Step[]): boolean {
  if (each.kind !== 'changed' || each.facet !== 'default' || each.was.default !== undefined) return false;
  return down.some(
    ({ operation, redefines }) =>
      redefines !== undefined &&
      !redefines.includes('default') &&
      'column' in operation &&
      'table' in operation &&
      operation.column === each.was.name &&
      isSame(operation.table, each.table),
  );
}

function undoubted(schema: Schema): Schema {
  const { doubtful: _, ...rest } = schema;
  return rest;
}

function fold(schema: Schema, steps: readonly Step[]): Schema {
  return steps.reduce((all, { operation }) => after(all, operation), schema);
}

/** The tables that an operation may change. */
function tablesOf(operation: Operation, schema: Schema): readonly Name[] {
  if (operation.kind === 'renameTable') return [operation.table, { ...operation.table, name: operation.to }];
  if (operation.kind === 'dropIndex')
    return [operation.table ?? tableOfIndex(schema, operation.index)?.name ?? operation.index];
  if (operation.kind === 'other') return operation.relations;
  return 'table' in operation && operation.table ? [operation.table] : [];
}

export function tableOf(each: Difference): Name {
  if (each.kind === 'changed' || each.kind === 'renamed') return each.table;
  if (each.kind === 'labels') return each.name;
  const { thing } = each;
  if (thing.kind === 'table') return thing.table.name;
  return 'table' in thing ? thing.table : thing.name;
}

/** What has come under another name in the place of what has gone was renamed there, and not back. */
function withRenames(differences: readonly Difference[], up: readonly Step[]): readonly Difference[] {
  return up.reduce<readonly Difference[]>((all, { operation }) => {
    if (operation.kind !== 'renameColumn' && operation.kind !== 'renameTable') return all;
    const { table, to } = operation;
    const isColumn = operation.kind === 'renameColumn';
    const from = isColumn ? operation.column : table.name;
    const isOne = (each: Difference, kind: 'left' | 'missing', name: string) => {
      if (each.kind !== kind) return false;
      if (!isColumn) return each.thing.kind === 'table' && isSame(each.thing.table.name, { ...table, name });
      return each.thing.kind === 'column' && isSame(each.thing.table, table) && each.thing.column.name === name;
    };
    const gone = all.some((each) => isOne(each, 'missing', from)) && all.some((each) => isOne(each, 'left', to));
    if (!gone) return all;
    // What stands over it is called after it.
    const rest = all.filter(
      (each) =>
        !isOne(each, 'missing', from) &&
        !isOne(each, 'left', to) &&
        !(isSame(tableOf(each), table) && standsOver(each, [from, to])),
    );
    return [...rest, { kind: 'renamed', what: isColumn ? 'column' : 'table', table, from, to }];
  }, differences);
}

function standsOver(each: Difference, columns: readonly string[]): boolean {
  if (each.kind !== 'left' && each.kind !== 'missing' && each.kind !== 'otherwise') return false;
  const { thing } = each;
  return (thing.kind === 'constraint' || thing.kind === 'index') && isOver(thing, columns);
}
