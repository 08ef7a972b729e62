import type { Constraint, ConstraintKind, ForeignKey } from '../../model/constraint.ts';
import { type EngineName, familyOf } from '../../model/engine.ts';
import type { Name } from '../../model/name.ts';
import type { Operation } from '../../model/operation.ts';
import { type Call, itemsOf, type Value, whyUnknown } from '../../python/values.ts';
import { alterColumn } from './alter-column.ts';
import { argument, isNone, knownText, knownTexts, nameIn, someText, truthArgument, type Written } from './arguments.ts';
import { columnIndex, implicitName, isColumn, numbersItself, readColumn } from './columns.ts';
import { exclusion, foreignKeyOptions, keyOptions } from './constraints.ts';
import { sqlText } from './expressions.ts';
import { indexKeys, indexOptions } from './indexes.ts';
import { tableNamed } from './relations.ts';
import { commentOn, createTable } from './tables.ts';

/** One call of a directive, and the table of its batch where it stands in one. */
export interface Directive {
  readonly call: Call;
  readonly batch: Name | undefined;
  readonly engine: EngineName;
  readonly written: Written;
}

/** What a directive of Alembic does, in the order in which it emits it; undefined where Alembic has none of that name. */
export function operationsOf(directive: Directive): readonly Operation[] | undefined {
  const read = directives.get(directive.call.name);
  return read?.(directive);
}

export function opaque(why: string): Operation {
  return { kind: 'opaque', why };
}

/** https://alembic.sqlalchemy.org/en/latest/ops.html */
const directives: ReadonlyMap<string, (directive: Directive) => readonly Operation[]> = new Map(
  Object.entries({
    add_column: onTable('table_name', addColumn),
    alter_column: onTable('table_name', (directive, table, shift) =>
      withText(directive, 1 - shift, 'column_name', (column) => alterColumn(directive, table, column)),
    ),
    bulk_insert: ({ call }) => bulkInsert(call),
    create_check_constraint: onTable('table_name', createCheck, 1),
    create_exclude_constraint: onTable('table_name', createExclude, 1),
    create_foreign_key: onTable('source_table', createForeignKey, 1),
    create_index: onTable('table_name', createIndex, 1),
    create_primary_key: onTable(
      'table_name',
      (directive, table, shift) => createKey(directive, table, shift, 'primaryKey'),
      1,
    ),
    create_unique_constraint: onTable(
      'table_name',
      (directive, table, shift) => createKey(directive, table, shift, 'unique'),
      1,
    ),
    create_table: onTable('table_name', ({ call, engine, written }, table) =>
      createTable(call, table, call.positional.slice(call.keywords.has('table_name') ? 0 : 1), engine, written),
    ),
    create_table_comment: onTable('table_name', comment),
    drop_table_comment: onTable('table_name', comment),
    drop_column: onTable('table_name', (directive, table, shift) =>
      withText(directive, 1 - shift, 'column_name', (column) => [
        { kind: 'dropColumn', table, column, ...ifExists(directive.call) },
      ]),
    ),
    drop_constraint: onTable('table_name', dropConstraint, 1),
    drop_index: dropIndex,
    drop_table: onTable('table_name', ({ call }, table) => [{ kind: 'dropTable', table, ...ifExists(call) }]),
    rename_table: onTable('old_table_name', (directive, table) =>
      withText(directive, 1, 'new_table_name', (to) => [{ kind: 'renameTable', table, to }]),
    ),
  }),
);

/**
 * Reads the table first: the argument at `position`, or the batch's own. `shift` is 1 in a batch, whose calls leave the table
 * out, so that later arguments stand one place further left.
 */
function onTable(
  name: string,
  read: (directive: Directive, table: Name, shift: number) => readonly Operation[],
  position = 0,
): (directive: Directive) => readonly Operation[] {
  return (directive) => {
    if (directive.batch) return read(directive, directive.batch, 1);
    const value = argument(directive.call, position, name);
    const text = knownText(value) ?? (value && tableNamed(value)?.name);
    if (text === undefined) return [opaque(unnamed(directive, name, value))];
    return read(directive, nameIn(schemaOf(directive.call), text), 0);
  };
}

function schemaOf(call: Call): string | undefined {
  return someText(call.keywords.get('schema') ?? call.keywords.get('source_schema'));
}

function unnamed(directive: Directive, parameter: string, value: Value | undefined): string {
  const what = `the ${parameter} of op.${directive.call.name}`;
  return value ? `${what} is not known: ${whyUnknown(value)}` : `${what} is not given`;
}

