import type { ColumnAttribute, Step } from '../../model/migration.ts';
import type { Call, Value } from '../../python/values.ts';
import { isNone } from './arguments.ts';

/**
 * What `alter_column` makes of its arguments where a column is defined as a whole: MODIFY or CHANGE with what it is told, and
 * ALTER COLUMN where only the default changes. Measured with 1.20.
 * https://github.com/sqlalchemy/alembic/blob/main/alembic/ddl/mysql.py
 */
export function wholeColumn(call: Call): Pick<Step, 'redefines' | 'refused'> {
  const { keywords, open } = call;
  if (open || !definesWhole(call)) return {};
  const type = [keywords.get('type_'), keywords.get('existing_type')].find((each) => !isNone(each));
  if (!type) return { refused: 'All MySQL CHANGE/MODIFY COLUMN operations require the existing type.' };
  const saying = (attribute: ColumnAttribute, ...names: readonly string[]): readonly ColumnAttribute[] =>
    names.some((name) => isSaid(keywords.get(name))) ? [attribute] : [];
  return {
    redefines: [
      ...(isGiven(call, 'nullable') || isGiven(call, 'existing_nullable') ? (['nullability'] as const) : []),
      ...saying('default', 'server_default', 'existing_server_default'),
      ...(isGiven(call, 'autoincrement') || isGiven(call, 'existing_autoincrement') ? (['identity'] as const) : []),
      ...saying('comment', 'comment', 'existing_comment'),
    ],
  };
}

/** Times are defined anew with any default, because ALTER COLUMN takes no function. */
function definesWhole(call: Call): boolean {
  const changes = ['type_', 'nullable', 'new_column_name', 'autoincrement'];
  if (changes.some((each) => isGiven(call, each)) || isSaid(call.keywords.get('comment'))) return true;
  const type = call.keywords.get('existing_type');
  const isTime = (type?.kind === 'call' || type?.kind === 'reference') && /^(datetime|timestamp)$/i.test(type.name);
  return isTime && call.keywords.get('server_default')?.kind !== 'none';
}

function isGiven({ keywords }: Call, name: string): boolean {
  return !isNone(keywords.get(name));
}

/** `False` is how `alter_column` says "not given"; `None` says that there is none. */
function isSaid(value: Value | undefined): boolean {
  return value !== undefined && !(value.kind === 'truth' && !value.value);
}
