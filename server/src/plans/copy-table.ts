import type { Constraint } from '../model/constraint.ts';
import type { Fix, Rewrite } from '../model/finding.ts';
import type { Name } from '../model/name.ts';
import { type Naming, named } from '../model/naming.ts';
import { type AddConstraint, isRebuildable, type Operation } from '../model/operation.ts';
import { helpsToCopy, toolRefusal } from '../model/refusal.ts';
import type { AnalyzedStep, Subject } from '../model/rule.ts';
import { isSame } from '../model/schema.ts';
import { nameFor } from './names.ts';

/**
 * Makes the table anew for a step that nothing else can carry out, and for its neighbours that need the same: one copy serves
 * them all. None where a constraint is dropped whose name is not known, or the step has its place in a copy already.
 */
export function copyTogether(step: AnalyzedStep, subject: Subject): readonly Fix[] {
  const { operation } = step;
  if (!isRebuildable(operation) || step.block) return [];
  const statements = neighbours(step, operation.table, subject);
  const rewrites = statements.flatMap((statement) => statement.map(rewriteOf(statement)));
  if (rewrites.includes(undefined)) return [];
  const known = rewrites.flatMap((each) => (each === undefined || each === 'left' ? [] : [each]));
  return known.length === 0 ? [] : [{ title: 'Do it while the table is made anew', rewrites: known }];
}

type Statement = readonly AnalyzedStep[];

/** The statements before and behind it without a gap that change the same table and are refused as well. */
function neighbours(step: AnalyzedStep, table: Name, subject: Subject): readonly Statement[] {
  const { steps } = subject;
  const all: Statement[] = [];
  for (const each of steps) {
    if (!all.at(-1)?.some((known) => known.span.start === each.span.start)) {
      all.push(steps.filter(({ span }) => span.start === each.span.start));
    }
  }
  const fits = (statement: Statement | undefined) =>
    statement?.every(({ operation, block }) => !block && isRebuildable(operation) && isSame(operation.table, table)) &&
    statement.some((each) => toolRefusal(each, subject) !== undefined && helpsToCopy(each, subject));
  const at = all.findIndex((statement) => statement.includes(step));
  let [first, last] = [at, at];
  while (fits(all[first - 1])) first--;
  while (fits(all[last + 1])) last++;
  return all.slice(first, last + 1);
}

/** A constraint that hides in the column it comes with leaves it if it has no name: it would be refused in the copy too. */
function rewriteOf(statement: Statement): (step: AnalyzedStep) => Rewrite | 'left' | undefined {
  return (step) => {
    const { operation, transaction, before } = step;
    const hidden = statement.some(({ operation: { kind } }) => kind === 'addColumn') && operation.kind !== 'addColumn';
    if (operation.kind === 'createIndex' && hidden) return 'left';
    if (operation.kind === 'dropConstraint' && operation.name === undefined) return undefined;
    if (hidden && operation.kind === 'addConstraint' && operation.constraint.name !== undefined) return 'left';
    const to = { operation: copied(operation, before.naming), transaction };
    return hidden ? { kind: 'replace', step, by: [to] } : { kind: 'set', step, to };
  };
}

/** The operation as a part of such a copy; a constraint without a name gets one, by the project's convention if it has any. */
export function copied(operation: Operation, naming?: Naming): Operation {
  if (!isRebuildable(operation)) return operation;
  if (operation.kind !== 'addConstraint') return { ...operation, rebuild: 'copy' };
  const { constraint, table } = operation;
  const name = constraint.name ?? conventional(operation, naming) ?? nameOf(constraint, table.name);
  return { ...operation, constraint: { ...constraint, name }, rebuild: 'copy' };
}

/** What a template only puts its own words around is said without them. */
function conventional(operation: AddConstraint, naming: Naming | undefined): string | undefined {
  const { constraint } = operation;
  if (constraint.kind === 'check' && naming?.templates?.ck?.includes('%(constraint_name)s'))
    return firstWord(constraint);
  const called = naming && named(operation, naming);
  return called?.kind === 'addConstraint' ? called.constraint.name : undefined;
}

function firstWord({ expression }: Extract<Constraint, { readonly kind: 'check' }>): string | undefined {
  return /[\p{L}_][\p{L}\p{N}_]*/u.exec(expression)?.[0];
}

/** As a usual convention has it: https://alembic.sqlalchemy.org/en/latest/naming.html */
function nameOf(constraint: Constraint, table: string): string {
  switch (constraint.kind) {
    case 'foreignKey':
      return nameFor('fk', table, ...constraint.columns, constraint.references.name);
    case 'unique':
      return nameFor('uq', table, ...constraint.columns);
    case 'primaryKey':
      return nameFor('pk', table);
    case 'check':
      return nameFor('ck', table, ...[firstWord(constraint)].flatMap((word) => word ?? []));
    case 'exclude':
      return nameFor('ex', table);
    case 'notNull':
      return nameFor('nn', table, constraint.column);
  }
}
