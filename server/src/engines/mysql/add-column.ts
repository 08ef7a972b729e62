import type { Column } from '../../model/column.ts';
import type { Constraint } from '../../model/constraint.ts';
import type { Effects } from '../../model/effects.ts';
import { columnText } from '../../model/name.ts';
import type { AddColumn } from '../../model/operation.ts';
import { columnOf, tableOf } from '../../model/schema.ts';
import { isVirtual } from './charsets.ts';
import { addedForeignKey, isIgnoredCheck, notEnforced } from './constraints.ts';
import type { At, Hold, Way } from './facts.ts';
import { copy, definition, hasFullText, rebuild, settle, takesZeroDates, unheardOf } from './facts.ts';
import { incompatibleKey } from './key-types.ts';
import { plainDefault } from './plain-default.ts';

/** https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html#online-ddl-column-operations */
export function addColumn(operation: AddColumn, at: At): Effects {
  const { table, column, constraints, ifNotExists, online } = operation;
  const known = columnOf(at.schema, table, column.name) !== undefined;
  const there = ifNotExists === true && known && at.server.name === 'mariadb';
  const how = there ? { ...definition(at) } : added(operation, at);
  return settle(
    {
      does: there ? `Finds ${columnText(table, column.name)} there already` : `Adds ${columnText(table, column.name)}`,
      subject: table,
      online,
      ...how,
      others: there ? [] : constraints.flatMap((each) => inlineKey(each, at) ?? []).flatMap((way) => way.others),
      canFailOnRows:
        !there && (refusesRows(column, constraints, at) || constraints.some((each) => inlineKey(each, at))),
      refused: unknownClause(operation, at) ?? (there ? undefined : incompatibleColumn(operation, at)),
      notes: [
        column.nullable || column.default || column.identity || column.generated || there ? undefined : zeroes,
        constraints.some((each) => each.kind === 'foreignKey') && !heedsInlineKeys(at)
          ? `${at.server.title} before ${at.server.name === 'mysql' ? '9.0' : '10.5'} reads the REFERENCES of a column and forgets it`
          : undefined,
        at.server.name === 'mysql' && how.algorithm === 'INSTANT' && how.inPlace !== undefined
          ? 'a table takes 64 such changes (255 since 9.1) before it has to be rebuilt'
          : undefined,
      ],
      assumed: how.assumed,
    },
    at,
  );
}

function incompatibleColumn({ table, column, constraints }: AddColumn, at: At): string | undefined {
  const [key] = heedsInlineKeys(at) ? constraints.flatMap((each) => (each.kind === 'foreignKey' ? [each] : [])) : [];
  return key ? incompatibleKey(key, table, at, () => column.type) : plainDefault(column, at);
}

/** MariaDB's computed columns may be NULL, and its grammar takes no word against it. */
function unknownClause({ column, constraints, ifNotExists }: AddColumn, { server, ...at }: At): string | undefined {
  if (server.name === 'mysql') return ifNotExists ? unheardOf({ server, ...at }, 'IF NOT EXISTS here') : undefined;
  const isKey = constraints.some((each) => each.kind === 'primaryKey');
  return column.generated && !column.nullable && !isKey
    ? unheardOf({ server, ...at }, 'NOT NULL for a generated column')
    : undefined;
}

const zeroes = "rows that are there get the type's zero value: 0, '' or, where strict mode allows it, a date of zeroes";

/** How a new column comes: the dearest of what it asks for. */
function added(operation: AddColumn, at: At): Way & { readonly assumed?: string | undefined } {
  const { table, column, constraints } = operation;
  if (column.generated?.stored) return copy;
  const enforced = constraints.some((each) => each.kind === 'check' && !notEnforced(each) && !isIgnoredCheck(at));
  if (enforced && at.server.name === 'mysql') return copy;
  const keys = constraints.flatMap((each) => inlineKey(each, at) ?? []);
  if (keys.some((way) => way.algorithm === 'COPY')) return copy;
  const perRow = rowByRow(column, at);
  if (perRow) return { ...copy, ...(perRow.assumed !== undefined && { assumed: perRow.assumed }) };
  const key = constraints.some((each) => each.kind === 'unique' || each.kind === 'primaryKey');
  if (key && column.generated) return copy;
  if (column.identity) return { algorithm: 'INPLACE', lock: 'SHARED', work: 'rewrite' };
  if (key) return rebuild(at, table);
  if (keys.length > 0) return { algorithm: 'NOCOPY', work: 'index build' };
  return placed(operation, at);
}

