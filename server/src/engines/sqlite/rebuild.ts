import type { ColumnType } from '../../model/column.ts';
import type { Constraint } from '../../model/constraint.ts';
import type { Effects } from '../../model/effects.ts';
import { lostByCopy } from '../../model/lost-by-copy.ts';
import { type Name, relationText } from '../../model/name.ts';
import type { DropColumn, Operation, Rebuild } from '../../model/operation.ts';
import { operationTitle } from '../../model/operation-title.ts';
import { columnOf, indexColumns, isFreshColumn, type Schema, tableOf, typeBefore } from '../../model/schema.ts';
import type { At, Facts } from './facts.ts';
import { settle } from './facts.ts';
import { mentions } from './mentions.ts';
import { inTheWay } from './views.ts';

/**
 * What an operation does by way of a new table, a copy of all rows and a rename; undefined where it is not done so.
 * https://www.sqlite.org/lang_altertable.html#otheralter
 */
export function rebuilt(operation: Operation, at: At): Effects | undefined {
  if (!('rebuild' in operation) || operation.rebuild === undefined) return undefined;
  const table = relationText(operation.table);
  const copies = operation.rebuild !== 'along';
  const own = particular(operation, at);
  const title = operationTitle(operation) ?? `change ${table}`;
  return settle(
    {
      page: 'lang_altertable',
      subject: operation.table,
      does: copies
        ? `Makes ${table} anew to ${title}: a new table, a copy of every row, the old one dropped, the new one renamed, its indexes built again`
        : `${title[0]?.toUpperCase()}${title.slice(1)}: goes along while ${table} is made anew`,
      work: copies ? 'rewrite' : 'instant',
      deletesRows: copies,
      refused: inTheWay(operation.table, at) ?? (operation.rebuild === 'alone' ? inItself(operation, at) : undefined),
      notes: [
        copies ? lost(operation.table, at) : undefined,
        copies && own.canFailOnRows ? leftBehind(operation.table) : undefined,
        checkOf(operation, at),
      ],
      ...own,
    },
    at,
  );
}

function lost(name: Name, { schema }: At): string | undefined {
  const table = tableOf(schema, name);
  const all = table ? lostByCopy(table).map(({ what }) => what) : [];
  return all.length === 0 ? undefined : `what the new table is not told of again is lost: ${all.join(', ')}`;
}

/** A column and its order: the index is built again, in the usual order. */
function isOrdered(expression: string): boolean {
  return /^("[^"]+"|\w+)\s+(asc|desc)$/i.test(expression);
}

/** What is built again names the column that is gone: a CHECK with a name, an index. */
function inItself(operation: Rebuildable, { schema }: At): string | undefined {
  if (operation.kind !== 'dropColumn' || schema.doubtful) return undefined;
  const { table, column } = operation;
  const index = tableOf(schema, table)?.indexes.some(
    (each) =>
      each.keys.every((key) => 'column' in key || isOrdered(key.expression)) &&
      (indexColumns(each).some((name) => isColumn(name, column)) || mentions(each.where ?? '', column)),
  );
  return index || namedCheck(operation, schema) ? `no such column: ${column}` : undefined;
}

function isColumn(name: string, column: string): boolean {
  return name.toLowerCase() === column.toLowerCase();
}

/** One with a name is copied as it stands. */
function namedCheck({ table, column }: DropColumn, schema: Schema): Constraint | undefined {
  return tableOf(schema, table)?.constraints.find(
    (each) => each.kind === 'check' && each.name !== undefined && mentions(each.expression, column),
  );
}

function checkOf(operation: Rebuildable, { schema }: At): string | undefined {
  if (operation.kind !== 'dropColumn' || operation.rebuild === 'alone') return undefined;
  const { column } = operation;
  const found = namedCheck(operation, schema);
  return found && `unless ${found.name} goes in the same batch, SQLite refuses it: no such column: ${column}`;
}

/** Python's driver lets the CREATE TABLE commit, unless rows were written before. */
function leftBehind({ name }: Name): string {
  return `if a row does not suit, _alembic_tmp_${name} stays behind where no transaction was open before`;
}

type Rebuildable = Extract<Operation, { readonly rebuild?: Rebuild | undefined }>;

/** What a column loses, and what rows may refuse, is a matter of the operation itself. */
function particular(operation: Rebuildable, at: At): Partial<Facts> {
  switch (operation.kind) {
    case 'addColumn':
      return { canFailOnRows: !operation.column.nullable && !operation.column.default && !operation.column.generated };
    case 'dropColumn': {
      const fresh = isFreshColumn(at.schema, operation.table, operation.column);
      const computed = columnOf(at.schema, operation.table, operation.column)?.generated !== undefined;
      return { dataLoss: !fresh && !computed, breaksRunningCode: !fresh };
    }
    case 'renameColumn':
      return { breaksRunningCode: !isFreshColumn(at.schema, operation.table, operation.column) };
    case 'changeType': {
      const from = typeBefore(at.schema, operation);
      return from && operation.type
        ? { dataLoss: castLoses(from, operation.type) }
        : { dataLoss: true, assumed: from ? 'its new type could not be read' : 'its type now is not known' };
    }
    case 'setNotNull': {
      const already = columnOf(at.schema, operation.table, operation.column)?.nullable === false;
      return { canFailOnRows: !already, breaksRunningCode: !already };
    }
    case 'addConstraint':
      return { canFailOnRows: operation.constraint.kind !== 'foreignKey' };
    case 'createIndex':
      return { canFailOnRows: operation.unique === true };
    case 'dropNotNull':
    case 'setDefault':
    case 'dropConstraint':
      return {};
  }
}

type Kind = 'text' | 'integer' | 'real' | 'boolean' | 'moment' | 'bytes' | 'other';

/**
 * Alembic writes CAST(column AS type) where the two types are of different kinds. SQLite holds no value to a length or to a
 * scale, so that a type of the same kind changes nothing. A date cast to a number or the other way round is cut down to its
 * first digits: https://www.sqlite.org/lang_expr.html#castexpr
 */
function castLoses(from: ColumnType, to: ColumnType): boolean {
  const [old, now] = [kindOf(from), kindOf(to)];
  if (old === now) return old === 'moment' && momentOf(from) !== momentOf(to);
  if (now === 'text') return old === 'bytes';
  return !((old === 'integer' || old === 'boolean') && (now === 'integer' || now === 'real' || now === 'boolean'));
}

/** The time zone makes no difference to how a moment is kept. */
function momentOf({ name }: ColumnType): string {
  return name.replace('datetime', 'timestamp').replace('tz', '');
}

function kindOf({ name }: ColumnType): Kind {
  if (/int|serial/.test(name)) return 'integer';
  if (/char|text|clob|enum|citext/.test(name)) return 'text';
  if (/numeric|decimal|real|double|float/.test(name)) return 'real';
  if (/bool/.test(name)) return 'boolean';
  if (/date|time/.test(name)) return 'moment';
  return /blob|bytea|binary/.test(name) ? 'bytes' : 'other';
}
