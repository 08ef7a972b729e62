import { expect, test } from 'vitest';
import { changeOf } from '../../server/src/analysis/change.ts';
import { analyzed, check, checkFix } from '../marked.ts';

const rule = 'commit-in-migration';

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
`,
    { rule },
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

const run =
  'This commit() ends the transaction of the whole run: all that follows is rolled back at its end, the number of this revision too, though the run succeeds';

test('commit() of the migration’s connection loses the rest of the run', () =>
  check(
    `
def upgrade():
    connection = op.get_bind()
    connection.execute(sa.text("UPDATE users SET a = 1 WHERE id = 1"))
    connection.commit()
#   ^^^^^^^^^^^^^^^^^ error: ${run}
`,
    { rule },
  ));

test('where each migration has a transaction of its own, its number is lost all the same', async () => {
  const text = `
def upgrade():
    connection = op.get_bind()
    for label in ("a", "b"):
        connection.execute(sa.text("UPDATE users SET a = 1 WHERE id = 1"))
        connection.commit()
#       ^^^^^^^^^^^^^^^^^ error: ${own}
    connection.commit()
#   ^^^^^^^^^^^^^^^^^ error: ${own}
`;
  await check(text, { rule, environment: { transactionPerMigration: true } });
  await check(text, { rule, engine: 'sqlite' });
  await check(text, { rule, engine: 'mysql' });
});

const own =
  'This commit() ends the migration’s own transaction: what is written from here on is rolled back, the number of this revision too, unless another revision follows, though the run succeeds';

test('rollback() takes back what was done', () =>
  check(
    `
def upgrade():
    op.get_bind().rollback()
#                 ^^^^^^^^ error: This rollback() takes back what the migration has done so far, and what follows it fails
`,
    { rule },
  ));

test('a session that has joined commits nothing: in a loop that is told, elsewhere it is how it writes', () =>
  check(
    `
from sqlalchemy.orm import Session


def upgrade():
    session = Session(bind=op.get_bind())
    for user in session.query(User):
        user.name = "x"
        session.commit()
#       ^^^^^^^^^^^^^^ warning: This commit() commits nothing: the session has joined the migration’s transaction, and every row stays locked until that ends
    session.commit()
`,
    { rule },
  ));

test('in an autocommit block, and on a connection of its own, a commit is nobody else’s', () =>
  check(
    `
def upgrade():
    with op.get_context().autocommit_block():
        op.get_bind().commit()
    engine = sa.create_engine("postgresql://")
    with engine.connect() as connection:
        connection.execute(sa.text("UPDATE users SET a = 1 WHERE id = 1"))
        connection.commit()
`,
    { rule },
  ));
