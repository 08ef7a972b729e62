import type { Column, ColumnType } from './column.ts';
import type { CreateTable, DropColumn, DropTable } from './operation.ts';
import type { AnalyzedStep, Subject } from './rule.ts';
import { isOtherType } from './same-type.ts';
import { columnOf, isFresh, isFreshColumn, isSame, schemaKey, tableOf } from './schema.ts';

/** A thing that is dropped where one like it is made: as a tool writes a rename that it cannot see. */
export interface UnseenRename<Drop> {
  readonly dropped: AnalyzedStep;
  readonly made: AnalyzedStep;
  readonly operation: Drop;
  readonly to: string;
  /** The column that goes, as far as history or the way back tells. */
  readonly column?: Column | undefined;
  /** Tables: their columns are the same. */
  readonly isExact?: boolean | undefined;
}

/** One column of a table goes and one of its type comes, and nothing carries values over. */
export function renamedColumns({ steps, opposite }: Subject): readonly UnseenRename<DropColumn>[] {
  if (steps.some(movesRows)) return [];
  const found: UnseenRename<DropColumn>[] = [];
  for (const dropped of steps) {
    const { operation, before } = dropped;
    if (operation.kind !== 'dropColumn' || operation.cascade || dropped.conditional) continue;
    const { table, column: name } = operation;
    if (isFreshColumn(before, table, name)) continue;
    const back = opposite.flatMap(({ operation: each }) =>
      each.kind === 'addColumn' && isSame(each.table, table) && each.column.name === name ? [each.column] : [],
    )[0];
    const column = columnOf(before, table, name) ?? back;
    const type = column?.type ?? back?.type;
    if (!column || !type || column.generated) continue;
    const drops = steps.filter(({ operation: each }) => each.kind === 'dropColumn' && isSame(each.table, table));
    const adds = steps.filter(({ operation: each }) => each.kind === 'addColumn' && isSame(each.table, table));
    // The same name once more is another column on purpose.
    if (adds.some((each) => nameOf(each) === name)) continue;
    const like = adds.filter(({ operation: each }) => each.kind === 'addColumn' && isLike(column, type, each.column));
    const made =
      drops.length === 1 && adds.length === 1 ? like[0] : like.find((each) => isCalledLike(name, nameOf(each)));
    if (made && !made.conditional && !found.some((each) => each.made === made))
      found.push({ dropped, made, operation, to: nameOf(made), column: { ...column, type } });
  }
  return found;
}

/** A table goes and one of nearly the same columns comes, and no rows are carried over. */
export function renamedTables({ steps, opposite }: Subject): readonly UnseenRename<DropTable>[] {
  if (steps.some(movesRows)) return [];
  // What is dropped and made again by its own name, as dumps do it, has its successor.
  const isMadeAgain = (each: AnalyzedStep['operation']) =>
    (each.kind === 'dropTable' || each.kind === 'createTable') && again.has(schemaKey(each.table));
  const dropped = new Set(
    steps.flatMap(({ operation: each }) => (each.kind === 'dropTable' ? [schemaKey(each.table)] : [])),
  );
  const again = new Set(
    steps.flatMap(({ operation: each }) =>
      each.kind === 'createTable' && dropped.has(schemaKey(each.table)) ? [schemaKey(each.table)] : [],
    ),
  );
  const free = new Set(steps.filter(({ operation }) => operation.kind === 'createTable' && !isMadeAgain(operation)));
  return steps.flatMap((dropped): readonly UnseenRename<DropTable>[] => {
    const { operation, before } = dropped;
    if (operation.kind !== 'dropTable' || dropped.conditional || isFresh(before, operation.table)) return [];
    if (isMadeAgain(operation)) return [];
    const columns = columnsOf(dropped, operation, opposite);
    const [best] = [...free]
      .flatMap((made) => candidate(dropped, operation, made, columns))
      .sort(
        (a, b) => b.common - a.common || likeness(operation.table.name, b.to) - likeness(operation.table.name, a.to),
      );
    if (!best) return [];
    free.delete(best.made);
    return [best];
  });
}

function candidate(dropped: AnalyzedStep, operation: DropTable, made: AnalyzedStep, columns: readonly Column[]) {
  const { operation: creation } = made;
  if (creation.kind !== 'createTable' || isSame(creation.table, operation.table) || made.conditional) return [];
  const common = columns.filter((each) => creation.columns.some((other) => isSameColumn(each, other))).length;
  const all = Math.max(columns.length, creation.columns.length);
  if (!isNearly(common, all, creation)) return [];
  return [{ dropped, made, operation, to: creation.table.name, isExact: common === all, common }];
}

/** How many letters two names begin and end with in common. */
function likeness(one: string, other: string): number {
  const [a, b] = [[...one], [...other]];
  const begins = a.findIndex((letter, at) => letter !== b[at]);
  const ends = a.toReversed().findIndex((letter, at) => letter !== b[b.length - 1 - at]);
  return (begins < 0 ? a.length : begins) + (ends < 0 ? a.length : ends);
}

/** Every other table has an id and two dates: those alone make no likeness. */
function isNearly(common: number, all: number, { columns }: CreateTable): boolean {
  const own = columns.filter(
    ({ name }) => !/^(id|uuid|name|created_at|updated_at|created|updated)$/i.test(name),
  ).length;
  return own >= 2 && common >= 3 && common * 5 >= all * 4;
}

/** Values are carried from one to the other: who does that knows that both are there. */
function movesRows({ operation }: AnalyzedStep): boolean {
  if (operation.kind === 'insertRows') return operation.from === 'query';
  return /^(updateRows|backfill|mirrorColumn|opaque)$/.test(operation.kind);
}

function columnsOf(
  { before }: AnalyzedStep,
  { table }: DropTable,
  opposite: readonly AnalyzedStep[],
): readonly Column[] {
  const known = tableOf(before, table);
  if (known?.complete) return [...known.columns.values()];
  return opposite.flatMap(({ operation }) =>
    operation.kind === 'createTable' && isSame(operation.table, table) ? operation.columns : [],
  );
}

function isSameColumn(one: Column, other: Column): boolean {
  return one.name === other.name && (!one.type || !other.type || !isOtherType(one.type, other.type));
}

/** A new column that is computed, numbered or has a default is meant as a new one. */
function isLike(was: Column, type: ColumnType, is: Column): boolean {
  if (!is.type || is.generated || is.identity || (is.default && !was.default)) return false;
  const arrays = (type.dimensions ?? 0) === (is.type.dimensions ?? 0);
  return arrays && type.name === is.type.name && type.arguments.join() === is.type.arguments.join();
}

function nameOf({ operation }: AnalyzedStep): string {
  return operation.kind === 'addColumn' ? operation.column.name : '';
}

/** They have a word in common, or one is part of the other. */
function isCalledLike(one: string, other: string): boolean {
  const [first, second] = [one, other].map((each) => each.toLowerCase());
  if (first === undefined || second === undefined) return false;
  if (first.includes(second) || second.includes(first)) return true;
  const words = new Set(first.split('_').filter((each) => each.length > 2));
  return second.split('_').some((each) => words.has(each));
}