/** A column without demands of its own: instant where the server and its version can do that at the column's place. */
function placed({ table, column, position }: AddColumn, at: At): Way {
  const { server } = at;
  const columns = [...(tableOf(at.schema, table)?.columns.values() ?? [])];
  const inside = position !== undefined && !(typeof position === 'object' && columns.at(-1)?.name === position.after);
  const from = typeof position === 'object' ? columns.findIndex(({ name }) => name === position.after) + 1 : 0;
  if (inside && server.name === 'mariadb' && columns.slice(from).some(isVirtual)) return copy;
  if (column.generated) return definition(at, [8, 0, 12]);
  if (hasFullText(at, table)) return rebuild(at, table);
  const instant = server.name === 'mariadb' || server.since(8, 0, 29) || (!inside && server.since(8, 0, 12));
  return instant
    ? { algorithm: 'INSTANT', work: 'instant', inPlace: 'rewrite' }
    : { algorithm: 'INPLACE', work: 'rewrite' };
}

/**
 * A default that has to be computed for each row. Measured on MariaDB 10.11: what is the same for the whole statement is
 * instant; MySQL copies for every expression but the current time.
 * https://dev.mysql.com/doc/refman/8.4/en/data-type-defaults.html#data-type-defaults-explicit
 */
function rowByRow({ default: value }: Column, at: At): { readonly assumed?: string } | undefined {
  if (!value || value.kind === 'constant') return undefined;
  if (value.kind === 'unknown') return { assumed: 'its default could not be read' };
  const bare = value.sql.replace(/'(?:[^'\\]|\\.|'')*'/g, "''").trim();
  if (
    /^[(\s]*(current_timestamp|now|localtime|localtimestamp|null|true|false|[-+]?[\d.]+|'')\s*(\(\s*\d*\s*\))?[)\s]*(on\s+update\b.*)?$/i.test(
      bare,
    )
  )
    return undefined;
  if (at.server.name === 'mysql') return {};
  if (
    /\b(uuid\w*|sys_guid|sysdate|utc_timestamp|next\s+value|nextval|setval|lastval|sleep|get_lock|random_bytes)\b/i.test(
      bare,
    )
  )
    return {};
  return namesColumn(bare) ? {} : undefined;
}

/** A word that is neither a function nor one of the language's own is another column. */
function namesColumn(sql: string): boolean {
  const words = sql.match(/`[^`]+`|\b[a-z_]\w*\b(?!\s*\()/gi) ?? [];
  return words.some((word) => !language.test(word));
}

const language =
  /^(current_timestamp|current_date|current_time|current_user|localtime|localtimestamp|utc_\w+|null|true|false|interval|as|and|or|not|is|in|div|mod|microsecond|second|minute|hour|day|week|month|quarter|year|cast|char|signed|unsigned|date|datetime|time|decimal|binary|json|using|utf8mb4|utf8mb3|latin1|_\w+)$/i;

/** The key that REFERENCES in a column makes, where the server does not forget it. */
function inlineKey(constraint: Constraint, at: At): (Way & { readonly others: readonly Hold[] }) | undefined {
  return constraint.kind === 'foreignKey' && heedsInlineKeys(at) ? addedForeignKey(constraint, at) : undefined;
}

/** https://dev.mysql.com/doc/refman/9.5/en/create-table-foreign-keys.html https://mariadb.com/kb/en/foreign-keys/ */
function heedsInlineKeys({ server }: At): boolean {
  return server.name === 'mysql' ? server.since(9, 0) : server.since(10, 5);
}

function refusesRows(
  { nullable, default: value, identity, generated, type }: Column,
  constraints: readonly Constraint[],
  at: At,
): boolean {
  const unfilled = !nullable && !value && !identity && !generated;
  const unique = constraints.some((each) => each.kind === 'unique' || each.kind === 'primaryKey');
  // One value for all rows is no key, and MySQL's own mode has no zero for a date.
  const alike = unique && !identity && (unfilled || value !== undefined);
  const date = !takesZeroDates(at) && unfilled && /^(date|datetime|timestamp)/.test(type?.name ?? '');
  const checked = constraints.some((each) => each.kind === 'check' && !notEnforced(each));
  return alike || date || (checked && !(nullable && !value)) || generated?.stored === true;
}
