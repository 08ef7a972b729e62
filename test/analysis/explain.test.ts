import { expect, test } from 'vitest';
import { byLine, explain } from '../../server/src/analysis/explain.ts';
import { factsOf } from '../../server/src/analysis/facts.ts';
import { byStatement } from '../../server/src/model/statements.ts';
import { analyzed, type Setting } from '../marked.ts';

test('a hover says what the statement does, and why that is risky', async () => {
  const text = await hover('def upgrade():\n    op.create_in|dex("ix_email", "users", ["email"])\n');
  // What it costs is measured elsewhere.
  expect(text?.replace(/(index: )[^\n]*/, '$1…')).toBe(
    `\`\`\`sql
CREATE INDEX ix_email ON users (email)
\`\`\`

Builds the index ix_email over users in one pass, reads going on.

- **Locks** SHARE on users: writes wait
- **Work** reads every row and builds an index: …
- **Queue** waits for every open transaction that has written to users; new writes of users wait behind it meanwhile; no lock_timeout is set here, so that it waits as long as it takes

[PostgreSQL 15 manual](https://www.postgresql.org/docs/15/sql-createindex.html)

---

**Why** A plain CREATE INDEX holds a SHARE lock until every row has been read and the index is written: all INSERT, UPDATE and DELETE on the table wait for minutes on a table of millions of rows, and requests pile up behind them. SQLite holds the one lock of the whole file meanwhile; MySQL and MariaDB let writers go on but for full-text and spatial indexes. [index-blocks-writes](https://github.com/migration-writer/migration-writer/blob/main/docs/rules/index-blocks-writes.md)

**Instead** Build it with CONCURRENTLY, which lets writers through, outside the migration’s transaction. If such a build fails it leaves an invalid index behind: drop that before you try again.`,
  );
});

test('a limit that the configuration sets for each connection is known', async () => {
  const environment = { parameters: new Map([['lock_timeout', '4000']]) };
  const text = await hover('def upgrade():\n    op.create_in|dex("ix_email", "users", ["email"])\n', { environment });
  expect(text).toContain('lock_timeout makes it give up after 4 s');
});

test('all that one call does is there, in the order in which it runs', async () => {
  const text = await hover(
    'def upgrade():\n    op.alter_co|lumn("users", "a", type_=sa.Text(), nullable=False, server_default="x")\n',
  );
  const statements = [...(text ?? '').matchAll(/```sql\n(.*)\n```/g)].map((match) => match[1]);
  expect(statements).toEqual([
    'ALTER TABLE users ALTER COLUMN a TYPE TEXT',
    'ALTER TABLE users ALTER COLUMN a SET NOT NULL',
    "ALTER TABLE users ALTER COLUMN a SET DEFAULT 'x'",
  ]);
});

test('what was not read is not explained away, and elsewhere there is nothing to say', async () => {
  expect(await hover('from app import move\n\n\ndef upgrade():\n    mo|ve(op.get_bind())\n')).toContain(
    '**Not analysed:** calls move(), which is defined elsewhere',
  );
  expect(
    await hover(
      'def upg|rade():\n    op.drop_index("ix", table_name="t")\n\n\ndef downgrade():\n    op.execute("SELECT 1")\n',
    ),
  ).toBeUndefined();
});

test('what MySQL does has an algorithm, a lock, and commits first', async () => {
  expect(
    await hover('ALTER TABLE users ADD CONS|TRAINT ck CHECK (age > 0);\n', { tool: 'sql', engine: 'mysql' }),
  ).toMatch(
    /- \*\*Algorithm\*\* COPY, LOCK=SHARED\n- \*\*Locks\*\* SHARED on users: writes wait\n- \*\*Work\*\* rewrites the whole table and its indexes.*\n(?:.*\n)*- \*\*Transaction\*\* commits what was done before it, and then itself\n- \*\*Rows\*\* that exist may make it fail\n- \*\*Basis\*\* the manual; not measured on a server\n/,
  );
  expect(
    await hover('ALTER TABLE users ADD CO|LUMN a INT, ALGORITHM=INSTANT, LOCK=NONE;\n', {
      tool: 'sql',
      engine: 'mysql',
    }),
  ).toContain('- **Refused** Incorrect usage of ALGORITHM=INSTANT and LOCK=NONE/SHARED/EXCLUSIVE');
});

