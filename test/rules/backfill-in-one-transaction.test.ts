import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'backfill-in-one-transaction';
const message =
  'The batches of users share one transaction: each row that was changed stays locked until the last batch is done';
const batch = 'UPDATE users SET a = 1 WHERE id IN (SELECT id FROM users WHERE a IS NULL LIMIT 1000)';

test('batches in the migration’s own transaction', () =>
  check(
    `
def upgrade():
    conn = op.get_bind()
    while True:
        result = conn.execute(sa.text("${batch}"))
#                                      ^^^^^^ warning: ${message}
        if result.rowcount == 0:
            break
    for start in range(0, conn.scalar(sa.text("SELECT max(id) FROM users")), 1000):
        op.execute(f"UPDATE users SET b = 1 WHERE id >= {start} AND id < {start + 1000}")
#                    ^^^^^^ warning: ${message}
`,
    { rule },
  ));

test('MySQL and MariaDB keep the locks of rows too; SQLite keeps everybody out at the first of them', async () => {
  const upgrade = (mark: string) => `
def upgrade():
    while op.get_bind().execute(sa.text("DELETE FROM users WHERE a IS NULL LIMIT 1000")).rowcount:
        op.execute("UPDATE users SET b = 1 WHERE a IS NULL LIMIT 1000")
${mark}`;
  await check(upgrade(`#                   ^^^^^^ warning: ${message}\n`), { rule, engine: 'mysql' });
  await check(upgrade(`#                   ^^^^^^ warning: ${message}\n`), { rule, engine: 'mariadb' });
  await check(upgrade(''), { rule, engine: 'sqlite' });
});

test('a session that has joined does not commit its batches', () =>
  check(
    `
from sqlalchemy.orm import Session


def upgrade():
    session = Session(bind=op.get_bind())
    while True:
        result = session.execute(sa.text("${batch}"))
#                                         ^^^^^^ warning: ${message}
        session.commit()
        if result.rowcount == 0:
            break
`,
    { rule },
  ));

test('batches that commit, loops that do no batches, and fresh and small tables are silent', async () => {
  await check(
    `
def upgrade():
    with op.get_context().autocommit_block():
        conn = op.get_bind()
        while True:
            result = conn.execute(sa.text("${batch}"))
            if result.rowcount == 0:
                break
    while True:
        result = conn.execute(sa.text("${batch}"))
        conn.commit()
        if result.rowcount == 0:
            break
    for name, number in settings().items():
        conn.execute(sa.text("UPDATE users SET a = :a WHERE id = :id"), {"a": name, "id": number})
    for start in [0, 1000, 2000]:
        conn.execute(sa.text("UPDATE users SET a = 1 WHERE id BETWEEN :a AND :b"), {"a": start, "b": start + 999})
`,
    { rule },
  );
  const loop = `
def upgrade():
    while True:
        if op.get_bind().execute(sa.text("${batch}")).rowcount == 0:
            break
`;
  await check(loop, { rule, tables: { users: { rows: 1000 } } });
});

test('a DO block is one transaction, unless it says COMMIT', async () => {
  const block = (mark: string, commit: string) => `
DO $$
DECLARE n int;
BEGIN
  LOOP
    ${batch};
${mark}    GET DIAGNOSTICS n = ROW_COUNT;
    EXIT WHEN n = 0;${commit}
  END LOOP;
END $$;
`;
  await check(block(`--  ^^^^^^ warning: ${message}\n`, ''), { rule, tool: 'sql' });
  await check(block('', '\n    COMMIT;'), { rule, tool: 'sql' });
});

test('the loop moves to where each statement commits', () =>
  checkFix(
    `def upgrade():
    conn = op.get_bind()
    while True:
        result = conn.execute(
            sa.text(
                """
                UPDATE users SET a = 1
                WHERE id IN (SELECT id FROM users WHERE a IS NULL LIMIT 1000)
                """
            )
        )
        if result.rowcount == 0:
            break
`,
    `def upgrade():
    conn = op.get_bind()
    with op.get_context().autocommit_block():
        while True:
            result = conn.execute(
                sa.text(
                    """
                UPDATE users SET a = 1
                WHERE id IN (SELECT id FROM users WHERE a IS NULL LIMIT 1000)
                """
                )
            )
            if result.rowcount == 0:
                break
`,
    { rule },
  ));

test('a long range with steps counts batches, a short or simple one names what it goes through', () =>
  check(
    `
def upgrade():
    for start in range(0, 1000000, 1000):
        op.execute(f"UPDATE users SET a = 1 WHERE id >= {start} AND id < {start + 1000}")
#                    ^^^^^^ warning: ${message}
    for number in range(30):
        op.execute(f"UPDATE users SET b = 1 WHERE id >= {number} AND id < {number + 1}")
    for number in range(0, 30, 10):
        op.execute(f"UPDATE users SET c = 1 WHERE id >= {number} AND id < {number + 10}")
`,
    { rule },
  ));
