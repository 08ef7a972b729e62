import type { ExistingColumn } from '../../model/column.ts';
import { familyOf } from '../../model/engine.ts';
import type { Name } from '../../model/name.ts';
import type { Operation } from '../../model/operation.ts';
import type { Value } from '../../python/values.ts';
import { argument, isNone, knownText, someText, truthArgument } from './arguments.ts';
import { defaultOf } from './expressions.ts';
import type { Directive } from './operations.ts';
import { commentOn } from './tables.ts';
import { typeOf } from './types.ts';

/** The changes of one `alter_column` in the order in which Alembic emits them on PostgreSQL. */
export function alterColumn({ call, engine, written }: Directive, table: Name, column: string): readonly Operation[] {
  const existing = existingColumn();
  const at = { table, column, ...(existing ? { existing } : {}) };
  const type = given(call.keywords.get('type_'));
  const nullable = call.keywords.get('nullable');
  const serverDefault = call.keywords.get('server_default');
  const comment = call.keywords.get('comment');
  const to = someText(argument(call, undefined, 'new_column_name'));
  const using = knownText(call.keywords.get('postgresql_using'));
  const operations: Operation[] = [];
  if (type) {
    const read = typeOf(type, engine, written);
    operations.push({
      kind: 'changeType',
      ...at,
      ...(read ? { type: read } : {}),
      ...(using === undefined ? {} : { using }),
    });
  }
  if (nullable?.kind === 'truth') operations.push({ kind: nullable.value ? 'dropNotNull' : 'setNotNull', ...at });
  if (serverDefault && !isFalse(serverDefault)) operations.push(changeDefault(serverDefault));
  if (comment && !isFalse(comment) && familyOf(engine) === 'postgresql') {
    operations.push(commentOn(table, comment, column));
  }
  // Elsewhere a comment is a part of the column's definition, which is said anew as a whole.
  if (comment && !isFalse(comment) && familyOf(engine) === 'mysql' && operations.length === 0 && existing?.type)
    operations.push({ kind: 'changeType', ...at, type: existing.type });
  if (to !== undefined && to !== column) operations.push({ kind: 'renameColumn', ...at, to });
  return operations;

  function changeDefault(value: Value): Operation {
    const identity = [value, call.keywords.get('existing_server_default')].some(
      (each) => each?.kind === 'call' && each.name === 'Identity',
    );
    if (identity) {
      const statement = `ALTER TABLE ALTER COLUMN ${isNone(value) ? 'DROP' : 'ADD'} IDENTITY`;
      return { kind: 'other', statement, relations: [table], column, ...numbering(value) };
    }
    const read = defaultOf(value, written);
    return { kind: 'setDefault', ...at, ...(read ? { default: read } : {}) };
  }

  function existingColumn(): ExistingColumn | undefined {
    const type = given(call.keywords.get('existing_type'));
    const read = type && typeOf(type, engine, written);
    const nullable = call.keywords.get('existing_nullable');
    const value = call.keywords.get('existing_server_default');
    const comment = knownText(call.keywords.get('existing_comment'));
    const known = value && !isFalse(value) ? defaultOf(value, written) : undefined;
    const found: ExistingColumn = {
      ...(read ? { type: read } : {}),
      ...(nullable?.kind === 'truth' ? { nullable: nullable.value } : {}),
      ...(known ? { default: known } : {}),
      ...(truthArgument(call, 'existing_autoincrement') ? { identity: 'auto increment' } : {}),
      ...(comment === undefined ? {} : { comment }),
    };
    return Object.keys(found).length === 0 ? undefined : found;
  }
}

function numbering(value: Value): { identity?: 'always' | 'by default' } {
  if (value.kind !== 'call' || value.name !== 'Identity') return {};
  return { identity: truthArgument(value, 'always', 0) ? 'always' : 'by default' };
}

function given(value: Value | undefined): Value | undefined {
  return isNone(value) ? undefined : value;
}

/** `False` is how `alter_column` says "not given". */
function isFalse(value: Value): boolean {
  return value.kind === 'truth' && !value.value;
}
