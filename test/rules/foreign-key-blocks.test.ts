import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'foreign-key-blocks';
const message =
  'The foreign key from orders to users blocks writes on both tables while every row of orders is checked';

test('both tables stand still while every row is looked up; a column may bring the key along', () =>
  check(
    `
def upgrade():
    op.create_foreign_key("fk_user", "orders", "users", ["user_id"], ["id"])
#   ^^^^^^^^^^^^^^^^^^^^^ error: ${message}
    op.add_column("orders", sa.Column("seller_id", sa.Integer(), sa.ForeignKey("users.id")))
#   ^^^^^^^^^^^^^ error: ${message}
`,
    { rule },
  ));

test('NOT VALID checks new rows only, and a fresh table has none', () =>
  check(
    `
def upgrade():
    op.create_foreign_key("fk_user", "orders", "users", ["user_id"], ["id"], postgresql_not_valid=True)
    op.create_table("carts", sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id")))
    op.create_foreign_key("fk_cart", "carts", "users", ["user_id"], ["id"])
`,
    { rule },
  ));

test('the fix: NOT VALID now, validated in a revision behind', () =>
  checkFix(
    `def upgrade():
    op.create_foreign_key("fk_user", "orders", "users", ["user_id"], ["id"])


def downgrade():
    op.drop_constraint("fk_user", "orders", type_="foreignkey")
`,
    `def upgrade():
    op.create_foreign_key(
        "fk_user", "orders", "users", ["user_id"], ["id"], postgresql_not_valid=True
    )


def downgrade():
    op.drop_constraint("fk_user", "orders", type_="foreignkey")

#- /app/migrations/versions/c1_validate_fk_user.py
"""validate fk_user

Revision ID: c1
Revises: b2
Create Date: 2026-01-02 03:04:05

Before this revision runs:

- [ ] Existing rows of orders satisfy fk_user; otherwise the validation fails and changes nothing.

"""

from alembic import op

# revision identifiers, used by Alembic.
revision = "c1"
down_revision = "b2"


def upgrade():
    with op.get_context().autocommit_block():
        op.execute("ALTER TABLE orders VALIDATE CONSTRAINT fk_user")


def downgrade():
    pass
`,
    { rule },
  ));

test('MySQL copies the table, and knows no NOT VALID', () =>
  check(
    `
def upgrade():
    op.create_foreign_key("fk", "orders", "users", ["user_id"], ["id"], postgresql_not_valid=True)
#   ^^^^^^^^^^^^^^^^^^^^^ error: The foreign key from orders to users blocks writes on both tables while every row of orders is checked
    op.create_table("notes", sa.Column("user_id", sa.Integer()))
    op.create_foreign_key("fk2", "notes", "users", ["user_id"], ["id"])
`,
    { rule: 'foreign-key-blocks', engine: 'mysql' },
  ));

test('MariaDB copies the table, and knows no NOT VALID', () =>
  check(
    `
def upgrade():
    op.create_foreign_key("fk", "orders", "users", ["user_id"], ["id"], postgresql_not_valid=True)
#   ^^^^^^^^^^^^^^^^^^^^^ error: The foreign key from orders to users blocks writes on both tables while every row of orders is checked
    op.create_table("notes", sa.Column("user_id", sa.Integer()))
    op.create_foreign_key("fk2", "notes", "users", ["user_id"], ["id"])
`,
    { rule: 'foreign-key-blocks', engine: 'mariadb' },
  ));

test('SQLite looks nobody up: it refuses it, or copies the table', () =>
  check(
    `
def upgrade():
    op.create_foreign_key("fk", "orders", "users", ["user_id"], ["id"])
    with op.batch_alter_table("orders") as batch_op:
        batch_op.create_foreign_key("fk", "users", ["user_id"], ["id"])
`,
    { rule: 'foreign-key-blocks', engine: 'sqlite' },
  ));

test('what other actions of the statement lock is not said of this key', () =>
  check(
    `ALTER TABLE orders
    ALTER COLUMN note SET DEFAULT '',
    ADD CONSTRAINT fk_user FOREIGN KEY (user_id) REFERENCES users (id),
--  ^^^^^^^^^^^^^^ error: The foreign key from orders to users blocks reads and writes on orders and writes on users while every row of orders is checked
    ADD CONSTRAINT fk_team FOREIGN KEY (team_id) REFERENCES teams (id);
--  ^^^^^^^^^^^^^^ error: The foreign key from orders to teams blocks reads and writes on orders and writes on teams while every row of orders is checked
`,
    { tool: 'sql', rule },
  ));
