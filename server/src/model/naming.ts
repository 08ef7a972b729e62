import { type Constraint, constraintColumns } from './constraint.ts';
import { digestOf } from './digest.ts';
import type { Name } from './name.ts';
import type { CreateIndex, Operation } from './operation.ts';

/** How the tool itself gives names to what its author gives none, and how long it lets them be. */
export interface Naming {
  /** Templates by kind (`ix`, `uq`, `ck`, `fk`, `pk`), of which `%(table_name)s` and its like are filled in. */
  readonly templates?: Readonly<Record<string, string>> | undefined;
  /** A longer name that it gave is cut, and a digest put behind it. */
  readonly longest: number;
}

/**
 * The operation with the names that it really has in the database. `verbatim` are names that no template touches (`op.f`).
 * https://docs.sqlalchemy.org/en/20/core/constraints.html#configuring-constraint-naming-conventions
 */
export function named(operation: Operation, naming: Naming, verbatim: readonly string[] = []): Operation {
  if (!naming.templates && verbatim.length === 0) return operation;
  const of = (constraint: Constraint, table: Name) => withName(constraint, table, naming, verbatim);
  switch (operation.kind) {
    case 'createTable':
      return { ...operation, constraints: operation.constraints.map((each) => of(each, operation.table)) };
    case 'addColumn':
      return { ...operation, constraints: operation.constraints.map((each) => inColumn(each, operation.table)) };
    case 'addConstraint':
      return { ...operation, constraint: of(operation.constraint, operation.table) };
    case 'createIndex':
      return { ...operation, name: indexName(operation, naming, verbatim) };
    case 'dropConstraint': {
      if (operation.name === undefined) return operation;
      const template = operation.type && naming.templates?.[kinds[operation.type]];
      const isPlain = verbatim.includes(operation.name) || !template?.includes('%(constraint_name)s');
      const full = isPlain ? operation.name : filled(template ?? '', { table: operation.table, name: operation.name });
      return { ...operation, name: full && (isPlain ? given(full, naming, verbatim) : cut(full, naming)) };
    }
    case 'dropIndex':
      return { ...operation, index: { ...operation.index, name: given(operation.index.name, naming, verbatim) } };
    default:
      return operation;
  }

  /** A foreign key in a column's own definition is left without its name. */
  function inColumn(constraint: Constraint, table: Name): Constraint {
    return constraint.kind === 'foreignKey' ? constraint : of(constraint, table);
  }
}

/** By which such constraints are named; undefined where the author's word is all. */
export function templateOf(kind: Constraint['kind'], templates: Readonly<Record<string, string>>): string | undefined {
  return templates[kinds[kind]];
}

const kinds: Readonly<Record<Constraint['kind'], string>> = {
  unique: 'uq',
  foreignKey: 'fk',
  check: 'ck',
  primaryKey: 'pk',
  exclude: 'ex',
  notNull: 'nn',
};

function withName(constraint: Constraint, table: Name, naming: Naming, verbatim: readonly string[]): Constraint {
  const { name } = constraint;
  const template = naming.templates?.[kinds[constraint.kind]];
  const applies = template !== undefined && (name === undefined || template.includes('%(constraint_name)s'));
  if (!applies || (name !== undefined && verbatim.includes(name)))
    return name === undefined ? constraint : { ...constraint, name: given(name, naming, verbatim) };
  const referred = constraint.kind === 'foreignKey' ? constraint.references.name : undefined;
  const full = filled(template, { table, name, columns: constraintColumns(constraint), referred });
  return full === undefined ? constraint : { ...constraint, name: cut(full, naming) };
}

/** A column's own index is called by the tool's own template where there is no other. */
function indexName(index: CreateIndex, naming: Naming, verbatim: readonly string[]): string | undefined {
  const { name, table, keys } = index;
  const template = naming.templates?.ix;
  const columns = keys.flatMap((key) => ('column' in key ? [key.column] : []));
  const label = [table.schema, table.name, columns[0]].filter((part) => part !== undefined).join('_');
  const isOwn = name === undefined || (name === `ix_${label}` && !verbatim.includes(name));
  const applies = template !== undefined && (isOwn || template.includes('%(constraint_name)s'));
  if (!applies || (name !== undefined && verbatim.includes(name)))
    return name === undefined ? undefined : isOwn ? cut(name, naming) : given(name, naming, verbatim);
  const full = filled(template, { table, name, columns });
  return full === undefined ? name : cut(full, naming);
}

interface Parts {
  readonly table: Name;
  readonly name?: string | undefined;
  readonly columns?: readonly string[];
  readonly referred?: string | undefined;
}

/** undefined where the template asks for what is not there, or for words of the application's own. */
function filled(template: string, { table, name, columns = [], referred }: Parts): string | undefined {
  const known: Readonly<Record<string, string | undefined>> = {
    table_name: table.name,
    constraint_name: name,
    referred_table_name: referred,
    column_0_name: columns[0],
    column_0_key: columns[0],
    column_0_label: columns[0] && [table.schema, table.name, columns[0]].filter((part) => part !== undefined).join('_'),
    column_0N_name: columns.length > 0 ? columns.join('') : undefined,
    column_0_N_name: columns.length > 0 ? columns.join('_') : undefined,
    column_0N_key: columns.length > 0 ? columns.join('') : undefined,
    column_0_N_key: columns.length > 0 ? columns.join('_') : undefined,
    column_1_name: columns[1],
  };
  let isWhole = true;
  const text = template.replace(/%\((\w+)\)s/g, (_, word: string) => {
    isWhole &&= known[word] !== undefined;
    return known[word] ?? '';
  });
  return isWhole ? text : undefined;
}

function given(name: string, naming: Naming, verbatim: readonly string[]): string {
  return verbatim.includes(name) ? cut(name, naming) : name;
}

/** "truncate_and_render_index_name" of https://github.com/sqlalchemy/sqlalchemy/blob/main/lib/sqlalchemy/sql/compiler.py */
function cut(name: string, { longest }: Naming): string {
  return name.length <= longest ? name : `${name.slice(0, longest - 8)}_${digestOf(name).slice(-4)}`;
}
