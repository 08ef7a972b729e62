import { type EngineName, familyOf } from '../../model/engine.ts';
import type { Backfill } from '../../model/operation.ts';
import type { Doc } from '../../python/layout.ts';
import { insideTriple } from '../../python/quote.ts';
import { code, type Statement } from '../../python/statement.ts';
import { inOwnTerms } from '../../sql/partner.ts';
import { rowValueText } from '../../sql/print-clause.ts';
import { batchesBetweenReports, type Progress, progressOf } from '../../sql/progress.ts';
import { quotingOf } from '../../sql/quoting.ts';
import { sqlText } from './sql-text.ts';
import { call, type Style, text } from './style.ts';

/**
 * A loop that fills the table batch by batch. Rows that have a value already keep it: a rerun does only what is left, and
 * nothing that the application wrote meanwhile is lost. The caller puts it where every statement commits by itself.
 * Between batches it rests, as long as the batch took unless somebody says otherwise: it takes half of what the server can do at
 * most, and slows down where that is busy. What it has done is told where Alembic tells which revision it runs.
 */
export function printBackfill(fill: Backfill, style: Style, engine: EngineName): readonly Statement[] {
  const operation = inOwnTerms(fill, engine);
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
  const log = code(
    'log = ',
    ...call(`${names.python('logging')}.getLogger`, [[text(style, 'alembic.runtime.migration')]]),
  );
  const loop =
    key === undefined ? searching(place) : keys.length === 1 ? byOneColumn(place, key) : bySeveral(place, keys);
  return [
    code('connection = ', ...call(names.op('get_bind'), [])),
    log,
    code('batches = 0'),
    ...loop,
    tell(place, 'done', ['batches']),
  ];
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
        ...clock(place),
        code('end = ', ...ends),
        code(`batch = ${text(style, `${key} >= :start`)}`),
        { kind: 'block', header: 'if end is not None:', body: [code(`batch += ${text(style, ` AND ${key} < :end`)}`)] },
        { kind: 'lines', lines: update(place, both) },
        ...onwards(place),
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
        ...clock(place),
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
        ...onwards(place),
      ],
    },
  ];
}

/** What is told now and then, the rest before the next batch where there is one, and the step to it. */
function onwards(place: Place): readonly Statement[] {
  const rest = restFor(place, `${now(place)} - began`);
  const reported: Statement = {
    kind: 'block',
    header: `if batches % ${batchesBetweenReports} == 0:`,
    body: [tell(place, 'so', ['batches', 'end'])],
  };
  return [
    code('batches += 1'),
    { kind: 'block', header: 'if end is not None:', body: [reported, ...rest] },
    code('start = end'),
  ];
}

function clock(place: Place): readonly Statement[] {
  return place.operation.pause === undefined ? [code(`began = ${now(place)}`)] : [];
}

function now({ style }: Place): string {
  return `${style.names.python('time')}.monotonic()`;
}

function restFor({ operation: { pause }, style }: Place, took: string): readonly Statement[] {
  return pause === 0 ? [] : [code(...call(`${style.names.python('time')}.sleep`, [[pause?.toString() ?? took]]))];
}

function tell({ operation, style }: Place, what: keyof Progress, values: readonly string[]): Statement {
  const message = progressOf(operation)
    [what].map((each) => each.replaceAll('%', '%%'))
    .join('%s');
  const items = values.map((each) => [each]);
  return code(...call('log.info', [[text(style, items.length > 1 ? `${message}%s` : message)], ...items]));
}

/**
 * Without a key, by where the rows lie. Rows for which the value is NULL are not looked for, as there would be no end of it.
 */
function searching(place: Place): readonly Statement[] {
  const { style, table, column, value, sa } = place;
  const { unit } = style;
  const open = `${column} IS NULL AND NOT ((${value}) IS NULL)`;
  const line = (depth: number, sql: string) => `${unit.repeat(depth)}${insideTriple(sql)}`;
  const rest = restFor(place, 'took');
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
        ...(rest.length > 0 ? [{ kind: 'block', header: 'if batches > 0:', body: rest } as const] : []),
        ...clock(place),
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
        ...(place.operation.pause === undefined ? [code(`took = ${now(place)} - began`)] : []),
        code('batches += 1'),
        {
          kind: 'block',
          header: `if batches % ${batchesBetweenReports} == 0:`,
          body: [tell(place, 'so', ['batches'])],
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
