import { expect, test } from 'vitest';
import { changeOf } from '../../server/src/analysis/change.ts';
import { analyzed, check, checkFix } from '../marked.ts';

const rule = 'several-statements-in-execute';

test('a driver that takes one statement a call is given several', () =>
  check(
    `
def upgrade():
    op.execute("DELETE FROM a WHERE id = 1; DELETE FROM b WHERE id = 1; DROP TABLE c;")
#                                           ^^^^^^^^^^^ error: Most drivers take one statement a call, and this is the second of 3
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

test('through the connection of the migration too', () =>
  checkFix(
    `def upgrade():
    connection = op.get_bind()
    connection.execute(sa.text("DELETE FROM a WHERE id = 1; DELETE FROM b WHERE id = 1"))
`,
    `def upgrade():
    connection = op.get_bind()
    op.execute("DELETE FROM a WHERE id = 1")
    op.execute("DELETE FROM b WHERE id = 1")
`,
    { rule, engine: 'sqlite' },
  ));

test('what is only known when it runs, and what goes elsewhere, is not taken apart', async () => {
  for (const call of [
    'op.execute(f"DELETE FROM a WHERE id = {id}; DELETE FROM b")',
    'elsewhere.execute(sa.text("DELETE FROM a WHERE id = 1; DELETE FROM b"))',
    'op.execute("DELETE FROM a WHERE id = 1; DELETE FROM b", execution_options={})',
  ]) {
    const text = `def upgrade():\n    elsewhere = sa.create_engine("sqlite://").connect()\n    ${call}\n`;
    const { analysis, workspace } = await analyzed(text, { engine: 'sqlite' });
    const fix = analysis.findings.find((each) => each.rule === rule)?.fixes[0];
    expect(fix && (await changeOf(fix, analysis, workspace)), call).toBeUndefined();
    expect(fix, call).toBeDefined();
  }
});
