import { type Constraint, constraintColumns } from '../../model/constraint.ts';
import type { Effects } from '../../model/effects.ts';
import { columnText, relationText } from '../../model/name.ts';
import type { DropColumn } from '../../model/operation.ts';
import { columnOf, isFreshColumn, type Table, tableOf } from '../../model/schema.ts';
import type { At } from './facts.ts';
import { settle, syntaxError } from './facts.ts';
import { mentions } from './mentions.ts';
import { brokenView, isView, viewNaming } from './views.ts';

/** Every row is written anew without the column: https://www.sqlite.org/lang_altertable.html#alter_table_drop_column */
export function dropColumn(operation: DropColumn, at: At): Effects {
  const { table, column } = operation;
  const fresh = isFreshColumn(at.schema, table, column);
  const generated = columnOf(at.schema, table, column)?.generated;
  return settle(
    {
      does: `Drops ${columnText(table, column)}`,
      page: 'lang_altertable',
      subject: table,
      refused: refusedDrop(operation, at),
      work: generated?.stored === false ? 'instant' : 'rewrite',
      dataLoss: !fresh && generated === undefined,
      breaksRunningCode: !fresh,
      notes: ['a trigger or view that names the column makes it fail'],
    },
    at,
  );
}

function refusedDrop({ table, column, ifExists, cascade }: DropColumn, at: At): string | undefined {
  // 3.35.0 brought it: https://www.sqlite.org/releaselog/3_35_0.html
  if (at.release < 35) return syntaxError('DROP');
  if (ifExists) return syntaxError('EXISTS');
  if (cascade) return syntaxError('CASCADE');
  if (isView(at, table)) return `cannot drop column from view "${relationText(table)}"`;
  const known = at.schema.doubtful ? undefined : tableOf(at.schema, table);
  const own = known && (inKey(known, column) ?? isLast(known, column) ?? inIndex(known, column));
  const view = viewNaming(at, table, column);
  const trigger = at.schema.doubtful
    ? undefined
    : known?.triggers?.find(({ columns }) => columns.some((each) => same(each, column)));
  return (
    own ??
    (known && inConstraint(known, column)) ??
    brokenView(at) ??
    (view && `error in view ${relationText(view)} after drop column: ${noSuch(column)}`) ??
    // It goes on: "new.a", or "old.a".
    (trigger && `error in trigger ${trigger.name} after drop column: no such column`)
  );
}

function inKey({ constraints }: Table, column: string): string | undefined {
  if (constraints.some((each) => each.kind === 'primaryKey' && covers(each, column)))
    return `cannot drop PRIMARY KEY column: "${column}"`;
  const own = constraints.some((each) => each.kind === 'unique' && covers(each, column) && isOwn(each));
  return own ? `cannot drop UNIQUE column: "${column}"` : undefined;
}

function isLast({ complete, columns }: Table, column: string): string | undefined {
  return complete && columns.size === 1 && columns.has(column)
    ? `cannot drop column "${column}": no other columns exist`
    : undefined;
}

function inIndex({ indexes }: Table, column: string): string | undefined {
  const index = indexes.find(
    ({ keys, where = '' }) =>
      keys.some((key) => ('column' in key ? same(key.column, column) : mentions(key.expression, column))) ||
      mentions(where, column),
  );
  return index && `error in index ${index.name ?? ''} after drop column: ${noSuch(column)}`;
}

function inConstraint({ name, constraints, columns }: Table, column: string): string | undefined {
  const after = `error in table ${name.name} after drop column`;
  if (constraints.some((each) => each.kind === 'unique' && covers(each, column))) return `${after}: ${noSuch(column)}`;
  // The REFERENCES of the column itself goes with it.
  if (constraints.some((each) => each.kind === 'foreignKey' && covers(each, column) && !isOwn(each)))
    return `${after}: unknown column "${column}" in foreign key definition`;
  const check = constraints.some(
    (each) =>
      each.kind === 'check' &&
      mentions(each.expression, column) &&
      !isOwnCheck(each.name, each.expression, columns.keys(), column),
  );
  const generated = [...columns.values()].some(
    (each) => !same(each.name, column) && each.generated && mentions(each.generated.expression, column),
  );
  return check || generated ? `${after}: ${noSuch(column)}` : undefined;
}

function covers(constraint: Constraint, column: string): boolean {
  return constraintColumns(constraint).some((each) => same(each, column));
}

/** It stands in the definition of its one column, as far as can be told. */
function isOwn(constraint: Constraint): boolean {
  return constraint.name === undefined && constraintColumns(constraint).length === 1;
}

function isOwnCheck(name: string | undefined, expression: string, columns: Iterable<string>, column: string): boolean {
  return name === undefined && [...columns].every((each) => same(each, column) || !mentions(expression, each));
}

function noSuch(column: string): string {
  return `no such column: ${column}`;
}

/** The case of a name means nothing. */
function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
