import type { Column, Default } from './column.ts';
import type { Constraint } from './constraint.ts';
import { guarantees } from './difference-guarantees.ts';
import type { Name } from './name.ts';
import type { CreateIndex } from './operation.ts';
import { isOtherType } from './same-type.ts';
import type { Schema, Table } from './schema.ts';

/** What of a schema is otherwise than it was. */
export type Difference =
  /** It was made and is still there. */
  | { readonly kind: 'left'; readonly thing: Thing }
  | { readonly kind: 'missing'; readonly thing: Thing }
  /** The table, or what of it has these names. */
  | {
      readonly kind: 'renamed';
      readonly what: 'table' | 'column' | 'index' | 'constraint' | 'sequence';
      readonly table: Name;
      readonly from: string;
      readonly to: string;
    }
  | {
      readonly kind: 'changed';
      readonly table: Name;
      readonly facet: Facet;
      readonly was: Column;
      readonly is: Column;
      /** It came back empty, and NULL has to be allowed in it until its rows have values again. */
      readonly isEmpty?: true | undefined;
    }
  /** It is there, under its name or for the same end, but made otherwise. */
  | { readonly kind: 'otherwise'; readonly thing: Thing; readonly is: Thing; readonly how: Otherwise }
  /** The labels of an enumerated type. */
  | { readonly kind: 'labels'; readonly name: Name; readonly was: readonly string[]; readonly is: readonly string[] };

/** In what: an index is unique now, a foreign key does something else on delete. */
export type Otherwise =
  | 'unique'
  | 'not unique'
  | 'columns'
  | 'condition'
  | 'method'
  | 'target'
  | 'on delete'
  | 'on update'
  | 'deferrable'
  | 'text';

export type Thing =
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'column'; readonly table: Name; readonly column: Column }
  | { readonly kind: 'index'; readonly table: Name; readonly name: string; readonly index: CreateIndex }
  | { readonly kind: 'constraint'; readonly table: Name; readonly constraint: Constraint }
  | { readonly kind: 'trigger'; readonly table: Name; readonly name: string }
  | { readonly kind: 'view' | 'sequence'; readonly name: Name; readonly materialized?: boolean | undefined }
  | { readonly kind: 'enum'; readonly name: Name; readonly values: readonly string[] }
  /** A function, an extension: the word is what a statement calls it. */
  | { readonly kind: 'object'; readonly word: string; readonly name: Name };

export type Facet = 'type' | 'nullable' | 'default';

/** A way through schemas: there, and back again. */
export interface Course {
  /** As history knows it. */
  readonly known: Schema;
  /** With what the way there takes for granted. */
  readonly before: Schema;
  readonly between: Schema;
  readonly after: Schema;
}

/**
 * What is otherwise behind the way back, as far as it is really known: of a table whose making history did not see, only what
 * the way there has itself made or taken away; of what may have changed unseen, only what the way back leaves as it found it.
 */
export function difference(course: Course): readonly Difference[] {
  const { before, between, after } = course;
  const found: Difference[] = [];
  for (const [key, table] of before.tables) {
    const now = after.tables.get(key);
    if (now === table) continue;
    // What is known of by its changes alone was never made again.
    if (now && (now.complete || !table.complete)) found.push(...inTable(key, table, now, course));
    else if (isGone(between.tables.has(key), course)) found.push({ kind: 'missing', thing: { kind: 'table', table } });
  }
  for (const [key, table] of after.tables)
    if (!before.tables.has(key) && between.tables.has(key))
      found.push({ kind: 'left', thing: { kind: 'table', table } });
  return [...found, ...ofObjects(course)];
}

/** What the way back took may have been gone before, where something of history could not be read. */
function isGone(thereBetween: boolean, { known }: Course): boolean {
  return !thereBetween || !known.doubtful;
}

function inTable(key: string, table: Table, now: Table, course: Course): readonly Difference[] {
  if (table.partitionOf || now.partitionOf || table.inherits || now.inherits) return [];
  const between = course.between.tables.get(key);
  // The table was made anew: what history did not see of it nobody can miss.
  const found: Difference[] = [];
  for (const [name, was] of table.columns) {
    const is = now.columns.get(name);
    if (is) found.push(...facets(key, was, is, course));
    else if (isGone(between?.columns.has(name) === true, course))
      found.push({ kind: 'missing', thing: { kind: 'column', table: table.name, column: was } });
  }
  for (const [name, column] of now.columns)
    if (!table.columns.has(name) && (between?.columns.has(name) || isAllKnown(table, course)))
      found.push({ kind: 'left', thing: { kind: 'column', table: table.name, column } });
  return [...found, ...guarantees(table, between, now, course), ...triggers(table, between, now)];
}

function isAllKnown(table: Table, { known }: Course): boolean {
  return table.complete && !known.doubtful;
}

