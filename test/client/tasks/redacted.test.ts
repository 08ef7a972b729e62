import { expect, test } from 'vitest';
import { redacted } from '../../../client/src/tasks/redacted.ts';

test.each([
  ['postgresql://shop:s3cret@db/shop', 'postgresql://shop:***@db/shop'],
  ['mysql+pymysql://shop:p@ss:w/rd#1@db:3306/shop', 'mysql+pymysql://shop:***@db:3306/shop'],
  ['\'postgresql://shop:s3cret@db/shop\' and "redis://:x@y"', '\'postgresql://shop:***@db/shop\' and "redis://:***@y"'],
  [
    'postgresql://db/shop?user=a&password=s3cret&sslmode=require',
    'postgresql://db/shop?user=a&password=***&sslmode=require',
  ],
  ["connect(password='s3 cret', host='db')", "connect(password=***, host='db')"],
  ['PGPASSWORD=s3cret alembic', 'PGPASSWORD=*** alembic'],
  ['{"password": "s3cret"}', '{"password": ***}'],
])('%s', (text, expected) => {
  expect(redacted(text)).toBe(expected);
});

test.each([
  'sqlite:///shop.db',
  'postgresql://shop@db:5432/shop',
  'File "/app/x.py", line 3, in f',
  'password authentication failed for user "shop"',
  'unrecognized token: "x"',
])('%s has nothing to hide', (text) => {
  expect(redacted(text)).toBe(text);
});
