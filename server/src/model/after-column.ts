import { withOwnSequences, withoutReaders, withoutSequences } from './after-objects.ts';
import type { Column } from './column.ts';
import { type Constraint, constraintColumns } from './constraint.ts';
import { foreignKeysTo } from './foreign-keys.ts';
import { withEntry } from './layered.ts';
import type { Name } from './name.ts';
import { sequencesOf } from './objects.ts';
import type {
  AddColumn,
  ChangeType,
  CreateIndex,
  DropColumn,
  DropNotNull,
  Other,
  SetDefault,
  SetNotNull,
} from './operation.ts';
import { columnOf, indexColumns, type Schema, tableOf } from './schema.ts';
import { withNamesKept } from './server-names.ts';
import { change, without } from './table-change.ts';

export function addColumn(schema: Schema, { table, column, constraints, ifNotExists }: AddColumn): Schema {
  if (ifNotExists && columnOf(schema, table, column.name)) return schema;
  // A table has one primary key: whatever there was of it is gone, though nobody saw it go.
  const makesKey = constraints.some(({ kind }) => kind === 'primaryKey');
  const added = change(schema, table, (before) => ({
    columns: withEntry(before.columns, column.name, withoutNullDefault(column)),
    freshColumns: new Set(before.freshColumns).add(column.name),
    constraints: [
      ...(makesKey ? before.constraints.filter(({ kind }) => kind !== 'primaryKey') : before.constraints),
      ...constraints,
    ],
  }));
  return withOwnSequences(added, table, [column]);
}

/** PostgreSQL keeps no default that is NULL; elsewhere it means the same as none. */
export function withoutNullDefault(column: Column): Column {
  const value = column.default;
  const isNull = value?.kind === 'expression' && /^\s*null(::[\w\s]+)?\s*$/i.test(value.sql);
  return isNull ? { ...column, default: undefined } : column;
}

/**
 * Indexes and constraints that look at the column go with it, and where it cascades, foreign keys that point at it.
 * https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-DROP-COLUMN
 */
export function dropColumn(whole: Schema, { table, column, cascade }: DropColumn): Schema {
  const apart = withoutSequences(whole, sequencesOf(whole, table, column));
  const schema = cascade ? withoutReaders(withoutPointing(apart, table, [column]), table, column) : apart;
  return change(schema, table, (before) => {
    const { columns, constraints, indexes } = withNamesKept(before);
    return {
      columns: without(columns, [column]),
      constraints: constraints.filter((each) => !isOn(each, column)),
      indexes: indexes.filter((each) => !looksAt(each, column)),
    };
  });
}

/** Without the foreign keys that point at these columns. */
export function withoutPointing(schema: Schema, table: Name, columns: readonly string[]): Schema {
  return foreignKeysTo(schema, table, columns).reduce(
    (all, { child, key }) =>
      change(all, child, (before) => ({
        constraints: withNamesKept(before).constraints.filter((_, at) => before.constraints[at] !== key),
      })),
    schema,
  );
}

function isOn(constraint: Constraint, column: string): boolean {
  if (constraint.kind === 'check') return mentions(constraint.expression, column);
  if (constraint.kind === 'exclude') return mentions(constraint.definition, column);
  return constraintColumns(constraint).includes(column);
}

function looksAt(index: CreateIndex, column: string): boolean {
  if (indexColumns(index).includes(column) || index.include?.includes(column)) return true;
  const expressions = index.keys.flatMap((key) => ('expression' in key ? [key.expression] : []));
  return [...expressions, index.where ?? ''].some((each) => mentions(each, column));
}

/** Names are looked for outside of strings; one before a parenthesis is a function's. */
function mentions(sql: string, column: string): boolean {
  if (!sql.toLowerCase().includes(column.toLowerCase())) return false;
  const tokens = sql.match(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*(?!\s*\()/gu) ?? [];
  return tokens.some((each) => each === `"${column}"` || each.toLowerCase() === column);
}

/** A column of which nothing else is known is as the author says that it was. */
export function changeColumn(
  schema: Schema,
  { table, column: name, existing }: ChangeType | SetNotNull | DropNotNull | SetDefault,
  by: Partial<Column>,
): Schema {
  return change(schema, table, ({ columns }) => {
    const column = columns.get(name) ?? {
      name,
      type: existing?.type,
      nullable: existing?.nullable ?? true,
      default: existing?.default,
    };
    return { columns: withEntry(columns, name, withoutNullDefault({ ...column, ...by })) };
  });
}

/** `ADD`, `SET` or `DROP IDENTITY`: the sequence comes and goes with it. */
export function numberColumn(schema: Schema, table: Name, name: string, { statement, identity }: Other): Schema {
  const column = tableOf(schema, table)?.columns.get(name) ?? { name, nullable: false };
  const ends = statement.endsWith('DROP IDENTITY');
  const numbered = { ...column, identity: ends ? undefined : (identity ?? column.identity ?? 'by default') };
  const made = change(schema, table, ({ columns }) => ({ columns: withEntry(columns, name, numbered) }));
  if (ends) return withoutSequences(made, sequencesOf(made, table, name));
  return column.identity ? made : withOwnSequences(made, table, [numbered]);
}
