import type { Column } from '../model/column.ts';
import type { Constraint } from '../model/constraint.ts';
import type { Planned } from '../model/finding.ts';
import { byReference } from '../model/foreign-keys.ts';
import type { Name } from '../model/name.ts';
import { objectName } from '../model/object-name.ts';
import { sequencesOf } from '../model/objects.ts';
import type { DropTable, Operation } from '../model/operation.ts';
import { isSame, type Schema, schemaKey, tableOf } from '../model/schema.ts';
import { shared } from './planned.ts';

/** A dropped table as history knew it, with what went along; only what history saw the making of can be made again. */
export function tableAgain({ table: name, cascade }: DropTable, before: Schema): readonly Planned[] | undefined {
  const table = tableOf(before, name);
  if (!table?.complete || table.partitioned || table.partitionOf || table.inherits || table.ofType) return undefined;
  if (table.policies?.length || table.unlogged || table.accessMethod !== undefined) return undefined;
  if (table.triggers?.some(({ written }) => written === undefined)) return undefined;
  const columns = [...table.columns.values()];
  if (columns.some(({ type }) => !type) || table.constraints.some(isUnread)) return undefined;
  const constraints = table.constraints.map(byItsName);
  const create: Operation = {
    kind: 'createTable',
    table: name,
    columns: columns.map(withoutMaking),
    constraints: constraints.filter(isInside),
  };
  const more = constraints.filter((each) => !isInside(each) && each.kind !== 'notNull');
  return [
    shared(create),
    ...table.indexes.map((index) => shared({ ...index, table: name, concurrently: undefined, ifNotExists: undefined })),
    ...more.map((constraint) => shared({ kind: 'addConstraint', table: name, constraint })),
    ...(table.comment === undefined ? [] : [shared(commented(name, table.comment))]),
    ...(table.triggers ?? []).map(({ written, ...trigger }): Planned => {
      const operation: Operation = { kind: 'other', statement: 'CREATE TRIGGER', relations: [name], trigger };
      return { operation, transaction: 'shared', sql: written };
    }),
    ...columns.flatMap((column) => sequenceAgain(name, column, before)),
    ...(cascade ? pointingAt(name, before) : []),
  ];
}

/** The name that the server gave it when the table was called otherwise. */
function byItsName(constraint: Constraint): Constraint {
  const name = constraint.name ?? (constraint.kind === 'notNull' ? undefined : constraint.nameOfServer);
  return { ...constraint, name };
}

function isUnread(constraint: Constraint): boolean {
  return 'columns' in constraint && constraint.columns.length === 0;
}

/** `create_table` has no words for the rest. */
function isInside(each: { readonly kind: string; readonly notValid?: boolean | undefined }): boolean {
  return each.kind !== 'exclude' && each.kind !== 'notNull' && each.notValid !== true;
}

/** A type of the database's own has outlived the table: to make it along with the table would make it once more. */
function withoutMaking(column: Column): Column {
  const { type } = column;
  if (!type?.enumeration?.native) return column;
  const { written: _, ...plain } = type;
  return { ...column, type: { ...plain, enumeration: { ...type.enumeration, there: true } } };
}

function commented(table: Name, comment: string): Operation {
  return { kind: 'other', statement: 'COMMENT ON TABLE', relations: [table], comment };
}

/** The server numbers a column's rows by a sequence that it calls after both; one that was called otherwise is again. */
export function sequenceAgain(table: Name, { name: column, identity }: Column, before: Schema): readonly Planned[] {
  const [own, another] = sequencesOf(before, table, column);
  if (identity === undefined || identity === 'auto increment' || !own || another) return [];
  const from = { ...table, name: objectName(table.name, column, 'seq') };
  if (isSame(from, own.name)) return [];
  const renames = { what: 'sequence', from, to: own.name.name } as const;
  return [shared({ kind: 'other', statement: 'ALTER SEQUENCE RENAME', relations: [from], renames })];
}

function pointingAt(name: Name, before: Schema): readonly Planned[] {
  return byReference(before.tables, schemaKey(name)).flatMap((child) =>
    isSame(child.name, name)
      ? []
      : child.constraints.flatMap((constraint) =>
          constraint.kind === 'foreignKey' && isSame(constraint.references, name)
            ? [shared({ kind: 'addConstraint', table: child.name, constraint })]
            : [],
        ),
  );
}
