import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'drop-constraint-weakens';
const history = [
  `op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("email", sa.Text(), nullable=False), sa.Column("team_id", sa.Integer()))
op.create_unique_constraint("uq_email", "users", ["email"])
op.create_index("ix_email", "users", ["email"], unique=True)
op.create_foreign_key("fk_team", "users", "teams", ["team_id"], ["id"])
op.create_check_constraint("ck_email", "users", "email <> ''")
op.create_check_constraint("ck_not_null", "users", "email IS NOT NULL")`,
];

for (const engine of ['postgresql', 'mysql', 'mariadb'] as const) {
  test(`${engine}: a guarantee that nothing replaces`, () =>
    check(
      `
def upgrade():
    op.drop_constraint("uq_email", "users", type_="unique")
#   ^^^^^^^^^^^^^^^^^^ info: Without uq_email nothing keeps the rows of users (email) apart any more
    op.drop_index("ix_email", table_name="users")
#   ^^^^^^^^^^^^^ info: Without ix_email nothing keeps the rows of users (email) apart any more
    op.drop_constraint("fk_team", "users", type_="foreignkey")
#   ^^^^^^^^^^^^^^^^^^ info: Without fk_team rows of users (team_id) may point at rows that do not exist
    op.drop_constraint("ck_email", "users", type_="check")
#   ^^^^^^^^^^^^^^^^^^ info: Without ck_email the table users takes rows that it refused
`,
      { rule, engine, history },
    ));
}

test('in SQL', () =>
  check(
    `ALTER TABLE users DROP CONSTRAINT uq_email;
--                ^^^^^^^^^^^^^^^ info: Without uq_email nothing keeps the rows of users (email) apart any more
`,
    { rule, tool: 'sql', history: ['CREATE TABLE users (id int, email text, CONSTRAINT uq_email UNIQUE (email));'] },
  ));

test('replaced, said twice, or gone with its column or table: silent', async () => {
  await check(
    `
def upgrade():
    op.create_unique_constraint("uq_email_2", "users", ["email"])
    op.drop_constraint("uq_email", "users", type_="unique")
    op.drop_constraint("fk_team", "users", type_="foreignkey")
    op.create_foreign_key("fk_team", "users", "teams", ["team_id"], ["id"], ondelete="CASCADE")
    op.drop_constraint("ck_not_null", "users", type_="check")


def downgrade():
    op.drop_constraint("ck_email", "users", type_="check")
`,
    { rule, history },
  );
  await check(
    `
def upgrade():
    op.drop_constraint("fk_team", "users", type_="foreignkey")
    op.drop_column("users", "team_id")
    op.drop_constraint("fk_other", "orders", type_="foreignkey")
    op.drop_table("orders")
    op.drop_index("ix_plain", table_name="users")
`,
    { rule, history },
  );
});