function facets(key: string, was: Column, is: Column, { known, between }: Course): readonly Difference[] {
  if (was === is) return [];
  const table = known.tables.get(key);
  const middle = between.tables.get(key)?.columns.get(was.name);
  const isKnown = table?.columns.has(was.name) === true && !known.doubtful;
  const anew = middle === undefined;
  const of = (facet: Facet): Difference[] => {
    const name = table?.name ?? between.tables.get(key)?.name;
    return name ? [{ kind: 'changed', table: name, facet, was, is }] : [];
  };
  // What nobody changed back is as the way there left it.
  const kept = (facet: Facet) => middle !== undefined && middle[facet] === is[facet] && middle[facet] !== was[facet];
  const typed =
    was.type && is.type ? isOtherType(was.type, is.type) && (isKnown || kept('type')) : !was.type && kept('type');
  const isEmpty = anew && is.nullable;
  const nullable = was.nullable !== is.nullable && (kept('nullable') || (isKnown && table.complete));
  const lost = was.default !== undefined && is.default === undefined && (isKnown || kept('default'));
  const gained = was.default === undefined && is.default !== undefined && kept('default');
  const other = isKnown && isOtherDefault(was.default, is.default);
  return [
    ...(typed ? of('type') : []),
    ...(nullable && !isKey(table, was.name)
      ? of('nullable').map((each) => (isEmpty ? { ...each, isEmpty } : each))
      : []),
    ...((lost || gained || other) && !was.generated && !was.identity && !is.identity ? of('default') : []),
  ];
}

/** Two words for the same truth or number are no difference; what is computed may be written in many ways. */
function isOtherDefault(was: Default | undefined, is: Default | undefined): boolean {
  if (was?.kind === 'expression' && is?.kind === 'expression') return callOf(was.sql) !== callOf(is.sql);
  if (was?.kind !== 'constant' || is?.kind !== 'constant') return false;
  const plain = (text: string) => (/^(t|true|f|false)$/i.test(text) ? String(+/^t/i.test(text)) : text.trim());
  const [one, other] = [plain(was.value), plain(is.value)];
  return one !== other && !(one !== '' && other !== '' && Number(one) === Number(other));
}

/** The function that is called, where that is all; what is alike by definition counts as one. */
function callOf(sql: string): string {
  const [, name = ''] = /^\(*([\w.]+)\s*\(\s*\)\)*$/.exec(sql.trim()) ?? [];
  return /^(now|transaction_timestamp)$/i.test(name) ? '' : name.toLowerCase();
}

function isKey(table: Table | undefined, column: string): boolean {
  return table?.constraints.some((each) => each.kind === 'primaryKey' && each.columns.includes(column)) === true;
}

function triggers({ name: table, triggers: was = [] }: Table, between: Table | undefined, now: Table) {
  const named = (all: Table['triggers'], name: string) => all?.some((each) => each.name === name) === true;
  return (now.triggers ?? [])
    .filter(({ name }) => !named(was, name) && named(between?.triggers, name))
    .map(({ name }) => ({ kind: 'left', thing: { kind: 'trigger', table, name } }) as const);
}

function ofObjects({ known, before, between, after }: Course): readonly Difference[] {
  const found: Difference[] = [];
  for (const [key, { name, materialized }] of between.views)
    if (!before.views.has(key) && after.views.has(key))
      found.push({ kind: 'left', thing: { kind: 'view', name, materialized } });
  for (const [key, { name, materialized }] of before.views)
    if (!after.views.has(key) && !between.views.has(key) && !known.doubtful)
      found.push({ kind: 'missing', thing: { kind: 'view', name, materialized } });
  for (const [key, { name, ownedBy }] of between.sequences)
    if (!before.sequences.has(key) && after.sequences.has(key) && !ownedBy)
      found.push({ kind: 'left', thing: { kind: 'sequence', name } });
  for (const [key, values] of between.enums)
    if (!before.enums.has(key) && after.enums.has(key))
      found.push({ kind: 'left', thing: { kind: 'enum', name: nameOf(key), values } });
  for (const [key, values] of before.enums)
    if (!after.enums.has(key) && !between.enums.has(key))
      found.push({ kind: 'missing', thing: { kind: 'enum', name: nameOf(key), values } });
  for (const [key, was] of before.enums) {
    const is = after.enums.get(key);
    if (is && is !== was && isRelabelled(was, between.enums.get(key), is))
      found.push({ kind: 'labels', name: nameOf(key), was, is });
  }
  return found;
}

/** What the way there has added stays: no statement takes a label away. */
function isRelabelled(was: readonly string[], between: readonly string[] | undefined, is: readonly string[]): boolean {
  const added = is === between && was.every((label) => is.includes(label));
  return !added && was.join('\n') !== is.join('\n');
}

function nameOf(key: string): Name {
  const [name = '', schema] = key.split('.').reverse();
  return schema === undefined ? { name } : { schema, name };
}
