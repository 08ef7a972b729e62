import type { Column, ColumnType, Default } from '../../model/column.ts';
import type { EngineName } from '../../model/engine.ts';
import { constant, identifier } from './identifier.ts';
import { printType } from './print-type.ts';

/** A column's definition, as it stands in `CREATE TABLE`, `ADD` and `MODIFY`; undefined where a part of it cannot be said. */
export function columnClause(
  column: Column,
  engine: EngineName,
  nulls: 'explicit' | 'short' = 'short',
): string | undefined {
  const type = column.type && printType(column.type);
  if (!column.type || type === undefined) return undefined;
  if (column.identity === 'always' || column.identity === 'by default') return undefined;
  const value = column.default && defaultClause(column.default, column.type, engine);
  if (column.default && value === undefined) return undefined;
  const { generated, comment } = column;
  return [
    identifier(column.name),
    type,
    generated ? `GENERATED ALWAYS AS (${generated.expression}) ${generated.stored ? 'STORED' : 'VIRTUAL'}` : '',
    column.nullable && nulls === 'explicit' ? 'NULL' : nullability(column),
    value === undefined ? '' : `DEFAULT ${value}`,
    column.identity === undefined ? '' : 'AUTO_INCREMENT',
    comment === undefined ? '' : `COMMENT ${constant(comment)}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/**
 * What stands behind `DEFAULT`. Expressions stand in parentheses, but for the time of the statement; in MySQL so must
 * every default of a type without a length: https://dev.mysql.com/doc/refman/8.4/en/data-type-defaults.html
 */
function defaultClause(value: Default, type: ColumnType | undefined, engine: EngineName): string | undefined {
  switch (value.kind) {
    case 'constant': {
      const text = constant(value.value);
      return engine === 'mysql' && /text|blob|json|geometry/.test(type?.name ?? '') ? `(${text})` : text;
    }
    case 'expression':
      return literal.test(value.sql) || now.test(value.sql) || isWrapped(value.sql) ? value.sql : `(${value.sql})`;
    case 'unknown':
      return undefined;
  }
}

/** `ALTER COLUMN … SET DEFAULT` takes the time only as an expression. */
export function changedDefault(value: Default, type: ColumnType | undefined, engine: EngineName): string | undefined {
  const text = defaultClause(value, type, engine);
  if (text === undefined || value.kind !== 'expression' || !now.test(text)) return text;
  return /\bon\s+update\b/i.test(text) ? undefined : `(${text})`;
}

/** Before `explicit_defaults_for_timestamp`, a TIMESTAMP that does not say NULL is NOT NULL. */
function nullability(column: Column): string {
  if (!column.nullable) return 'NOT NULL';
  return column.type?.name === 'timestamp' && !column.generated ? 'NULL' : '';
}

const literal = /^([+-]?\s*\d[\d.]*(e[+-]?\d+)?|null|true|false|[bx]'[^']*'|0x[\da-f]+|_\w+\s*'[^']*'|'[^']*')$/i;

const now = /^(current_timestamp|now|localtime|localtimestamp)(\s*\(\s*\d*\s*\))?(\s+on\s+update\s+.*)?$/i;

/** Whether the first parenthesis is closed by the last one. */
function isWrapped(sql: string): boolean {
  if (!sql.startsWith('(') || !sql.endsWith(')')) return false;
  let depth = 0;
  for (let at = 0; at < sql.length - 1; at++) {
    if (sql[at] === '(') depth++;
    else if (sql[at] === ')' && --depth === 0) return false;
  }
  return true;
}
