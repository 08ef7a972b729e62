import type { Column, Default, ExistingColumn } from '../../model/column.ts';
import type { Constraint } from '../../model/constraint.ts';
import {
  type DropNotNull,
  isRebuildable,
  type Operation,
  type RenameColumn,
  type SetNotNull,
} from '../../model/operation.ts';
import { type Doc, loose } from '../../python/layout.ts';
import type { ArgumentChange } from './author-call.ts';
import { printDefault, printText } from './print-column.ts';
import { printType } from './print-type.ts';
import { list, type Style, text } from './style.ts';
import { asWritten } from './written.ts';

/** A change of the call itself, or of the `Column(…)` among its arguments. */
export interface CallChange extends ArgumentChange {
  readonly of: 'call' | 'column';
}

/** The arguments that differ between two operations; undefined where arguments cannot say the difference. */
export function callChanges(from: Operation, to: Operation, style: Style): readonly CallChange[] | undefined {
  const { set, changes } = collector();
  return same({ ...reach(from, to, style, set), ...moved(from, to) }, to) ? changes() : undefined;
}

/** Whether the table is made anew for it is said around the call. */
function moved(from: Operation, to: Operation): { readonly rebuild?: unknown } {
  return isRebuildable(from) && isRebuildable(to) && from.rebuild === undefined ? { rebuild: to.rebuild } : {};
}

/** Sets what arguments can say, and returns the operation that is reached by it. */
function reach(from: Operation, to: Operation, style: Style, set: Put): Operation {
  const name = (value: string): Doc => [text(style, value)];
  if (from.kind === 'createIndex' && to.kind === 'createIndex') {
    const { name: index, unique, method, include, where, concurrently, ifNotExists } = to;
    set('index_name', from.name, index, name, { position: 0 });
    set('unique', from.unique, unique, flag);
    set('postgresql_using', from.method, method, name);
    set('postgresql_include', from.include, include, (columns) => list(style, columns));
    set('postgresql_where', from.where, where, (sql) => printText(sql, style));
    set('postgresql_concurrently', from.concurrently, concurrently, flag);
    set('if_not_exists', from.ifNotExists, ifNotExists, flag);
    return { ...from, name: index, unique, method, include, where, concurrently, ifNotExists };
  }
  if (from.kind === 'dropIndex' && to.kind === 'dropIndex') {
    set('postgresql_concurrently', from.concurrently, to.concurrently, flag);
    set('if_exists', from.ifExists, to.ifExists, flag);
    return { ...from, concurrently: to.concurrently, ifExists: to.ifExists };
  }
  if (from.kind === 'addColumn' && to.kind === 'addColumn') {
    const { default: value, clientDefault, clientDefaultInDatabase, type, nullable, comment } = to.column;
    setColumn(from.column, to.column, style, set);
    set('if_not_exists', from.ifNotExists, to.ifNotExists, flag);
    const column = { ...from.column, default: value, clientDefault, clientDefaultInDatabase, type, nullable, comment };
    return { ...from, column, ifNotExists: to.ifNotExists };
  }
  if (from.kind === 'addConstraint' && to.kind === 'addConstraint') {
    set('constraint_name', from.constraint.name, to.constraint.name, name, { position: 0 });
    set('postgresql_not_valid', notValid(from.constraint), notValid(to.constraint), flag);
    return { ...from, constraint: reachConstraint(from.constraint, to.constraint) };
  }
  if (from.kind === 'dropConstraint' && to.kind === 'dropConstraint') {
    set('constraint_name', from.name, to.name, name, { position: 0 });
    set('if_exists', from.ifExists, to.ifExists, flag);
    return { ...from, name: to.name, ifExists: to.ifExists };
  }
  if (from.kind === 'setDefault' && to.kind === 'setDefault') {
    const value = (given: Default | 'none'): Doc | undefined =>
      given === 'none' ? ['None'] : printDefault(given, style);
    set('server_default', from.default ?? 'none', to.default ?? 'none', value);
    setExisting(from.existing, to.existing, style, set);
    return { ...from, default: to.default, existing: to.existing };
  }
  if (from.kind === 'changeType' && to.kind === 'changeType') {
    set('type_', from.type, to.type, (type) => printType(type, style));
    set('postgresql_using', from.using, to.using, name);
    setExisting(from.existing, to.existing, style, set);
    return { ...from, type: to.type, using: to.using, existing: to.existing };
  }
  if (isOfColumn(from) && isOfColumn(to)) {
    setExisting(from.existing, to.existing, style, set);
    return { ...from, existing: to.existing };
  }
  return from;
}

