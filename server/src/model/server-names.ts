import { type Constraint, constraintColumns } from './constraint.ts';
import { indexNames } from './index-names.ts';
import { objectName } from './object-name.ts';
import type { Table } from './schema.ts';

/**
 * How PostgreSQL calls the table's constraints, in their order: one without a name is called after the table, its columns and
 * its kind, with a number where that is taken; undefined for what it gives no such name. See "ChooseConstraintName" of
 * https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/catalog/pg_constraint.c
 */
export function constraintNames(
  table: Pick<Table, 'name' | 'columns' | 'constraints'>,
): readonly (string | undefined)[] {
  const taken = new Set(table.constraints.flatMap((each) => nameIn(each) ?? []));
  return table.constraints.map((each) => {
    const known = nameIn(each);
    if (known !== undefined) return known;
    for (let count = 0; ; count++) {
      const name = generatedName(each, table, count);
      if (name === undefined || !taken.has(name)) {
        if (name !== undefined) taken.add(name);
        return name;
      }
    }
  });
}

/** Before the table or one of its columns is called otherwise, or gone: the names that the server has given stay as they are. */
export function withNamesKept<T extends Pick<Table, 'name' | 'columns' | 'constraints' | 'indexes'>>(table: T): T {
  const isNameless = (each: Constraint) => nameIn(each) === undefined && each.kind !== 'notNull';
  const constraints = table.constraints.some(isNameless) ? keptConstraints(table) : table.constraints;
  const names = table.indexes.some(({ name }) => name === undefined) ? indexNames(table) : undefined;
  if (constraints === table.constraints && !names) return table;
  const indexes = names ? table.indexes.map((each, at) => ({ ...each, name: each.name ?? names[at] })) : table.indexes;
  return { ...table, constraints, indexes };
}

function keptConstraints(table: Pick<Table, 'name' | 'columns' | 'constraints'>): readonly Constraint[] {
  const names = constraintNames(table);
  return table.constraints.map((each, at) =>
    each.name === undefined && each.kind !== 'notNull' && each.nameOfServer === undefined && names[at] !== undefined
      ? { ...each, nameOfServer: names[at] }
      : each,
  );
}

function nameIn(constraint: Constraint): string | undefined {
  return constraint.name ?? (constraint.kind === 'notNull' ? undefined : constraint.nameOfServer);
}

/** undefined where it gets none, or where that depends on columns that nobody knows. */
export function generatedName(
  constraint: Constraint,
  { name, columns }: Pick<Table, 'name'> & { readonly columns: ReadonlyMap<string, unknown> },
  count = 0,
): string | undefined {
  const ending = endings[constraint.kind];
  if (ending === undefined) return undefined;
  const named =
    constraint.kind === 'check'
      ? onlyColumn(constraint.expression, [...columns.keys()])
      : constraintColumns(constraint);
  const words = ending === 'pkey' ? [] : named;
  return words && objectName(name.name, words.join('_'), count === 0 ? ending : `${ending}${count}`);
}

const endings: Readonly<Partial<Record<Constraint['kind'], string>>> = {
  primaryKey: 'pkey',
  unique: 'key',
  foreignKey: 'fkey',
  check: 'check',
};

/** A CHECK is named after its column where it speaks of one alone; which words are columns, only the whole table tells. */
function onlyColumn(expression: string, columns: readonly string[]): readonly string[] | undefined {
  if (columns.length === 0) return undefined;
  const words = new Set(expression.replace(/'(?:[^']|'')*'/g, '').match(/\w+/g) ?? []);
  const found = columns.filter((column) => words.has(column));
  return found.length === 1 ? found : [];
}
