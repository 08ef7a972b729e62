import { expect, test } from 'vitest';
import { postgresql } from '../../server/src/engines/postgresql/index.ts';
import { after } from '../../server/src/model/after.ts';
import { emptySchema, settled } from '../../server/src/model/schema.ts';
import { readSql } from '../../server/src/sql/parse.ts';

/** A table's CHECK, the bound that it is attached with, and whether the rows are read. The key is \`day date\` or \`n int\`. */
const cases = `
day IS NOT NULL AND day >= '2024-01-01' AND day < '2025-01-01'         | FROM ('2024-01-01') TO ('2025-01-01') | instant
(day < '2025-01-01'::date) AND ((day >= '2024-01-01') AND day IS NOT NULL) | FROM ('2024-01-01') TO ('2025-01-01') | instant
day IS NOT NULL AND day BETWEEN '2024-02-01' AND '2024-12-31'          | FROM ('2024-01-01') TO ('2025-01-01') | instant
day IS NOT NULL AND day > '2024-03-01' AND day < '2024-04-01'          | FROM ('2024-01-01') TO (MAXVALUE)     | instant
day >= '2024-01-01' AND day < '2025-01-01'                             | FROM ('2024-01-01') TO ('2025-01-01') | scan
day IS NOT NULL AND day >= '2024-01-01'                                | FROM ('2024-01-01') TO ('2025-01-01') | scan
day IS NOT NULL AND day >= '2023-12-31' AND day < '2025-01-01'         | FROM ('2024-01-01') TO ('2025-01-01') | scan
day IS NOT NULL AND day BETWEEN '2024-02-01' AND '2025-01-01'          | FROM ('2024-01-01') TO ('2025-01-01') | scan
day IS NOT NULL AND (day >= '2024-01-01' OR day < '2025-01-01')        | FROM ('2024-01-01') TO ('2025-01-01') | scan
day IS NOT NULL AND day >= '2024-01-01'::timestamptz AND day < '2025-01-01' | FROM ('2024-01-01') TO ('2025-01-01') | scan
other IS NOT NULL AND other >= '2024-01-01' AND other < '2025-01-01'   | FROM ('2024-01-01') TO ('2025-01-01') | scan
n IS NOT NULL AND n >= 15 AND n < 20                                   | FROM (10) TO (20)                     | instant
n IS NOT NULL AND n >= -5 AND n < 9                                    | FROM (-10) TO (20)                    | instant
n IS NOT NULL AND n >= 9 AND n < 20                                    | FROM (10) TO (20)                     | scan
n IS NOT NULL AND n IN (1, 2)                                          | IN (1, 2, 3)                          | instant
n IS NOT NULL AND n = ANY (ARRAY[1, 2])                                | IN (1, 2, 3)                          | instant
n IS NOT NULL AND (n = 1 OR n = 2)                                     | IN (1, 2, 3)                          | instant
n IS NOT NULL AND n = 3                                                | IN (1, 2, 3)                          | instant
n IS NOT NULL AND n IN (1, 4)                                          | IN (1, 2, 3)                          | scan
n IS NOT NULL AND n <> 4                                               | IN (1, 2, 3)                          | scan
n IS NOT NULL AND n >= 0                                               | WITH (MODULUS 2, REMAINDER 0)         | scan
`
  .trim()
  .split('\n')
  .map((line) => line.split('|').map((part) => part.trim()));

test.each(cases)('CHECK (%s), attached for %s: %s', (check = '', bound = '', work) => {
  const key = /^(FROM|IN|WITH) \((-?\d|MODULUS)/.test(bound) ? 'n int' : 'day date';
  expect(attached(`CREATE TABLE p (${key}, other date, CHECK (${check}));`, key, bound).work).toBe(work);
});

test('NOT NULL may stand with the column; a CHECK counts once it is valid', () => {
  const made = 'CREATE TABLE p (n int NOT NULL);';
  const add = 'ALTER TABLE p ADD CONSTRAINT ck CHECK (n >= 10 AND n < 20)';
  expect(attached(`${made}${add};`, 'n int', 'FROM (10) TO (20)').work).toBe('instant');
  expect(attached(`${made}${add} NOT VALID;`, 'n int', 'FROM (10) TO (20)').work).toBe('scan');
});

/** What a CHECK of the default partition lets in, and the bound of the new one. */
const outside = `
n IS NULL OR n < 10 OR n >= 20                  | FROM (10) TO (20)       | instant
(n < 10) OR (n >= 20)                           | FROM (10) TO (20)       | instant
n < 5                                           | FROM (10) TO (20)       | instant
n > 0 AND (n < 10 OR n >= 25)                   | FROM (10) TO (20)       | instant
n >= 20                                         | FROM (MINVALUE) TO (20) | instant
n < 10                                          | FROM (10) TO (MAXVALUE) | instant
n IS NULL OR n NOT IN (1, 2, 3)                 | IN (1, 2)               | instant
n < 11 OR n >= 20                               | FROM (10) TO (20)       | scan
n IS NULL OR n < 10 OR n >= 19                  | FROM (10) TO (20)       | scan
n < 10 OR other > '2020-01-01'                  | FROM (10) TO (20)       | scan
other < '2020-01-01'                            | FROM (10) TO (20)       | scan
n >= 10                                         | FROM (10) TO (MAXVALUE) | scan
n IS NOT NULL                                   | FROM (10) TO (20)       | scan
n NOT IN (1, 4)                                 | IN (1, 2)               | scan
n IN (1, 2)                                     | IN (1, 2)               | scan
`
  .trim()
  .split('\n')
  .map((line) => line.split('|').map((part) => part.trim()));

test.each(outside)('a default partition with CHECK (%s), beside %s: %s', (check = '', bound = '', work) => {
  const rest = `CREATE TABLE rest PARTITION OF parent DEFAULT; ALTER TABLE rest ADD CONSTRAINT ck CHECK (${check});`;
  const table = `CREATE TABLE p (n int NOT NULL, other date, CHECK (${/^IN/.test(bound) ? 'n IN (1, 2)' : 'n >= 10 AND n < 20'}));`;
  expect(attached(`${rest}${table}`, 'n int, other date', bound).work).toBe(work);
});

test('a default partition is read all the same where nothing speaks for it, or not validly', () => {
  const rest = 'CREATE TABLE rest PARTITION OF parent DEFAULT;';
  const made = `${rest}CREATE TABLE p (n int NOT NULL, CHECK (n >= 10 AND n < 20));`;
  expect(attached(made, 'n int', 'FROM (10) TO (20)').work).toBe('scan');
  const check = 'ALTER TABLE rest ADD CONSTRAINT ck CHECK (n < 10 OR n >= 20) NOT VALID;';
  expect(attached(`${made}${check}`, 'n int', 'FROM (10) TO (20)').work).toBe('scan');
});

function attached(made: string, key: string, bound: string) {
  const how = /^IN/.test(bound) ? 'LIST' : /^WITH/.test(bound) ? 'HASH' : 'RANGE';
  const parent = `CREATE TABLE parent (${key}) PARTITION BY ${how} (${key.split(' ')[0]});`;
  const operations = (sql: string) =>
    readSql(sql, 'postgresql').flatMap((statement) => statement.operations.map(({ operation }) => operation));
  const schema = settled(operations(parent + made).reduce(after, emptySchema));
  const [attach] = operations(`ALTER TABLE parent ATTACH PARTITION p FOR VALUES ${bound}`);
  if (!attach) throw new Error('not read');
  return postgresql.effects(attach, schema, '15');
}
