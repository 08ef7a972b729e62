import { type EngineName, familyOf } from '../../model/engine.ts';
import type { Backfill } from '../../model/operation.ts';
import type { Doc } from '../../python/layout.ts';
import { insideTriple } from '../../python/quote.ts';
import { code, type Statement } from '../../python/statement.ts';
import { rowValueText } from '../../sql/print-clause.ts';
import { quotingOf } from '../../sql/quoting.ts';
import { sqlText } from './sql-text.ts';
import { call, type Style, text } from './style.ts';

/**
 * A loop that fills the table batch by batch. Rows that have a value already keep it: a rerun does only what is left, and
 * nothing that the application wrote meanwhile is lost. The caller puts it where every statement commits by itself.
 */
export function printBackfill(operation: Backfill, style: Style, engine: EngineName): readonly Statement[] {
  const { names } = style;
  const { identifier, qualified } = quotingOf(engine);
  const place: Place = {
    operation,
    style,
    engine,
    table: sqlText(qualified(operation.table)),
    column: sqlText(identifier(operation.column)),
    value: sqlText(rowValueText(operation.value, identifier)),
    sa: names.sa('text'),
  };
  const keys = operation.key.map((each) => sqlText(identifier(each)));
  const [key] = keys;
  const connection = code('connection = ', ...call(names.op('get_bind'), []));
  if (key === undefined) return [connection, ...searching(place)];
  return [connection, ...(keys.length === 1 ? byOneColumn(place, key) : bySeveral(place, keys))];
}

interface Place {
  readonly operation: Backfill;
  readonly style: Style;
  readonly engine: EngineName;
  readonly table: string;
  readonly column: string;
  readonly value: string;
  readonly sa: string;
}

/** Pages through the table; only the last range of keys is open at its end. */
function byOneColumn(place: Place, key: string): readonly Statement[] {
  const { operation, style } = place;
  const next = select(place, key, ` WHERE ${key} >= :start ORDER BY ${key} LIMIT 1 OFFSET ${operation.batchRows}`);
  const ends = [...call('connection.scalar', [next, binds(style, [['start', 'start']])])];
  const both = `${binds(style, [
    ['start', 'start'],
    ['end', 'end'],
  ]).join('')}`;
  return [
    code('start = ', ...call('connection.scalar', [select(place, key, ` ORDER BY ${key} LIMIT 1`)])),
    {
      kind: 'block',
      header: 'while start is not None:',
      body: [
        code('end = ', ...ends),
        code(`batch = ${text(style, `${key} >= :start`)}`),
        { kind: 'block', header: 'if end is not None:', body: [code(`batch += ${text(style, ` AND ${key} < :end`)}`)] },
        { kind: 'lines', lines: update(place, both) },
        code('start = end'),
      ],
    },
  ];
}

/** The same along several columns, compared as a row: https://www.postgresql.org/docs/current/functions-comparisons.html#ROW-WISE-COMPARISON */
function bySeveral(place: Place, keys: readonly string[]): readonly Statement[] {
  const { operation, style } = place;
  const order = keys.join(', ');
  const row = (name: string) => `(${keys.map((_, index) => `:${name}_${index + 1}`).join(', ')})`;
  const values = (name: string): Doc =>
    dictionary(
      style,
      keys.map((_, index) => [`${name}_${index + 1}`, `${name}[${index}]`]),
    );
  const first = select(place, order, ` ORDER BY ${order} LIMIT 1`);
  const after = ` WHERE (${order}) >= ${row('start')} ORDER BY ${order} LIMIT 1 OFFSET ${operation.batchRows}`;
  return [
    code('start = ', ...call('connection.execute', [first]), '.first()'),
    {
      kind: 'block',
      header: 'while start is not None:',
      body: [
        code('keys = ', ...values('start')),
        code('end = ', ...call('connection.execute', [select(place, order, after), ['keys']]), '.first()'),
        code(`batch = ${text(style, `(${order}) >= ${row('start')}`)}`),
        {
          kind: 'block',
          header: 'if end is not None:',
          body: [
            code(`batch += ${text(style, ` AND (${order}) < ${row('end')}`)}`),
            code(...call('keys.update', [values('end')])),
          ],
        },
        { kind: 'lines', lines: update(place, 'keys') },
        code('start = end'),
      ],
    },
  ];
}

