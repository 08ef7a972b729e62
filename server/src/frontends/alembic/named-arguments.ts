import type { Place } from '../../python/string-at.ts';

/** What a text among the arguments of a call names; a referent is what a foreign key points at. */
export type Kind =
  | 'table'
  | 'column'
  | 'index'
  | 'constraint'
  | 'target'
  | 'referent'
  | 'referent column'
  | 'new table'
  | 'new column'
  | 'new index'
  | 'new constraint';

/** The last of a list that goes on takes all arguments from there on. */
type Parameters = readonly (readonly [name: string, kind?: Kind, rest?: true])[];

/** What the text at a place in a call names; `inBatch`, where the table is left out. */
export function kindAt({ bracket, argument }: Place, inBatch: boolean): Kind | undefined {
  const own = parametersOf(bracket.callee, inBatch);
  if (typeof argument === 'string') return own?.find(([name]) => name === argument)?.[1];
  const last = own?.at(-1);
  return own?.[argument]?.[1] ?? (last?.[2] ? last[1] : undefined);
}

/** Under which name or number the call has what is of this kind. */
export function argumentsFor({ callee }: Place['bracket'], kind: Kind, inBatch: boolean): readonly (string | number)[] {
  const at = parametersOf(callee, inBatch)?.findIndex((each) => each[1] === kind) ?? -1;
  const name = parametersOf(callee, inBatch)?.[at]?.[0];
  return name === undefined ? [] : [at, name];
}

/** Alembic's own directives: what stands inside of them is about their table. */
export function isDirective({ callee }: Place['bracket']): boolean {
  return directives.has(lastName(callee));
}

export function lastName(callee: string): string {
  return callee.slice(callee.lastIndexOf('.') + 1);
}

function parametersOf(callee: string, inBatch: boolean): Parameters | undefined {
  const name = lastName(callee);
  const directive = directives.get(name);
  if (!directive) return items.get(name);
  return inBatch ? directive.filter(([, kind]) => kind !== 'table') : directive;
}

/** https://alembic.sqlalchemy.org/en/latest/ops.html */
const directives: ReadonlyMap<string, Parameters> = new Map(
  Object.entries<Parameters>({
    add_column: [['table_name', 'table']],
    alter_column: [
      ['table_name', 'table'],
      ['column_name', 'column'],
      ['new_column_name', 'new column'],
    ],
    batch_alter_table: [['table_name', 'table']],
    create_check_constraint: [
      ['constraint_name', 'new constraint'],
      ['table_name', 'table'],
    ],
    create_exclude_constraint: [
      ['constraint_name', 'new constraint'],
      ['table_name', 'table'],
    ],
    create_foreign_key: [
      ['constraint_name', 'new constraint'],
      ['source_table', 'table'],
      ['referent_table', 'referent'],
      ['local_cols', 'column'],
      ['remote_cols', 'referent column'],
    ],
    create_index: [
      ['index_name', 'new index'],
      ['table_name', 'table'],
      ['columns', 'column'],
    ],
    create_primary_key: [
      ['constraint_name', 'new constraint'],
      ['table_name', 'table'],
      ['columns', 'column'],
    ],
    create_unique_constraint: [
      ['constraint_name', 'new constraint'],
      ['table_name', 'table'],
      ['columns', 'column'],
    ],
    create_table: [['table_name', 'new table']],
    create_table_comment: [['table_name', 'table']],
    drop_table_comment: [['table_name', 'table']],
    drop_column: [
      ['table_name', 'table'],
      ['column_name', 'column'],
    ],
    drop_constraint: [
      ['constraint_name', 'constraint'],
      ['table_name', 'table'],
    ],
    drop_index: [
      ['index_name', 'index'],
      ['table_name', 'table'],
    ],
    drop_table: [['table_name', 'table']],
    rename_table: [
      ['old_table_name', 'table'],
      ['new_table_name', 'new table'],
    ],
  }),
);

/** What SQLAlchemy describes tables with: https://docs.sqlalchemy.org/en/20/core/metadata.html */
const items: ReadonlyMap<string, Parameters> = new Map(
  Object.entries<Parameters>({
    Column: [['name', 'new column']],
    column: [['text', 'column']],
    CheckConstraint: [['sqltext'], ['name', 'new constraint']],
    ForeignKey: [['column', 'target'], ['_constraint'], ['use_alter'], ['name', 'new constraint']],
    ForeignKeyConstraint: [
      ['columns', 'column'],
      ['refcolumns', 'target'],
      ['name', 'new constraint'],
    ],
    Index: [
      ['name', 'new index'],
      ['expressions', 'column', true],
    ],
    PrimaryKeyConstraint: [['columns', 'column', true]],
    UniqueConstraint: [['columns', 'column', true]],
    table: [['name', 'table']],
    Table: [['name', 'table']],
  }),
);
