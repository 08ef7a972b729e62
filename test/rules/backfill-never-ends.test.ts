import { expect, test } from 'vitest';
import { analyzed, check, checkFix } from '../marked.ts';

const rule = 'backfill-never-ends';

const again = 'and this UPDATE finds the same rows in each round: the loop need not end';
const loop = (sql: string, mark = '') => `
def upgrade():
    with op.get_context().autocommit_block():
        while True:
            result = op.get_bind().execute(sa.text("${sql}"))
${mark && `#                                                   ^^^^^^ ${mark}\n`}            if result.rowcount == 0:
                break
`;
const users =
  'op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("email", sa.Text(), nullable=False), sa.Column("name", sa.Text()), sa.Column("lower", sa.Text()))';

test.each(['postgresql', 'mysql', 'mariadb', 'sqlite'] as const)(
  '%s: rows whose source is NULL are found again',
  (engine) =>
    check(
      loop(
        'UPDATE users SET lower = lower(name) WHERE id IN (SELECT id FROM users WHERE lower IS NULL LIMIT 1000)',
        `error: Where name is NULL, lower of users stays NULL, ${again}`,
      ),
      { rule, engine, history: [users] },
    ),
);

test('with a LIMIT of its own, and with a condition on what the UPDATE does not touch', async () => {
  await check(
    loop(
      'UPDATE users SET lower = name WHERE lower IS NULL LIMIT 1000',
      `error: Where name is NULL, lower of users stays NULL, ${again}`,
    ),
    { rule, engine: 'mysql' },
  );
  await check(
    loop(
      'UPDATE users SET lower = 1 WHERE id IN (SELECT id FROM users WHERE age > 5 LIMIT 1000)',
      'error: This UPDATE of users changes nothing that it chooses rows by, and finds the same rows in each round: the loop need not end',
    ),
    { rule },
  );
});

test('a query that may find nothing is told softly', () =>
  check(
    loop(
      'UPDATE users SET lower = (SELECT a FROM t WHERE t.id = users.t) WHERE lower IS NULL',
      `warning: Where its query finds nothing, lower of users stays NULL, ${again}`,
    ),
    { rule },
  ));

test.each([
  ['the source cannot be NULL', 'UPDATE users SET lower = lower(email) WHERE lower IS NULL'],
  ['its NULLs are left out', 'UPDATE users SET lower = lower(name) WHERE lower IS NULL AND name IS NOT NULL'],
  [
    'they are left out of the batch',
    'UPDATE users SET lower = lower(name) WHERE id IN (SELECT id FROM users WHERE lower IS NULL AND name <> $$$$ LIMIT 9)',
  ],
  ['a NULL becomes something else', "UPDATE users SET lower = coalesce(lower(name), '') WHERE lower IS NULL"],
  ['a constant', "UPDATE users SET lower = 'x' WHERE lower IS NULL"],
  ['the clock', 'UPDATE users SET lower = now() WHERE lower IS NULL'],
  ['another value than was asked for', "UPDATE users SET lower = 'b' WHERE lower = 'a'"],
  [
    'the reference of the query is there',
    'UPDATE users SET lower = (SELECT a FROM t WHERE t.id = t_id) WHERE lower IS NULL AND t_id IS NOT NULL',
  ],
])('silent: %s', (_, sql) => check(loop(sql), { rule, history: [users] }));

test('a loop that pages by the key, one over rows, and no loop at all end', () =>
  check(
    `
def upgrade():
    conn = op.get_bind()
    start = 0
    while start < 100000:
        conn.execute(
            sa.text("UPDATE users SET lower = lower(name) WHERE lower IS NULL AND id > :a AND id <= :b"),
            {"a": start, "b": start + 1000},
        )
        start += 1000
    while start < 200000:
        op.execute(f"UPDATE users SET lower = lower(name) WHERE lower IS NULL AND id > {start}")
        start += 1000
    for row in conn.execute(sa.text("SELECT id FROM users")):
        conn.execute(sa.text("UPDATE users SET lower = lower(name) WHERE lower IS NULL"))
    conn.execute(sa.text("UPDATE users SET lower = lower(name) WHERE lower IS NULL"))
`,
    { rule },
  ));

test('in a DO block too', () =>
  check(
    `
DO $$
DECLARE n int; last int := 0;
BEGIN
  LOOP
    UPDATE users SET lower = lower(name) WHERE id IN (SELECT id FROM users WHERE lower IS NULL LIMIT 1000);
--  ^^^^^^ error: Where name is NULL, lower of users stays NULL, ${again}
    GET DIAGNOSTICS n = ROW_COUNT;
    EXIT WHEN n = 0;
    COMMIT;
  END LOOP;
  LOOP
    UPDATE users SET lower = lower(name) WHERE lower IS NULL AND id BETWEEN last AND last + 999;
    last := last + 1000;
    EXIT WHEN last > 100000;
    COMMIT;
  END LOOP;
END $$;
`,
    { rule, tool: 'sql' },
  ));

test('rows that cannot be filled are left out', async () => {
  await checkFix(
    `def upgrade():
    with op.get_context().autocommit_block():
        while True:
            result = op.get_bind().execute(
                sa.text("""
                    update users u set lower = lower(name)
                    where u.lower is null
                """)
            )
            if result.rowcount == 0:
                break
`,
    `def upgrade():
    with op.get_context().autocommit_block():
        while True:
            result = op.get_bind().execute(
                sa.text("""
                    update users u set lower = lower(name)
                    where u.lower is null and u.name is not null
                """)
            )
            if result.rowcount == 0:
                break
`,
    { rule },
  );
  await checkFix(
    `DO $$
BEGIN
  LOOP
    UPDATE users SET lower = lower(name) WHERE lower IS NULL;
    EXIT WHEN NOT FOUND;
  END LOOP;
END $$;
`,
    `DO $$
BEGIN
  LOOP
    UPDATE users SET lower = lower(name) WHERE lower IS NULL AND name IS NOT NULL;
    EXIT WHEN NOT FOUND;
  END LOOP;
END $$;
`,
    { rule, tool: 'sql' },
  );
});

const concatenated = `
def upgrade():
    while True:
        result = op.get_bind().execute(sa.text("UPDATE users SET full_name = CONCAT(first, last) WHERE full_name IS NULL LIMIT 10"))
        if result.rowcount == 0:
            break
`;

test('CONCAT of what is NULL is NULL on MySQL, and not on PostgreSQL', async () => {
  for (const engine of ['mysql', 'mariadb'] as const) {
    const { analysis } = await analyzed(concatenated, { engine });
    expect(analysis.findings.map((each) => each.rule)).toContain('backfill-never-ends');
  }
  const byKey = concatenated.replace(
    'full_name IS NULL LIMIT 10',
    'id IN (SELECT id FROM users WHERE full_name IS NULL LIMIT 10)',
  );
  const { analysis } = await analyzed(byKey, { engine: 'postgresql' });
  expect(analysis.findings.map((each) => each.rule)).not.toContain('backfill-never-ends');
});
