import { beforeAll, expect, test } from 'vitest';
import { after } from '../../server/src/model/after.ts';
import { constraintColumns } from '../../server/src/model/constraint.ts';
import { relationText } from '../../server/src/model/name.ts';
import { emptySchema } from '../../server/src/model/schema.ts';
import { loadSql, readSql } from '../../server/src/sql/parse.ts';

beforeAll(loadSql);

test('foreign keys and partitions follow the table and the column that they point at', () => {
  expect(
    keysAfter(`
      CREATE TABLE teams (id integer PRIMARY KEY, boss integer REFERENCES teams (id));
      CREATE TABLE users (team_id integer REFERENCES teams (id));
      CREATE TABLE events (id integer) PARTITION BY RANGE (id);
      CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (10);
      ALTER TABLE teams RENAME TO groups;
      ALTER TABLE groups RENAME COLUMN id TO key;
      ALTER TABLE events RENAME TO history;
    `),
  ).toEqual(['groups(boss) -> groups(key)', 'users(team_id) -> groups(key)', 'events_1 in history']);
});

test('an index that ALTER TABLE renames as if it were a table stays an index of its table', () => {
  const sql = 'CREATE TABLE users (a integer); CREATE INDEX users_a ON users (a); ALTER TABLE users_a RENAME TO by_a;';
  const { tables } = readSql(sql, 'postgresql')
    .flatMap(({ operations }) => operations)
    .reduce((schema, { operation }) => after(schema, operation), emptySchema);
  expect([...tables.values()].map(({ name, indexes }) => [name.name, ...indexes.map((each) => each.name)])).toEqual([
    ['users', 'by_a'],
  ]);
});

test('what was made without a name is dropped by the name that the server gave it', () => {
  const users =
    'CREATE TABLE users (a integer UNIQUE, b integer REFERENCES users (a), c integer REFERENCES users (a));';
  const dropped = (name: string) => keysAfter(`${users} ALTER TABLE users DROP CONSTRAINT ${name};`);
  expect(dropped('users_b_fkey')).toEqual(['users(c) -> users(a)']);
  expect(dropped('users_d_fkey')).toEqual(['users(b) -> users(a)', 'users(c) -> users(a)']);
});

function keysAfter(sql: string): readonly string[] {
  const operations = readSql(sql, 'postgresql').flatMap((statement) => statement.operations);
  const { tables } = operations.reduce((schema, { operation }) => after(schema, operation), emptySchema);
  const all = [...tables.values()];
  return [
    ...all.flatMap((table) =>
      table.constraints.flatMap((key) =>
        key.kind === 'foreignKey'
          ? [
              `${relationText(table.name)}(${constraintColumns(key)}) -> ${relationText(key.references)}(${key.referencedColumns})`,
            ]
          : [],
      ),
    ),
    ...all.flatMap(({ name, partitionOf }) =>
      partitionOf ? [`${relationText(name)} in ${relationText(partitionOf)}`] : [],
    ),
  ].sort((a, b) => Number(a.includes(' in ')) - Number(b.includes(' in ')) || (a < b ? -1 : 1));
}
