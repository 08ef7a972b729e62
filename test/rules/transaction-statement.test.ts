import { expect, test } from 'vitest';
import { changeOf } from '../../server/src/analysis/change.ts';
import { analyzed, check, checkFix } from '../marked.ts';

const rule = 'transaction-statement';

test('the tool runs the migration in a transaction of its own', () =>
  check(
    `
def upgrade():
    op.execute("BEGIN")
#               ^^^^^ warning: This BEGIN does nothing: the migration already runs in a transaction
    op.execute("ALTER TABLE users ADD COLUMN a int")
    op.execute("COMMIT")
#               ^^^^^^ warning: This COMMIT ends the migration’s own transaction: what follows is not taken back if something fails
    op.execute("ROLLBACK")
#               ^^^^^^^^ warning: This ROLLBACK takes back all that the migration has done so far, and ends its transaction
`,
    { rule },
  ));

test('a BEGIN that commits is no idle one', () =>
  check(
    `
def upgrade():
    op.execute("UPDATE users SET a = 1 WHERE id = 1")
    op.execute("START TRANSACTION")
#               ^^^^^ warning: This BEGIN commits what the migration has done so far
`,
    { rule, engine: 'mysql' },
  ));

test('a COMMIT that keeps rows and the schema apart is told, and not taken away', async () => {
  const upgrade = `def upgrade():
    op.execute("UPDATE users SET a = 1 WHERE a IS NULL")
    op.execute("COMMIT")
    op.execute("ALTER TABLE users ALTER COLUMN a SET NOT NULL")
`;
  const { findings } = (await analyzed(upgrade, {})).analysis;
  expect(findings.flatMap((each) => (each.rule === rule ? [each.fixes.length] : []))).toEqual([0]);
});

test('leaving the transaction on purpose, and coming back, is something else', () =>
  check(
    `
def upgrade():
    op.execute("COMMIT")
    op.execute("CREATE INDEX CONCURRENTLY ix ON users (a)")
    op.execute("BEGIN")
    op.execute("SAVEPOINT a")
    op.get_bind().commit()
`,
    { rule },
  ));

test('where no tool opens a transaction the pairs must match', () =>
  check(
    `
COMMIT;
^^^^^^ warning: This COMMIT closes nothing: no transaction is open
BEGIN;
BEGIN;
^^^^^ warning: This BEGIN does nothing: a transaction is open already
ALTER TABLE users ADD COLUMN a int;
COMMIT;
START TRANSACTION;
^^^^^ warning: This BEGIN is never closed: all that follows is rolled back when the connection closes
`,
    { rule, tool: 'sql' },
  ));

test('a pair is fine there', () =>
  check(
    `
BEGIN;
ALTER TABLE users ADD COLUMN a int;
COMMIT;
BEGIN;
ALTER TABLE users ADD COLUMN b int;
ROLLBACK;
`,
    { rule, tool: 'sql' },
  ));

test('the fix leaves the transaction to the tool', () =>
  checkFix(
    `def upgrade():
    op.execute("BEGIN")
    op.execute("ALTER TABLE users ADD COLUMN a int")
    op.execute("COMMIT")
`,
    `def upgrade():
    op.execute("ALTER TABLE users ADD COLUMN a int")
`,
    { rule },
  ));

test('a COMMIT in a block of code ends a batch', () =>
  check(
    `
DO $$
BEGIN
  LOOP
    UPDATE users SET a = 1 WHERE a IS NULL AND id < 1000;
    COMMIT;
    EXIT;
  END LOOP;
END
$$;
`,
    { rule, tool: 'sql' },
  ));

test('AND CHAIN opens the next transaction', () =>
  check(
    `
BEGIN;
SELECT 1;
COMMIT AND CHAIN;
SELECT 2;
COMMIT;
BEGIN;
ROLLBACK AND CHAIN;
^^^^^^^^ warning: This BEGIN is never closed: all that follows is rolled back when the connection closes
`,
    { rule: 'transaction-statement', tool: 'sql' },
  ));

test('with autocommit off a transaction is open without a word', () =>
  check('\nSET autocommit = 0;\nUPDATE users SET a = 1 WHERE id = 1;\nCOMMIT;\n', {
    rule: 'transaction-statement',
    tool: 'sql',
    engine: 'mysql',
  }));

test('a COMMIT goes on any engine, one that says more stays', async () => {
  const fixed = async (statement: string) => {
    const text = `def upgrade():\n    op.execute("${statement}")\n    op.execute("SELECT 1")\n`;
    const { analysis, workspace } = await analyzed(text, { engine: 'mysql' });
    const fix = analysis.findings.find((each) => each.rule === rule)?.fixes[0];
    return fix && (await changeOf(fix, analysis, workspace)) !== undefined;
  };
  expect(await fixed('COMMIT')).toBe(true);
  expect(await fixed('START TRANSACTION')).toBe(true);
  expect(await fixed('COMMIT AND CHAIN')).toBe(false);
});
