import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'syntax-error';

test('what the grammar refuses is told where the parser stumbles', () =>
  check(
    `
ALTER TABLE users ADD COLUM email text;
--                                ^^^^ error: The statement is refused: syntax error at or near "text"
CREATE INDX ix ON users (email);
--     ^^^^ error: The statement is refused: syntax error at or near "INDX"
SELECT 1;
INSERT INTO users VALUES (
--                        ^ error: The statement is refused: syntax error at end of input
`,
    { rule, tool: 'sql' },
  ));

test('inside a Python string too, whatever its spelling', () =>
  check(
    `
def upgrade():
    op.execute("ALTER TABLE users ADD COLUM email text")
#                                                 ^^^^ error: The statement is refused: syntax error at or near "text"
    op.execute("""
        SELECT 1;
        CREATE \\x49NDX ix ON users (email)
#              ^^^^^^^ error: The statement is refused: syntax error at or near "INDX"
    """)
    op.execute("ALTER TABLE users RENAME " + "COLUM a TO b")
#                                                   ^ error: The statement is refused: syntax error at or near "a"
`,
    { rule },
  ));

test('a part that is only known when it runs is no mistake', () =>
  check(
    `
def upgrade():
    op.execute(f"DROP TABLE {name} CASCADE")
    op.execute("UPDATE users SET a = :a WHERE b = %s")
    op.execute(name)
`,
    { rule },
  ));

test('a downgrade fails as an upgrade does', () =>
  check(
    `
def downgrade():
    op.execute("DROP TABEL users")
#                    ^^^^^ error: The statement is refused: syntax error at or near "TABEL"
`,
    { rule },
  ));

test('what the version at hand does not take is told, and what it takes is not', async () => {
  const text = 'ALTER TABLE users ALTER COLUMN name SET NOT NULL;\n';
  const setting = { rule, tool: 'sql', engine: 'sqlite' } as const;
  const mark = `--                ${'^'.repeat(12)} error: The statement is refused: near "ALTER": syntax error\n`;
  await check(text + mark, { ...setting, version: '3.40' });
  await check(text, { ...setting, version: '3.53' });
});

test('what SQLite never takes is told in its own words; a table that was just made has no rows to object', () =>
  check(
    `
ALTER TABLE users ADD COLUMN seen TEXT DEFAULT CURRENT_TIMESTAMP;
--                ^^^^^^^^^^ error: The statement is refused: Cannot add a column with non-constant default
ALTER TABLE users ADD COLUMN code TEXT UNIQUE;
--                ^^^^^^^^^^ error: The statement is refused: Cannot add a UNIQUE column
ALTER TABLE users ADD COLUMN age INTEGER DEFAULT 0;
CREATE TABLE teams (id INTEGER PRIMARY KEY);
ALTER TABLE teams ADD COLUMN seen TEXT DEFAULT CURRENT_TIMESTAMP;
`,
    { rule, tool: 'sql', engine: 'sqlite' },
  ));

test('a way back may meet tables that other ways back have changed: they are no reason to refuse it', async () => {
  const history = [
    'CREATE TABLE teams (id INT PRIMARY KEY);\nCREATE TABLE users (id INT PRIMARY KEY, team_id INT, CONSTRAINT fk FOREIGN KEY (team_id) REFERENCES teams (id));',
  ];
  const setting = { rule, tool: 'sql', engine: 'mysql', history } as const;
  const drop = 'ALTER TABLE users DROP COLUMN team_id;\n';
  const mark = `--                ${'^'.repeat(11)} error: The statement is refused: Cannot drop column 'team_id': needed in a foreign key constraint 'fk'\n`;
  await check(drop + mark, setting);
  await check(`-- migrate:up\nSELECT 1;\n-- migrate:down\n${drop}`, setting);
});

test('PostgreSQL drops one index at a time concurrently', () =>
  check(
    `DROP INDEX CONCURRENTLY ix_a, ix_b;
^^^^^^^^^^ error: The statement is refused: DROP INDEX CONCURRENTLY does not support dropping multiple objects
DROP INDEX CONCURRENTLY ix_c;
DROP INDEX ix_d, ix_e;
`,
    { rule, tool: 'sql' },
  ));

test('statements of a block of code are not actions of one ALTER TABLE', () =>
  check(
    `DO $$
BEGIN
    IF to_regclass('ix_tag_name') IS NOT NULL THEN
        ALTER TABLE tag ADD CONSTRAINT tag_pkey PRIMARY KEY USING INDEX ix_tag_name;
    ELSE
        ALTER TABLE tag ADD PRIMARY KEY (name);
    END IF;
    ALTER TABLE tag DROP COLUMN IF EXISTS old;
    ALTER TABLE tag ADD COLUMN old text, ADD PRIMARY KEY (a), ADD PRIMARY KEY (b);
--                  ^^^^^^^^^^ error: The statement is refused: multiple primary keys for table "tag" are not allowed
END $$;
`,
    { rule, tool: 'sql' },
  ));
