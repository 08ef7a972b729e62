import type { EngineName } from '../../model/engine.ts';
import type { CreateIndex, DropIndex, IndexKey, Online, Other } from '../../model/operation.ts';
import { identifier, qualified } from './identifier.ts';

/** `CONCURRENTLY` is left out: SQLAlchemy says it to PostgreSQL only, and an index is built beside writers here anyway. */
export function createIndex(operation: CreateIndex, engine: EngineName): string | undefined {
  const { table, name, keys, unique, ifNotExists, method, include, where, options, online } = operation;
  if (include !== undefined || where !== undefined || (ifNotExists && engine !== 'mariadb')) return undefined;
  const kind = method === undefined ? '' : kinds.get(method);
  const using = method === undefined || kind !== undefined ? '' : methods.get(method);
  if (using === undefined) return undefined;
  const what = [unique ? 'UNIQUE' : '', kind ?? '', 'INDEX', ifNotExists ? 'IF NOT EXISTS' : ''];
  const list = keys.map(keyText).join(', ');
  const tail = [`(${list})`, using, options ?? ''];
  if (name !== undefined) {
    return joined(['CREATE', ...what, identifier(name), 'ON', qualified(table), ...tail, ...demands(online)]);
  }
  const demanded = demands(online).map((each) => `, ${each}`);
  return joined(['ALTER TABLE', qualified(table), 'ADD', ...what, ...tail]) + demanded.join('');
}

export function dropIndex(operation: DropIndex, engine: EngineName): string | undefined {
  const { index, table, ifExists, online } = operation;
  if (!table || (ifExists && engine !== 'mariadb')) return undefined;
  const what = ['DROP INDEX', ifExists ? 'IF EXISTS' : '', identifier(index.name)];
  const demanded = demands(online);
  // MariaDB's DROP INDEX takes no demands: https://mariadb.com/kb/en/drop-index/
  return engine === 'mariadb' && demanded.length > 0
    ? [joined(['ALTER TABLE', qualified(table), ...what]), ...demanded].join(', ')
    : joined([...what, 'ON', qualified(table), ...demanded]);
}

/** `ALTER TABLE t RENAME INDEX a TO b` */
export function printRenamedIndex({ statement, relations, renames, online }: Other): string | undefined {
  const [table] = relations;
  if (statement !== 'ALTER TABLE RENAME INDEX' || !table || !renames) return undefined;
  const what = `RENAME INDEX ${identifier(renames.from.name)} TO ${identifier(renames.to)}`;
  return [`ALTER TABLE ${qualified(table)} ${what}`, ...demands(online)].join(', ');
}

/** A column with a length or an order stands bare, an expression in parentheses of its own. */
function keyText(key: IndexKey): string {
  if ('column' in key) return identifier(key.column);
  return bareKey.test(key.expression) ? key.expression : `(${key.expression})`;
}

const bareKey = /^(\(.*|([\w$]+|`.*`)\s*(\(\d+\))?(\s+(asc|desc))?)$/is;

const kinds: ReadonlyMap<string, string> = new Map([
  ['fulltext', 'FULLTEXT'],
  ['spatial', 'SPATIAL'],
  ['vector', 'VECTOR'],
]);

const methods: ReadonlyMap<string, string> = new Map([
  ['btree', 'USING BTREE'],
  ['hash', 'USING HASH'],
  ['rtree', 'USING RTREE'],
]);

function demands(online: Online | undefined): readonly string[] {
  return [
    online?.algorithm === undefined ? '' : `ALGORITHM=${online.algorithm}`,
    online?.lock === undefined ? '' : `LOCK=${online.lock}`,
  ].filter((part) => part !== '');
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}
