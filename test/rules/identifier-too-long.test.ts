import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'identifier-too-long';
const long = 'subscription_invoice_line_items_by_customer_account_and_billing_period';

test('what the server would cut', () =>
  check(
    `
def upgrade():
    op.create_index("ix_${long}", "items", ["period"])
#   ^^^^^^^^^^^^^^^ error: ix_${long} has 73 bytes, where a name has at most 63: it is cut short, or refused before that
    op.add_column("items", sa.Column("${'ü'.repeat(32)}", sa.Integer()))
#   ^^^^^^^^^^^^^ error: ${'ü'.repeat(32)} has 64 bytes, where a name has at most 63: it is cut short, or refused before that
    op.rename_table("items", "${long}")
#   ^^^^^^^^^^^^^^^ error: ${long} has 70 bytes, where a name has at most 63: it is cut short, or refused before that
`,
    { rule },
  ));

test('in SQL the whole name is said, though the server’s own reader cuts it', () =>
  check(
    `
ALTER TABLE items ADD CONSTRAINT ck_${long} CHECK (price > 0);
--                ^^^^^^^^^^^^^^ error: ck_${long} has 73 bytes, where a name has at most 63: it is cut short, or refused before that
CREATE INDEX ix_${'a'.repeat(60)} ON items (price);
`,
    { rule, tool: 'sql' },
  ));

test('MySQL counts characters, and puts an ending of its own behind the name of a table', () =>
  check(
    `
CREATE TABLE ${'a'.repeat(64)} (id int PRIMARY KEY);
CREATE TABLE ${'b'.repeat(60)} (id int PRIMARY KEY, user_id int, FOREIGN KEY (user_id) REFERENCES users (id));
^^^^^^^^^^^^ error: ${'b'.repeat(60)}_ibfk_1 has 67 characters, where a name has at most 64: it is refused
CREATE TABLE ${'c'.repeat(60)} (id int PRIMARY KEY, user_id int, CONSTRAINT fk FOREIGN KEY (user_id) REFERENCES users (id));
ALTER TABLE items ADD COLUMN ${'ü'.repeat(64)} int;
`,
    { rule, tool: 'sql', engine: 'mysql' },
  ));

test('the tool shortens the names that it makes itself, and SQLite takes any', async () => {
  await check(
    `
def upgrade():
    op.add_column("subscription_invoice_line_items", sa.Column("customer_account_identifier_by_period", sa.Integer(), index=True))
`,
    { rule },
  );
  await check(
    `
def upgrade():
    op.create_index("ix_${long}", "items", ["period"])
`,
    { rule, engine: 'sqlite' },
  );
});

test('names by convention are shortened by the tool, always in the same way', () =>
  check(
    `
def upgrade():
    op.create_table(
        "items",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_${long}")),
    )
    op.create_index(op.f("ix_${long}"), "items", ["id"])
`,
    { rule },
  ));
