import { expect, test } from 'vitest';
import { fill, holesOf } from '../../server/src/sql/holes.ts';
import { readSql } from '../../server/src/sql/parse.ts';

const read = (sql: string) =>
  readSql(sql, 'postgresql').flatMap(({ operations }) => operations.map(({ operation }) => operation));

const shell = ['$', '{shell}'].join('');

test.each([
  ['WHERE a = :name AND b = :b2::int AND c = x::text', [':name', ':b2']],
  ['a[1:2] AND b[lo:hi] AND t = 12:30', []],
  ['\':no\', "%s", $$ {no} $$ -- :no', []],
  ['= %s AND %(name)s % 5 %% 2', ['%s', '%(name)s']],
  ["a = ? AND b ?| '{}' AND c ?& '{}'", ['?']],
  [`{table}.{a["b"]} {{ jinja }} ${shell} $template $1`, ['{table}', '{a["b"]}', '{{ jinja }}', shell, '$template']],
  ["SET x = :'psql'", [":'psql'"]],
  [`"{{ index .Options "Schema" }}".users "{{ schema }}".users`, ['"{{ index .Options "Schema" }}"']],
])('the holes of %j', (sql, holes) => expect(holesOf(sql, 'postgresql').map((hole) => hole.text)).toEqual(holes));

test.each(['{a}', ':a', '?', '%s', '{a} {b} :c', 'IN %s \\:\\: x \\: %% ?'])('filling %j keeps its length', (sql) => {
  const holes = holesOf(sql, 'postgresql');
  for (const shape of ['name', 'string', 'number', 'list'] as const) {
    expect(fill(sql, holes, () => shape)).toHaveLength(sql.length);
  }
});

test('a name from a hole is the text of the hole', () => {
  expect(read('ALTER TABLE {schema}.{table}_log DROP COLUMN old_{column}')).toEqual([
    { kind: 'dropColumn', table: { schema: '{schema}', name: '{table}_log' }, column: 'old_{column}' },
  ]);
  expect(read('DELETE FROM %s')).toEqual([{ kind: 'deleteRows', table: { name: '%s' }, rows: 'all' }]);
  expect(read("UPDATE {t} SET {c} = 'a' WHERE {c} IS NULL")).toEqual([
    { kind: 'updateRows', table: { name: '{t}' }, columns: ['{c}'], rows: 'some' },
  ]);
});

test('a quoted name may hold a hole with quotes of its own', () =>
  expect(read('DROP TABLE "{{ index .Options "Schema" }}".users')).toEqual([
    { kind: 'dropTable', table: { schema: '"{{ index .Options "Schema" }}"', name: 'users' } },
  ]));

test.each([
  ['ALTER TABLE t ALTER c TYPE varchar({n})', { kind: 'changeType', column: 'c', type: undefined }],
  ['ALTER TABLE t ADD c varchar({n}) DEFAULT {d}', { kind: 'addColumn', column: { name: 'c', nullable: true } }],
  [
    'ALTER TABLE t ALTER c TYPE {type} USING c::{type}',
    { kind: 'changeType', type: { name: '{type}' }, using: 'c::{type}' },
  ],
  [
    'ALTER TABLE t ALTER c SET DEFAULT {value}',
    { kind: 'setDefault', default: { kind: 'expression', sql: '{value}' } },
  ],
  ['ALTER TYPE mood ADD VALUE {v}', { kind: 'addEnumValue', value: '{v}' }],
  ['ALTER TYPE mood ADD VALUE %s', { kind: 'opaque' }],
  ['COMMENT ON TABLE t IS %s', { kind: 'other', statement: 'COMMENT ON TABLE' }],
  ['DELETE FROM t WHERE id IN :ids', { kind: 'deleteRows', rows: 'some' }],
  ['DELETE FROM t WHERE id NOT IN %s AND b IN %s', { kind: 'deleteRows', rows: 'some' }],
  [
    'UPDATE t SET a = a %% 10, b = %(b)s\\:\\:jsonb WHERE c = ?',
    { kind: 'updateRows', columns: ['a', 'b'], rows: 'some' },
  ],
  ["UPDATE t SET a = now() - interval ':n days' LIMIT", { kind: 'updateRows', limit: true }],
  ["DELETE FROM t WHERE a ? 'b' AND c = '{}'", { kind: 'deleteRows', rows: 'some' }],
  [
    'CREATE INDEX {name} ON {table} ({columns}) WHERE {where}',
    { kind: 'createIndex', name: '{name}', keys: [{ column: '{columns}' }], where: '{where}' },
  ],
])('%s', (sql, operation) => expect(read(sql)).toMatchObject([operation]));

test.each([
  ['DELETE [FORM] {t} WHERE a = {b}', 'opaque'],
  ['UPDATE t SET é = :a WHERE b = :b::text [LIMIT] 5', 'updateRows'],
  ['DELETE FROM t WHERE a = ? [ORDER] BY {b}', 'deleteRows'],
])('an error that no filling mends is one: %s', (marked, kind) => {
  const sql = marked.replace(/[[\]]/g, '');
  const [statement] = readSql(sql, 'postgresql');
  const { start, end } = statement?.error?.span ?? { start: 0, end: 0 };
  expect(`${sql.slice(0, start)}[${sql.slice(start, end)}]${sql.slice(end)}`).toBe(marked);
  expect(statement?.operations).toMatchObject([{ operation: { kind } }]);
});

test('what a hole may change altogether is not analysed, and no error either', () => {
  for (const sql of [
    '{statement}',
    'CREATE {unique} INDEX i ON t (a)',
    'DELETE FORM{more} t',
    'ALTER TABLE t ADD c int {null}',
    'UPDATE t SET {all}',
  ]) {
    const [statement] = readSql(sql, 'postgresql');
    expect(statement?.error).toBeUndefined();
    expect(statement?.operations).toMatchObject([
      {
        operation: {
          kind: 'opaque',
          why: `a part of the statement is only known at run time: ${holesOf(sql, 'postgresql')[0]?.text}`,
        },
      },
    ]);
  }
});
