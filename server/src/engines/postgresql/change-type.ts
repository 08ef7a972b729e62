import type { ColumnType } from '../../model/column.ts';
import { constraintColumns } from '../../model/constraint.ts';
import type { Effects, Work } from '../../model/effects.ts';
import { columnText } from '../../model/name.ts';
import type { ChangeType, CreateIndex } from '../../model/operation.ts';
import { parameterOf, tableOf, typeBefore } from '../../model/schema.ts';
import { castWay } from './casts.ts';
import { neighbours } from './constraints.ts';
import { holdAll, identityHolds, refusedTypeChange } from './dependents.ts';
import { baseOf, domainOf } from './domains.ts';
import { mentions } from './expressions.ts';
import type { At } from './facts.ts';
import { settle } from './facts.ts';
import type { TypeChange } from './types.ts';
import { isBuiltIn, readType, sameType, typeChange, typeText } from './types.ts';

export function changeType(operation: ChangeType, at: At): Effects {
  const { table, column } = operation;
  const from = labelled(baseOf(typeBefore(at.schema, operation), at.schema), at);
  const type = labelled(baseOf(operation.type, at.schema), at);
  const depended = refusedTypeChange(at, table, column);
  const change = demanded(inSession(expected({ ...operation, type }, from), at), operation, at);
  const what = `${columnText(table, column)}${from ? ` from ${typeText(from)}` : ''} to ${type ? typeText(type) : 'another type'}`;
  const refused = depended ?? uncast(operation, from, type, what, at);
  const strange = unseen(from, type, operation);
  return settle(
    {
      refused,
      does: refused === undefined ? `Changes ${what}` : `PostgreSQL refuses it: ${refused}`,
      page: 'sql-altertable',
      subject: table,
      holds: [
        ...holdAll(at, table, 'ACCESS EXCLUSIVE'),
        ...neighbours(at, table, [column], true, 'ACCESS EXCLUSIVE'),
        ...identityHolds(at, table, column, 'SHARE ROW EXCLUSIVE'),
      ],
      work: refused !== undefined ? 'instant' : workOf(change, operation, at),
      dataLoss: refused === undefined && change.loses === true,
      canFailOnRows: refused !== undefined || change.fails === true,
      breaksRunningCode: refused === undefined && change.breaks === true,
      assumed: depended === undefined ? (strange ?? unseenZone(change, at)) : undefined,
      assumedWork: depended === undefined && strange === undefined && unseenZone(change, at) !== undefined,
      notes: [change.why, from ? undefined : 'the old type is not known here, so that the worst is assumed'],
    },
    at,
  );
}

/** Why no value gets from the one type to the other, neither by itself nor as USING has it. */
function uncast(
  { table, column, using }: ChangeType,
  from: ColumnType | undefined,
  to: ColumnType | undefined,
  what: string,
  { version }: At,
): string | undefined {
  if (!from || !to) return undefined;
  const cast = using === undefined ? 'itself' : castOf(using, table.name, column);
  if (cast === 'itself') {
    const way = castWay(from, to, version);
    return way === 'written out' || way === 'none'
      ? `no cast turns ${what} by itself, USING has to say how`
      : undefined;
  }
  if (!cast || !sameType(cast, to) || castWay(from, to, version) !== 'none') return undefined;
  return `there is no cast of ${typeText(from)} to ${typeText(to)}`;
}

/** A domain that demands something of its values has each of them looked at; a column that is of it already has been. */
function demanded(change: TypeChange, operation: ChangeType, at: At): TypeChange {
  const domain = domainOf(operation.type, at.schema);
  const same = operation.using === undefined && typeBefore(at.schema, operation)?.name === operation.type?.name;
  if (!domain?.demands || same) return change;
  return {
    ...change,
    cost: 'rewrite',
    fails: true,
    why: `the domain ${operation.type?.name} demands something of each value`,
  };
}

/** What a verdict on the pair of types lacks. USING rewrites whatever the types are. */
function unseen(from: ColumnType | undefined, to: ColumnType | undefined, { using }: ChangeType): string | undefined {
  if (using !== undefined && to !== undefined) return undefined;
  if (!to) return 'its new type could not be read';
  if (!from) return 'its type now is not known';
  const strange = [from, to].find((type) => !isBuiltIn(type));
  return strange && `what type ${strange.name} is could not be seen`;
}

/** Since PostgreSQL 12 the server knows that nothing moves in UTC: https://www.postgresql.org/docs/release/12.0/ */
function inSession(change: TypeChange, at: At): TypeChange {
  if (!change.shifts || at.version < 12 || !isUtc(parameterOf(at.schema, 'timezone'))) return change;
  return { ...change, cost: 'indexes', why: 'the session is in UTC, where no value moves' };
}

function unseenZone(change: TypeChange, at: At): string | undefined {
  const unseen = change.shifts && at.version >= 12 && parameterOf(at.schema, 'timezone') === undefined;
  return unseen ? "the session's time zone is not known: in UTC nothing is rewritten but its indexes" : undefined;
}

function isUtc(zone: string | undefined): boolean {
  return /^'?(utc|gmt|etc\/utc|zulu|0)'?$/i.test(zone ?? '');
}

/** A name that history knows as an enumerated type says no more than that where SQL was read. */
function labelled(type: ColumnType | undefined, { schema }: At): ColumnType | undefined {
  const values = type && schema.enums.get(type.name);
  return type && values && !type.enumeration?.values.length ? { ...type, enumeration: { values, native: true } } : type;
}

