import { type EngineName, familyOf } from '../../model/engine.ts';
import type { Backfill } from '../../model/operation.ts';
import { rowValueText } from '../../sql/print-clause.ts';
import { quotingOf } from '../../sql/quoting.ts';

/**
 * Statements that fill a column batch by batch, each batch committed by itself: they must not run inside of a transaction.
 * SQLite has no loops, and one writer at a time anyway: there it is one statement.
 */
export function printBackfill(operation: Backfill, engine: EngineName): readonly string[] {
  switch (familyOf(engine)) {
    case 'postgresql':
      return [postgresql(operation)];
    case 'mysql':
      return mysql(operation);
    case 'sqlite':
      return [inOneGo(operation, engine)];
  }
}

/** The same in one statement, for a place where nothing can commit by itself: its rows stay locked until the end. */
export function inOneGo({ table, column, value }: Backfill, engine: EngineName): string {
  const quoting = quotingOf(engine);
  const what = quoting.identifier(column);
  return `UPDATE ${quoting.qualified(table)} SET ${what} = ${rowValueText(value, quoting.identifier)} WHERE ${what} IS NULL`;
}

/** COMMIT inside of DO is for PostgreSQL 11 and later: https://www.postgresql.org/docs/current/plpgsql-transactions.html */
function postgresql(operation: Backfill): string {
  const lines = operation.key.length === 0 ? searching(operation) : paging(operation);
  const tag = lines.some((line) => line.includes('$$')) ? '$backfill$' : '$$';
  return [`DO ${tag}`, ...lines, tag].join('\n');
}

/** Along the key, from the first row of a batch to its last, so that gaps in the key do not matter. */
function paging({ table, column, value, key, batchRows }: Backfill): readonly string[] {
  const quoting = quotingOf('postgresql');
  const [where, what] = [quoting.qualified(table), quoting.identifier(column)];
  const keys = key.map(quoting.identifier);
  const variables = (prefix: string) =>
    keys.map((_, index) => (keys.length === 1 ? `${prefix}_key` : `${prefix}_key_${index + 1}`));
  const [first, last, list] = [variables('first'), variables('last'), keys.join(', ')];
  const tuple = (parts: readonly string[]) => (parts.length === 1 ? parts.join('') : `(${parts.join(', ')})`);
  const [row, from, to] = [keys, first, last].map(tuple);
  return [
    'DECLARE',
    ...keys.map((each, index) => `  ${first[index]} ${where}.${each}%TYPE;`),
    ...keys.map((each, index) => `  ${last[index]} ${where}.${each}%TYPE;`),
    'BEGIN',
    `  SELECT ${list} INTO ${first.join(', ')} FROM ${where} ORDER BY ${list} LIMIT 1;`,
    `  WHILE ${first[0]} IS NOT NULL LOOP`,
    `    SELECT ${list} INTO ${last.join(', ')} FROM (`,
    `      SELECT ${list} FROM ${where} WHERE ${row} >= ${from} ORDER BY ${list} LIMIT ${batchRows}`,
    `    ) AS batch ORDER BY ${keys.map((each) => `${each} DESC`).join(', ')} LIMIT 1;`,
    `    UPDATE ${where} SET ${what} = ${rowValueText(value, quoting.identifier)}`,
    `      WHERE ${row} >= ${from} AND ${row} <= ${to} AND ${what} IS NULL;`,
    '    COMMIT;',
    `    SELECT ${list} INTO ${first.join(', ')} FROM ${where} WHERE ${row} > ${to} ORDER BY ${list} LIMIT 1;`,
    '  END LOOP;',
    'END',
  ];
}

/** Without a key, by where the rows lie, until none is left: https://www.postgresql.org/docs/current/ddl-system-columns.html */
function searching({ table, column, value, batchRows }: Backfill): readonly string[] {
  const quoting = quotingOf('postgresql');
  const [where, what, from] = [
    quoting.qualified(table),
    quoting.identifier(column),
    rowValueText(value, quoting.identifier),
  ];
  const open = `${what} IS NULL AND NOT ((${from}) IS NULL)`;
  return [
    'BEGIN',
    `  WHILE EXISTS (SELECT FROM ${where} WHERE ${open}) LOOP`,
    `    UPDATE ${where} SET ${what} = ${from}`,
    `      WHERE ${what} IS NULL`,
    `        AND ctid = ANY (ARRAY(SELECT ctid FROM ${where} WHERE ${open} LIMIT ${batchRows}));`,
    '    COMMIT;',
    '  END LOOP;',
    'END',
  ];
}

/**
 * Loops are for stored programs only: https://dev.mysql.com/doc/refman/8.4/en/flow-control-statements.html
 * The type of the key is not known here, so that user variables hold it.
 */
function mysql(operation: Backfill): readonly string[] {
  const { table, column } = operation;
  const procedure = quotingOf('mysql').qualified({
    schema: table.schema,
    name: `backfill_${table.name}_${column}`.slice(0, 64),
  });
  const body = operation.key.length === 1 ? pagingInMysql(operation) : searchingInMysql(operation);
  return [
    `DROP PROCEDURE IF EXISTS ${procedure}`,
    [`CREATE PROCEDURE ${procedure}()`, 'BEGIN', ...body, 'END'].join('\n'),
    `CALL ${procedure}()`,
    `DROP PROCEDURE ${procedure}`,
  ];
}

function pagingInMysql({ table, column, value, key, batchRows }: Backfill): readonly string[] {
  const quoting = quotingOf('mysql');
  const [where, what, id] = [quoting.qualified(table), quoting.identifier(column), key.map(quoting.identifier).join()];
  return [
    `  SET @first_key = (SELECT ${id} FROM ${where} ORDER BY ${id} LIMIT 1);`,
    '  WHILE @first_key IS NOT NULL DO',
    `    SET @last_key = (SELECT ${id} FROM (`,
    `      SELECT ${id} FROM ${where} WHERE ${id} >= @first_key ORDER BY ${id} LIMIT ${batchRows}`,
    `    ) AS batch ORDER BY ${id} DESC LIMIT 1);`,
    `    UPDATE ${where} SET ${what} = ${rowValueText(value, quoting.identifier)}`,
    `      WHERE ${id} >= @first_key AND ${id} <= @last_key AND ${what} IS NULL;`,
    '    COMMIT;',
    `    SET @first_key = (SELECT ${id} FROM ${where} WHERE ${id} > @last_key ORDER BY ${id} LIMIT 1);`,
    '  END WHILE;',
  ];
}

/** Rows for which the value is NULL are not looked for, as there would be no end of it. */
function searchingInMysql({ table, column, value, batchRows }: Backfill): readonly string[] {
  const quoting = quotingOf('mysql');
  const [where, what, from] = [
    quoting.qualified(table),
    quoting.identifier(column),
    rowValueText(value, quoting.identifier),
  ];
  return [
    '  DECLARE filled INT DEFAULT 1;',
    '  WHILE filled > 0 DO',
    `    UPDATE ${where} SET ${what} = ${from}`,
    `      WHERE ${what} IS NULL AND (${from}) IS NOT NULL LIMIT ${batchRows};`,
    '    SET filled = ROW_COUNT();',
    '    COMMIT;',
    '  END WHILE;',
  ];
}
