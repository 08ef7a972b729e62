import type { Constraint } from '../../model/constraint.ts';
import type { Name } from '../../model/name.ts';
import { type Call, itemsOf, type Value } from '../../python/values.ts';
import {
  argument,
  columnName,
  knownText,
  knownTexts,
  nameIn,
  someText,
  truthArgument,
  type Written,
} from './arguments.ts';
import { sqlText } from './expressions.ts';

/** A constraint among the arguments of `create_table` or `sa.Table`; undefined where it is none. */
export function tableConstraint(call: Call, written: Written): Constraint | undefined {
  const name = someText(call.keywords.get('name'));
  const named = name === undefined ? {} : { name };
  const columns = call.positional.flatMap((each) => knownText(each) ?? columnName(each) ?? []);
  switch (call.name) {
    case 'PrimaryKeyConstraint':
      return { kind: 'primaryKey', ...named, columns, ...keyOptions(call) };
    case 'UniqueConstraint':
      return { kind: 'unique', ...named, columns, ...keyOptions(call) };
    case 'CheckConstraint':
      return check(call, written);
    case 'ForeignKeyConstraint':
      return tableForeignKey(call, named);
    case 'ExcludeConstraint':
      return { kind: 'exclude', ...named, definition: exclusion(call, call.positional) };
    default:
      return undefined;
  }
}

/** `"schema.table.column"`, `"table.column"`, `table.c.column`. */
export function foreignKeyTarget(
  value: Value | undefined,
): { readonly table: Name; readonly column?: string } | undefined {
  const text = someText(value);
  if (text === undefined) return undefined;
  const parts = text.split('.');
  const column = parts.length > 1 ? parts.pop() : undefined;
  const name = parts.pop() ?? '';
  const schema = parts.length > 0 ? parts.join('.') : undefined;
  return { table: nameIn(schema, name), ...(column === undefined ? {} : { column }) };
}

/** The words of an EXCLUDE constraint as PostgreSQL takes them. */
export function exclusion(call: Call, elements: readonly Value[]): string {
  const pairs = elements.map((element) => {
    const [key, operator] = itemsOf(element) ?? [];
    const shown = (key && (columnName(key) ?? sqlText(key))) ?? '{…}';
    return `${shown} WITH ${knownText(operator) ?? '{…}'}`;
  });
  const where = sqlText(call.keywords.get('where'));
  const using = knownText(call.keywords.get('using')) ?? 'gist';
  return `USING ${using} (${pairs.join(', ')})${where === undefined ? '' : ` WHERE (${where})`}`;
}

function tableForeignKey(call: Call, named: { name?: string }): Constraint {
  const targets = (itemsOf(argument(call, 1, 'refcolumns') ?? call) ?? []).map(foreignKeyTarget);
  return {
    kind: 'foreignKey',
    ...named,
    columns: knownTexts(argument(call, 0, 'columns')) ?? [],
    references: targets[0]?.table ?? { name: '' },
    referencedColumns: targets.flatMap((target) => target?.column ?? []),
    ...foreignKeyOptions(call),
  };
}

export function check(call: Call, written: Written): Constraint {
  const condition = argument(call, 0, 'sqltext') ?? call.keywords.get('condition');
  const name = someText(call.keywords.get('name'));
  const expression = sqlText(condition) ?? (condition ? `{${written(condition)}}` : '');
  return { kind: 'check', ...(name === undefined ? {} : { name }), expression };
}

/** What both `ForeignKey` and `create_foreign_key` take by name. */
export function foreignKeyOptions(call: Call): {
  onDelete?: string;
  onUpdate?: string;
  match?: string;
  deferrable?: boolean;
  initially?: string;
  notValid?: boolean;
} {
  const [onDelete, onUpdate] = [action(call, 'ondelete'), action(call, 'onupdate')];
  const match = action(call, 'match');
  const [deferrable, initially] = [truthArgument(call, 'deferrable'), action(call, 'initially')];
  return {
    ...(match === undefined ? {} : { match }),
    ...(onDelete === undefined ? {} : { onDelete }),
    ...(onUpdate === undefined ? {} : { onUpdate }),
    ...(deferrable === undefined ? {} : { deferrable }),
    ...(initially === undefined ? {} : { initially }),
    ...(truthArgument(call, 'postgresql_not_valid') ? { notValid: true } : {}),
  };
}

/** The clauses of a UNIQUE or PRIMARY KEY that have no field of their own, in PostgreSQL's order. */
export function keyOptions(call: Call): { options?: string } {
  const nulls = truthArgument(call, 'postgresql_nulls_not_distinct');
  const include = knownTexts(call.keywords.get('postgresql_include')) ?? [];
  const initially = action(call, 'initially');
  const deferrable = truthArgument(call, 'deferrable');
  const options = [
    nulls === undefined ? '' : `NULLS ${nulls ? 'NOT ' : ''}DISTINCT`,
    include.length > 0 ? `INCLUDE (${include.join(', ')})` : '',
    deferrable === undefined ? '' : `${deferrable ? '' : 'NOT '}DEFERRABLE`,
    initially === undefined ? '' : `INITIALLY ${initially}`,
  ].filter((option) => option !== '');
  return options.length === 0 ? {} : { options: options.join(' ') };
}

/** `CASCADE`, `SET NULL` … in capitals, as engines print them. */
function action(call: Call, name: string): string | undefined {
  return knownText(call.keywords.get(name))?.toUpperCase();
}
