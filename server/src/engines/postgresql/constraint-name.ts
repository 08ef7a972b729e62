import { type Constraint, constraintColumns } from '../../model/constraint.ts';
import type { Name } from '../../model/name.ts';
import { type Schema, tableOf } from '../../model/schema.ts';

/**
 * What the server calls a constraint that is given no name; undefined where that depends on what is there. Measured on PostgreSQL
 * 15; "ChooseConstraintName" of https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/indexcmds.c
 */
export function constraintName(constraint: Constraint, table: Name, schema: Schema): string | undefined {
  const ending = endings[constraint.kind];
  if (ending === undefined) return undefined;
  const known = tableOf(schema, table);
  const columns =
    constraint.kind === 'check'
      ? onlyColumn(constraint.expression, [...(known?.columns.keys() ?? [])])
      : constraintColumns(constraint);
  if (!columns) return undefined;
  const name = made(table.name, columns.join('_'), ending);
  const taken = known?.constraints.some(
    (each) => each.name === name || (each !== constraint && isAlike(each, constraint)),
  );
  return taken ? undefined : name;
}

const endings: Readonly<Partial<Record<Constraint['kind'], string>>> = {
  primaryKey: 'pkey',
  unique: 'key',
  foreignKey: 'fkey',
  check: 'check',
};

/** Both would be called the same. */
function isAlike(one: Constraint, other: Constraint): boolean {
  if (one.name !== undefined || one.kind !== other.kind) return false;
  return one.kind === 'check' || constraintColumns(one).join() === constraintColumns(other).join();
}

/** A CHECK is named after its column where it speaks of one alone; which words are columns, only the whole table tells. */
function onlyColumn(expression: string, columns: readonly string[]): readonly string[] | undefined {
  if (columns.length === 0) return undefined;
  const words = new Set(expression.match(/\w+/g) ?? []);
  const found = columns.filter((column) => words.has(column));
  return found.length === 1 ? found : [];
}

/** The longer of both parts loses its end until the whole has room in 63 bytes. */
function made(table: string, columns: string, ending: string): string {
  if (columns === '') return ending === 'pkey' ? `${table}_pkey` : `${table}_${ending}`;
  let [first, second] = [table, ending === 'pkey' ? '' : columns];
  const room = 63 - ending.length - (second === '' ? 1 : 2);
  while (first.length + second.length > room) {
    if (first.length > second.length) first = first.slice(0, -1);
    else second = second.slice(0, -1);
  }
  return [first, ...(second === '' ? [] : [second]), ending].join('_');
}
