import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'index-duplicated';
const history = [
  `op.create_table("users", sa.Column("id", sa.BigInteger(), primary_key=True), sa.Column("a", sa.Integer()), sa.Column("b", sa.Integer()), sa.UniqueConstraint("b", "a", name="uq_b_a"))
op.create_index("ix_a_b", "users", ["a", "b"])`,
];

test('the same columns, or the first of another index, key or constraint', () =>
  check(
    `
def upgrade():
    op.create_index("ix_a", "users", ["a"])
#   ^^^^^^^^^^^^^^^ warning: ix_a is not needed on users: ix_a_b begins with the same columns
    op.create_index("ix_users_id", "users", ["id"])
#   ^^^^^^^^^^^^^^^ warning: ix_users_id is not needed on users: the primary key has the same columns
    op.create_index("ix_b", "users", ["b"])
#   ^^^^^^^^^^^^^^^ warning: ix_b is not needed on users: the constraint uq_b_a begins with the same columns
    op.create_index("ix_again", "users", ["a", "b"])
#   ^^^^^^^^^^^^^^^ warning: ix_again is not needed on users: ix_a_b has the same columns
`,
    { rule, history },
  ));

test('in SQL of MySQL', () =>
  check(
    `
ALTER TABLE users ADD INDEX ix_again (a);
--                ^^^^^^^^^ warning: ix_again is not needed on users: ix_a has the same columns
`,
    { rule, tool: 'sql', engine: 'mysql', history: ['CREATE TABLE users (id int PRIMARY KEY, a int, KEY ix_a (a));'] },
  ));

test('other rows, another order, another method, a guarantee of its own, or the other one is dropped', () =>
  check(
    `
CREATE INDEX one ON users (a) WHERE b > 0;
CREATE INDEX two ON users (b);
CREATE INDEX three ON users USING gin (a);
CREATE UNIQUE INDEX four ON users (a);
CREATE INDEX five ON users (a DESC, b);
CREATE INDEX six ON users (lower(c));
CREATE INDEX seven ON users (a, b, c);
DROP INDEX ix_a_b;
CREATE INDEX eight ON users (c);
CREATE INDEX nine ON users (c);
DROP INDEX eight;
`,
    {
      rule,
      tool: 'sql',
      history: [
        'CREATE TABLE users (a int, b int, c text); CREATE INDEX ix_a_b ON users (a, b); CREATE INDEX part ON users (a) WHERE b < 0;',
      ],
    },
  ));

test('an index that is there and built again under its name is no second one', () =>
  check(
    `
CREATE INDEX IF NOT EXISTS ix_a ON users (a);
`,
    { rule, tool: 'sql', history: ['CREATE TABLE users (a int); CREATE INDEX ix_a ON users (a);'] },
  ));

test('what could not be read before may have dropped the other one', () =>
  check(
    `
def upgrade():
    op.execute(text_from_elsewhere)
    op.create_index("ix_a", "users", ["a"])
`,
    { rule, history },
  ));
