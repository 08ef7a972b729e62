import { expect, test } from 'vitest';
import { addressIn } from '../../../server/src/node/sizes/address.ts';
import { readTables } from '../../../server/src/node/sizes/read.ts';
import { sizesText } from '../../../server/src/project/sizes-text.ts';
import { readSizes } from '../../../server/src/project/table-sizes.ts';

test.each([
  ['postgresql+psycopg2://me:p%40ss@db:6432/shop?sslmode=require', 'postgresql me p@ss db 6432 shop require'],
  ['postgres://me@db/shop', 'postgresql me - db - shop -'],
  ['postgresql:///shop?host=/var/run/postgresql&port=5433', 'postgresql - - /var/run/postgresql 5433 shop -'],
  ['postgresql://me:a@b:c@[::1]:5432/shop', 'postgresql me a@b:c ::1 5432 shop -'],
  [
    'mysql+pymysql://root:100%25@localhost/shop?unix_socket=/run/my.sock',
    'mysql root 100% localhost - shop - /run/my.sock',
  ],
  ['mariadb+mariadbconnector://u@h:3307/s?ssl-mode=DISABLED', 'mariadb u - h 3307 s disabled'],
  ['sqlite:///app.db', 'sqlite - - - - app.db -'],
  ['sqlite+aiosqlite:////var/lib/app.db?timeout=5', 'sqlite - - - - /var/lib/app.db -'],
])('%s', (url, said) => {
  const address = addressIn(url);
  if ('problem' in address) throw new Error(address.problem);
  const { engine, user, password, host, port, database, tls, socket } = address;
  const parts = [engine, user, password, host, port, database, tls].map((each) => each || '-');
  expect([...parts, ...(socket === undefined ? [] : [socket])].join(' ')).toBe(said);
});

test.each([
  ['driver://user:pass@localhost/dbname', 'The URL must begin with postgresql://, mysql://, mariadb:// or sqlite://'],
  ['', 'The URL must begin with postgresql://, mysql://, mariadb:// or sqlite://'],
  ['postgresql://user:pass@localhost', 'The URL names no database: it ends with / and its name'],
  ['sqlite://', 'A database in memory has nothing to read'],
])('%j is refused in words', (url, problem) => expect(addressIn(url)).toEqual({ problem }));

test('a server that is not there is told without the password', async () => {
  const answer = await readTables('postgresql://me:s3cret%21@127.0.0.1:9/shop');
  expect(JSON.stringify(answer)).not.toMatch(/s3cret/);
  expect(answer).toEqual({ problem: expect.stringMatching(/^127\.0\.0\.1:9 could not be read: .*ECONNREFUSED/) });
});

test('what is kept are numbers, which the reader of stats files understands', () => {
  const text = sizesText([
    { table: 'users', rows: 5, bytes: 8192 },
    { schema: 'app', table: 'Odd.Name', rows: 7 },
    { table: 'never_analysed', rows: undefined },
  ]);
  expect(text).toBe('{\n  "users": {"rows":5,"bytes":8192},\n  "app.\\"Odd.Name\\"": {"rows":7}\n}\n');
  const { sizes, problems } = readSizes({ path: '/app/tables.json', text });
  expect([problems, Object.entries(sizes).map(([name, { rows, bytes, line }]) => [name, rows, bytes, line])]).toEqual([
    [],
    [
      ['users', 5, 8192, 2],
      ['app."Odd.Name"', 7, undefined, 3],
    ],
  ]);
});
