import { expect, test } from 'vitest';
import { explain } from '../../server/src/analysis/explain.ts';
import { analyzed, type Setting } from '../marked.ts';

test('a hover says what the statement does, and why that is risky', async () => {
  expect(await hover('def upgrade():\n    op.create_in|dex("ix_email", "users", ["email"])\n')).toBe(
    `\`\`\`sql
CREATE INDEX ix_email ON users (email)
\`\`\`

Builds the index ix_email over users in one pass, reads going on.

- **Locks** SHARE on users: writes wait
- **Work** reads every row and builds an index: about 1 to 3 s for each million rows of users
- **Queue** waits for every open transaction that has written to users; new writes of users wait behind it meanwhile; no lock_timeout is set here, so that it waits as long as it takes

[PostgreSQL 15 manual](https://www.postgresql.org/docs/15/sql-createindex.html)

---

**Why** A plain CREATE INDEX holds a SHARE lock until every row has been read and the index is written: all INSERT, UPDATE and DELETE on the table wait for minutes on a table of millions of rows, and requests pile up behind them. SQLite holds the one lock of the whole file meanwhile; MySQL and MariaDB let writers go on but for full-text and spatial indexes. [index-blocks-writes](https://github.com/migration-writer/migration-writer/blob/main/docs/rules/index-blocks-writes.md)

**Instead** Build it with CONCURRENTLY, which lets writers through, outside the migration’s transaction. If such a build fails it leaves an invalid index behind: drop that before you try again.`,
  );
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

async function hover(marked: string, setting: Setting = {}): Promise<string | undefined> {
  const { analysis } = await analyzed(marked.replace('|', ''), setting);
  const offset = analysis.source.text.length - marked.length + 1 + marked.indexOf('|');
  return explain(analysis, offset)?.markdown;
}
