import { test } from 'vitest';
import { check, type Setting } from './marked.ts';

/**
 * Migrations that look dangerous and are not: nothing at all may be found in them, by any rule. Each is what a specialist
 * would let pass without a word.
 */

/** What all of them meet. */
const shop = `op.create_table(
    "users",
    sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
    sa.Column("email", sa.String(length=100), nullable=False),
    sa.Column("name", sa.Text(), nullable=True),
    sa.Column("status", sa.String(length=20), server_default="new", nullable=False),
    sa.Column("balance", sa.Numeric(10, 2), server_default="0", nullable=False),
    sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint("id", name="users_pkey"),
)
op.create_index("ix_users_email", "users", ["email"], unique=True)
op.create_table(
    "orders",
    sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
    sa.Column("user_id", sa.BigInteger(), nullable=False),
    sa.Column("total", sa.Numeric(12, 2), nullable=False),
    sa.PrimaryKeyConstraint("id", name="orders_pkey"),
    sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_orders_user"),
)
op.create_index("ix_orders_user_id", "orders", ["user_id"])`;

const environment = { parameters: new Map([['lock_timeout', '5s']]), transactionPerMigration: true } as const;

function silent(upgrade: string, downgrade: string, setting: Setting = {}) {
  const body = (lines: string) => lines.trim().replace(/^(?=.)/gm, '    ');
  const text = `
def upgrade():
${body(upgrade)}


def downgrade():
${body(downgrade)}
`;
  return () => check(text, { environment, ...setting, history: [shop, ...(setting.history ?? [])] });
}

test(
  'a column that may be NULL',
  silent('op.add_column("users", sa.Column("bio", sa.Text(), nullable=True))', 'op.drop_column("users", "bio")'),
);

test(
  'a NOT NULL column with a constant default',
  silent(
    'op.add_column("users", sa.Column("plan", sa.String(length=20), server_default="free", nullable=False))',
    'op.drop_column("users", "plan")',
  ),
);

test(
  'a default that is the same for all rows',
  silent(
    'op.add_column("users", sa.Column("joined_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False))',
    'op.drop_column("users", "joined_at")',
  ),
);

test(
  'a default of rows to come',
  silent(
    'op.alter_column("users", "status", server_default="active")',
    'op.alter_column("users", "status", server_default="new")',
  ),
);

test(
  'a varchar that grows',
  silent(
    `op.alter_column(
    "users", "email", existing_type=sa.String(length=100), type_=sa.String(length=320), existing_nullable=False
)`,
    `raise NotImplementedError("longer addresses would not fit any more")`,
  ),
);

test(
  'a varchar without an end',
  silent(
    `op.alter_column("users", "status", existing_type=sa.String(length=20), type_=sa.Text(), existing_nullable=False)`,
    `raise NotImplementedError("longer words would not fit any more")`,
  ),
);

test(
  'a numeric of more digits at the same scale',
  silent(
    `op.alter_column("users", "balance", existing_type=sa.Numeric(10, 2), type_=sa.Numeric(14, 2))`,
    `raise NotImplementedError("larger sums would not fit any more")`,
  ),
);

test(
  'an index that lets writers through',
  silent(
    `with op.get_context().autocommit_block():
    op.create_index("ix_users_status", "users", ["status"], postgresql_concurrently=True)`,
    `with op.get_context().autocommit_block():
    op.drop_index("ix_users_status", table_name="users", postgresql_concurrently=True)`,
  ),
);

test(
  'an index that is dropped while readers read',
  silent(
    `with op.get_context().autocommit_block():
    op.drop_index("ix_users_seen_at", table_name="users", postgresql_concurrently=True)`,
    `with op.get_context().autocommit_block():
    op.create_index("ix_users_seen_at", "users", ["seen_at"], postgresql_concurrently=True)`,
    {
      history: [
        `with op.get_context().autocommit_block():
    op.create_index("ix_users_seen_at", "users", ["seen_at"], postgresql_concurrently=True)`,
      ],
    },
  ),
);

test(
  'what an earlier try left is dropped before the next',
  silent(
    `with op.get_context().autocommit_block():
    op.execute("DROP INDEX CONCURRENTLY IF EXISTS ix_users_seen_at")
    op.execute("CREATE INDEX CONCURRENTLY IF NOT EXISTS ix_users_seen_at ON users (seen_at)")`,
    `with op.get_context().autocommit_block():
    op.execute("DROP INDEX CONCURRENTLY IF EXISTS ix_users_seen_at")`,
  ),
);

test(
  'a table that is new, with all that belongs to it',
  silent(
    `op.create_table(
    "carts",
    sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
    sa.Column("token", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
    sa.Column("note", sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint("id", name="carts_pkey"),
    sa.CheckConstraint("char_length(note) < 1000", name="ck_carts_note"),
)
op.create_index("ix_carts_token", "carts", ["token"], unique=True)
op.alter_column("carts", "note", nullable=False)
op.execute("INSERT INTO carts (note) SELECT 'first'")`,
    'op.drop_table("carts")',
  ),
);

