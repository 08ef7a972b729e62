import type { EngineCalled } from '../transactions/cases.ts';

/** The upgrades that are taken back, each by itself, from one and the same schema. */
export const cases: Readonly<Record<EngineCalled, readonly string[]>> = {
  postgresql: [
    'op.add_column("users", sa.Column("phone", sa.Text()))',
    'op.add_column("users", sa.Column("score", sa.Integer(), server_default="0", nullable=False))',
    'op.add_column("users", sa.Column("boss_id", sa.Integer(), sa.ForeignKey("users.id")))',
    'op.add_column("users", sa.Column("code", sa.Text(), unique=True))',
    'op.add_column("users", sa.Column("slug", sa.Text(), index=True))',
    'op.drop_column("users", "email")',
    'op.drop_column("users", "team_id")',
    'op.drop_column("users", "age")',
    'op.drop_column("users", "state")',
    'op.drop_column("users", "note")',
    'op.drop_column("orders", "total")',
    'op.drop_column("orders", "number")',
    'op.drop_column("members", "role")',
    'op.alter_column("users", "email", new_column_name="mail")',
    'op.alter_column("users", "email", nullable=True)',
    'op.alter_column("users", "name", nullable=False)',
    'op.alter_column("users", "age", server_default=None)',
    'op.alter_column("users", "age", server_default="7")',
    'op.alter_column("users", "name", server_default="x", nullable=False)',
    'op.alter_column("users", "name", type_=sa.Text())',
    'op.alter_column("users", "name", type_=sa.String(80), existing_type=sa.String(50))',
    'op.alter_column("orders", "total", type_=sa.Numeric(14, 4))',
    'op.alter_column("orders", "number", type_=sa.BigInteger())',
    'op.alter_column("orders", "number", type_=sa.Text())',
    'op.alter_column("users", "note", comment="what they say")',
    'op.alter_column("users", "email", comment=None)',
    'op.create_table_comment("orders", "what was bought")',
    'op.drop_table_comment("users")',
    'op.execute("COMMENT ON COLUMN users.email IS \'other\'")',
    'op.rename_table("orders", "sales")',
    'op.rename_table("users", "people")',
    'op.drop_table("members")',
    'op.drop_table("orders")',
    'op.drop_table("moods")',
    'op.drop_table("members")\nop.drop_table("orders")\nop.drop_table("users")',
    'op.execute("DROP VIEW adults")\nop.execute("DROP TABLE teams CASCADE")',
    'op.create_table("tags", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.Text(), unique=True))',
    'op.create_table("tags", sa.Column("id", sa.Integer(), primary_key=True))\nop.create_index("ix_tags", "tags", ["id"])',
    'op.create_index("ix_users_name", "users", ["name"])',
    'op.create_index("ix_users_lower", "users", [sa.text("lower(name)")], unique=True)',
    'op.create_index("ix_users_some", "users", ["age"], postgresql_where=sa.text("age > 3"))',
    'with op.get_context().autocommit_block():\n    op.create_index("ix_users_name", "users", ["name"], postgresql_concurrently=True)',
    'op.execute("CREATE UNIQUE INDEX ix_users_two ON users (name, age)")',
    'op.drop_index("ix_users_email", table_name="users")',
    'op.drop_index("ix_users_expression", table_name="users")',
    'op.drop_index("ix_users_partial", table_name="users")',
    'op.drop_index("ix_orders_covering", table_name="orders")',
    'op.drop_index("ix_orders_hash", table_name="orders")',
    'with op.get_context().autocommit_block():\n    op.drop_index("ix_users_email", table_name="users", postgresql_concurrently=True)',
    'op.execute("DROP INDEX ix_users_email")',
    'op.execute("ALTER INDEX ix_users_email RENAME TO ix_users_mail")',
    'op.create_unique_constraint("uq_users_name", "users", ["name"])',
    'op.create_unique_constraint(None, "users", ["name"])',
    'op.create_check_constraint("ck_orders_total", "orders", "total > 0")',
    'op.create_foreign_key("fk_orders_team", "orders", "teams", ["number"], ["id"], ondelete="CASCADE")',
    'op.create_foreign_key(None, "orders", "teams", ["number"], ["id"])',
    'op.create_primary_key("pk_plain", "plain", ["a"])',
    'op.create_primary_key(None, "plain", ["a", "b"])',
    'op.drop_constraint("uq_orders_number", "orders", type_="unique")',
    'op.drop_constraint("orders_user_id_fkey", "orders", type_="foreignkey")',
    'op.drop_constraint("fk_users_team", "users", type_="foreignkey")',
    'op.drop_constraint("ck_users_age", "users", type_="check")',
    'op.drop_constraint("ck_users_unchecked", "users", type_="check")',
    'op.drop_constraint("members_pkey", "members", type_="primary")',
    'op.execute("ALTER TABLE teams DROP CONSTRAINT teams_pkey CASCADE")',
    'op.drop_constraint("fk_users_team", "users", type_="foreignkey")\nop.create_foreign_key("fk_users_team", "users", "teams", ["team_id"], ["id"], ondelete="CASCADE")',
    'op.execute("ALTER TABLE users VALIDATE CONSTRAINT ck_users_unchecked")',
    'op.execute("ALTER TABLE users RENAME CONSTRAINT ck_users_age TO ck_users_years")',
    'op.execute("ALTER TABLE users ADD CONSTRAINT ck_more CHECK (age < 200) NOT VALID")',
    "op.execute(\"CREATE TYPE size AS ENUM ('s', 'm')\")",
    'op.execute("ALTER TYPE mood RENAME TO feeling")',
    "op.execute(\"ALTER TYPE mood RENAME VALUE 'sad' TO 'low'\")",
    'op.drop_table("moods")\nop.execute("DROP TYPE mood")',
    'op.execute("CREATE VIEW few AS SELECT id FROM users")',
    'op.execute("DROP VIEW adults")',
    'op.execute("CREATE OR REPLACE VIEW adults AS SELECT id, name FROM teams WHERE id > 20")',
    'op.execute("ALTER VIEW adults RENAME TO grown")',
    'op.execute("CREATE MATERIALIZED VIEW few AS SELECT id FROM users")',
    'op.execute("CREATE SEQUENCE numbers")',
    'op.execute("DROP SEQUENCE spare")',
    'op.execute("ALTER SEQUENCE spare RENAME TO other")',
    'op.execute("CREATE FUNCTION twice(a int) RETURNS int LANGUAGE sql AS $$ SELECT a * 2 $$")',
    'op.execute("DROP FUNCTION one")',
    'op.execute("CREATE OR REPLACE FUNCTION one() RETURNS int LANGUAGE sql AS $$ SELECT 2 - 1 $$")',
    'op.execute("CREATE TRIGGER seen BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch()")',
    'op.execute("DROP TRIGGER touched ON users")',
    'op.execute("DROP TRIGGER touched ON users")\nop.execute("DROP FUNCTION touch()")',
    'op.execute("CREATE SCHEMA extra")',
    'op.execute("ALTER TABLE plain SET SCHEMA apart")',
    'op.execute("CREATE STATISTICS both_of ON a, b FROM plain")',
    'op.execute("CREATE EXTENSION citext")',
    'op.execute("UPDATE users SET age = 1")\nop.add_column("users", sa.Column("phone", sa.Text()))',
    'op.execute("DELETE FROM orders")\nop.drop_column("orders", "total")',
    'op.execute("INSERT INTO teams (id) VALUES (9)")\nop.add_column("teams", sa.Column("phone", sa.Text()))',
    'op.alter_column("users", "email", new_column_name="mail")\nop.drop_index("ix_users_email", table_name="users")',
    'op.rename_table("orders", "sales")\nop.drop_column("sales", "total")',
    'op.rename_table("orders", "sales")\nop.drop_index("ix_orders_covering", table_name="sales")',
    'op.rename_table("orders", "sales")\nop.drop_table("sales")',
    'op.add_column("users", sa.Column("phone", sa.Text()))\nop.create_index("ix_phone", "users", ["phone"])\nop.drop_column("users", "name")',
    'op.execute("CREATE INDEX ON plain (a)")',
    'op.execute("CREATE INDEX ON plain (a)")\nop.execute("CREATE UNIQUE INDEX ON plain (a)")',
    'op.execute("ALTER TABLE plain ALTER COLUMN b ADD GENERATED ALWAYS AS IDENTITY")',
    'op.execute("ALTER TABLE counted ALTER COLUMN id DROP IDENTITY")',
    'op.execute("ALTER TABLE counted ALTER COLUMN id SET GENERATED ALWAYS")',
    'op.execute("ALTER TABLE parts DETACH PARTITION parts_small")',
    'op.execute("ALTER TABLE parts DETACH PARTITION parts_named")',
    'op.execute("CREATE TABLE parts_big (id int NOT NULL, name text)")\nop.execute("ALTER TABLE parts ATTACH PARTITION parts_big FOR VALUES FROM (100) TO (200)")',
    'op.execute("ALTER TABLE users DISABLE TRIGGER touched")',
    'op.execute("ALTER TABLE users DISABLE TRIGGER touched")\nop.execute("UPDATE users SET age = 1")\nop.execute("ALTER TABLE users ENABLE TRIGGER touched")',
    'op.execute("ALTER TABLE users ENABLE ROW LEVEL SECURITY")',
    'op.execute("ALTER TABLE users ENABLE ROW LEVEL SECURITY")\nop.execute("ALTER TABLE users FORCE ROW LEVEL SECURITY")',
    'op.execute("ALTER TABLE counted DISABLE ROW LEVEL SECURITY")',
    'op.execute("ALTER TABLE orders SET (fillfactor = 70)")',
    'op.execute("ALTER TABLE plain SET (fillfactor = 70, autovacuum_enabled = false)")',
    'op.execute("ALTER TABLE plain RESET (fillfactor)")',
    'op.execute("CREATE POLICY own ON users USING (id > 1)")',
    'op.execute("DROP POLICY kept ON counted")',
    'if sa.inspect(op.get_bind()).has_table("nowhere"):\n    op.add_column("users", sa.Column("phone", sa.Text()))\n    op.create_index("ix_users_phone", "users", ["phone"])',
    'if sa.inspect(op.get_bind()).has_table("users"):\n    op.create_table("tags", sa.Column("id", sa.Integer(), primary_key=True))\n    op.create_unique_constraint("uq_users_name", "users", ["name"])',
    'op.execute("ALTER TABLE users ALTER COLUMN age DROP DEFAULT, ALTER COLUMN name SET NOT NULL, ADD COLUMN zip text")',
  ],
  mariadb: [
    'op.add_column("users", sa.Column("phone", sa.Text()))',
    'op.add_column("users", sa.Column("score", sa.Integer(), server_default="0", nullable=False))',
    'op.drop_column("users", "email")',
    'op.drop_column("users", "age")',
    'op.alter_column("users", "name", existing_type=sa.String(50), nullable=False)',
    'op.alter_column("users", "email", existing_type=sa.String(99), nullable=True)',
    'op.alter_column("users", "name", existing_type=sa.String(50), type_=sa.String(80))',
    'op.alter_column("users", "name", existing_type=sa.String(50), new_column_name="title")',
    'op.create_index("ix_users_name", "users", ["name"])',
    'op.drop_index("ix_users_email", table_name="users")',
    'op.create_unique_constraint("uq_users_name", "users", ["name"])',
    'op.drop_constraint("fk_users_team", "users", type_="foreignkey")',
    'op.create_table("tags", sa.Column("id", sa.Integer(), primary_key=True))',
    'op.drop_table("orders")',
    'op.rename_table("orders", "sales")',
  ],
  sqlite: [
    'op.add_column("users", sa.Column("phone", sa.Text()))',
    'op.drop_column("users", "note")',
    'op.create_index("ix_users_name", "users", ["name"])',
    'op.drop_index("ix_users_email", table_name="users")',
    'op.create_table("tags", sa.Column("id", sa.Integer(), primary_key=True))',
    'op.drop_table("orders")',
    'op.rename_table("orders", "sales")',
    'op.execute("CREATE VIEW few AS SELECT id FROM users")',
    'with op.batch_alter_table("users") as batch_op:\n    batch_op.alter_column("name", existing_type=sa.String(50), nullable=False)',
    'with op.batch_alter_table("users") as batch_op:\n    batch_op.alter_column("name", existing_type=sa.String(50), type_=sa.Text())',
    'with op.batch_alter_table("users") as batch_op:\n    batch_op.drop_column("note")',
    'with op.batch_alter_table("users") as batch_op:\n    batch_op.create_unique_constraint("uq_users_name", ["name"])',
  ],
};

