import type { Column, ColumnType, ExistingColumn } from './column.ts';
import type { ColumnAttribute } from './migration.ts';
import type { Name } from './name.ts';
import type { ChangeType, DropNotNull, Operation, RenameColumn, SetDefault, SetNotNull } from './operation.ts';
import type { AnalyzedStep } from './rule.ts';
import { isOtherType } from './same-type.ts';
import { columnOf, isFreshColumn, keyOf, type Schema, tableOf } from './schema.ts';

/** A column that one statement defines as a whole, and what becomes of what it does not say. */
export interface Redefined {
  readonly table: Name;
  readonly column: string;
  /** What the column has, as history knows, and the statement does not say. */
  readonly lost: readonly ColumnAttribute[];
  /** What it may have, for all that history knows. */
  readonly perhaps: readonly ColumnAttribute[];
  /** All that history knows of what is lost, as the statement may say it. */
  readonly existing: ExistingColumn;
  /** The statement is the author's own SQL. */
  readonly bySql: boolean;
}

/**
 * MODIFY and CHANGE define a column anew, with what they say and nothing else: measured on MariaDB 10.11.
 * https://dev.mysql.com/doc/refman/8.4/en/alter-table.html#alter-table-redefine-column
 * Where there is an `origin` that the statements lead back to, what the column did not have there is not lost.
 */
export function redefined(actions: readonly AnalyzedStep[], origin?: Schema): Redefined | undefined {
  const [first] = actions;
  const changes = actions.flatMap(({ operation }) => (isOfColumn(operation) ? [operation] : []));
  const [change] = changes;
  const says = first && saidBy(first, changes);
  if (!change || !says || changes.some((each) => !isOf(each, change))) return undefined;
  const { table } = change;
  const name = changes.find((each) => each.kind === 'renameColumn')?.column ?? change.column;
  const known = columnOf(first.before, table, name);
  const to = changes.find((each) => each.kind === 'renameColumn')?.to ?? name;
  const back = origin && (columnOf(origin, table, to) ?? columnOf(origin, table, name));
  const isNew = (each: ColumnAttribute) =>
    origin !== undefined &&
    back !== undefined &&
    !attributesOf(back, table, origin, change.existing?.type).includes(each);
  const type = changes.find((each) => each.kind === 'changeType')?.type ?? change.existing?.type;
  const lost = known
    ? attributesOf(known, table, first.before, type).filter(
        (each) => (!says.includes(each) || isDenied(each, changes)) && !isNew(each),
      )
    : [];
  const sure =
    known !== undefined &&
    (tableOf(first.before, table)?.complete === true || isFreshColumn(first.before, table, name));
  const bySql = first.sql !== undefined;
  if (bySql && lost.length < 2 && !changesMore(changes, known)) return undefined;
  const perhaps = (['nullability', 'default'] as const).filter(
    (each) => !sure && !says.includes(each) && !lost.includes(each),
  );
  return { table, column: name, lost, perhaps, bySql, existing: known ? restOf(known, lost, change.existing) : {} };
}

/** The author says that a column which is NOT NULL was not, and changes nothing of that: the statement takes it at its word. */
function isDenied(attribute: ColumnAttribute, changes: readonly OfColumn[]): boolean {
  const changed = changes.some(({ kind }) => kind === 'setNotNull' || kind === 'dropNotNull');
  return attribute === 'nullability' && !changed && changes.some(({ existing }) => existing?.nullable === true);
}

type OfColumn = ChangeType | SetNotNull | DropNotNull | SetDefault | RenameColumn;

function isOfColumn(operation: Operation): operation is OfColumn {
  return /^(changeType|setNotNull|dropNotNull|setDefault|renameColumn)$/.test(operation.kind);
}

/** CHANGE names the column by its new name where it says the rest. */
function isOf({ table, column }: OfColumn, first: OfColumn): boolean {
  const name = first.kind === 'renameColumn' ? first.to : first.column;
  return table.name === first.table.name && (column === first.column || column === name);
}

/** A word that stands anywhere in the statement counts: what is said is not forgotten. */
function saidBy(
  { redefines, sql }: AnalyzedStep,
  changes: readonly OfColumn[],
): readonly ColumnAttribute[] | undefined {
  if (sql === undefined || !/^\s*alter\b[^;]*?\b(modify|change)\b/i.test(sql)) return redefines;
  const changed = changes.find((each) => each.kind === 'changeType');
  if (!changed) return undefined;
  const words: readonly (readonly [ColumnAttribute, RegExp])[] = [
    ['nullability', /\bnull\b|\bprimary\s+key\b|\bauto_increment\b/i],
    ['default', /\bdefault\b|\bauto_increment\b|\bas\s*\(/i],
    ['identity', /\bauto_increment\b/i],
    ['comment', /\bcomment\b/i],
    ['collation', /\bcollate\b|\bcharacter\s+set\b|\bcharset\b/i],
  ];
  return words.flatMap(([attribute, pattern]) => (pattern.test(sql) ? [attribute] : []));
}

/** A key's columns stay NOT NULL, whatever is said of them; what holds no text has no collation. */
function attributesOf(
  { name, nullable, default: value, identity, comment, type, generated }: Column,
  table: Name,
  schema: Schema,
  now: ColumnType | undefined,
): readonly ColumnAttribute[] {
  if (generated) return [];
  const isText = now !== undefined && /char|text|enum|set/.test(now.name) && !now.collation && !now.charset;
  return [
    ...(!nullable && !keyOf(schema, table).includes(name) ? (['nullability'] as const) : []),
    ...(value && !isNull(value) ? (['default'] as const) : []),
    ...(identity === 'auto increment' || identity === 'serial' ? (['identity'] as const) : []),
    ...(comment !== undefined ? (['comment'] as const) : []),
    ...(isText && (type?.collation ?? type?.charset) !== undefined ? (['collation'] as const) : []),
  ];
}

function isNull(value: NonNullable<Column['default']>): boolean {
  return value.kind === 'expression' && /^\(?null\)?$/i.test(value.sql.trim());
}

/** Who takes one thing away and changes nothing else means just that. */
function changesMore(changes: readonly OfColumn[], known: Column | undefined): boolean {
  return changes.some((each) => {
    if (each.kind === 'renameColumn') return true;
    if (each.kind === 'setDefault')
      return each.default !== undefined && JSON.stringify(each.default) !== JSON.stringify(known?.default);
    if (each.kind === 'setNotNull') return known?.nullable === true;
    return each.kind === 'changeType' && each.type && known?.type ? isOtherType(each.type, known.type) : false;
  });
}

function restOf(column: Column, lost: readonly ColumnAttribute[], existing: ExistingColumn = {}): ExistingColumn {
  return {
    ...existing,
    ...(lost.includes('nullability') && { nullable: column.nullable }),
    ...(lost.includes('default') && { default: column.default }),
    ...(lost.includes('identity') && { identity: column.identity }),
    ...(lost.includes('comment') && { comment: column.comment }),
  };
}
