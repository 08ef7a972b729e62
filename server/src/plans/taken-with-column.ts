import type { Constraint } from '../model/constraint.ts';
import { constraintColumns } from '../model/constraint.ts';
import type { Fix, Planned, Rewrite } from '../model/finding.ts';
import { relationText } from '../model/name.ts';
import { addedConstraints, type CreateIndex, type DropColumn } from '../model/operation.ts';
import type { AnalyzedStep, Subject } from '../model/rule.ts';
import { indexColumns, isSame } from '../model/schema.ts';
import { shared } from './planned.ts';
import { constraintsOn, indexesOn } from './restore-column.ts';

/** What goes with a column and is not named. */
export interface Taken {
  readonly thing: Constraint | CreateIndex;
  /** `the index ix_users_email`. */
  readonly text: string;
  /** It says something of other columns too, or keeps values apart. */
  readonly matters: boolean;
}

export function takenWith(step: AnalyzedStep, { table, column }: DropColumn, subject: Subject): readonly Taken[] {
  const { before } = step;
  // Who names another primary key behind it knows that this one goes.
  const hasNewKey = subject.steps.slice(subject.steps.indexOf(step) + 1).some(({ operation }) => {
    const added = addedConstraints(operation);
    return added && isSame(added.table, table) && added.constraints.some(({ kind }) => kind === 'primaryKey');
  });
  const goesWhole = (columns: readonly string[]) => columns.length < 2 || !subject.traits.keepsRestOfIndex;
  const constraints = constraintsOn(table, column, before).filter(
    (each) =>
      each.kind !== 'notNull' &&
      (each.kind !== 'unique' || goesWhole(each.columns)) &&
      (each.kind !== 'primaryKey' || !hasNewKey),
  );
  const indexes = indexesOn(table, column, before).filter(
    (index) => goesWhole(indexColumns(index)) && !constraints.some((each) => each.name === index.name),
  );
  return [
    ...constraints.map((each) => ({
      thing: each,
      text: `the ${words[each.kind]}${each.name === undefined ? ` on ${constraintColumns(each).join(', ') || relationText(table)}` : ` ${each.name}`}`,
      matters: each.kind !== 'foreignKey' || each.columns.length > 1,
    })),
    ...indexes.map((each) => ({
      thing: each,
      text: `the ${each.unique ? 'unique ' : ''}index ${each.name}`,
      matters: each.unique === true || indexColumns(each).length > 1,
    })),
  ];
}

const words: Readonly<Record<Constraint['kind'], string>> = {
  foreignKey: 'foreign key',
  check: 'CHECK',
  unique: 'UNIQUE constraint',
  primaryKey: 'primary key',
  exclude: 'EXCLUDE constraint',
  notNull: 'NOT NULL constraint',
};

/** Each is dropped by its name before the column, and made again behind it on the way back, where that makes the column again. */
export function dropByName(
  taken: readonly Taken[],
  step: AnalyzedStep,
  { table, column }: DropColumn,
  { opposite }: Subject,
): readonly Fix[] {
  const drops = taken.map(({ thing }): Planned | undefined => {
    const { name } = thing;
    if (name === undefined) return undefined;
    return thing.kind === 'createIndex'
      ? shared({ kind: 'dropIndex', index: { ...table, name }, table })
      : shared({ kind: 'dropConstraint', table, name, type: thing.kind });
  });
  if (drops.some((each) => !each)) return [];
  const operations = drops.flatMap((each) => each ?? []);
  const back = opposite.find(
    ({ operation }) =>
      operation.kind === 'addColumn' && isSame(operation.table, table) && operation.column.name === column,
  );
  const rewrites: Rewrite[] = [{ kind: 'insert', step, side: 'before', operations }];
  if (back && back.path === undefined && !isMadeAgain(taken, opposite)) {
    const anew = taken.map(({ thing }) =>
      thing.kind === 'createIndex'
        ? shared({ ...thing, concurrently: undefined })
        : shared({ kind: 'addConstraint', table, constraint: thing }),
    );
    rewrites.push({ kind: 'insert', step: back, side: 'behind', operations: anew });
  }
  return [{ title: 'Drop what stands on it by name first', rewrites }];
}

function isMadeAgain(taken: readonly Taken[], opposite: readonly AnalyzedStep[]): boolean {
  return opposite.some(
    ({ operation }) =>
      (operation.kind === 'createIndex' && taken.some(({ thing }) => thing.name === operation.name)) ||
      (operation.kind === 'addConstraint' && taken.some(({ thing }) => thing.name === operation.constraint.name)),
  );
}
