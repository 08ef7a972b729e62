import type { Constraint } from '../../model/constraint.ts';
import { foreignKeysTo } from '../../model/foreign-keys.ts';
import { finder } from '../../model/layered.ts';
import type { Name } from '../../model/name.ts';
import { sequencesOf, type View, viewsAbove, viewsOn } from '../../model/objects.ts';
import { isSame, keyOf, schemaKey, type Table, tableOf } from '../../model/schema.ts';
import { mentions } from './expressions.ts';
import type { At, Hold, Mode } from './facts.ts';
import { hold, isMeantAlone } from './facts.ts';

/** The same lock on a table, its partitions and the tables that inherit from it, for what goes down to them all. */
export function holdAll(at: At, table: Name, mode: Mode): readonly Hold[] {
  if (isMeantAlone(at, table)) return hold(at, table, mode);
  return [...hold(at, table, mode), ...heirs(at, table).flatMap((each) => hold(at, each.name, mode))];
}

/** Since PostgreSQL 11 what a view reads is locked with it: https://www.postgresql.org/docs/current/sql-lock.html */
export function holdThrough(at: At, relation: Name, mode: Mode): readonly Hold[] {
  const names = new Map([[schemaKey(relation), relation]]);
  for (const key of names.keys())
    for (const read of at.schema.views.get(key)?.reads ?? []) names.set(schemaKey(read.relation), read.relation);
  return [...names.values()].flatMap((name) => holdAll(at, name, mode));
}

/** The tables that inherit from this one, near and far: https://www.postgresql.org/docs/current/ddl-inherit.html */
export function heirs(at: At, table: Name, which: 'near' | 'all' = 'all'): readonly Table[] {
  const found = new Map<string, Table>();
  const parents = new Set([schemaKey(table)]);
  for (const parent of parents) {
    for (const each of byParent(at.schema.tables, parent)) {
      const key = schemaKey(each.name);
      if (parents.has(key)) continue;
      found.set(key, each);
      if (which === 'all') parents.add(key);
    }
  }
  return [...found.values()];
}

const byParent = finder<Table>(({ inherits = [] }) => inherits.map(schemaKey));

/** Views that CASCADE takes along with the relation, or with the column, and the views that read those. */
export function viewHolds(at: At, relation: Name, column?: string): readonly Hold[] {
  if (at.schema.views.size === 0) return [];
  const { sure, possible } = viewsOn(at.schema, relation, column);
  return locked(viewsAbove(at.schema, [...sure, ...possible]));
}

function locked(views: readonly View[]): readonly Hold[] {
  return views.map(({ name }) => ({ relation: name, mode: 'ACCESS EXCLUSIVE' }));
}

/** The sequences of the table, or of the column, go with it, and follow where it goes. */
export function sequenceHolds(at: At, table: Name, column?: string): readonly Hold[] {
  return sequencesOf(at.schema, table, column).map(({ name }) => ({ relation: name, mode: 'ACCESS EXCLUSIVE' }));
}

/** The sequence behind an identity column; that of a serial one is left alone. */
export function identityHolds(at: At, table: Name, column: string | undefined, mode: Mode): readonly Hold[] {
  const identity = column === undefined ? undefined : tableOf(at.schema, table)?.columns.get(column)?.identity;
  if (identity !== 'always' && identity !== 'by default') return [];
  return sequencesOf(at.schema, table, column).map(({ name }) => ({ relation: name, mode }));
}

