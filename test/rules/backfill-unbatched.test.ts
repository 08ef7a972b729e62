import { expect, test } from 'vitest';
import { analyzed, check, checkFix } from '../marked.ts';

const rule = 'backfill-unbatched';
const changed = 'All rows that the condition finds are changed in users in one statement, however many they are';
const tables =
  'CREATE TABLE users (id bigint PRIMARY KEY, email text, plan text, region text, UNIQUE (email, region));';

test.each(['postgresql', 'mysql', 'mariadb', 'sqlite'] as const)(
  '%s: a condition that any number of rows may meet',
  async (engine) => {
    await check(
      `
UPDATE users SET plan = 'free' WHERE plan IS NULL;
^^^^^^ warning: ${changed}
DELETE FROM users WHERE created_at < '2020-01-01';
^^^^^^^^^^^ warning: All rows that the condition finds are deleted from users in one statement, however many they are
INSERT INTO members (user_id) SELECT id FROM users;
^^^^^^^^^^^ warning: All rows that a query finds are inserted into members in one statement, however many they are
UPDATE users SET plan = 'free' WHERE id IN (SELECT user_id FROM trials WHERE ended);
^^^^^^ warning: ${changed}
UPDATE users SET plan = 'free' WHERE id > 5 OR id = 3;
^^^^^^ warning: ${changed}
`,
      { rule, tool: 'sql', engine },
    );
    await check(
      `
def upgrade():
    op.execute("UPDATE users SET plan = 'free' WHERE plan IS NULL")
#               ^^^^^^ warning: ${changed}
`,
      { rule, engine },
    );
  },
);

test.each(['postgresql', 'mysql', 'sqlite'] as const)(
  '%s: rows that are named, counted, or in a range are few',
  (engine) =>
    check(
      `
UPDATE users SET plan = 'free' WHERE id = 5;
UPDATE users SET plan = 'free' WHERE id IN (1, 2, 3) AND plan IS NULL;
UPDATE users SET plan = 'free' WHERE id BETWEEN 1 AND 1000 AND plan IS NULL;
UPDATE users SET plan = 'free' WHERE (plan IS NULL AND (id >= 1 AND id < 1000));
UPDATE users SET plan = 'free' WHERE id IN (SELECT id FROM (SELECT id FROM users WHERE plan IS NULL LIMIT 1000) AS batch LIMIT 1000);
UPDATE users SET plan = 'free' WHERE id = (SELECT owner FROM teams WHERE teams.name = 'a');
UPDATE users SET plan = 'free' WHERE email = 'a' AND region = 'b';
DELETE FROM users WHERE user_id IN (SELECT id FROM users WHERE email = 'x');
INSERT INTO members (user_id) VALUES (1), (2);
INSERT INTO members (user_id) SELECT id FROM users WHERE id = 7;
`,
      { rule, tool: 'sql', engine, history: [tables] },
    ),
);

test('a LIMIT of its own, a list that is joined, and a batch in a WITH bound the rows', async () => {
  await check("\nUPDATE users SET plan = 'free' WHERE plan IS NULL LIMIT 1000;\n", {
    rule,
    tool: 'sql',
    engine: 'mysql',
  });
  await check(
    `
UPDATE users SET plan = v.plan FROM (VALUES (1, 'a'), (2, 'b')) AS v (id, plan) WHERE v.id = users.team;
WITH batch AS (SELECT id FROM users WHERE plan IS NULL LIMIT 500) UPDATE users SET plan = 'a' FROM batch WHERE users.id = batch.id;
`,
    { rule, tool: 'sql' },
  );
});

test('one value of many may be of few rows, which is told softly, unless the table is known to be large', async () => {
  const text = (mark: string, size = '') =>
    `\nDELETE FROM permissions WHERE permission = 'upload';\n^^^^^^^^^^^ ${mark}: All rows that the condition finds are deleted from permissions in one statement, however many they are${size}\n`;
  await check(text('info'), { rule, tool: 'sql' });
  const tables = { permissions: { rows: 5_000_000 } };
  await check(text('warning', ' (up to about 15 s at 5 M rows)'), { rule, tool: 'sql', tables });
  await check("\nDELETE FROM permissions WHERE permission = 'upload';\n", {
    rule,
    tool: 'sql',
    tables: { permissions: { rows: 500 } },
  });
});

