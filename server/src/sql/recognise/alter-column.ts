import type { Column } from '../../model/column.ts';
import type { Operation } from '../../model/operation.ts';
import { relationsOf } from './alter-add.ts';
import type { At } from './alter-table.ts';
import { defaultHere } from './column-clauses.ts';
import { type ColumnDefinition, columnHere } from './columns.ts';
import { type Cursor, rest, took, tookOne } from './cursor.ts';
import { nameHere } from './names.ts';
import { typeHere } from './types.ts';

/** Behind `ALTER`: a column, an index or a constraint. */
export function alterAction(cursor: Cursor, at: At): readonly Operation[] | undefined {
  const what = tookOne(cursor, ['index', 'key', 'check', 'constraint', 'column']);
  took(cursor, 'if exists');
  const column = nameHere(cursor);
  if (column === undefined) return undefined;
  if (what === 'index' || what === 'key') {
    return tookOne(cursor, ['visible', 'invisible', 'ignored', 'not ignored']) && other('ALTER INDEX', at);
  }
  if (what === 'check' || what === 'constraint') {
    return tookOne(cursor, ['enforced', 'not enforced']) && other('ALTER CONSTRAINT', at);
  }
  const where = { ...at, column };
  const change = tookOne(cursor, columnChanges);
  switch (change) {
    case 'set default': {
      const value = defaultHere(cursor);
      return value && [{ kind: 'setDefault', ...where, default: value }];
    }
    case 'drop default':
      return [{ kind: 'setDefault', ...where }];
    case 'set not null':
      return [{ kind: 'setNotNull', ...where }];
    case 'drop not null':
      return [{ kind: 'dropNotNull', ...where }];
    case 'set visible':
    case 'set invisible':
      return other('ALTER COLUMN SET VISIBILITY', at);
    case 'set data type':
    case 'type': {
      const type = typeHere(cursor);
      if (took(cursor, 'collate')) return undefined;
      const using = took(cursor, 'using') ? { using: rest(cursor) } : {};
      if ('using' in using) cursor.at = cursor.end;
      return type && [{ kind: 'changeType', ...where, type, ...using }];
    }
    case undefined:
      return undefined;
  }
}

/** Behind `MODIFY`: whatever the definition does not say is gone afterwards. */
export function modifyAction(cursor: Cursor, at: At): readonly Operation[] | undefined {
  took(cursor, 'column');
  took(cursor, 'if exists');
  const read = columnHere(cursor);
  return read && redefined(read, at);
}

/** Behind `CHANGE`. */
export function changeAction(cursor: Cursor, at: At): readonly Operation[] | undefined {
  took(cursor, 'column');
  took(cursor, 'if exists');
  const column = nameHere(cursor);
  const read = column === undefined ? undefined : columnHere(cursor);
  if (column === undefined || !read) return undefined;
  const to = read.column.name;
  const changes = redefined(read, at);
  if (to === column) return changes;
  return changes && [{ kind: 'renameColumn', ...at, column, to }, ...changes];
}

const columnChanges = [
  'set default',
  'drop default',
  'set not null',
  'drop not null',
  'set visible',
  'set invisible',
  'set data type',
  'type',
] as const;

/** A column that is numbered or computed has no default to lose. */
function redefined(definition: ColumnDefinition, at: At): readonly Operation[] | undefined {
  const { column, constraints, position } = definition;
  const { type, generated, identity } = column;
  if (!type) return undefined;
  const where = { ...at, column: column.name };
  const also = { ...(generated && { generated }), ...(identity && { identity }), ...(position && { position }) };
  return [
    { kind: 'changeType', ...where, type, ...also },
    ...nullabilityOf(column, where),
    ...(column.identity === undefined && !generated ? [defaultOf(column, where)] : []),
    ...constraints.map((constraint): Operation => ({ kind: 'addConstraint', ...at, constraint, inColumn: true })),
  ];
}

/** What is computed may be NULL unless it is forbidden, and says so in few definitions. */
function nullabilityOf({ nullable, generated }: Column, where: At & { readonly column: string }): readonly Operation[] {
  if (generated && nullable) return [];
  return [{ kind: nullable ? 'dropNotNull' : 'setNotNull', ...where }];
}

function defaultOf({ default: value }: Column, where: At & { readonly column: string }): Operation {
  return { kind: 'setDefault', ...where, ...(value && { default: value }) };
}

function other(action: string, at: At): readonly Operation[] {
  return [{ kind: 'other', statement: `ALTER TABLE ${action}`, ...relationsOf(at) }];
}