test(
  'a CHECK for new rows only',
  silent(
    `op.create_check_constraint("ck_users_balance", "users", "balance >= 0", postgresql_not_valid=True)`,
    `op.drop_constraint("ck_users_balance", "users", type_="check")`,
  ),
);

test(
  'a CHECK that an earlier migration added is validated',
  silent(
    `with op.get_context().autocommit_block():
    op.execute("ALTER TABLE users VALIDATE CONSTRAINT ck_users_balance")`,
    'pass',
    {
      history: ['op.create_check_constraint("ck_users_balance", "users", "balance >= 0", postgresql_not_valid=True)'],
    },
  ),
);

test(
  'NOT NULL that a valid CHECK has proven',
  silent(
    `op.alter_column("users", "name", existing_type=sa.Text(), nullable=False)
op.drop_constraint("ck_users_name", "users", type_="check")`,
    `op.create_check_constraint("ck_users_name", "users", "name IS NOT NULL", postgresql_not_valid=True)
op.alter_column("users", "name", existing_type=sa.Text(), nullable=True)`,
    {
      history: [
        'op.create_check_constraint("ck_users_name", "users", "name IS NOT NULL", postgresql_not_valid=True)',
        `with op.get_context().autocommit_block():
    op.execute("ALTER TABLE users VALIDATE CONSTRAINT ck_users_name")`,
      ],
    },
  ),
);

test(
  'a foreign key for new rows only, its column indexed',
  silent(
    `op.create_foreign_key("fk_orders_payer", "orders", "users", ["payer_id"], ["id"], postgresql_not_valid=True)`,
    `op.drop_constraint("fk_orders_payer", "orders", type_="foreignkey")`,
    {
      history: [
        'op.add_column("orders", sa.Column("payer_id", sa.BigInteger(), nullable=True))',
        `with op.get_context().autocommit_block():
    op.create_index("ix_orders_payer_id", "orders", ["payer_id"], postgresql_concurrently=True)`,
      ],
    },
  ),
);

test(
  'a UNIQUE constraint that takes an index over',
  silent(
    `op.execute("ALTER TABLE users ADD CONSTRAINT uq_users_status UNIQUE USING INDEX uq_users_status")`,
    'raise NotImplementedError("the index would go with the constraint")',
    {
      history: [
        `with op.get_context().autocommit_block():
    op.create_index("uq_users_status", "users", ["status"], unique=True, postgresql_concurrently=True)`,
      ],
    },
  ),
);

test(
  'a column that may be NULL again',
  silent(
    'op.alter_column("users", "email", existing_type=sa.String(length=100), nullable=True)',
    'raise NotImplementedError("rows without an address may have come")',
  ),
);

test(
  'words in comments and strings',
  silent(
    `# DROP TABLE users; TRUNCATE orders
op.execute("COMMENT ON TABLE users IS 'do not DROP TABLE users; DELETE FROM users'")`,
    `op.execute("COMMENT ON TABLE users IS NULL")`,
  ),
);

test(
  'rows by their keys',
  silent(
    `op.execute("UPDATE users SET status = 'closed' WHERE id IN (17, 42)")`,
    `op.execute("UPDATE users SET status = 'new' WHERE id IN (17, 42)")`,
  ),
);

test(
  'batches along the key that each commit',
  silent(
    `with op.get_context().autocommit_block():
    connection = op.get_bind()
    start = 0
    while True:
        last = connection.scalar(
            sa.text(
                "WITH batch AS (SELECT id FROM users WHERE id > :start ORDER BY id LIMIT 1000), "
                "done AS (UPDATE users SET name = email FROM batch WHERE users.id = batch.id AND name IS NULL) "
                "SELECT max(id) FROM batch"
            ),
            {"start": start},
        )
        if last is None:
            break
        start = last`,
    'pass',
  ),
);

test(
  'seeds of a table that is new',
  silent(
    `plans = op.create_table(
    "plans",
    sa.Column("code", sa.Text(), nullable=False),
    sa.Column("title", sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint("code", name="plans_pkey"),
)
op.bulk_insert(plans, [{"code": "free", "title": "Free"}, {"code": "pro", "title": "Pro"}])`,
    'op.drop_table("plans")',
  ),
);

test(
  'a value for an enum, by itself',
  silent(
    `with op.get_context().autocommit_block():
    op.execute("ALTER TYPE mood ADD VALUE IF NOT EXISTS 'calm'")`,
    'raise NotImplementedError("a value of an enum cannot be taken away")',
    { history: [`op.execute("CREATE TYPE mood AS ENUM ('ok', 'bad')")`] },
  ),
);

