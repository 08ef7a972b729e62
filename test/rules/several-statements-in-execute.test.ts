import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'several-statements-in-execute';

test('a driver that takes one statement a call is given several', () =>
  check(
    `
def upgrade():
    op.execute("DELETE FROM a WHERE id = 1; DELETE FROM b WHERE id = 1; DROP TABLE c;")
#                                           ^^^^^^^^^^^ error: The driver takes one statement a call, and this is the second of 3
`,
    { rule, engine: 'sqlite' },
  ));

test('one statement a call, and calls in a loop, are fine', () =>
  check(
    `
def upgrade():
    op.execute("DELETE FROM a WHERE id = 1; -- and no more")
    op.execute("ALTER TABLE a ADD COLUMN b int, ADD COLUMN c int")
    for each in ("DROP TABLE x", "DROP TABLE y"):
        op.execute(each)
`,
    { rule, engine: 'mysql' },
  ));

test("PostgreSQL's usual drivers take several", () =>
  check(
    `
def upgrade():
    op.execute("DELETE FROM a WHERE id = 1; DELETE FROM b WHERE id = 1")
`,
    { rule },
  ));

test('each statement of a file of SQL is handed over by itself', () =>
  check(
    `
DELETE FROM a WHERE id = 1; DELETE FROM b WHERE id = 1;
`,
    { rule, engine: 'mysql', tool: 'sql' },
  ));

test('the fix gives each a call of its own', () =>
  checkFix(
    `def upgrade():
    op.execute(
        """
        INSERT INTO a VALUES (1);

        INSERT INTO b (id)
            VALUES (2);
        """
    )
    op.execute("SELECT 1")
`,
    `def upgrade():
    op.execute("INSERT INTO a VALUES (1)")
    op.execute("""
        INSERT INTO b (id)
        VALUES (2)
    """)
    op.execute("SELECT 1")
`,
    { rule, engine: 'sqlite' },
  ));
