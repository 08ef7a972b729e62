import type { ColumnType, Default } from './column.ts';
import { finder } from './layered.ts';
import type { Name } from './name.ts';
import { type Schema, schemaKey } from './schema.ts';

/** A view, materialized or not. */
export interface View {
  readonly name: Name;
  readonly materialized: boolean;
  readonly reads: readonly Read[];
  /** How its columns are called, where that was read. */
  readonly columns?: readonly string[] | undefined;
}

/** What a view reads of one relation. */
export interface Read {
  readonly relation: Name;
  /** Absent where it is not known which. */
  readonly columns?: readonly string[] | undefined;
}

/** A column as a query names it: the relations that may have it, those of the innermost query first; `*` is all of their columns. */
export interface ColumnReference {
  readonly column: string;
  readonly among: readonly (readonly Name[])[];
}

/** A type made of another one, with rules of its own. */
export interface Domain {
  readonly type?: ColumnType | undefined;
  readonly nullable: boolean;
  readonly checks: readonly { readonly name?: string | undefined; readonly expression: string }[];
  readonly default?: Default | undefined;
}

/** What runs when rows of its table are written. */
export interface Trigger {
  readonly name: string;
  /** The function that it calls; absent where it has statements of its own. */
  readonly calls?: Name | undefined;
  /** The columns of its table that must be there for it: those that `UPDATE OF` names, or its WHEN or its statements look at. */
  readonly columns: readonly string[];
  /** The author's statement that makes it. */
  readonly written?: string | undefined;
  /** The tables that its own statements read or write. */
  readonly uses?: readonly Name[] | undefined;
}

/** Which rows of its table who may see or write; the columns are those that its conditions look at. */
export interface Policy {
  readonly name: string;
  readonly columns: readonly string[];
}

/** A function, as far as it matters to those who call it. */
export interface Callable {
  readonly name: Name;
  readonly volatility: 'immutable' | 'stable' | 'volatile';
  /** A query may have taken its body in: then its own word on volatility counts for nothing. */
  readonly inlined: boolean;
}

/** It numbers rows; one that a column owns goes with that column. */
export interface Sequence {
  readonly name: Name;
  readonly ownedBy?: { readonly table: Name; readonly column: string } | undefined;
  /** Whose numbers it gives out, where an operation says so. */
  readonly type?: ColumnType | undefined;
}

/** Which columns of which relations the references mean, as far as the schema tells. */
export function readsOf(
  relations: readonly Name[],
  references: readonly ColumnReference[] | undefined,
  schema: Schema,
): readonly Read[] {
  const read = new Map(relations.map((name) => [schemaKey(name), new Set<string>()]));
  const unseen = new Set<string>(references ? [] : read.keys());
  for (const { column, among } of references ?? []) {
    for (const names of among) {
      const keys = names.map(schemaKey);
      const unclear = keys.filter((key) => schema.tables.get(key)?.complete !== true);
      const having = keys.filter((key) => column === '*' || schema.tables.get(key)?.columns.has(column));
      for (const key of having) {
        const all = column === '*' ? (schema.tables.get(key)?.columns.keys() ?? []) : [column];
        for (const each of all) read.get(key)?.add(each);
      }
      if (column === '*') for (const key of unclear) unseen.add(key);
      else if (having.length === 0 && keys.length === 1) for (const key of unclear) read.get(key)?.add(column);
      else if (having.length === 0) for (const key of unclear) unseen.add(key);
      if (having.length > 0 || unclear.length > 0) break;
    }
  }
  return relations.map((relation) => {
    const key = schemaKey(relation);
    return unseen.has(key) ? { relation } : { relation, columns: [...(read.get(key) ?? [])] };
  });
}

/** These views, and all that read them in their turn. */
export function viewsAbove(schema: Schema, below: readonly View[]): readonly View[] {
  const found = new Map(below.map((view) => [schemaKey(view.name), view]));
  for (const read of found.keys()) {
    for (const view of byRead(schema.views, read)) found.set(schemaKey(view.name), view);
  }
  return [...found.values()];
}

/** The views that read the relation. */
export const byRead = finder<View>(({ reads }) => reads.map(({ relation }) => schemaKey(relation)));

/** The views that read the relation, or the column of it; `sure` where it is known that they do. */
export function viewsOn(
  schema: Schema,
  relation: Name,
  column?: string,
): { readonly sure: readonly View[]; readonly possible: readonly View[] } {
  const sure: View[] = [];
  const possible: View[] = [];
  const key = schemaKey(relation);
  for (const view of byRead(schema.views, key)) {
    const read = view.reads.find((each) => schemaKey(each.relation) === key);
    if (column === undefined || read?.columns?.includes(column)) sure.push(view);
    else if (!read?.columns) possible.push(view);
  }
  return { sure, possible };
}

/** The sequences that go with the table, or with its column. */
export function sequencesOf(schema: Schema, table: Name, column?: string): readonly Sequence[] {
  const owned = byOwner(schema.sequences, schemaKey(table));
  return column === undefined ? owned : owned.filter(({ ownedBy }) => ownedBy?.column === column);
}

/** The sequences that the table, or a column of it, owns. */
export const byOwner = finder<Sequence>(({ ownedBy }) => (ownedBy ? [schemaKey(ownedBy.table)] : []));
