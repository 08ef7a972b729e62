import { expect, test } from 'vitest';
import { analyzed, type Setting } from '../marked.ts';

test('a foreign key is content with another index that begins with its column, however that is ordered', async () => {
  const mysql: Setting = {
    tool: 'sql',
    engine: 'mysql',
    history: [
      'CREATE TABLE networks (id int PRIMARY KEY); CREATE TABLE users (id int PRIMARY KEY, nid int, KEY ix_old (nid, id), FOREIGN KEY (nid) REFERENCES networks (id));',
    ],
  };
  const needed = "Cannot drop index 'ix_old': needed in a foreign key constraint";
  expect(await refusals('DROP INDEX ix_old ON users;', mysql)).toEqual([needed]);
  expect(await refusals('CREATE INDEX ix ON users (nid ASC); DROP INDEX ix_old ON users;', mysql)).toEqual([]);
  expect(await refusals('CREATE INDEX ix ON users (`nid` DESC, id); DROP INDEX ix_old ON users;', mysql)).toEqual([]);
  expect(await refusals('CREATE INDEX ix ON users (id ASC, nid); DROP INDEX ix_old ON users;', mysql)).toEqual([
    needed,
  ]);
  expect(await refusals('CREATE INDEX ix ON users ((nid + 1) DESC); DROP INDEX ix_old ON users;', mysql)).toEqual([
    needed,
  ]);
});

test('what stands in a branch may be just what the condition asks for', async () => {
  const history = ['CREATE TABLE queues (id bigint PRIMARY KEY, n int);'];
  const add = 'ALTER TABLE queues ADD PRIMARY KEY (n);';
  const twice = 'multiple primary keys for table "queues" are not allowed';
  expect(await refusals(add, { tool: 'sql', history })).toEqual([twice]);
  expect(
    await refusals(`DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint) THEN ${add} END IF; END $$;`, {
      tool: 'sql',
      history,
    }),
  ).toEqual([]);
  expect(await refusals(`DO $$ BEGIN ${add} END $$;`, { tool: 'sql', history })).toEqual([twice]);
});

test('what a branch may have done before is not held against a later migration', async () => {
  const add = 'ALTER TABLE queues ADD PRIMARY KEY (n);';
  const table = 'CREATE TABLE queues (id bigint, n int);';
  const branch = `DO $$ BEGIN IF EXISTS (SELECT 1 FROM flags) THEN ${add} END IF; END $$;`;
  expect(await refusals(add, { tool: 'sql', history: [table, branch] })).toEqual([]);
  expect(await refusals(add, { tool: 'sql', history: [table, add] })).toEqual([
    'multiple primary keys for table "queues" are not allowed',
  ]);
});

test('an index is looked for in its own schema', async () => {
  const history = ['CREATE TABLE devices (id int, CONSTRAINT uq_device UNIQUE (id));'];
  const refused = 'cannot drop index uq_device because constraint uq_device on table devices requires it';
  expect(await refusals('DROP INDEX IF EXISTS devices.uq_device;', { tool: 'sql', history })).toEqual([]);
  expect(await refusals('DROP INDEX IF EXISTS uq_device;', { tool: 'sql', history })).toEqual([refused]);
  expect(await refusals('DROP INDEX public.uq_device;', { tool: 'sql', history })).toEqual([refused]);
});

test('a type of the same name needs no cast; the old one under another name does', async () => {
  const history = ["CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TABLE people (id int, mood mood);"];
  expect(await refusals('ALTER TABLE people ALTER COLUMN mood TYPE mood;', { tool: 'sql', history })).toEqual([]);
  expect(
    await refusals(
      "ALTER TYPE mood RENAME TO mood_old; CREATE TYPE mood AS ENUM ('ok'); ALTER TABLE people ALTER COLUMN mood TYPE mood;",
      { tool: 'sql', history },
    ),
  ).toEqual(['no cast turns people.mood from mood_old to mood by itself, USING has to say how']);
});

test('a way back meets what the ways back of later migrations have left', async () => {
  const tables = 'CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int REFERENCES a (id));';
  const text = `-- +goose Up\n${tables}\n-- +goose Down\nDROP TABLE a;\n`;
  const later = (down: string) => [
    {
      path: '/app/migrations/00101_later.sql',
      text: `-- +goose Up\nALTER TABLE b ADD COLUMN n int;\n-- +goose Down\n${down}\n`,
    },
  ];
  const goose: Setting = { tool: 'sql', path: 'migrations/00100_change.sql' };
  const refused = ['cannot drop table a because other objects depend on it'];
  expect(await refusals(text, goose)).toEqual(refused);
  expect(await refusals(text, { ...goose, children: later('ALTER TABLE b DROP COLUMN n;') })).toEqual(refused);
  expect(await refusals(text, { ...goose, children: later('DROP TABLE b;') })).toEqual([]);
  expect(await refusals(text, { ...goose, children: later('ALTER TABLE b DROP CONSTRAINT fk;') })).toEqual([]);
});

/** What the server is said to refuse, statement by statement. */
async function refusals(text: string, setting: Setting): Promise<readonly string[]> {
  const { analysis } = await analyzed(text, setting);
  return [...analysis.up, ...analysis.down].flatMap(({ effects }) => effects.refused ?? []);
}