/** Why a relation cannot be dropped without CASCADE: what surely depends on it, and does not go in the same statement. */
export function refusedDrop(
  at: At,
  what: 'table' | 'view' | 'materialized view',
  relation: Name,
  along: readonly Name[] = [],
): string | undefined {
  if (at.schema.doubtful) return undefined;
  const parts = hold(at, relation, 'ACCESS EXCLUSIVE').map((each) => each.relation);
  const going = new Set([...parts, ...along].map(schemaKey));
  const stays = (name: Name) => !going.has(schemaKey(name));
  const views = parts.flatMap((part) => viewsOn(at.schema, part).sure.map(({ name }) => name));
  const children = what === 'table' ? foreignKeysTo(at.schema, relation, 'all').map(({ child }) => child) : [];
  const inheriting = what === 'table' ? heirs(at, relation).map(({ name }) => name) : [];
  if (![...views, ...children, ...inheriting].some(stays)) return undefined;
  return along.length > 0
    ? 'cannot drop desired object(s) because other objects depend on them'
    : `cannot drop ${what} ${relation.name} because other objects depend on it`;
}

/** Why the server drops no such column. */
export function refusedColumnDrop(at: At, table: Name, column: string, cascade: boolean): string | undefined {
  const part = partOf(at, table, column);
  if (part !== undefined) return `cannot drop ${part}`;
  if (cascade || at.schema.doubtful) return undefined;
  const reads =
    viewsOn(at.schema, table, column).sure.length > 0 || fires(at, table, column) || guards(at, table, column);
  const pointed = foreignKeysTo(at.schema, table, [column]).some(
    ({ child, key }) =>
      !isSame(child, table) && (key.referencedColumns.length > 0 || keyOf(at.schema, table).length > 0),
  );
  // Before PostgreSQL 15 a column that is computed from it goes with it without a word.
  if (!reads && !pointed && !(at.version >= 15 && computes(at, table, column))) return undefined;
  return `cannot drop column ${column} of table ${table.name} because other objects depend on it`;
}

/** Why the server gives the column no other type, whatever the types are. */
export function refusedTypeChange(at: At, table: Name, column: string): string | undefined {
  const part = partOf(at, table, column);
  if (part !== undefined) return `cannot alter ${part}`;
  if (at.schema.doubtful) return undefined;
  if (viewsOn(at.schema, table, column).sure.length > 0) return 'cannot alter type of a column used by a view or rule';
  if (fires(at, table, column)) return 'cannot alter type of a column used in a trigger definition';
  if (guards(at, table, column)) return 'cannot alter type of a column used in a policy definition';
  return computes(at, table, column) ? 'cannot alter type of a column used by a generated column' : undefined;
}

/** Foreign keys rest on the key, or on its index, that makes the columns unique which they point at. */
export function refusedKeyDrop(at: At, table: Name, key: Constraint | undefined, name: string): string | undefined {
  if (at.schema.doubtful || (key?.kind !== 'primaryKey' && key?.kind !== 'unique')) return undefined;
  const rests = foreignKeysTo(at.schema, table, key.columns).some(({ key: { referencedColumns } }) => {
    if (referencedColumns.length === 0) return key.kind === 'primaryKey';
    return (
      referencedColumns.length === key.columns.length && referencedColumns.every((each) => key.columns.includes(each))
    );
  });
  return rests ? `cannot drop constraint ${name} on table ${table.name} because other objects depend on it` : undefined;
}

/** What belongs to a partitioned table as a whole is changed there. */
function partOf(at: At, table: Name, column: string): string | undefined {
  const known = tableOf(at.schema, table);
  if (known?.partitionKey?.includes(column))
    return `column "${column}" because it is part of the partition key of relation "${table.name}"`;
  return known?.partitionOf && known.columns.has(column) ? `inherited column "${column}"` : undefined;
}

/** A trigger that fires when the column is updated names it. */
function fires(at: At, table: Name, column: string): boolean {
  return tableOf(at.schema, table)?.triggers?.some(({ columns }) => columns.includes(column)) === true;
}

/** A policy looks at it. */
function guards(at: At, table: Name, column: string): boolean {
  return tableOf(at.schema, table)?.policies?.some(({ columns }) => columns.includes(column)) === true;
}

function computes(at: At, table: Name, column: string): boolean {
  const columns = tableOf(at.schema, table)?.columns.values() ?? [];
  return [...columns].some(
    ({ name, generated }) => name !== column && generated && mentions(generated.expression, column),
  );
}