/**
 * Without a key, by where the rows lie. Rows for which the value is NULL are not looked for, as there would be no end of it.
 */
function searching(place: Place): readonly Statement[] {
  const { style, table, column, value, sa } = place;
  const { unit } = style;
  const open = `${column} IS NULL AND NOT ((${value}) IS NULL)`;
  const line = (depth: number, sql: string) => `${unit.repeat(depth)}${insideTriple(sql)}`;
  return [
    {
      kind: 'lines',
      lines: [
        `unfilled = ${sa}("""`,
        line(1, `SELECT EXISTS (SELECT ${familyOf(place.engine) === 'postgresql' ? '' : '1 '}FROM ${table}`),
        line(1, `WHERE ${open})`),
        '""")',
      ],
    },
    {
      kind: 'block',
      header: 'while connection.scalar(unfilled):',
      body: [
        {
          kind: 'lines',
          lines: [
            'connection.execute(',
            `${unit}${sa}("""`,
            line(2, `UPDATE ${table}`),
            line(2, `SET ${column} = ${value}`),
            ...someOf(place, open).map(([depth, sql]) => line(depth, sql)),
            `${unit}""")`,
            ')',
          ],
        },
      ],
    },
  ];
}

/**
 * A batch of the rows that are open. A row that the application moves meanwhile is found again by the next search; the second
 * IS NULL is for partitions, whose rows may lie at the same place.
 * https://www.postgresql.org/docs/current/ddl-system-columns.html https://www.sqlite.org/rowidtable.html
 */
function someOf({ engine, table, column, operation }: Place, open: string): readonly (readonly [number, string])[] {
  const limit = `LIMIT ${operation.batchRows}`;
  switch (familyOf(engine)) {
    case 'postgresql':
      return [
        [2, `WHERE ${column} IS NULL AND ctid = ANY (ARRAY(`],
        [3, `SELECT ctid FROM ${table}`],
        [3, `WHERE ${open}`],
        [3, limit],
        [2, '))'],
      ];
    case 'sqlite':
      return [
        [2, 'WHERE rowid IN ('],
        [3, `SELECT rowid FROM ${table}`],
        [3, `WHERE ${open}`],
        [3, limit],
        [2, ')'],
      ];
    case 'mysql':
      return [
        [2, `WHERE ${open}`],
        [2, limit],
      ];
  }
}

function select({ sa, style, table }: Place, columns: string, rest: string): Doc {
  return call(sa, [[text(style, `SELECT ${columns} FROM ${table}${rest}`)]]);
}

function update({ style, table, column, value, sa }: Place, values: string): readonly string[] {
  const { unit } = style;
  return [
    'connection.execute(',
    `${unit}${sa}(f"""`,
    `${unit}${unit}UPDATE ${braced(table)}`,
    `${unit}${unit}SET ${braced(`${column} = ${value}`)}`,
    `${unit}${unit}WHERE {batch} AND ${braced(`${column} IS NULL`)}`,
    `${unit}"""),`,
    `${unit}${values},`,
    ')',
  ];
}

/** A line inside `f"""…"""`. */
function braced(sql: string): string {
  return insideTriple(sql).replace(/[{}]/g, '$&$&');
}

type Entry = readonly [name: string, value: string];

function dictionary(style: Style, entries: readonly Entry[]): Doc {
  const items = entries.map(([name, value]) => [`${text(style, name)}: ${value}`]);
  return [{ open: '{', items, close: '}', commas: 'display' }];
}

/** A dictionary that fits on its line. */
function binds(style: Style, entries: readonly Entry[]): readonly string[] {
  return [`{${entries.map(([name, value]) => `${text(style, name)}: ${value}`).join(', ')}}`];
}
