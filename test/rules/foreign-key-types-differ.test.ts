import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'foreign-key-types-differ';
const history = [
  'op.create_table("users", sa.Column("id", sa.BigInteger(), primary_key=True), sa.Column("name", sa.Text(), unique=True))',
];

test('it works, and one ends before the other', () =>
  check(
    `
def upgrade():
    op.create_table("orders", sa.Column("id", sa.BigInteger(), primary_key=True), sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id")))
#   ^^^^^^^^^^^^^^^ warning: orders.user_id is integer and points at users.id, which is bigint: it runs out of numbers first
    op.add_column("orders", sa.Column("number", sa.Numeric()))
    op.create_foreign_key("fk_number", "orders", "users", ["number"], ["id"])
#   ^^^^^^^^^^^^^^^^^^^^^ error: orders.number is numeric and points at users.id, which is bigint: the server refuses the key
`,
    { rule, history },
  ));

test('MySQL refuses other sizes and signs', () =>
  check(
    `
CREATE TABLE orders (id int PRIMARY KEY, user_id bigint, FOREIGN KEY (user_id) REFERENCES users (id));
^^^^^^^^^^^^ error: orders.user_id is bigint and points at users.id, which is integer: the server refuses the key
CREATE TABLE items (id int PRIMARY KEY, user_id int unsigned);
ALTER TABLE items ADD CONSTRAINT fk FOREIGN KEY (user_id) REFERENCES users (id);
--                ^^^^^^^^^^^^^^ error: items.user_id is integer unsigned and points at users.id, which is integer: the server refuses the key
CREATE TABLE notes (id int PRIMARY KEY, user_id int, name varchar(99), FOREIGN KEY (user_id) REFERENCES users (id), FOREIGN KEY (name) REFERENCES users (name));
`,
    {
      rule,
      tool: 'sql',
      engine: 'mysql',
      history: ['CREATE TABLE users (id int PRIMARY KEY, name varchar(20) UNIQUE);'],
    },
  ));

test('equal types, strings of any length, a type that nobody knows, a table that nobody has seen', () =>
  check(
    `
def upgrade():
    op.create_table(
        "orders",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("parent_id", sa.BigInteger(), sa.ForeignKey("orders.id")),
        sa.Column("user_id", sa.BigInteger(), sa.ForeignKey("users.id")),
        sa.Column("name", sa.String(50), sa.ForeignKey("users.name")),
        sa.Column("team_id", sa.Integer(), sa.ForeignKey("teams.id")),
    )
    op.add_column("orders", sa.Column("editor", MyType(), sa.ForeignKey("users.id")))
`,
    { rule, history },
  ));

test('a UUID of another package is what SQLAlchemy makes of its own, where it is not kept as bytes', () =>
  check(
    `
import sqlalchemy_utils
def upgrade():
    op.add_column("orders", sa.Column("user_id", sqlalchemy_utils.types.uuid.UUIDType(binary=False), sa.ForeignKey("users.id")))
    op.add_column("orders", sa.Column("team_id", sqlalchemy_utils.types.uuid.UUIDType(), sa.ForeignKey("users.id")))
#   ^^^^^^^^^^^^^ error: orders.team_id is binary(16) and points at users.id, which is char(32): the server refuses the key
`,
    { rule, engine: 'mysql', history: ['op.create_table("users", sa.Column("id", sa.Uuid(), primary_key=True))'] },
  ));

test('SQLite compares whatever is there', () =>
  check(
    `
CREATE TABLE orders (id integer PRIMARY KEY, user_id bigint REFERENCES users (id));
`,
    { rule, tool: 'sql', engine: 'sqlite', history: ['CREATE TABLE users (id integer PRIMARY KEY);'] },
  ));
