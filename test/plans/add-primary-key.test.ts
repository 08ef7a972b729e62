import { expect, test } from 'vitest';
import { scaffolded } from './scaffolded.ts';

const history = [
  `op.create_table("logs", sa.Column("order", sa.Integer()), sa.Column("id", sa.Integer(), nullable=False), schema="app")`,
];

test('a column that is NOT NULL', async () => {
  const made = await scaffolded('add-primary-key', { table: 'app.logs', column: 'id' }, { history });
  expect(made).toBe(
    `
# add logs_pkey
# - [ ] No two rows of logs have the same id.
# - [ ] No earlier try has left logs_pkey behind: a concurrent build that fails leaves an index that is not valid, and that has to be dropped first.

def upgrade():
    with op.get_context().autocommit_block():
        op.create_index(
            "logs_pkey",
            "logs",
            ["id"],
            unique=True,
            schema="app",
            postgresql_concurrently=True,
        )
    op.execute("""
        ALTER TABLE app.logs ADD CONSTRAINT logs_pkey
            PRIMARY KEY USING INDEX logs_pkey
    """)

def downgrade():
    op.drop_constraint("logs_pkey", "logs", schema="app", type_="primary")
`,
  );
});

test('a column that may be NULL', async () => {
  const made = await scaffolded('add-primary-key', { table: 'app.logs', column: 'order' }, { history });
  expect(made).toBe(
    `
# build the index of logs_pkey
# - [ ] No two rows of logs have the same order.
# - [ ] No earlier try has left logs_pkey behind: a concurrent build that fails leaves an index that is not valid, and that has to be dropped first.

def upgrade():
    with op.get_context().autocommit_block():
        op.create_index(
            "logs_pkey",
            "logs",
            ["order"],
            unique=True,
            schema="app",
            postgresql_concurrently=True,
        )
    op.create_check_constraint(
        "ck_logs_order_not_null",
        "logs",
        '"order" IS NOT NULL',
        schema="app",
        postgresql_not_valid=True,
    )

def downgrade():
    op.drop_constraint("ck_logs_order_not_null", "logs", schema="app", type_="check")
    with op.get_context().autocommit_block():
        op.drop_index(
            "logs_pkey", table_name="logs", schema="app", postgresql_concurrently=True
        )

# make logs_pkey the primary key of logs
# - [ ] The application writes order in every new row of logs.
# - [ ] No row of logs has NULL in order any more; otherwise the validation fails and names the constraint ck_logs_order_not_null.

def upgrade():
    with op.get_context().autocommit_block():
        op.execute("ALTER TABLE app.logs VALIDATE CONSTRAINT ck_logs_order_not_null")
    op.alter_column("logs", "order", nullable=False, schema="app")
    op.drop_constraint("ck_logs_order_not_null", "logs", schema="app", type_="check")
    op.execute("""
        ALTER TABLE app.logs ADD CONSTRAINT logs_pkey
            PRIMARY KEY USING INDEX logs_pkey
    """)

def downgrade():
    op.drop_constraint("logs_pkey", "logs", schema="app", type_="primary")
    op.create_check_constraint(
        "ck_logs_order_not_null",
        "logs",
        '"order" IS NOT NULL',
        schema="app",
        postgresql_not_valid=True,
    )
    op.alter_column("logs", "order", nullable=True, schema="app")
    with op.get_context().autocommit_block():
        op.create_index(
            "logs_pkey",
            "logs",
            ["order"],
            unique=True,
            schema="app",
            postgresql_concurrently=True,
        )
`,
  );
});
