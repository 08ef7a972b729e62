import type { CreateIndex, IndexKey } from '../../model/operation.ts';
import { type Call, entryOf, itemsOf, type Value } from '../../python/values.ts';
import { columnName, knownText, knownTexts, someText, truthArgument } from './arguments.ts';
import { sqlOf, sqlText } from './expressions.ts';

/** The keys of an index: names of columns, or expressions. */
export function indexKeys(values: readonly Value[], call: Call): readonly IndexKey[] {
  const classes = call.keywords.get('postgresql_ops');
  return values
    .flatMap((value) => (value.kind === 'sequence' ? (itemsOf(value) ?? []) : [value]))
    .map((value) => withClass(keyOf(value), classes));
}

/** `postgresql_ops={"name": "text_pattern_ops"}` stands behind its key. */
function withClass(key: IndexKey, classes: Value | undefined): IndexKey {
  if (!('column' in key) || classes?.kind !== 'dictionary') return key;
  const found = knownText(entryOf(classes, key.column));
  return found === undefined ? key : { expression: `${key.column} ${found}` };
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
  // `mysql_prefix="FULLTEXT"` makes another kind of index, as USING does.
  const method =
    knownText(call.keywords.get('postgresql_using')) ??
    knownText(call.keywords.get('mysql_prefix'))?.toLowerCase() ??
    knownText(call.keywords.get('mysql_using'));
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
    ...clauses(call),
  };
}

/** The clauses that have no field of their own, in PostgreSQL's order. */
function clauses(call: Call): { options?: string } {
  const nulls = truthArgument(call, 'postgresql_nulls_not_distinct');
  const storage = call.keywords.get('postgresql_with');
  const parameters = storage?.kind === 'dictionary' ? storage.entries : [];
  const space = knownText(call.keywords.get('postgresql_tablespace'));
  const options = [
    nulls === undefined ? '' : `NULLS ${nulls ? 'NOT ' : ''}DISTINCT`,
    parameters.length > 0
      ? `WITH (${parameters.map(({ key, value }) => `${knownText(key)} = ${sqlText(value)}`).join(', ')})`
      : '',
    space === undefined ? '' : `TABLESPACE ${space}`,
  ].filter((option) => option !== '');
  return options.length === 0 ? {} : { options: options.join(' ') };
}