function isOfColumn(operation: Operation): operation is SetNotNull | DropNotNull | RenameColumn {
  return /^(setNotNull|dropNotNull|renameColumn)$/.test(operation.kind);
}

/** What is now said of the column as it is. */
function setExisting(from: ExistingColumn = {}, to: ExistingColumn = {}, style: Style, set: Put): void {
  const missing = <K extends keyof ExistingColumn>(key: K) => (from[key] === undefined ? to[key] : undefined);
  const truth = (value: boolean): Doc => [value ? 'True' : 'False'];
  set('existing_type', undefined, missing('type'), (type) => printType(type, style));
  set('existing_nullable', undefined, asText(missing('nullable')), (value) => truth(value === 'true'));
  set('existing_server_default', undefined, missing('default'), (value) => printDefault(value, style));
  set('existing_comment', undefined, missing('comment'), (value) => [text(style, value)]);
  set('existing_autoincrement', undefined, missing('identity') && true, truth);
}

/** `False` is said as well. */
function asText(value: boolean | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

function reachConstraint(from: Constraint, to: Constraint): Constraint {
  const { name } = to;
  if (from.kind === 'foreignKey' || from.kind === 'check' || from.kind === 'notNull') {
    return { ...from, name, notValid: notValid(to) };
  }
  return { ...from, name };
}

type Put = <Value>(
  keyword: string,
  before: Value | undefined,
  after: Value | undefined,
  print: (value: Value) => Doc | undefined,
  more?: Pick<CallChange, 'position' | 'instead'> & { readonly of?: 'column' },
) => void;

/** Puts down what differs; one value that cannot be printed makes all of it impossible. */
function collector(): { readonly set: Put; readonly changes: () => readonly CallChange[] | undefined } {
  const found: CallChange[] = [];
  let possible = true;
  const set: Put = (keyword, before, after, print, more) => {
    if (same(before, after)) return;
    const given = after === undefined || after === false ? undefined : print(after);
    if (after !== undefined && after !== false && !given) possible = false;
    found.push({ of: 'call', keyword, value: given && loose(given), ...more });
  };
  return { set, changes: () => (possible ? found : undefined) };
}

/** A default that moves from the application to the database takes the place of the one that was there. */
function setColumn(from: Column, to: Column, style: Style, set: Put): void {
  const moves = from.clientDefault !== undefined && to.clientDefault === undefined && !from.default && to.default;
  const of = { of: 'column' } as const;
  set('server_default', from.default, to.default, (value) => printDefault(value, style), {
    ...of,
    instead: moves ? 'default' : undefined,
  });
  if (!moves) set('default', from.clientDefault, to.clientDefault, (value) => asWritten(value, style.names), of);
  set('type_', from.type, to.type, (type) => printType(type, style), { ...of, position: 1 });
  set('nullable', String(from.nullable), String(to.nullable), (value) => [value === 'true' ? 'True' : 'False'], of);
  set('comment', from.comment, to.comment, (value) => [text(style, value)], of);
}

function flag(value: boolean): Doc {
  return [value ? 'True' : 'False'];
}

function notValid(constraint: Constraint): boolean {
  return 'notValid' in constraint && constraint.notValid === true;
}

/** Deep equality; a field that is undefined or false is a field that is absent. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a || undefined, sorted) === JSON.stringify(b || undefined, sorted);
}

function sorted(_key: string, value: unknown): unknown {
  if (value === false) return undefined;
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
