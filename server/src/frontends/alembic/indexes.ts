import type { CreateIndex, IndexKey } from '../../model/operation.ts';
import { type Call, itemsOf, type Value } from '../../python/values.ts';
import { columnName, knownText, knownTexts, someText, truthArgument } from './arguments.ts';
import { sqlOf, sqlText } from './expressions.ts';

/** The keys of an index: names of columns, or expressions. */
export function indexKeys(values: readonly Value[]): readonly IndexKey[] {
  return values.flatMap((value) => (value.kind === 'sequence' ? (itemsOf(value) ?? []) : [value])).map(keyOf);
}

function keyOf(value: Value): IndexKey {
  const name =
    knownText(value) ?? (value.kind === 'call' && value.name === 'literal_column' ? undefined : columnName(value));
  if (name !== undefined) return { column: name };
  const sql = sqlOf(value);
  if (sql !== undefined && /^[a-z_][a-z0-9_]*$/.test(sql)) return { column: sql };
  return { expression: sql ?? someText(value) ?? '{…}' };
}

/** What `create_index` and `sa.Index` take by name. */
export function indexOptions(call: Call): Partial<CreateIndex> {
  const method = knownText(call.keywords.get('postgresql_using')) ?? knownText(call.keywords.get('mysql_using'));
  const include = knownTexts(call.keywords.get('postgresql_include'));
  const condition = call.keywords.get('postgresql_where') ?? call.keywords.get('sqlite_where');
  const where = condition && condition.kind !== 'none' ? (sqlText(condition) ?? '{…}') : undefined;
  return {
    ...(truthArgument(call, 'unique') ? { unique: true } : {}),
    ...(truthArgument(call, 'postgresql_concurrently') ? { concurrently: true } : {}),
    ...(truthArgument(call, 'if_not_exists') ? { ifNotExists: true } : {}),
    ...(method === undefined ? {} : { method }),
    ...(include === undefined || include.length === 0 ? {} : { include }),
    ...(where === undefined ? {} : { where }),
  };
}
