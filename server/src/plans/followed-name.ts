import { type Constraint, constraintColumns } from '../model/constraint.ts';
import type { Name } from '../model/name.ts';
import type { CreateIndex } from '../model/operation.ts';
import { indexColumns } from '../model/schema.ts';

/** A thing of a table that has a name of its own, before and after its table or column is called otherwise. */
export interface Standing {
  readonly table: Name;
  readonly thing: Constraint | CreateIndex;
}

/**
 * What it is called then, where its name was made of those of its table and columns: a model that leaves the name to SQLAlchemy or to a
 * convention looks for that one. Any other name is the author's, and stays.
 * https://docs.sqlalchemy.org/en/20/core/constraints.html#constraint-naming-conventions
 */
export function followedName(name: string, was: Standing, is: Standing): string {
  const at = namesMade(was).indexOf(name);
  return namesMade(is)[at] ?? name;
}

/** As SQLAlchemy itself, and the convention of its manual, make names. */
function namesMade({ table: { schema, name: table }, thing }: Standing): readonly string[] {
  const columns = thing.kind === 'createIndex' ? indexColumns(thing) : constraintColumns(thing);
  const [first = ''] = columns;
  const all = columns.join('_');
  switch (thing.kind) {
    case 'createIndex':
      return [`ix_${schema === undefined ? '' : `${schema}_`}${table}_${first}`, `ix_${table}_${all}`];
    case 'unique':
      return [`uq_${table}_${first}`, `uq_${table}_${all}`];
    case 'foreignKey':
      return [first, all].map((each) => `fk_${table}_${each}_${thing.references.name}`);
    case 'primaryKey':
      return [`pk_${table}`];
    case 'check':
    case 'exclude':
    case 'notNull':
      return [];
  }
}