function withText(
  directive: Directive,
  position: number,
  name: string,
  read: (text: string) => readonly Operation[],
): readonly Operation[] {
  const value = argument(directive.call, position, name);
  const text = knownText(value);
  return text === undefined ? [opaque(unnamed(directive, name, value))] : read(text);
}

function ifExists(call: Call): { ifExists?: true } {
  return truthArgument(call, 'if_exists') ? { ifExists: true } : {};
}

function named(value: Value | undefined): { name?: string } {
  const name = someText(value);
  return name === undefined ? {} : { name };
}

/** What is hidden in the column comes as statements of its own: constraints, then the index, then the comment. */
function addColumn(directive: Directive, table: Name, shift: number): readonly Operation[] {
  const { call, engine, written } = directive;
  const given = argument(call, 1 - shift, 'column');
  const read = given?.kind === 'call' && isColumn(given) ? readColumn(given, engine, written) : undefined;
  if (!read) return [opaque(unnamed(directive, 'column', given))];
  const inlineKey = read.primaryKey && truthArgument(call, 'inline_primary_key');
  const inline: Constraint[] = [
    ...read.checks,
    ...(inlineKey ? [{ kind: 'primaryKey', columns: [read.column.name] } as const] : []),
    ...(truthArgument(call, 'inline_references') ? read.foreignKeys.map(unnamedConstraint) : []),
  ];
  const serial = read.primaryKey && numbersItself(read);
  const hidden: Constraint[] = [
    ...(truthArgument(call, 'inline_references') ? [] : read.foreignKeys),
    ...(skipsEnumChecks(directive) ? [] : read.enumChecks),
    ...(read.unique && !read.index ? [{ kind: 'unique', columns: [read.column.name] } as const] : []),
  ];
  return [
    {
      kind: 'addColumn',
      table,
      column: serial ? { ...read.column, identity: 'serial' } : read.column,
      constraints: inline,
      ...(truthArgument(call, 'if_not_exists') ? { ifNotExists: true } : {}),
    },
    ...hidden.map((constraint) => ({ kind: 'addConstraint', table, constraint }) as const),
    ...(read.index ? [columnIndex(table, read)] : []),
    ...(read.column.comment !== undefined && familyOf(engine) === 'postgresql'
      ? [commentOn(table, read.column.comment, read.column.name)]
      : []),
  ];
}

/** Outside of a batch, Alembic's SQLite leaves the CHECK of an Enum or a Boolean out and only warns of it. */
function skipsEnumChecks({ engine, batch }: Directive): boolean {
  return familyOf(engine) === 'sqlite' && batch === undefined;
}

/** Alembic leaves out the name of a foreign key that it writes into the column's own definition. */
function unnamedConstraint({ name: _, ...constraint }: ForeignKey): ForeignKey {
  return constraint;
}

function createCheck({ call, written }: Directive, table: Name, shift: number): readonly Operation[] {
  const condition = argument(call, 2 - shift, 'condition');
  // SQLAlchemy makes a text() of a string, where a backslash keeps a colon from naming a parameter.
  const text = (sqlText(condition) ?? someText(condition))?.replaceAll('\\:', ':');
  const expression = text ?? (condition ? `{${written(condition)}}` : '');
  const notValid = truthArgument(call, 'postgresql_not_valid') ? { notValid: true } : {};
  const constraint = {
    kind: 'check',
    ...named(argument(call, 0, 'constraint_name')),
    expression,
    ...notValid,
  } as const;
  return [{ kind: 'addConstraint', table, constraint }];
}

function createExclude({ call }: Directive, table: Name, shift: number): readonly Operation[] {
  const definition = exclusion(call, call.positional.slice(2 - shift));
  return [
    {
      kind: 'addConstraint',
      table,
      constraint: { kind: 'exclude', ...named(argument(call, 0, 'constraint_name')), definition },
    },
  ];
}

function createForeignKey(directive: Directive, table: Name, shift: number): readonly Operation[] {
  const { call } = directive;
  const target = argument(call, 2 - shift, 'referent_table');
  const referent = knownText(target) ?? (target && tableNamed(target)?.name);
  const columns = knownTexts(argument(call, 3 - shift, 'local_cols'));
  if (referent === undefined) return [opaque(unnamed(directive, 'referent_table', target))];
  if (!columns) return [opaque(unnamed(directive, 'local_cols', argument(call, 3 - shift, 'local_cols')))];
  const constraint: Constraint = {
    kind: 'foreignKey',
    ...named(argument(call, 0, 'constraint_name')),
    columns,
    references: nameIn(someText(call.keywords.get('referent_schema')), referent),
    referencedColumns: knownTexts(argument(call, 4 - shift, 'remote_cols')) ?? [],
    ...foreignKeyOptions(call),
  };
  return [{ kind: 'addConstraint', table, constraint }];
}

