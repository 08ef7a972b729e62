import { expect, test } from 'vitest';
import { engines } from '../../server/src/engines/index.ts';
import { type EngineName, engineCalled } from '../../server/src/model/engine.ts';
import { knownVersion, readVersion, versionMeant } from '../../server/src/project/version.ts';

function meant(said: string, name: EngineName): string {
  const engine = engines.find((each) => each.name === name);
  if (!engine) throw new Error(name);
  const { version, note } = versionMeant(said, engine, engines);
  return note === undefined ? version : `${version} | ${note}`;
}

test.each([
  ['15', 'postgresql', '15'],
  [' 15 ', 'postgresql', '15'],
  ['015.0', 'postgresql', '15'],
  ['v15', 'postgresql', '15'],
  ['15.3-alpine', 'postgresql', '15'],
  ['postgres:15.3-alpine3.18', 'postgresql', '15'],
  ['docker.io/library/postgres:16', 'postgresql', '16'],
  ['PostgreSQL 15', 'postgresql', '15'],
  ['PostgreSQL 15.6 (Debian 15.6-0+deb12u1) on x86_64-pc-linux-gnu, compiled by gcc', 'postgresql', '15'],
  ['pg15', 'postgresql', '15'],
  ['>= 12', 'postgresql', '12'],
  ['15.x', 'postgresql', '15'],
  ['18rc1', 'postgresql', '18'],
  ['10.11', 'postgresql', '10'],
  ['8.0', 'mysql', '8.0'],
  ['8.0.36-log', 'mysql', '8.0.36'],
  ['8.0.36-0ubuntu0.22.04.1', 'mysql', '8.0.36'],
  ['8.0.mysql_aurora.3.04.0', 'mysql', '8.0'],
  ['mysql:lts', 'mysql', '8.4 | The facts of MySQL 8.4 are used, the newest lts known here'],
  ['5.7.44', 'mysql', '5.7'],
  ['9.5', 'mysql', '9'],
  ['10.11.6-MariaDB-1:10.11.6+maria~deb12', 'mariadb', '10.11'],
  ['5.5.5-10.6.12-MariaDB', 'mariadb', '10.6'],
  ['11.4', 'mariadb', '11.4'],
  ['sqlite3 3.45.1', 'sqlite', '3.45'],
  ['3.8', 'sqlite', '3.24 | SQLite 3.8 is older than all that are known here: the facts of 3.24 are used'],
  ['latest', 'postgresql', '18 | The facts of PostgreSQL 18 are used, the newest known here'],
  ['lts', 'postgresql', '18 | PostgreSQL calls no release lts: the facts of 18 are used, the newest known here'],
  ['9.6', 'postgresql', '10 | PostgreSQL 9.6 is older than all that are known here: the facts of 10 are used'],
  ['19', 'postgresql', '18 | PostgreSQL 19 is newer than all that are known here: the facts of 18 are used'],
  ['8', 'mysql', '8.0 | MySQL 8 names several releases: the facts of 8.0 are used'],
  ['10', 'mariadb', '10.11 | MariaDB 10 names several releases: the facts of 10.11 are used'],
  ['8.2', 'mysql', '8.0 | MySQL 8.2 is not known here: the facts of 8.0 are used'],
  ['10.8', 'mariadb', '10.6 | MariaDB 10.8 is not known here: the facts of 10.6 are used'],
  ['5.5', 'mariadb', '10.4 | MariaDB 5.5 is older than all that are known here: the facts of 10.4 are used'],
  ['15, 12', 'postgresql', '15 | "15, 12" is read as PostgreSQL 15'],
])('%j of %s is %s', (said, name, expected) => expect(meant(said, engineCalled(name) ?? 'sqlite')).toBe(expected));

test.each([
  [
    '15',
    'mysql',
    '9 | MySQL 15 is newer than all that are known here, and is one of PostgreSQL: the facts of 9 are used',
  ],
  [
    '10.11',
    'mysql',
    '9 | MySQL 10.11 is newer than all that are known here, and is one of PostgreSQL or MariaDB: the facts',
  ],
  [
    '8.0',
    'mariadb',
    '10.4 | MariaDB 8.0 is older than all that are known here, and is one of MySQL: the facts of 10.4',
  ],
  [
    '10.11.6-MariaDB',
    'mysql',
    '8.0 | "10.11.6-MariaDB" is a version of MariaDB, and the engine is MySQL: 8.0 is assumed',
  ],
])('%j is no version of %s', (said, name, expected) =>
  expect(meant(said, engineCalled(name) ?? 'sqlite')).toContain(expected),
);

test.each(['abc', 'fifteen', '[]', '<15', '-1', '1e400', 'oracle 19', 'Infinity', 'mysql', '.'])(
  '%j is no version',
  (said) => expect(readVersion(said)).toBeUndefined(),
);

test('a version as long as a book is read at once', () => {
  const started = performance.now();
  for (const each of ['1', '1.', 'a', 'a/', ' ', 'v', 'server ']) {
    expect(meant(each.repeat(1_000_000 / each.length), 'postgresql').length).toBeLessThan(200);
  }
  expect(performance.now() - started).toBeLessThan(500);
});

test.each([
  ['Postgres', 'postgresql'],
  [' PG ', 'postgresql'],
  ['maria', 'mariadb'],
  ['sqlite3', 'sqlite'],
  ['mysql8', undefined],
  ['cockroachdb', undefined],
  ['__proto__', undefined],
])('the engine %j is %s', (word, name) => expect(engineCalled(word)).toBe(name));

test.each([
  ['15.3', ['10', '15'], '15'],
  ['1', ['10', '15'], undefined],
  ['150', ['10', '15'], undefined],
  ['8.0', ['5.7', '8.0', '8.0.28'], '8.0'],
  ['8.0.36', ['5.7', '8.0', '8.0.28'], '8.0.36'],
  ['8.1', ['5.7', '8.0', '8.0.28'], undefined],
])('of a list, %j in %j is %s', (version, versions, known) => expect(knownVersion(version, versions)).toBe(known));