test('what others say of the same place is not said twice, and fresh and small tables are no concern', async () => {
  await check(
    `
def upgrade():
    op.create_table("plans", sa.Column("id", sa.Integer()), sa.Column("name", sa.Text()))
    op.execute("UPDATE plans SET name = '' WHERE name IS NULL")
    op.execute("INSERT INTO plans (id) SELECT id FROM users")
`,
    { rule },
  );
  await check('\nUPDATE users SET plan = 1;\nDELETE FROM users;\n', { rule, tool: 'sql' });
  await check(
    `
def upgrade():
    op.add_column("users", sa.Column("plan", sa.Text()))
    op.execute("UPDATE users SET plan = 'free' WHERE plan IS NULL")
`,
    { rule },
  );
  await check("\nUPDATE users SET plan = 'free' WHERE plan IS NULL;\n", {
    rule,
    tool: 'sql',
    tables: { users: { rows: 900 } },
  });
});

test('SQLAlchemy’s statements are read like SQL', () =>
  check(
    `
users = sa.table("users", sa.column("id"), sa.column("plan"))


def upgrade():
    conn = op.get_bind()
    conn.execute(users.update().where(users.c.plan.is_(None)).values(plan="free"))
#                ^^^^^^^^^^^^ warning: ${changed}
    conn.execute(sa.update(users).where(sa.or_(users.c.id == 1, users.c.plan == "a")).values(plan="free"))
#                ^^^^^^^^^ warning: ${changed}
    conn.execute(users.update().where(users.c.id == 5).values(plan="free"))
    conn.execute(users.update().where(sa.and_(users.c.id.in_([1, 2]), users.c.plan.is_(None))).values(plan="free"))
    conn.execute(users.update().where(users.c.id.between(1, 100)).values(plan="free"))
    conn.execute(users.delete().where(users.c.id == some_id()))
    conn.execute(users.delete().where(users.c.id.in_(sa.select(users.c.id).where(users.c.plan.is_(None)).limit(100))))
`,
    { rule },
  ));

test('a loop over all rows changes them one by one', () =>
  check(
    `
from sqlalchemy.orm import Session


def upgrade():
    conn = op.get_bind()
    for row in conn.execute(sa.text("SELECT id, email FROM users")).fetchall():
        conn.execute(sa.text("UPDATE users SET a = :a WHERE id = :id"), {"a": row.email.lower(), "id": row.id})
#                             ^^^^^^ warning: A loop over every row of users changes users one by one in one transaction
    session = Session(bind=conn)
    for user in session.query(User).yield_per(100):
        user.email = user.email.lower()
#       ^^^^^^^^^^ warning: A loop over every row of a query changes rows one by one in one transaction
`,
    { rule },
  ));

test('a loop over a few rows, over literals, or outside the transaction does not', () =>
  check(
    `
def upgrade():
    conn = op.get_bind()
    for row in conn.execute(sa.text("SELECT id, email FROM users WHERE id IN (1, 2)")):
        conn.execute(sa.text("UPDATE users SET a = :a WHERE id = :id"), {"a": row.email.lower(), "id": row.id})
    for row in conn.execute(sa.text("SELECT id, email FROM users LIMIT 10")):
        conn.execute(sa.text("UPDATE users SET a = :a WHERE id = :id"), {"a": row.email.lower(), "id": row.id})
    for name, number in [("a", 1), ("b", 2)]:
        conn.execute(sa.text("UPDATE users SET a = :a WHERE id = :id"), {"a": name, "id": number})
    with op.get_context().autocommit_block():
        for row in conn.execute(sa.text("SELECT id, email FROM users")):
            conn.execute(sa.text("UPDATE users SET a = :a WHERE id = :id"), {"a": row.email.lower(), "id": row.id})
`,
    { rule },
  ));

