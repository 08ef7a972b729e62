import { expect, test } from 'vitest';
import { analyzed, type Setting } from '../marked.ts';

const tables = `CREATE TABLE teams (id int PRIMARY KEY);
CREATE TABLE users (id bigint PRIMARY KEY, name text, age int, email varchar(50), code int NOT NULL, team_id int,
  CONSTRAINT named CHECK (name IS NOT NULL));
CREATE INDEX users_name_idx ON users (name);
ALTER TABLE users ADD CONSTRAINT aged CHECK (age IS NOT NULL) NOT VALID;
ALTER TABLE users ADD CONSTRAINT team FOREIGN KEY (team_id) REFERENCES teams NOT VALID;
CREATE TABLE keyless (id int);
CREATE TABLE events (id bigint, kind int) PARTITION BY RANGE (id);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (10);`;

test('every action shows the strongest lock of all of them', () =>
  check(`
[15] users ALTER age SET STATISTICS 5, VALIDATE CONSTRAINT aged
  SHARE UPDATE EXCLUSIVE users: nothing
  instant, scan
[15] users VALIDATE CONSTRAINT aged, ADD COLUMN a int
  ACCESS EXCLUSIVE users: reads and writes
  scan, instant
[15] users ALTER age SET STATISTICS 5, ADD FOREIGN KEY (team_id) REFERENCES teams NOT VALID
  SHARE ROW EXCLUSIVE users, SHARE ROW EXCLUSIVE teams: writes
  instant, instant
[15] events OWNER TO me, ALTER kind SET STATISTICS 5
  ACCESS EXCLUSIVE events, ACCESS EXCLUSIVE events_1: reads and writes
  instant, instant
`));

test('one pass reads or writes the rows for all', () =>
  check(`
[15] users ADD CHECK (code > 0), ALTER email SET NOT NULL, ADD COLUMN a int
  ACCESS EXCLUSIVE users: reads and writes
  scan, instant, instant
[15] users ADD CHECK (code > 0), ADD UNIQUE (code), ALTER age TYPE bigint, ADD COLUMN a float DEFAULT random()
  ACCESS EXCLUSIVE users: reads and writes
  instant, instant, rewrite, instant
[15] users ADD UNIQUE (code), ADD UNIQUE (age), ADD CHECK (code > 0)
  ACCESS EXCLUSIVE users: reads and writes
  index build, index build, scan
[15] users ALTER name TYPE text COLLATE "C", ALTER age TYPE bigint
  ACCESS EXCLUSIVE users: reads and writes
  instant, rewrite
[15] users ALTER name TYPE text COLLATE "C", ADD COLUMN a float DEFAULT random()
  ACCESS EXCLUSIVE users: reads and writes
  index build, rewrite
`));

test('a foreign key is checked by itself, an index is built by itself, and files that move carry nothing', () =>
  check(`
[15] users ADD FOREIGN KEY (team_id) REFERENCES teams, VALIDATE CONSTRAINT team, ALTER age TYPE bigint, ADD CHECK (code > 0)
  ACCESS EXCLUSIVE users, SHARE ROW EXCLUSIVE teams: reads and writes
  scan, scan, rewrite, instant
[15] users ALTER age TYPE bigint, ADD COLUMN t int DEFAULT random() REFERENCES teams
  ACCESS EXCLUSIVE users, SHARE ROW EXCLUSIVE teams: reads and writes
  rewrite, scan
[15] users ADD CHECK (code > 0), SET TABLESPACE fast
  ACCESS EXCLUSIVE users: reads and writes
  scan, rewrite
`));

test('a rewrite that need not come carries nothing that must', () =>
  check(`
[15] users ADD COLUMN a int DEFAULT strange(), ADD CHECK (code > 0), ADD COLUMN b int DEFAULT strange()
  ACCESS EXCLUSIVE users: reads and writes
  rewrite, scan, instant
[15] users ADD COLUMN a int DEFAULT strange(), ADD COLUMN b float DEFAULT random()
  ACCESS EXCLUSIVE users: reads and writes
  instant, rewrite
`));

test('the server has its own order: what drops, changes, adds, marks, checks', () =>
  check(`
[15] users ALTER name SET NOT NULL
  ACCESS EXCLUSIVE users: reads and writes
  instant
[15] users ALTER name SET NOT NULL, DROP CONSTRAINT named
  ACCESS EXCLUSIVE users: reads and writes
  scan, instant
[15] users ADD CONSTRAINT c CHECK (email IS NOT NULL), ALTER email SET NOT NULL
  ACCESS EXCLUSIVE users: reads and writes
  scan, instant
[15] users VALIDATE CONSTRAINT aged, ALTER age SET NOT NULL
  ACCESS EXCLUSIVE users: reads and writes
  scan, instant
[15] users ALTER a SET NOT NULL, ADD COLUMN a int
  ACCESS EXCLUSIVE users: reads and writes
  scan, instant
[15] users ADD PRIMARY KEY (code), DROP CONSTRAINT users_pkey
  ACCESS EXCLUSIVE users: reads and writes
  index build, instant
`));

