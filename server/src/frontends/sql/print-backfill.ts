import { type EngineName, familyOf } from '../../model/engine.ts';
import type { Backfill } from '../../model/operation.ts';
import { inOwnTerms } from '../../sql/partner.ts';
import { rowValueText } from '../../sql/print-clause.ts';
import { batchesBetweenReports, type Progress, progressOf } from '../../sql/progress.ts';
import { quotingOf } from '../../sql/quoting.ts';

/**
 * Statements that fill a column batch by batch, each batch committed by itself: they must not run inside of a transaction.
 * Between batches they rest, as long as the batch took unless somebody says otherwise, and now and then they say how far they are.
 * SQLite has no loops, and one writer at a time anyway: there it is one statement.
 */
export function printBackfill(fill: Backfill, engine: EngineName): readonly string[] {
  const operation = inOwnTerms(fill, engine);
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
export function inOneGo(fill: Backfill, engine: EngineName): string {
  const { table, column, value } = inOwnTerms(fill, engine);
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

/** Along the key, from the first row of a batch to its last, so that gaps in the key do not matter. Nothing is locked while it rests. */
function paging(operation: Backfill): readonly string[] {
  const { table, column, value, key, batchRows, pause } = operation;
  const quoting = quotingOf('postgresql');
  const [where, what] = [quoting.qualified(table), quoting.identifier(column)];
  const keys = key.map(quoting.identifier);
  const own = ownNames(operation);
  const variables = (prefix: string) =>
    keys.map((_, index) => own(keys.length === 1 ? `${prefix}_key` : `${prefix}_key_${index + 1}`));
  const [batches, began] = [own('batches'), own('batch_began')];
  const [first, last, list] = [variables('first'), variables('last'), keys.join(', ')];
  const tuple = (parts: readonly string[]) => (parts.length === 1 ? parts.join('') : `(${parts.join(', ')})`);
  const [row = '', from = '', to = ''] = [keys, first, last].map(tuple);
  return [
    'DECLARE',
    ...keys.map((each, index) => `  ${first[index]} ${where}.${each}%TYPE;`),
    ...keys.map((each, index) => `  ${last[index]} ${where}.${each}%TYPE;`),
    `  ${batches} bigint := 0;`,
    ...(pause === undefined ? [`  ${began} timestamptz;`] : []),
    'BEGIN',
    `  SELECT ${list} INTO ${first.join(', ')} FROM ${where} ORDER BY ${list} LIMIT 1;`,
    `  WHILE ${first[0]} IS NOT NULL LOOP`,
    ...(pause === undefined ? [`    ${began} := clock_timestamp();`] : []),
    `    SELECT ${list} INTO ${last.join(', ')} FROM (`,
    `      SELECT ${list} FROM ${where} WHERE ${row} >= ${from} ORDER BY ${list} LIMIT ${batchRows}`,
    `    ) AS batch ORDER BY ${keys.map((each) => `${each} DESC`).join(', ')} LIMIT 1;`,
    `    UPDATE ${where} SET ${what} = ${rowValueText(value, quoting.identifier)}`,
    `      WHERE ${row} >= ${from} AND ${row} <= ${to} AND ${what} IS NULL;`,
    `    SELECT ${list} INTO ${first.join(', ')} FROM ${where} WHERE ${row} > ${to} ORDER BY ${list} LIMIT 1;`,
    '    COMMIT;',
    `    ${batches} := ${batches} + 1;`,
    `    IF ${first[0]} IS NOT NULL THEN`,
    `      IF ${batches} % ${batchesBetweenReports} = 0 THEN`,
    `        ${notice(operation, 'so', [batches, from])}`,
    '      END IF;',
    ...restsFor(operation, `clock_timestamp() - ${began}`).map((line) => `      ${line}`),
    '    END IF;',
    '  END LOOP;',
    `  ${notice(operation, 'done', [batches])}`,
    'END',
  ];
}

/** Without a key, by where the rows lie, until none is left: https://www.postgresql.org/docs/current/ddl-system-columns.html */
function searching(operation: Backfill): readonly string[] {
  const { table, column, value, batchRows, pause } = operation;
  const quoting = quotingOf('postgresql');
  const own = ownNames(operation);
  const [batches, began, took] = [own('batches'), own('batch_began'), own('batch_took')];
  const rest = restsFor(operation, took);
  const [where, what, from] = [
    quoting.qualified(table),
    quoting.identifier(column),
    rowValueText(value, quoting.identifier),
  ];
  const open = `${what} IS NULL AND NOT ((${from}) IS NULL)`;
  return [
    'DECLARE',
    `  ${batches} bigint := 0;`,
    ...(pause === undefined ? [`  ${began} timestamptz;`, `  ${took} interval;`] : []),
    'BEGIN',
    `  WHILE EXISTS (SELECT FROM ${where} WHERE ${open}) LOOP`,
    ...(rest.length > 0 ? [`    IF ${batches} > 0 THEN`, ...rest.map((line) => `      ${line}`), '    END IF;'] : []),
    ...(pause === undefined ? [`    ${began} := clock_timestamp();`] : []),
    `    UPDATE ${where} SET ${what} = ${from}`,
    `      WHERE ${what} IS NULL`,
    `        AND ctid = ANY (ARRAY(SELECT ctid FROM ${where} WHERE ${open} LIMIT ${batchRows}));`,
    '    COMMIT;',
    ...(pause === undefined ? [`    ${took} := clock_timestamp() - ${began};`] : []),
    `    ${batches} := ${batches} + 1;`,
    `    IF ${batches} % ${batchesBetweenReports} = 0 THEN`,
    `      ${notice(operation, 'so', [batches])}`,
    '    END IF;',
    '  END LOOP;',
    `  ${notice(operation, 'done', [batches])}`,
    'END',
  ];
}

/** https://www.postgresql.org/docs/current/functions-datetime.html#FUNCTIONS-DATETIME-DELAY */
function restsFor({ pause }: Backfill, took: string): readonly string[] {
  if (pause === 0) return [];
  return [pause === undefined ? `PERFORM pg_sleep_for(${took});` : `PERFORM pg_sleep(${pause});`];
}

function notice(operation: Backfill, what: keyof Progress, values: readonly string[]): string {
  const message = progressOf(operation)
    [what].map((each) => each.replaceAll('%', '%%'))
    .join('%');
  const format = quotingOf('postgresql').constant(values.length > 1 ? `${message}%` : message);
  return `RAISE NOTICE ${format}, ${values.join(', ')};`;
}

/** Names of variables that no column has of which the statements speak: the server would not know which of the two is meant. */
function ownNames({ column, value, key }: Backfill): (name: string) => string {
  const spoken = [column, ...key, rowValueText(value, (name) => name)].join(' ').toLowerCase();
  return (name) => (spoken.includes(name) ? `${name}_here` : name);
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

function pagingInMysql(operation: Backfill): readonly string[] {
  const { table, column, value, key, batchRows } = operation;
  const quoting = quotingOf('mysql');
  const [where, what, id] = [quoting.qualified(table), quoting.identifier(column), key.map(quoting.identifier).join()];
  return [
    '  SET @batches = 0;',
    `  SET @first_key = (SELECT ${id} FROM ${where} ORDER BY ${id} LIMIT 1);`,
    '  WHILE @first_key IS NOT NULL DO',
    ...clockInMysql(operation),
    `    SET @last_key = (SELECT ${id} FROM (`,
    `      SELECT ${id} FROM ${where} WHERE ${id} >= @first_key ORDER BY ${id} LIMIT ${batchRows}`,
    `    ) AS batch ORDER BY ${id} DESC LIMIT 1);`,
    `    UPDATE ${where} SET ${what} = ${rowValueText(value, quoting.identifier)}`,
    `      WHERE ${id} >= @first_key AND ${id} <= @last_key AND ${what} IS NULL;`,
    '    COMMIT;',
    `    SET @first_key = (SELECT ${id} FROM ${where} WHERE ${id} > @last_key ORDER BY ${id} LIMIT 1);`,
    '    SET @batches = @batches + 1;',
    '    IF @first_key IS NOT NULL THEN',
    ...reportInMysql(operation, '@first_key'),
    ...restInMysql(operation),
    '    END IF;',
    '  END WHILE;',
    `  ${row(operation, 'done')}`,
  ];
}

/** Rows for which the value is NULL are not looked for, as there would be no end of it. */
function searchingInMysql(operation: Backfill): readonly string[] {
  const { table, column, value, batchRows } = operation;
  const quoting = quotingOf('mysql');
  const [where, what, from] = [
    quoting.qualified(table),
    quoting.identifier(column),
    rowValueText(value, quoting.identifier),
  ];
  const keyless = { ...operation, key: [] };
  return [
    '  SET @batches = 0;',
    '  SET @filled = 1;',
    '  WHILE @filled > 0 DO',
    ...clockInMysql(operation),
    `    UPDATE ${where} SET ${what} = ${from}`,
    `      WHERE ${what} IS NULL AND (${from}) IS NOT NULL LIMIT ${batchRows};`,
    '    SET @filled = ROW_COUNT();',
    '    COMMIT;',
    '    IF @filled > 0 THEN',
    '      SET @batches = @batches + 1;',
    ...reportInMysql(keyless),
    ...restInMysql(operation),
    '    END IF;',
    '  END WHILE;',
    `  ${row(keyless, 'done')}`,
  ];
}

/** NOW() stands still inside of stored programs: https://dev.mysql.com/doc/refman/8.4/en/date-and-time-functions.html#function_sysdate */
function clockInMysql({ pause }: Backfill): readonly string[] {
  return pause === undefined ? ['    SET @batch_began = SYSDATE(6);'] : [];
}

/** SLEEP takes no time below zero, which a clock that is set back would give. */
function restInMysql({ pause }: Backfill): readonly string[] {
  if (pause === 0) return [];
  const took = 'GREATEST(0, TIMESTAMPDIFF(MICROSECOND, @batch_began, SYSDATE(6)) / 1000000)';
  return [`      DO SLEEP(${pause ?? took});`];
}

function reportInMysql(operation: Backfill, next?: string): readonly string[] {
  return [
    `      IF @batches % ${batchesBetweenReports} = 0 THEN`,
    `        ${row(operation, 'so', next)}`,
    '      END IF;',
  ];
}

/** A stored program speaks by the rows of its queries only. */
function row(operation: Backfill, what: keyof Progress, next?: string): string {
  const { constant } = quotingOf('mysql');
  const [before, behind] = progressOf(operation)[what].map(constant);
  const parts = [before, '@batches', behind, ...(next === undefined ? [] : [next])];
  return `SELECT CONCAT(${parts.join(', ')}) AS progress;`;
}