test('SQL answers anywhere in its statement, with all of its actions', async () => {
  const text = 'ALTER TABLE users ADD COLUMN a int,\n  ALTER COLUMN n SET NOT N|ULL, DROP COLUMN b;\n';
  const found = (await hover(text, { tool: 'sql' })) ?? '';
  expect(found.match(/```sql/g)).toHaveLength(1);
  expect(found).toContain('- Adds users.a.\n- Reads every row of users to see that n is never NULL.\n- Drops users.b');
  expect(found).toContain('- **Locks** ACCESS EXCLUSIVE on users: reads and writes wait\n- **Work** reads every row');
  expect(found).toContain('rules/not-null-scan.md');
  expect(found).not.toContain('rules/drop-column-loses-data.md');
  expect(await hover('DROP TABLE a;\n\n-- no|te\n\nDROP TABLE b;\n', { tool: 'sql' })).toBeUndefined();
});

test('in SQL that Python hands over, the statement at hand answers; of a block of code, one statement of it', async () => {
  const text = 'def upgrade():\n    op.execute("DROP TABLE a; CREATE INDEX ix O|N b (x)")\n';
  expect(await hover(text)).toContain('Builds the index ix over b');
  expect(await hover(text.replace('N b (x)', 'N b (x); DROP TABLE c'))).not.toContain('Drops');
  const code = 'DO $$ BEGIN\n  DROP TABLE a;\n  DROP TA|BLE b;\nEND $$;\n';
  const found = await hover(code, { tool: 'sql' });
  expect(found).toContain('Drops b');
  expect(found).not.toContain('Drops a');
});

test('a long statement is shortened, and no backtick of its own ends its block', async () => {
  const text = `UPDATE us|ers SET a = '\`\`\`',\n${Array.from({ length: 20 }, (_, at) => `  c${at} = 1,\n`).join('')}  z = 1;\n`;
  expect(await hover(text, { tool: 'sql' })).toMatch(
    /^````sql\nUPDATE users SET a = '```',\n(?: {2}c\d = 1,\n){4}…\n````\n\n/,
  );
});

test('who waits behind whom is said once a direction, and what ends it', async () => {
  const queues = async (text: string, engine: 'postgresql' | 'mysql' | 'mariadb' | 'sqlite' = 'postgresql') => {
    const { analysis } = await analyzed(text, { tool: 'sql', engine });
    return byStatement(analysis.up).flatMap((each) =>
      factsOf(each, analysis, byLine(analysis)).flatMap(({ label, text }) =>
        label === 'Queue' ? [`${byLine(analysis)(each[0] ?? expect.fail())}: ${text}`] : [],
      ),
    );
  };
  const behind = 'if only to read; new reads and writes of a wait behind it meanwhile';
  const endless = 'no lock_timeout is set here, so that it waits as long as it takes';
  expect(await queues('CREATE INDEX ix ON a (x);\nDROP TABLE a;\nDROP TABLE b;\n')).toEqual([
    `line 1: waits for every open transaction that has written to a; new writes of a wait behind it meanwhile; ${endless}`,
    `line 2: waits for every open transaction that has used a, ${behind}; ${endless}`,
  ]);
  expect(await queues('BEGIN;\nSET LOCAL lock_timeout = 2500;\nDROP TABLE a;\nCOMMIT;\nDROP TABLE b;\n')).toEqual([
    `line 3: waits for every open transaction that has used a, ${behind}; lock_timeout makes it give up after 2500 ms`,
    `line 5: waits for every open transaction that has used b, ${behind.replaceAll(' a ', ' b ')}; ${endless}`,
  ]);
  const end = async (set: string) => (await queues(`${set};\nDROP TABLE a;\n`)).map((each) => each.split('; ')[2]);
  expect(await end("SET lock_timeout = '5s'")).toEqual(['lock_timeout makes it give up after 5 s']);
  expect(await end("SET lock_timeout = '5s';\nSET lock_timeout = 0")).toEqual([endless]);
  expect(await end("SET lock_timeout = '5s';\nRESET ALL")).toEqual([endless]);
  expect(await end("SET lock_timeout = '5s';\nBEGIN;\nSET LOCAL lock_timeout = 0")).toEqual([endless]);
  expect(await end('SET statement_timeout = 60000')).toEqual([
    'statement_timeout makes it give up after 60 s, its work included',
  ]);
  expect(await queues('UPDATE a SET x = 1;\nALTER TABLE a VALIDATE CONSTRAINT c;\n')).toEqual([]);
  expect(await queues('CREATE INDEX CONCURRENTLY ix ON a (x);\n')).toEqual([
    `line 1: waits for every open transaction that has written to a, and for every older snapshot in the whole database; nobody waits behind it; ${endless}`,
  ]);
  const patient = async (text: string) => (await queues(text)).map((each) => each.split(': ')[1]?.split(';')[0]);
  expect(await patient('REINDEX TABLE CONCURRENTLY a;\n')).toEqual([
    'waits for every open transaction that has used a, if only to read, and for every older snapshot in the whole database',
  ]);
  expect(await patient('CREATE INDEX ix ON a (x);\nDROP INDEX CONCURRENTLY ix;\n')).toEqual([
    'waits for every open transaction that has written to a',
    'waits for every open transaction that has used a, if only to read',
  ]);
  expect(await queues('SET lock_wait_timeout = 3;\nALTER TABLE a ADD COLUMN x INT;\n', 'mariadb')).toEqual([
    `line 2: waits for every open transaction that has used a, ${behind}; lock_wait_timeout makes it give up after 3 s`,
  ]);
  expect((await queues('INSERT INTO a VALUES (1);\nDROP TABLE a;\n', 'sqlite'))[0]).toMatch(
    /^line 1: waits for any other transaction that writes to the file, .*; nobody waits behind it; it gives up with /,
  );
});

test('what is true of all actions is said once', async () => {
  const text = 'ALTER TABLE users DROP COL|UMN a, DROP COLUMN b;\n';
  const found = (await hover(text, { tool: 'sql' })) ?? '';
  expect(found.match(/the values stay on disk/g)).toHaveLength(1);
  expect(found).toContain('\n- Drops users.b with its indexes and constraints.\n');
  const refused =
    (await hover('ALTER TABLE users ADD COL|UMN a int, ADD CONSTRAINT n NOT NULL b;\n', { tool: 'sql' })) ?? '';
  expect(refused.match(/since PostgreSQL 18/g)).toHaveLength(1);
});

test('what has no name is not called by it, and each command has its own page', async () => {
  expect(await hover('CREATE IN|DEX ON users (a);\n', { tool: 'sql' })).toContain('Builds an index over users in one');
  expect(await hover('CREATE UNIQUE IN|DEX ON users (a);\n', { tool: 'sql' })).toContain('Builds a unique index over');
  expect(await hover('DROP FUN|CTION f();\n', { tool: 'sql' })).toContain('/15/sql-dropfunction.html');
  expect(await hover('DROP ACCESS MET|HOD m;\n', { tool: 'sql' })).toContain('/15/sql-commands.html');
});

test('a table that SQLite drops is not said to be rewritten', async () => {
  const setting: Setting = { tool: 'sql', engine: 'sqlite', history: ['CREATE TABLE users (id integer);'] };
  expect(await hover('DROP TA|BLE users;\n', setting)).toContain('**Work** frees every page of the table');
  expect(await hover('VAC|UUM;\n', setting)).not.toContain('frees every page');
});

async function hover(marked: string, setting: Setting = {}): Promise<string | undefined> {
  const { analysis } = await analyzed(marked.replace('|', ''), setting);
  const offset = analysis.source.text.length - marked.length + 1 + marked.indexOf('|');
  return explain(analysis, offset)?.markdown;
}
