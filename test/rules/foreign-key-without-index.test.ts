import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'foreign-key-without-index';

test('a small table is soon read', () =>
  check(
    `
def upgrade():
    op.add_column("orders", sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id")))
#   ^^^^^^^^^^^^^ info: No index of orders begins with user_id: each row deleted from users reads all of orders
`,
    { rule: 'foreign-key-without-index', tables: { orders: { rows: 200 } } },
  ));

test('a key of a new table, of a new column, of one that history knows to have no index', () =>
  check(
    `
def upgrade():
    op.create_table("items", sa.Column("id", sa.BigInteger(), primary_key=True), sa.Column("order_id", sa.BigInteger(), sa.ForeignKey("orders.id")))
#   ^^^^^^^^^^^^^^^ warning: No index of items begins with order_id: each row deleted from orders reads all of items
    op.add_column("visits", sa.Column("user_id", sa.BigInteger(), sa.ForeignKey("users.id")))
#   ^^^^^^^^^^^^^ warning: No index of visits begins with user_id: each row deleted from users reads all of visits
    op.create_foreign_key("fk", "orders", "users", ["user_id"], ["id"])
#   ^^^^^^^^^^^^^^^^^^^^^ warning: No index of orders begins with user_id: each row deleted from users reads all of orders
`,
    {
      rule,
      history: [
        'op.create_table("orders", sa.Column("id", sa.BigInteger(), primary_key=True), sa.Column("user_id", sa.BigInteger()))',
      ],
    },
  ));

test('an index in history, in the same migration or in a key; one that leaves only NULLs out', () =>
  check(
    `
CREATE TABLE items (id bigint PRIMARY KEY, order_id bigint REFERENCES orders (id), user_id bigint UNIQUE REFERENCES users (id), team_id bigint REFERENCES teams (id));
CREATE INDEX ON items (order_id, id);
CREATE INDEX ON items (team_id) WHERE team_id IS NOT NULL;
CREATE TABLE members (user_id bigint REFERENCES users (id), note text, PRIMARY KEY (user_id, note));
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE elsewhere ADD FOREIGN KEY (user_id) REFERENCES users (id);
`,
    {
      rule,
      tool: 'sql',
      history: ['CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint); CREATE INDEX ON orders (user_id);'],
    },
  ));

test('an index that leaves rows out, or has the column behind another, does not do', () =>
  check(
    `
CREATE TABLE items (id bigint PRIMARY KEY, order_id bigint REFERENCES orders (id), gone boolean);
^^^^^^^^^^^^ warning: No index of items begins with order_id: each row deleted from orders reads all of items
CREATE INDEX ON items (order_id) WHERE NOT gone;
CREATE INDEX ON items (gone, order_id);
CREATE INDEX ON items USING brin (order_id);
`,
    { rule, tool: 'sql' },
  ));

test('MySQL makes one itself; what could not be read may make one', async () => {
  await check('ALTER TABLE orders ADD COLUMN user_id int REFERENCES users (id);\n', {
    rule,
    tool: 'sql',
    engine: 'mariadb',
  });
  await check(
    `
def upgrade():
    op.add_column("visits", sa.Column("user_id", sa.BigInteger(), sa.ForeignKey("users.id")))
    op.execute(text_from_elsewhere)
`,
    { rule },
  );
});

test('the index is built behind it, and dropped on the way back', () =>
  checkFix(
    `
def upgrade():
    op.create_foreign_key(
        "fk_orders_user", "orders", "users", ["user_id"], ["id"]
    )


def downgrade():
    op.drop_constraint("fk_orders_user", "orders", type_="foreignkey")
`,
    `
def upgrade():
    op.create_foreign_key(
        "fk_orders_user", "orders", "users", ["user_id"], ["id"]
    )
    with op.get_context().autocommit_block():
        op.create_index(
            "ix_orders_user_id", "orders", ["user_id"], postgresql_concurrently=True
        )


def downgrade():
    op.drop_constraint("fk_orders_user", "orders", type_="foreignkey")
    with op.get_context().autocommit_block():
        op.drop_index(
            "ix_orders_user_id", table_name="orders", postgresql_concurrently=True
        )
`,
    {
      rule,
      history: [
        'op.create_table("orders", sa.Column("id", sa.BigInteger(), primary_key=True), sa.Column("user_id", sa.BigInteger()))',
      ],
    },
  ));

test('several keys of one table are told at once', () =>
  check(
    `
CREATE TABLE members (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id), team_id bigint REFERENCES teams (id));
^^^^^^^^^^^^ warning: No index of members begins with user_id or team_id: each row deleted from users or teams reads all of members
`,
    { rule, tool: 'sql' },
  ));

test('a new table gets it at once', () =>
  checkFix(
    `
def upgrade():
    op.create_table(
        "items",
        sa.Column("order_id", sa.BigInteger(), sa.ForeignKey("orders.id")),
    )
`,
    `
def upgrade():
    op.create_table(
        "items",
        sa.Column("order_id", sa.BigInteger(), sa.ForeignKey("orders.id")),
    )
    op.create_index("ix_items_order_id", "items", ["order_id"])
`,
    { rule },
  ));

test('an index that the next migration builds', () =>
  check(
    `
def upgrade():
    op.add_column("visits", sa.Column("user_id", sa.BigInteger(), sa.ForeignKey("users.id")))
    op.add_column("visits", sa.Column("team_id", sa.BigInteger(), sa.ForeignKey("teams.id")))
#   ^^^^^^^^^^^^^ warning: No index of visits begins with team_id: each row deleted from teams reads all of visits
`,
    {
      rule,
      children: [
        {
          path: '/app/migrations/versions/c3_index.py',
          text: `from alembic import op
revision = "c3"
down_revision = "b2"
def upgrade():
    with op.get_context().autocommit_block():
        op.create_index("ix_visits_user_id", "visits", ["user_id"], postgresql_concurrently=True)
`,
        },
      ],
    },
  ));