test('before PostgreSQL 13 one foreign key has all of them checked, and two keys on the same columns are one', () =>
  check(`
[12] users ADD COLUMN a int REFERENCES teams, ADD COLUMN b int DEFAULT 1
  ACCESS EXCLUSIVE users, SHARE ROW EXCLUSIVE teams: reads and writes
  scan, instant
[13] users ADD COLUMN a int REFERENCES teams, ADD COLUMN b int DEFAULT 1
  ACCESS EXCLUSIVE users, SHARE ROW EXCLUSIVE teams: reads and writes
  instant, instant
[12] events_1 ADD UNIQUE (id), ADD PRIMARY KEY (id)
  ACCESS EXCLUSIVE events_1: reads and writes
  instant, index build
[13] events_1 ADD UNIQUE (id), ADD PRIMARY KEY (id)
  ACCESS EXCLUSIVE events_1: reads and writes
  index build, index build
`));

test('what cannot go together is refused as a whole', () =>
  check(`
[15] users ALTER age TYPE bigint, ALTER age TYPE text
  refused: cannot alter type of column "age" twice
[15] users DROP COLUMN age, ALTER age SET NOT NULL
  refused: column "age" of relation "users" does not exist
[15] users ADD COLUMN a int, ALTER a TYPE bigint
  refused: column "a" of relation "users" does not exist
[15] users ADD COLUMN a int, DROP COLUMN a
  refused: column "a" of relation "users" does not exist
[15] users ADD COLUMN a int, ADD COLUMN a text
  refused: column "a" of relation "users" already exists
[15] keyless ADD PRIMARY KEY (id), ADD COLUMN n serial PRIMARY KEY
  refused: multiple primary keys for table "keyless" are not allowed
[15] users DROP CONSTRAINT named, VALIDATE CONSTRAINT named
  refused: constraint "named" of relation "users" does not exist
[15] users ADD CONSTRAINT c CHECK (age > 0), ADD CONSTRAINT c CHECK (code > 0)
  refused: constraint "c" for relation "users" already exists
`));

test('what looks alike goes together', () =>
  check(`
[15] users ALTER name TYPE text COLLATE "C", ALTER name TYPE varchar(80)
  ACCESS EXCLUSIVE users: reads and writes
  instant, rewrite
[15] users DROP COLUMN age, ADD COLUMN age text
  ACCESS EXCLUSIVE users: reads and writes
  instant, instant
[15] users DROP CONSTRAINT named, ADD CONSTRAINT named CHECK (name <> ''), ADD COLUMN IF NOT EXISTS age int
  ACCESS EXCLUSIVE users: reads and writes
  instant, scan, instant
[15] users ADD CONSTRAINT c CHECK (age > 0) NOT VALID, VALIDATE CONSTRAINT c
  ACCESS EXCLUSIVE users: reads and writes
  instant, scan
`));

test('the sentence names the pass that an action comes along with, and the lock of the whole statement', async () => {
  const { analysis } = await analyzed(
    'ALTER TABLE users ALTER email SET NOT NULL, ALTER age TYPE bigint;',
    setting('15'),
  );
  expect(analysis.up.map(({ effects }) => effects.does)).toEqual([
    'Reads every row of users to see that email is never NULL; done in the one pass that also changes users.age from integer to bigint; the whole statement holds ACCESS EXCLUSIVE on users while every row and every index is written anew.',
    'Changes users.age from integer to bigint; the whole statement holds ACCESS EXCLUSIVE on users while every row and every index is written anew.',
  ]);
});

test('calls of Alembic, and statements of one text, are each for themselves', async () => {
  const { analysis } = await analyzed(
    `def upgrade():
    op.alter_column("users", "email", type_=sa.Text(), nullable=False)
    op.execute("ALTER TABLE users ALTER name SET NOT NULL; ALTER TABLE users DROP CONSTRAINT named")
    op.execute("ALTER TABLE users ALTER age SET NOT NULL, ALTER code TYPE bigint USING code::bigint")
`,
    { version: '15' },
  );
  expect(analysis.up.map(({ effects }) => effects.work)).toEqual([
    'rewrite',
    'scan',
    'scan',
    'instant',
    'instant',
    'rewrite',
  ]);
});

async function check(cases: string): Promise<void> {
  let now = '\n';
  for (const [line, version = '', sql = ''] of cases.matchAll(/^\[(\d+)\] (.*)$/gm))
    now += `${line}\n${await said(`ALTER TABLE ${sql};`, version)}`;
  expect(now).toBe(cases);
}

async function said(sql: string, version: string): Promise<string> {
  const { analysis } = await analyzed(sql, setting(version));
  const heads = analysis.up.map(({ effects: { refused, locks, blocks } }) =>
    refused !== undefined
      ? `  refused: ${refused}\n`
      : `  ${locks.map(({ relation, mode }) => `${mode} ${relation}`).join(', ')}: ${blocks}\n`,
  );
  const works = analysis.up.map(({ effects }) => effects.work).join(', ');
  const isRefused = analysis.up.some(({ effects }) => effects.refused !== undefined);
  return `${[...new Set(heads)].join('')}${isRefused ? '' : `  ${works}\n`}`;
}

function setting(version: string): Setting {
  return { tool: 'sql', version, history: [tables] };
}
