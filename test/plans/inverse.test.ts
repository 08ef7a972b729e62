import { expect, test } from 'vitest';
import { checkFix } from '../marked.ts';

const rule = 'downgrade-missing';

test('an index that a constraint took over goes with the constraint', () =>
  checkFix(
    `
def upgrade():
    with op.get_context().autocommit_block():
        op.create_index("uq_users_email", "users", ["email"], unique=True, postgresql_concurrently=True)
    op.execute("ALTER TABLE users ADD CONSTRAINT uq_users_email UNIQUE USING INDEX uq_users_email")
`,
    `
def upgrade():
    with op.get_context().autocommit_block():
        op.create_index("uq_users_email", "users", ["email"], unique=True, postgresql_concurrently=True)
    op.execute("ALTER TABLE users ADD CONSTRAINT uq_users_email UNIQUE USING INDEX uq_users_email")


def downgrade():
    op.drop_constraint("uq_users_email", "users", type_="unique")
`,
    { rule },
  ));

test('an index that may be left of an earlier try has nothing to bring back', () =>
  checkFix(
    `
def upgrade():
    op.execute("DROP INDEX IF EXISTS ix_users_email")
    op.create_index("ix_users_email", "users", ["email"])
`,
    `
def upgrade():
    op.execute("DROP INDEX IF EXISTS ix_users_email")
    op.create_index("ix_users_email", "users", ["email"])


def downgrade():
    op.drop_index("ix_users_email", table_name="users")
`,
    { rule },
  ));

test('a foreign key without a name goes with the column that it came with', () =>
  checkFix(
    `
def upgrade():
    op.add_column("orders", sa.Column("user_id", sa.BigInteger(), sa.ForeignKey("users.id")))
`,
    `
def upgrade():
    op.add_column("orders", sa.Column("user_id", sa.BigInteger(), sa.ForeignKey("users.id")))


def downgrade():
    op.drop_column("orders", "user_id")
`,
    { rule },
  ));

test('MySQL does not drop a column that has a foreign key, whose name nobody knows', async () => {
  const text =
    '\ndef upgrade():\n    op.add_column("orders", sa.Column("user_id", sa.BigInteger(), sa.ForeignKey("users.id")))\n';
  await expect(checkFix(text, text, { rule, engine: 'mysql' })).rejects.toThrow('no fix found');
});

test('what was done while the table was made anew is undone while it is made anew', () =>
  checkFix(
    `
def upgrade():
    with op.batch_alter_table("users") as batch_op:
        batch_op.alter_column("name", existing_type=sa.String(), nullable=False)
        batch_op.create_unique_constraint("uq_users_name", ["name"])
    op.add_column("users", sa.Column("age", sa.Integer()))
`,
    `
def upgrade():
    with op.batch_alter_table("users") as batch_op:
        batch_op.alter_column("name", existing_type=sa.String(), nullable=False)
        batch_op.create_unique_constraint("uq_users_name", ["name"])
    op.add_column("users", sa.Column("age", sa.Integer()))


def downgrade():
    op.drop_column("users", "age")
    with op.batch_alter_table("users") as batch_op:
        batch_op.drop_constraint("uq_users_name", type_="unique")
        batch_op.alter_column("name", existing_type=sa.String(), nullable=True)
`,
    { rule, engine: 'sqlite' },
  ));