test(
  'a type that is created before a column has it',
  silent(
    `mood = sa.Enum("ok", "bad", name="mood")
mood.create(op.get_bind(), checkfirst=True)
op.add_column("users", sa.Column("mood", mood, nullable=True))`,
    `op.drop_column("users", "mood")
sa.Enum(name="mood").drop(op.get_bind(), checkfirst=True)`,
  ),
);

test(
  'a view over what is there',
  silent(
    `op.execute("CREATE VIEW new_users AS SELECT id, email FROM users WHERE status = 'new'")`,
    `op.execute("DROP VIEW new_users")`,
  ),
);

test(
  'a function, a grant, and statistics',
  silent(
    `op.execute("CREATE FUNCTION one() RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1'")
op.execute("GRANT SELECT ON users TO reporting")
op.execute("ALTER TABLE users ALTER COLUMN status SET STATISTICS 500")`,
    `op.execute("ALTER TABLE users ALTER COLUMN status SET STATISTICS -1")
op.execute("REVOKE SELECT ON users FROM reporting")
op.execute("DROP FUNCTION one()")`,
  ),
);

test('two branches that come together', silent('pass', 'pass'));

test(
  'a migration that is not to be undone',
  silent(
    'op.add_column("users", sa.Column("bio", sa.Text(), nullable=True))',
    'raise NotImplementedError("restore the backup")',
  ),
);

test(
  'a table that is small, as its project says',
  silent(
    `op.execute("UPDATE plans SET title = 'Free of charge' WHERE title = 'Free'")`,
    `op.execute("UPDATE plans SET title = 'Free' WHERE title = 'Free of charge'")`,
    {
      tables: { plans: { rows: 12 } },
      history: [
        'op.create_table("plans", sa.Column("title", sa.Text(), nullable=False), sa.PrimaryKeyConstraint("title"))',
      ],
    },
  ),
);

test(
  'a comment on a column',
  silent(
    `op.alter_column("users", "name", existing_type=sa.Text(), comment="as the user wants to be called")`,
    `op.alter_column("users", "name", existing_type=sa.Text(), comment=None)`,
  ),
);

test(
  'identifiers that come from a list of literals',
  silent(
    `for table in ("users", "orders"):
    op.execute(f"ANALYZE {table}")`,
    'pass',
  ),
);

test(
  'a JSON document in SQL',
  silent(
    `op.execute(sa.text("INSERT INTO settings (name, value) VALUES ('theme', :value)").bindparams(value='{"dark": true}'))`,
    `op.execute("DELETE FROM settings WHERE name = 'theme'")`,
    {
      history: [
        'op.create_table("settings", sa.Column("name", sa.Text()), sa.Column("value", sa.Text()), sa.PrimaryKeyConstraint("name"))',
      ],
    },
  ),
);

for (const engine of ['mysql', 'mariadb'] as const) {
  const on = (setting: Setting = {}): Setting => ({
    ...{ engine, environment: { parameters: new Map([['lock_wait_timeout', '5']]) } },
    ...setting,
  });

  test(
    `${engine}: a column that comes in an instant`,
    silent(
      'op.execute("ALTER TABLE users ADD COLUMN bio TEXT NULL, ALGORITHM=INSTANT")',
      'op.execute("ALTER TABLE users DROP COLUMN bio")',
      on(),
    ),
  );

  test(
    `${engine}: an index beside writers`,
    silent(
      'op.execute("CREATE INDEX ix_users_status ON users (status) ALGORITHM=INPLACE LOCK=NONE")',
      'op.execute("DROP INDEX ix_users_status ON users")',
      on(),
    ),
  );

  test(
    `${engine}: a column that is defined anew as it was`,
    silent(
      `op.alter_column(
    "users",
    "name",
    existing_type=sa.Text(),
    existing_nullable=True,
    existing_server_default=None,
    comment="as the user wants to be called",
)`,
      `op.alter_column(
    "users",
    "name",
    existing_type=sa.Text(),
    existing_nullable=True,
    existing_server_default=None,
    existing_comment="as the user wants to be called",
    comment=None,
)`,
      on(),
    ),
  );

  test(
    `${engine}: a new table`,
    silent(
      `op.create_table(
    "carts",
    sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False),
    sa.Column("user_id", sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint("id"),
)`,
      'op.drop_table("carts")',
      on(),
    ),
  );
}

test(
  'sqlite: a table is altered in a batch',
  silent(
    `with op.batch_alter_table("orders") as batch:
    batch.add_column(sa.Column("note", sa.Text(), nullable=True))`,
    `with op.batch_alter_table("orders") as batch:
    batch.drop_column("note")`,
    { engine: 'sqlite', environment: { parameters: new Map([['foreign_keys', 'off']]) } },
  ),
);

test(
  'sqlite: a new table',
  silent(
    `op.create_table(
    "carts",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("note", sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint("id", name="pk_carts"),
)`,
    'op.drop_table("carts")',
    { engine: 'sqlite' },
  ),
);