function createIndex(directive: Directive, table: Name, shift: number): readonly Operation[] {
  const { call } = directive;
  const columns = argument(call, 2 - shift, 'columns');
  const items = columns && (itemsOf(columns) ?? [columns]);
  if (!items || items.some((item) => item.kind === 'unknown')) return [opaque(unnamed(directive, 'columns', columns))];
  const keys = indexKeys(items, call);
  const [first] = keys;
  const name = someText(argument(call, 0, 'index_name'));
  const implicit = first && 'column' in first ? implicitName(table, first.column) : undefined;
  return [
    {
      kind: 'createIndex',
      table,
      ...(name === undefined && implicit === undefined ? {} : { name: name ?? implicit }),
      keys,
      ...indexOptions(call),
    },
  ];
}

function createKey(
  directive: Directive,
  table: Name,
  shift: number,
  kind: 'primaryKey' | 'unique',
): readonly Operation[] {
  const { call } = directive;
  const columns = argument(call, 2 - shift, 'columns');
  const texts = knownTexts(columns);
  if (!texts) return [opaque(unnamed(directive, 'columns', columns))];
  const usingIndex = knownText(call.keywords.get('postgresql_using_index'));
  const constraint = {
    kind,
    ...named(argument(call, 0, 'constraint_name')),
    columns: texts,
    ...(usingIndex === undefined ? {} : { usingIndex }),
    ...keyOptions(call),
  } as const;
  return [{ kind: 'addConstraint', table, constraint }];
}

const constraintKinds: ReadonlyMap<string, ConstraintKind> = new Map(
  Object.entries({
    foreignkey: 'foreignKey',
    primary: 'primaryKey',
    unique: 'unique',
    check: 'check',
  }),
);

function dropConstraint(directive: Directive, table: Name, shift: number): readonly Operation[] {
  const { call } = directive;
  const value = argument(call, 0, 'constraint_name');
  const name = someText(value);
  if (name === undefined && !isNone(value)) return [opaque(unnamed(directive, 'constraint_name', value))];
  const type = constraintKinds.get(knownText(argument(call, 2 - shift, 'type_')) ?? '');
  return [
    {
      kind: 'dropConstraint',
      table,
      ...(name === undefined ? {} : { name }),
      ...(type === undefined ? {} : { type }),
      ...ifExists(call),
    },
  ];
}

function dropIndex(directive: Directive): readonly Operation[] {
  const { call, batch } = directive;
  const value = argument(call, 0, 'index_name');
  const name = someText(value);
  if (name === undefined) return [opaque(unnamed(directive, 'index_name', value))];
  const schema = batch?.schema ?? schemaOf(call);
  const written = knownText(argument(call, 1, 'table_name'));
  const table = batch ?? (written === undefined ? undefined : nameIn(schema, written));
  return [
    {
      kind: 'dropIndex',
      index: nameIn(schema, name),
      ...(table ? { table } : {}),
      ...(truthArgument(call, 'postgresql_concurrently') ? { concurrently: true } : {}),
      ...ifExists(call),
    },
  ];
}

/** SQLAlchemy's dialects of MySQL and MariaDB say it in their own words. */
function comment({ call, engine }: Directive, table: Name, shift: number): readonly Operation[] {
  if (familyOf(engine) === 'mysql') return [{ kind: 'other', statement: 'ALTER TABLE COMMENT', relations: [table] }];
  return [commentOn(table, call.name === 'drop_table_comment' ? '' : argument(call, 1 - shift, 'comment'))];
}

function bulkInsert(call: Call): readonly Operation[] {
  const given = argument(call, 0, 'table');
  const table = given && tableNamed(given);
  const rows = argument(call, 1, 'rows');
  if (rows?.kind === 'sequence' && rows.items.length === 0) return [];
  if (!table)
    return [opaque(`the table of op.bulk_insert is not known: ${given ? whyUnknown(given) : 'none is given'}`)];
  return [{ kind: 'insertRows', table, from: 'values' }];
}