test('keyset batches are bounded', () =>
  check(
    `
def upgrade():
    with op.get_context().autocommit_block():
        conn = op.get_bind()
        last = 0
        while True:
            ids = conn.execute(
                sa.text("SELECT id FROM users WHERE id > :last ORDER BY id LIMIT 1000"), {"last": last}
            ).scalars().all()
            if not ids:
                break
            conn.execute(sa.text("UPDATE users SET a = lower(email) WHERE id = ANY(:ids)"), {"ids": ids})
            conn.execute(
                sa.text("UPDATE users SET a = lower(email) WHERE id > :last AND id <= :end"),
                {"last": last, "end": ids[-1]},
            )
            last = ids[-1]
`,
    { rule },
  ));

test('rows that are filled from themselves are filled in batches', () =>
  checkFix(
    `def upgrade():
    op.execute("UPDATE users SET plan = lower(email) WHERE plan IS NULL AND email IS NOT NULL")
`,
    `"""change"""

import logging
import time

import sqlalchemy as sa
from alembic import op

revision = "b2"
down_revision = "a0"


def upgrade():
    with op.get_context().autocommit_block():
        connection = op.get_bind()
        log = logging.getLogger("alembic.runtime.migration")
        batches = 0
        start = connection.scalar(sa.text("SELECT id FROM users ORDER BY id LIMIT 1"))
        while start is not None:
            began = time.monotonic()
            end = connection.scalar(
                sa.text(
                    "SELECT id FROM users WHERE id >= :start ORDER BY id LIMIT 1 OFFSET 1000"
                ),
                {"start": start},
            )
            batch = "id >= :start"
            if end is not None:
                batch += " AND id < :end"
            connection.execute(
                sa.text(f"""
                    UPDATE users
                    SET plan = lower(email)
                    WHERE {batch} AND plan IS NULL
                """),
                {"start": start, "end": end},
            )
            batches += 1
            if end is not None:
                if batches % 100 == 0:
                    log.info("users.plan: %s batches, next from id %s", batches, end)
                time.sleep(time.monotonic() - began)
            start = end
        log.info("users.plan: filled in %s batches", batches)
`,
    {
      rule,
      history: [
        'op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("email", sa.Text()), sa.Column("plan", sa.Text()))',
      ],
    },
  ));

test('in plain SQL the batches are a block of code, where the engine has such', async () => {
  const update = 'UPDATE users SET plan = lower(email) WHERE plan IS NULL;\n';
  await checkFix(
    update,
    `DO $$
DECLARE
  first_key users.id%TYPE;
  last_key users.id%TYPE;
  batches bigint := 0;
  batch_began timestamptz;
BEGIN
  SELECT id INTO first_key FROM users ORDER BY id LIMIT 1;
  WHILE first_key IS NOT NULL LOOP
    batch_began := clock_timestamp();
    SELECT id INTO last_key FROM (
      SELECT id FROM users WHERE id >= first_key ORDER BY id LIMIT 1000
    ) AS batch ORDER BY id DESC LIMIT 1;
    UPDATE users SET plan = lower(email)
      WHERE id >= first_key AND id <= last_key AND plan IS NULL;
    SELECT id INTO first_key FROM users WHERE id > last_key ORDER BY id LIMIT 1;
    COMMIT;
    batches := batches + 1;
    IF first_key IS NOT NULL THEN
      IF batches % 100 = 0 THEN
        RAISE NOTICE 'users.plan: % batches, next from id %', batches, first_key;
      END IF;
      PERFORM pg_sleep_for(clock_timestamp() - batch_began);
    END IF;
  END LOOP;
  RAISE NOTICE 'users.plan: filled in % batches', batches;
END
$$;
`,
    { rule, tool: 'sql', history: [tables] },
  );
  const { analysis } = await analyzed(update, { rule, tool: 'sql', engine: 'sqlite', history: [tables] });
  expect(analysis.findings.flatMap((each) => (each.rule === rule ? [each.fixes.length] : []))).toEqual([0]);
});

test('a way back is left alone', () =>
  check(
    `
def upgrade():
    pass


def downgrade():
    op.execute("UPDATE users SET plan = 'free' WHERE plan IS NULL")
`,
    { rule },
  ));
