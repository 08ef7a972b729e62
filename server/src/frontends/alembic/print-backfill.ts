import type { Backfill } from '../../model/operation.ts';
import type { Doc } from '../../python/layout.ts';
import { insideTriple } from '../../python/quote.ts';
import { code, type Statement } from '../../python/statement.ts';
import { identifier, qualified } from '../../sql/identifier.ts';
import { sqlText } from './sql-text.ts';
import { call, type Style, text } from './style.ts';

/**
 * A loop that pages through the table by its key. Only the last range of keys is open at its end, and rows that have a value
 * already keep it: a rerun does only what is left, and nothing that the application wrote meanwhile is lost. The caller puts it where every statement commits by
 * itself.
 */
export function printBackfill(operation: Backfill, style: Style): readonly Statement[] {
  const table = sqlText(qualified(operation.table));
  const key = sqlText(identifier(operation.key));
  const sa = style.names.sa('text');
  const select = (rest: string): Doc => call(sa, [[text(style, `SELECT ${key} FROM ${table}${rest}`)]]);
  const next = select(` WHERE ${key} >= :start ORDER BY ${key} OFFSET ${operation.batchRows} LIMIT 1`);
  return [
    code('connection = ', ...call(style.names.op('get_bind'), [])),
    code('start = ', ...call('connection.scalar', [select(` ORDER BY ${key} LIMIT 1`)])),
    {
      kind: 'block',
      header: 'while start is not None:',
      body: [
        code('end = ', ...call('connection.scalar', [next, binds(style, ['start'])])),
        code(`batch = ${text(style, `${key} >= :start`)}`),
        {
          kind: 'block',
          header: 'if end is not None:',
          body: [code(`batch += ${text(style, ` AND ${key} < :end`)}`)],
        },
        { kind: 'lines', lines: update(operation, table, sa, style) },
        code('start = end'),
      ],
    },
  ];
}

function update(operation: Backfill, table: string, sa: string, style: Style): readonly string[] {
  const column = sqlText(identifier(operation.column));
  const value = sqlText(operation.value);
  const { unit } = style;
  return [
    'connection.execute(',
    `${unit}${sa}(f"""`,
    `${unit}${unit}UPDATE ${braced(table)}`,
    `${unit}${unit}SET ${braced(`${column} = ${value}`)}`,
    `${unit}${unit}WHERE {batch} AND ${braced(`${column} IS NULL`)}`,
    `${unit}"""),`,
    `${unit}${binds(style, ['start', 'end']).join('')},`,
    ')',
  ];
}

/** A line inside `f"""…"""`. */
function braced(sql: string): string {
  return insideTriple(sql).replace(/[{}]/g, '$&$&');
}

function binds(style: Style, names: readonly string[]): readonly string[] {
  return [`{${names.map((name) => `${text(style, name)}: ${name}`).join(', ')}}`];
}