/** The change as the pair of types has it, and as USING alters it. */
function expected({ table, column, type, using }: ChangeType, from: ColumnType | undefined): TypeChange {
  if (!type) return { ...unknown, why: 'the new type could not be read' };
  const change = from ? typeChange(from, type) : intoUnknown(type);
  if (using === undefined) return change;
  const cast = castOf(using, table.name, column);
  if (cast === 'itself') return change;
  if (isShift(using, table.name, column) && isMoment(from) && isMoment(type))
    return { cost: 'rewrite', breaks: true, why: 'USING is evaluated for every row' };
  if (throughText(using, table.name, column) && keepsLabels(from, type))
    return { cost: 'rewrite', why: 'USING is evaluated for every row' };
  if (cast !== undefined && sameType(cast, type)) return explicit(change, type);
  return {
    ...change,
    cost: 'rewrite',
    loses: change.loses === true || !keeps(using, table.name, column),
    fails: true,
    why: 'USING is evaluated for every row',
  };
}

const unknown: TypeChange = { cost: 'rewrite', loses: true, fails: true, breaks: true };

/** Whatever the old type was, an unbounded text holds it. */
function intoUnknown(type: ColumnType): TypeChange {
  const holdsAll = (type.name === 'text' || type.name === 'varchar') && type.arguments.length === 0;
  return holdsAll ? { cost: 'rewrite', breaks: true } : unknown;
}

/** A cast that is written out cuts strings where the one that happens by itself refuses them. */
function explicit(change: TypeChange, type: ColumnType): TypeChange {
  const cuts = ['varchar', 'char', 'bit', 'varbit'].includes(type.name) && change.fails === true;
  if (!cuts) return change;
  return {
    ...change,
    fails: false,
    loses: true,
    why: `longer values are cut to ${typeText(type)} without a word`,
  };
}

/** The type that USING casts the bare column to; `itself` for the column alone; undefined for any other expression. */
function castOf(using: string, table: string, column: string): ColumnType | 'itself' | undefined {
  const text = unwrapped(using.trim());
  const name = columnPattern(table, column);
  if (new RegExp(`^${name}$`, 'i').test(text)) return 'itself';
  const match =
    new RegExp(`^\\(?\\s*${name}\\s*\\)?\\s*::\\s*([^:]+)$`, 'i').exec(text) ??
    new RegExp(`^CAST\\s*\\(\\s*${name}\\s+AS\\s+(.+)\\)$`, 'i').exec(text);
  return match?.[1] === undefined ? undefined : readType(match[1]);
}

/** The column's moments as another time zone has them: none is lost, none is refused. */
function isShift(using: string, table: string, column: string): boolean {
  const shift = `${columnPattern(table, column)}\\s+AT\\s+TIME\\s+ZONE\\s+'[^']*'`;
  return new RegExp(`^${shift}$`, 'i').test(unwrapped(using.trim()));
}

function isMoment(type: ColumnType | undefined): boolean {
  return type?.name === 'timestamp' || type?.name === 'timestamptz';
}

/** `a::text::mood`: how an enumerated type is exchanged for a new one of its name. */
function throughText(using: string, table: string, column: string): boolean {
  const cast = `${columnPattern(table, column)}\\s*::\\s*(text|varchar|character varying)\\s*::[^:]+`;
  return new RegExp(`^${cast}$`, 'i').test(unwrapped(using.trim()));
}

function keepsLabels(from: ColumnType | undefined, to: ColumnType): boolean {
  const [old, now] = [from?.enumeration?.values ?? [], to.enumeration?.values ?? []];
  return old.length > 0 && old.every((label) => now.includes(label));
}

/** Only casts, a time zone or a container are put around the column: whatever else is done, its values may change. */
function keeps(using: string, table: string, column: string): boolean {
  const bare = using
    .replace(/::\s*[a-z_][\w .]*(\([\d, ]*\))?(\[\])?/gi, ' ')
    .replace(/\bAT\s+TIME\s+ZONE\s+'[^']*'/gi, ' ')
    .replace(/\b(ARRAY\s*\[|to_jsonb?\s*\()|[()\]\s]/gi, ' ');
  return new RegExp(`^\\s*${columnPattern(table, column)}\\s*$`, 'i').test(bare);
}

function columnPattern(table: string, column: string): string {
  return `(?:"?${escaped(table)}"?\\s*\\.\\s*)?"?${escaped(column)}"?`;
}

function unwrapped(text: string): string {
  return /^\([^()]*\)$/.test(text) ? unwrapped(text.slice(1, -1).trim()) : text;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/**
 * A change that the catalogue alone can carry out still makes the server verify the CHECKs that name the column, and
 * rebuild the indexes on expressions and the partial ones that name it, because it compares none of them.
 */
function workOf(change: TypeChange, { table, column }: ChangeType, at: At): Work {
  if (change.cost === 'rewrite') return 'rewrite';
  const known = tableOf(at.schema, table);
  const indexes = known?.indexes.filter((index) => uses(index, column)) ?? [];
  const constraints = known?.constraints ?? [];
  const keyed = constraints.some((each) => each.kind !== 'foreignKey' && constraintColumns(each).includes(column));
  const collated = change.cost === 'indexes' && (indexes.length > 0 || keyed || !known?.complete);
  if (collated || indexes.some((index) => isComputed(index, column))) return 'index build';
  const checked = constraints.some((each) => each.kind === 'check' && mentions(each.expression, column));
  return checked ? 'scan' : 'instant';
}

function uses(index: CreateIndex, column: string): boolean {
  return index.keys.some((key) => 'column' in key && key.column === column) || isComputed(index, column);
}

/** It has an expression or a WHERE, and names the column in any of its parts. */
function isComputed({ keys, where }: CreateIndex, column: string): boolean {
  const computed = where !== undefined || keys.some((key) => 'expression' in key);
  const parts = [...keys.map((key) => ('column' in key ? `"${key.column}"` : key.expression)), where ?? ''];
  return computed && parts.some((part) => mentions(part, column));
}
