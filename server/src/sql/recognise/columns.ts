import type { Column, Position } from '../../model/column.ts';
import type { Constraint } from '../../model/constraint.ts';
import { familyOf } from '../../model/engine.ts';
import { serials } from '../postgresql/serial-types.ts';
import { type ColumnDraft, clauses } from './column-clauses.ts';
import { type Cursor, isDone } from './cursor.ts';
import { nameHere } from './names.ts';
import { typeHere } from './types.ts';

export interface ColumnDefinition {
  readonly column: Column;
  /** Constraints that stand in the definition. */
  readonly constraints: readonly Constraint[];
  readonly position?: Position | undefined;
}

/** A column up to the end of its part of the statement; undefined where any word of it is not known. */
export function columnHere(cursor: Cursor): ColumnDefinition | undefined {
  const name = nameHere(cursor);
  if (name === undefined) return undefined;
  const type = typeHere(cursor);
  const draft: ColumnDraft = { column: { name, nullable: true, ...(type && { type }) }, constraints: [] };
  serial(cursor, draft);
  while (!isDone(cursor)) if (!clauses.some((read) => read(cursor, draft))) return undefined;
  return { ...draft, column: withUpdate(draft) };
}

/** No types but a way to say "numbered": https://dev.mysql.com/doc/refman/8.4/en/numeric-type-syntax.html */
function serial({ engine }: Cursor, { column, constraints }: ColumnDraft): void {
  const type = column.type?.name ?? '';
  const numbered = familyOf(engine) === 'postgresql' ? serials.get(type) : undefined;
  if (numbered !== undefined) {
    Object.assign(column, { type: { name: numbered, arguments: [] }, identity: 'serial', nullable: false });
  } else if (type === 'serial' && familyOf(engine) === 'mysql') {
    const bigint = { name: 'bigint', arguments: [], unsigned: true };
    Object.assign(column, { type: bigint, identity: 'auto increment', nullable: false });
    constraints.push({ kind: 'unique', columns: [column.name] });
  }
}

/** As SQLAlchemy has it: the default says both. */
function withUpdate({ column, onUpdate }: ColumnDraft): Column {
  if (onUpdate === undefined || column.default?.kind !== 'expression') return column;
  return { ...column, default: { kind: 'expression', sql: `${column.default.sql} ${onUpdate}` } };
}

/** MySQL and MariaDB make such a column NOT NULL, whether that is written or not. */
