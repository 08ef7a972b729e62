import type { EngineName } from '../../model/engine.ts';
import type { Backfill } from '../../model/operation.ts';
import { identifier, qualified } from '../../sql/identifier.ts';

/**
 * Statements that fill a column batch by batch, each batch committed by itself: they must not run inside of a transaction.
 * SQLite has no loops, and one writer at a time anyway: there it is one statement.
 */
export function printBackfill(operation: Backfill, engine: EngineName): readonly string[] {
  switch (engine) {
    case 'postgresql':
      return [postgresql(operation)];
    case 'mysql':
    case 'mariadb':
      return mysql(operation);
    case 'sqlite':
      return [inOneGo(operation, engine)];
  }
}

/** The same in one statement, for a place where nothing can commit by itself: its rows stay locked until the end. */
export function inOneGo({ table, column, value }: Backfill, engine: EngineName): string {
  const name = quoting(engine);
  return `UPDATE ${name.table(table)} SET ${name.column(column)} = ${value} WHERE ${name.column(column)} IS NULL`;
}

function quoting(engine: EngineName) {
  if (engine === 'postgresql' || engine === 'sqlite') return { table: qualified, column: identifier };
  const column = (name: string) => (/^[a-z_][a-z0-9_]*$/.test(name) && identifier(name) === name ? name : ticked(name));
  const table = ({ schema, name }: Backfill['table']) =>
    schema === undefined ? column(name) : `${column(schema)}.${column(name)}`;
  return { table, column };
}

function ticked(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

/** COMMIT inside of DO is for PostgreSQL 11 and later: https://www.postgresql.org/docs/current/plpgsql-transactions.html */
function postgresql(operation: Backfill): string {
  const lines = operation.key.length === 0 ? searching(operation) : paging(operation);
  const tag = lines.some((line) => line.includes('$$')) ? '$backfill$' : '$$';
  return [`DO ${tag}`, ...lines, tag].join('\n');
}

/** Along the key; a range is found by its last row, so that gaps in the key do not matter. */
function paging({ table, column, value, key, batchRows }: Backfill): readonly string[] {
  const [where, what] = [qualified(table), identifier(column)];
  const keys = key.map(identifier);
  const variable = (prefix: string, index: number) =>
    keys.length === 1 ? `${prefix}_key` : `${prefix}_key_${index + 1}`;
  const row = (prefix: string) => keys.map((_, index) => variable(prefix, index));
  const tuple = (parts: readonly string[]) => (parts.length === 1 ? parts.join('') : `(${parts.join(', ')})`);
  return [
    'DECLARE',
    ...keys.map((each, index) => `  ${variable('first', index)} ${where}.${each}%TYPE;`),
    ...keys.map((each, index) => `  ${variable('next', index)} ${where}.${each}%TYPE;`),
    'BEGIN',
    `  SELECT ${keys.join(', ')} INTO ${row('first').join(', ')} FROM ${where} ORDER BY ${keys.join(', ')} LIMIT 1;`,
    `  WHILE ${variable('first', 0)} IS NOT NULL LOOP`,
    `    SELECT ${keys.join(', ')} INTO ${row('next').join(', ')} FROM ${where}`,
    `      WHERE ${tuple(keys)} >= ${tuple(row('first'))} ORDER BY ${keys.join(', ')} OFFSET ${batchRows} LIMIT 1;`,
    `    UPDATE ${where} SET ${what} = ${value}`,
    `      WHERE ${tuple(keys)} >= ${tuple(row('first'))}`,
    `        AND (${variable('next', 0)} IS NULL OR ${tuple(keys)} < ${tuple(row('next'))})`,
    `        AND ${what} IS NULL;`,
    '    COMMIT;',
    ...keys.map((_, index) => `    ${variable('first', index)} := ${variable('next', index)};`),
    '  END LOOP;',
    'END',
  ];
}

/** Without a key, by where the rows lie, until none is left: https://www.postgresql.org/docs/current/ddl-system-columns.html */
function searching({ table, column, value, batchRows }: Backfill): readonly string[] {
  const [where, what] = [qualified(table), identifier(column)];
  const open = `${what} IS NULL AND NOT ((${value}) IS NULL)`;
  return [
    'BEGIN',
    `  WHILE EXISTS (SELECT FROM ${where} WHERE ${open}) LOOP`,
    `    UPDATE ${where} SET ${what} = ${value}`,
    `      WHERE ${what} IS NULL`,
    `        AND ctid = ANY (ARRAY(SELECT ctid FROM ${where} WHERE ${open} LIMIT ${batchRows}));`,
    '    COMMIT;',
    '  END LOOP;',
    'END',
  ];
}

/** Loops are for stored programs only: https://dev.mysql.com/doc/refman/8.4/en/flow-control-statements.html */
function mysql({ table, column, value, key, batchRows }: Backfill): readonly string[] {
  const name = quoting('mysql');
  const procedure = name.table({ schema: table.schema, name: `backfill_${table.name}_${column}`.slice(0, 64) });
  const [where, what] = [name.table(table), name.column(column)];
  const order = key.length > 0 ? ` ORDER BY ${key.map(name.column).join(', ')}` : '';
  return [
    `DROP PROCEDURE IF EXISTS ${procedure}`,
    [
      `CREATE PROCEDURE ${procedure}()`,
      'BEGIN',
      '  DECLARE filled INT DEFAULT 1;',
      '  WHILE filled > 0 DO',
      `    UPDATE ${where} SET ${what} = ${value}`,
      `      WHERE ${what} IS NULL AND (${value}) IS NOT NULL${order} LIMIT ${batchRows};`,
      '    SET filled = ROW_COUNT();',
      '    COMMIT;',
      '  END WHILE;',
      'END',
    ].join('\n'),
    `CALL ${procedure}()`,
    `DROP PROCEDURE ${procedure}`,
  ];
}
