import { expect, test } from 'vitest';
import { readSettingsFile } from '../../server/src/project/settings-file.ts';
import { readSizes, sizesOf } from '../../server/src/project/table-sizes.ts';

test('a stats file is JSON of sizes by table', () => {
  expect(
    said(`{
  "users": { "rows": 5000000 },
  "public.orders": { "rows": 12 },
  "short": 7,
  "7": 7
}`),
  ).toEqual(['7:5 has 7', 'users:2 has 5000000', 'public.orders:3 has 12', 'short:4 has 7']);
});

test('what clients of databases write is understood', () => {
  const users = ['users:2 has 5000000', 'app.orders:3 has 12'];
  expect(said('table,rows\nusers,5e+06\napp.orders,12\n')).toEqual(users);
  expect(said('\uFEFFschema,table,rows\r\n,users,5000000\r\n"app","orders","12"\r\n')).toEqual(users);
  expect(said('TABLE_NAME\tTABLE_ROWS\nusers\t5000000\napp.orders\t12')).toEqual(users);
  expect(said('relname|reltuples\nusers|5000000\napp.orders|12')).toEqual(users);
  expect(said(' table | rows \n-------+------\n users | 5 \n(1 row)\n')).toEqual(['users:3 has 5']);
  expect(said('+-------+------+\n| table | rows |\n+-------+------+\n| users |    5 |\n+-------+------+\n')).toEqual([
    'users:4 has 5',
  ]);
  expect(said('[{"schema":"app","table":"orders","rows":12},{"table":"users","rows":"5"}]')).toEqual([
    'app.orders:1 has 12',
    'users:1 has 5',
  ]);
  expect(said('table,rows\n"a,""b""",1')).toEqual(['a,"b":2 has 1']);
  expect(said('')).toEqual([]);
  expect(said('{}')).toEqual([]);
});

test('what is wrong is said with its line, and the rest is used', () => {
  expect(
    said('{"a": {"rows": -1},\n"b": {"rows": -5},\n"c": {"rows": null},\n"d": {"rows": "many"},\n"e": {"rows": 1}}'),
  ).toEqual([
    'e:5 has 1',
    '1: a was never analysed by the server, which knows no number of rows (-1)',
    '2: b must have a number of rows, not -5',
    '3: c must have a number of rows, not null',
    '4: d must have a number of rows, not "many"',
  ]);
  expect(said('{"a": {"rows": 1}\n"b"')).toEqual([expect.stringMatching(/^2: This is not JSON: /)]);
  expect(said('users 5')).toEqual([
    '1: The first line must name the columns "table" and "rows", and may name "schema"',
  ]);
  expect(said('[5]')).toEqual(['1: Row 1 must name the columns "table" and "rows", and may name "schema"']);
  expect(said('table,rows\nusers')).toEqual(['2: users must have a number of rows, not nothing']);
  expect(said('{"__proto__": {"rows": 3}, "constructor": 4}')).toEqual(['__proto__:1 has 3', 'constructor:1 has 4']);
  const many = said(`table,rows\n${'t,-1\n'.repeat(90)}`);
  expect(many).toHaveLength(5);
  expect(many[4]).toMatch(/; and 85 more like it$/);
});

test('a large file is read in a moment', () => {
  const text = JSON.stringify(
    Object.fromEntries(Array.from({ length: 40_000 }, (_, i) => [`t${i}`, { rows: i }])),
    null,
    1,
  );
  const started = performance.now();
  expect(readSizes({ path: 'f', text }).sizes.t39999).toMatchObject({ rows: 39_999, line: 119_999 });
  expect(performance.now() - started).toBeLessThan(1000);
});

test('what the settings say of a table wins over the stats file, and has its line', () => {
  const text = '{\n"tables": {\n"users": {"rows": 5}\n}}';
  const file = readSettingsFile({ path: '/a/.migration-writer.json', text }, { rules: [], engines: [] });
  const measured = readSizes({ path: '/a/s.json', text: '{"users": 1, "orders": 2}' }).sizes;
  expect(sizesOf(file ? [file] : [], measured)).toEqual({
    users: { rows: 5, path: '/a/.migration-writer.json', line: 3 },
    orders: { rows: 2, path: '/a/s.json', line: 1 },
  });
});

function said(text: string): readonly string[] {
  const { sizes, problems } = readSizes({ path: 'stats', text });
  return [
    ...Object.entries(sizes).map(([name, { rows, line }]) => `${name}:${line} has ${rows}`),
    ...problems.map(({ line, message }) => `${line}: ${message}`),
  ];
}
