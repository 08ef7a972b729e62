import { after } from '../model/after.ts';
import { constraintColumns } from '../model/constraint.ts';
import type { Rewrite } from '../model/finding.ts';
import { indexNames } from '../model/index-names.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import { indexColumns, isSame, type Table, tableOf } from '../model/schema.ts';

/** What drops by name a thing that went before, with its column or table, and what took it. */
export interface TakenAlong {
  readonly step: AnalyzedStep;
  readonly taker: AnalyzedStep;
  readonly name: string;
}

export function takenAlong(steps: readonly AnalyzedStep[]): readonly TakenAlong[] {
  return steps.flatMap((step, at) => {
    const name = droppedName(step);
    const taker = name === undefined ? undefined : steps.slice(0, at).find((each) => takes(each, step, name));
    return taker && name !== undefined ? [{ step, taker, name }] : [];
  });
}

/** It is dropped before what would take it along. */
export function dropEarlier({ step, taker }: TakenAlong): readonly Rewrite[] {
  const { operation, transaction } = step;
  return [
    { kind: 'insert', step: taker, side: 'before', operations: [{ operation, transaction }] },
    { kind: 'replace', step, by: [] },
  ];
}

function droppedName({ operation, conditional }: AnalyzedStep): string | undefined {
  if (conditional || (operation.kind !== 'dropIndex' && operation.kind !== 'dropConstraint')) return undefined;
  if (operation.ifExists || ('rebuild' in operation && operation.rebuild)) return undefined;
  return operation.kind === 'dropIndex' ? operation.index.name : operation.name;
}

function takes({ operation, before, conditional, effects }: AnalyzedStep, step: AnalyzedStep, name: string): boolean {
  if (operation.kind !== 'dropColumn' && operation.kind !== 'dropTable') return false;
  const had = tableOf(before, operation.table);
  const named = 'table' in step.operation ? step.operation.table : undefined;
  if (!had || conditional || effects.refused !== undefined || (named && !isSame(named, had.name))) return false;
  const has = tableOf(after(before, operation), operation.table);
  const column = operation.kind === 'dropColumn' ? operation.column : undefined;
  return holds(had, name, column) && !(has && holds(has, name, undefined)) && !holdsNow(step, had, name);
}

/** Whether it carries a thing of that name, over this column alone. */
function holds(table: Table, name: string, column: string | undefined): boolean {
  const names = indexNames(table);
  const isOver = (columns: readonly string[]) =>
    column === undefined || (columns.length > 0 && columns.every((each) => each === column));
  return (
    table.indexes.some((each, at) => names[at] === name && isOver(indexColumns(each))) ||
    table.constraints.some((each) => each.name === name && isOver(constraintColumns(each)))
  );
}

function holdsNow({ before }: AnalyzedStep, { name: table }: Table, name: string): boolean {
  const now = tableOf(before, table);
  return now !== undefined && holds(now, name, undefined);
}
