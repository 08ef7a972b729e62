import { familyOf } from '../../model/engine.ts';
import type { Name } from '../../model/name.ts';
import type { Operation } from '../../model/operation.ts';
import { type Mapped, other } from '../mapped.ts';
import { type Cursor, commaParts, isDone, rest, spanBetween, took, tookOne, tookSign } from './cursor.ts';
import { relationHere } from './names.ts';
import { onlineClauses } from './online.ts';

/** `DROP …`, the cursor behind its verb. */
export function drop(cursor: Cursor): readonly Mapped[] | undefined {
  const temporary = took(cursor, 'temporary');
  const what = tookOne(cursor, dropped);
  if (what === undefined || (temporary && !/^tables?$/.test(what))) return undefined;
  const concurrently = took(cursor, 'concurrently') ? { concurrently: true } : {};
  const head = spanBetween(cursor, 0, cursor.at - ('concurrently' in concurrently ? 1 : 0));
  const how = { ...(took(cursor, 'if exists') && { ifExists: true }), ...(temporary && { temporary }) };
  if (what === 'table' || what === 'tables' || what === 'type') return dropEach(cursor, what, how, head);
  if (what === 'index') return dropIndex(cursor, { ...concurrently, ...how }, head);
  const statement = `DROP ${what === 'schema' && familyOf(cursor.engine) !== 'postgresql' ? 'DATABASE' : what.toUpperCase()}`;
  if (what === 'trigger') {
    const { name, table } = trigger(cursor);
    return [other(statement, table ? [table] : [], head, { objects: name ? [name] : [] })];
  }
  const views = what === 'view' || what === 'materialized view' || what === 'sequence';
  const found = other(statement, views ? relationsOf(cursor) : [], head);
  return [/\bcascade$/i.test(rest(cursor)) ? cascading(found) : found];
}

const dropped = [
  'table',
  'tables',
  'index',
  'type',
  'view',
  'materialized view',
  'sequence',
  'trigger',
  'procedure',
  'function',
  'package body',
  'package',
  'event',
  'user',
  'role',
  'database',
  'schema',
  'server',
  'tablespace',
  'extension',
  'domain',
  'policy',
  'aggregate',
] as const;

type How = { readonly ifExists?: boolean; readonly concurrently?: boolean; readonly temporary?: boolean };

/** Only PostgreSQL means it: https://dev.mysql.com/doc/refman/8.4/en/drop-table.html */
function dropEach(cursor: Cursor, what: string, how: How, head: Mapped['head']): readonly Mapped[] | undefined {
  const found: Mapped[] = [];
  const cascades = familyOf(cursor.engine) === 'postgresql' && /\bcascade$/i.test(rest(cursor));
  const all = { ...how, ...(cascades && { cascade: true }) };
  for (const part of commaParts(cursor)) {
    const name = relationHere(part);
    if (!name) return undefined;
    tookOne(part, ['cascade constraints', 'cascade', 'restrict', 'nowait']);
    if (took(part, 'wait')) part.at++;
    if (!isDone(part)) return undefined;
    const operation: Operation =
      what === 'type' ? { kind: 'dropType', type: name, ...all } : { kind: 'dropTable', table: name, ...all };
    found.push({ operation, head });
  }
  return found.length > 0 ? found : undefined;
}

function dropIndex(cursor: Cursor, how: How, head: Mapped['head']): readonly Mapped[] | undefined {
  const found: Mapped[] = [];
  for (const part of commaParts(cursor)) {
    const index = relationHere(part);
    if (!index) return undefined;
    const table = took(part, 'on') ? relationHere(part) : undefined;
    const online = onlineClauses(part);
    const cascade = took(part, 'cascade') ? { cascade: true } : {};
    const operation: Operation = { kind: 'dropIndex', index, ...(table && { table }), ...how, ...cascade, ...online };
    if (!isDone(part) && !took(part, 'restrict')) return undefined;
    found.push({ operation, head });
  }
  return found.length > 0 ? found : undefined;
}

/** PostgreSQL says whose trigger it is; elsewhere its name may have the schema before it. */
function trigger(cursor: Cursor): { readonly name?: Name | undefined; readonly table?: Name | undefined } {
  const name = relationHere(cursor);
  return { name, table: took(cursor, 'on') ? relationHere(cursor) : undefined };
}

function relationsOf(cursor: Cursor): readonly Name[] {
  const names: Name[] = [];
  do {
    const name = relationHere(cursor);
    if (name) names.push(name);
  } while (tookSign(cursor, ','));
  return names;
}

function cascading({ operation, head }: Mapped): Mapped {
  return { operation: operation.kind === 'other' ? { ...operation, cascade: true } : operation, head };
}
