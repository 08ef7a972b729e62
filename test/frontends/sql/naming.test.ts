import { expect, test } from 'vitest';
import { namingOf, pathOf } from '../../../server/src/frontends/sql/naming.ts';

test.each([
  ['db/V1__init.sql', '', 'flyway db up 1 "init"'],
  ['db/V1.2_3__add users.sql', '', 'flyway db up 1.2_3 "add users"'],
  ['U2__drop.sql', '', 'flyway  down 2 "drop"'],
  ['db/R__views.sql', '', 'flyway db up  "views" R'],
  ['db/B10__base.sql', '', 'flyway db up 10 "base" B'],
  ['db/Version1__init.sql', '', 'lone db both  "Version1__init"'],
  ['m/000001_create.up.sql', '', 'up-down m up 000001 "create"'],
  ['m/000001_create.down.sql', '', 'up-down m down 000001 "create"'],
  ['m/20200601101000000000_create.cockroach.down.sql', '', 'pop m down 20200601101000000000 "create" cockroach'],
  ['m/20200601101000000000_create.up.sql', '', 'pop m up 20200601101000000000 "create"'],
  ['m/2015_a.sqlite3.up.sql', '', 'pop m up 2015 "a" sqlite3'],
  ['m/2015_a.autocommit.up.sql', '', 'pop m up 2015 "a" autocommit'],
  ['m/2015_a.v2.up.sql', '', 'up-down m up 2015 "a.v2"'],
  ['m/2024-01-01-000000_users/up.sql', '', 'folders m up 2024-01-01-000000 "users"'],
  ['m/initial/down.sql', '', 'folders m down  "initial"'],
  ['m/20240101120000_init/migration.sql', '', 'prisma m both 20240101120000 "init"'],
  ['m/20150207161204-add-up.sql', '', 'db-migrate m up 20150207161204 "add"'],
  ['m/003.undo.users.sql', '', 'postgrator m down 003 "users"'],
  ['m/20240101120000_init.sql', '', 'timestamped m both 20240101120000 "init"'],
  ['m/20240101120000_init.sql', '-- migrate:up\n', 'dbmate m both 20240101120000 "init"'],
  ['m/00001_init.sql', '-- +goose Up\n', 'goose m both 00001 "init"'],
  ['m/1_init.sql', '-- +migrate Up notransaction\n', 'sql-migrate m both 1 "init"'],
  ['m/1_init.sql', '-- Up Migration\n', 'node-pg-migrate m both 1 "init"'],
  ['m/1.sql', '# --- !Ups\n', 'play m both 1 ""'],
  ['m/0001_init.sql', '', 'numbered m both 0001 "init"'],
  ['m/2024-05-06_init.sql', '', 'numbered m both 2024-05-06 "init"'],
  ['C:\\app\\1-init.sql', '', 'numbered C:/app both 1 "init"'],
  ['query.sql', '', 'lone  both  "query"'],
])('%s %j is %s', (path, text, expected) => {
  const naming = namingOf(path, text);
  const { scheme, folder, direction, version, description, engine, mode } = naming;
  const parts = [scheme.id, folder, direction, version, JSON.stringify(description), engine, mode];
  expect(parts.filter((each) => each !== undefined).join(' ')).toBe(expected);
  expect(pathOf(naming)).toBe(path.replaceAll('\\', '/'));
});

test('a name and a text of any length are told at once', () => {
  const flood = '\n'.repeat(500_000);
  const started = performance.now();
  namingOf(`${'1-'.repeat(20_000)}.sql`, `${flood}-- Up Migration${flood}@UNDO migrate:up +goose`);
  namingOf(`${'a/'.repeat(20_000)}1.up.sql`, `${'-- '.repeat(200_000)}up migration`);
  expect(performance.now() - started).toBeLessThan(2_000);
});