const small = `op.create_table("teams", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.String(20)))
op.create_table(
    "users",
    sa.Column("id", sa.Integer(), primary_key=True),
    sa.Column("name", sa.String(50)),
    sa.Column("email", sa.String(99), nullable=False),
    sa.Column("age", sa.Integer(), server_default="18", nullable=False),
    sa.Column("note", sa.Text()),
    sa.Column("team_id", sa.Integer(), sa.ForeignKey("teams.id", name="fk_users_team", ondelete="SET NULL")),
)
op.create_index("ix_users_email", "users", ["email"], unique=True)
op.create_table(
    "orders",
    sa.Column("id", sa.Integer(), primary_key=True),
    sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False),
    sa.Column("number", sa.Integer(), nullable=False),
    sa.Column("total", sa.Numeric(10, 2), server_default="0", nullable=False),
    sa.UniqueConstraint("number", name="uq_orders_number"),
)`;

/** What stands before each of them. */
export const first: Readonly<Record<EngineCalled, string>> = {
  postgresql: `${small}
op.create_table("members", sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True), sa.Column("role", sa.String(9), primary_key=True))
op.create_table("plain", sa.Column("a", sa.Integer()), sa.Column("b", sa.Integer(), nullable=False))
op.create_table("moods", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("mood", sa.Enum("sad", "glad", name="mood"), nullable=False))
op.add_column("users", sa.Column("state", sa.Text(), server_default=sa.text("upper('new')"), comment="where they are"))
op.execute("COMMENT ON COLUMN users.email IS 'how to reach them'")
op.execute("COMMENT ON TABLE users IS 'who they are'")
op.create_check_constraint("ck_users_age", "users", "age > 0")
op.execute("ALTER TABLE users ADD CONSTRAINT ck_users_unchecked CHECK (age < 150) NOT VALID")
op.create_index("ix_users_expression", "users", [sa.text("lower(email)")])
op.create_index("ix_users_partial", "users", ["age"], postgresql_where=sa.text("age > 21"))
op.create_index("ix_orders_covering", "orders", ["user_id"], postgresql_include=["total"])
op.create_index("ix_orders_hash", "orders", ["number"], postgresql_using="hash")
op.execute("CREATE VIEW adults AS SELECT id, name FROM teams WHERE id >= 18")
op.execute("CREATE SEQUENCE spare")
op.execute("CREATE SCHEMA apart")
op.execute("CREATE TABLE counted (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, name text)")
op.execute("CREATE TABLE parts (id int NOT NULL, name text) PARTITION BY RANGE (id)")
op.execute("CREATE TABLE parts_small PARTITION OF parts FOR VALUES FROM (0) TO (10)")
op.execute("CREATE TABLE parts_named (id int NOT NULL, name text)")
op.execute("ALTER TABLE parts ATTACH PARTITION parts_named FOR VALUES FROM (20) TO (30)")
op.execute("ALTER TABLE counted ENABLE ROW LEVEL SECURITY")
op.execute("CREATE POLICY kept ON counted USING (id > 0)")
op.execute("ALTER TABLE plain SET (fillfactor = 90)")
op.execute("""CREATE FUNCTION one() RETURNS int LANGUAGE sql AS $$
  SELECT 1
$$""")
op.execute("""CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RETURN NEW;
END
$$""")
op.execute("CREATE TRIGGER touched BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch()")`,
  mariadb: small,
  sqlite: small,
};
