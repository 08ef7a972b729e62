import { expect, test } from 'vitest';
import { namesOffered } from '../../../server/src/analysis/names/names-offered.ts';
import { applyEdits } from '../../../server/src/text.ts';
import { analyzed, type Setting } from '../../marked.ts';
import { revision } from '../../revisions.ts';

const users =
  'op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("email", sa.String(50), nullable=False))';
const orders =
  'op.create_table("orders", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("user_id", sa.Integer()))';
const index = 'op.create_index("ix_users_email", "users", ["email"])';
const check = 'op.create_check_constraint("ck_users_email", "users", "email <> \'\'")';
const alembic: Setting = { history: [users, orders, index, check] };

/** What is offered at `|`: names, and what the first of them makes of the line. */
async function offered(marked: string, setting: Setting = alembic, unasked = false) {
  const whole = await analyzed(marked.replace('|', ''), setting);
  const { text } = whole.analysis.source;
  const offset = text.length - (marked.length - 1 - marked.indexOf('|'));
  const found = namesOffered(whole.analysis, offset, unasked);
  const [first] = found?.offers ?? [];
  const after = found && first ? applyEdits(text, [{ span: found.span, text: first.text }]) : text;
  const line = after.slice(after.lastIndexOf('\n', offset - 1) + 1).split('\n')[0];
  return { names: found?.offers.map(({ name }) => name), details: found?.offers.map(({ detail }) => detail), line };
}

const upgrade = (line: string) => `def upgrade():\n    ${line}\n\n\ndef downgrade():\n    pass\n`;

test.each([
  ['op.drop_table("|")', ['users', 'orders'], 'op.drop_table("users")'],
  ['op.drop_column("us|', ['users', 'orders'], 'op.drop_column("users'],
  ['op.drop_column("us|")', ['users', 'orders'], 'op.drop_column("users")'],
  ['op.drop_column("users", "|', ['id', 'email'], 'op.drop_column("users", "id'],
  ["op.drop_column('users', 'em|ail')", ['id', 'email'], "op.drop_column('users', 'id')"],
  ['op.drop_column("us|, "email")', ['users', 'orders'], 'op.drop_column("users, "email")'],
  [
    'op.alter_column(table_name="users", column_name="|',
    ['id', 'email'],
    'op.alter_column(table_name="users", column_name="id',
  ],
  [
    'op.create_index("ix", "users", ["email", "|"])',
    ['id', 'email'],
    'op.create_index("ix", "users", ["email", "id"])',
  ],
  ['op.create_index("ix", "|", ["email"])', ['users', 'orders'], 'op.create_index("ix", "users", ["email"])'],
  ['op.drop_index("|', ['ix_users_email'], 'op.drop_index("ix_users_email'],
  [
    'op.drop_index(op.f("ix|"), table_name="users")',
    ['ix_users_email'],
    'op.drop_index(op.f("ix_users_email"), table_name="users")',
  ],
  ['op.drop_constraint("|", "users")', ['ck_users_email'], 'op.drop_constraint("ck_users_email", "users")'],
  ['op.drop_constraint("|", "orders")', [], 'op.drop_constraint("", "orders")'],
  ['op.create_foreign_key("fk", "orders", "|', ['users', 'orders'], 'op.create_foreign_key("fk", "orders", "users'],
  [
    'op.create_foreign_key("fk", "orders", "users", ["|"], ["id"])',
    ['id', 'user_id'],
    'op.create_foreign_key("fk", "orders", "users", ["id"], ["id"])',
  ],
  [
    'op.create_foreign_key("fk", "orders", "users", ["user_id"], ["|"])',
    ['id', 'email'],
    'op.create_foreign_key("fk", "orders", "users", ["user_id"], ["id"])',
  ],
  [
    'op.add_column("orders", sa.Column("b", sa.Integer(), sa.ForeignKey("|")))',
    ['users.id', 'orders.id'],
    'op.add_column("orders", sa.Column("b", sa.Integer(), sa.ForeignKey("users.id")))',
  ],
  [
    'op.add_column("orders", sa.Column("b", sa.Integer(), sa.ForeignKey("users.|")))',
    ['users.id', 'users.email', 'orders.id'],
    'op.add_column("orders", sa.Column("b", sa.Integer(), sa.ForeignKey("users.id")))',
  ],
  ['op.execute("UPDATE users SET em|', ['id', 'email'], 'op.execute("UPDATE users SET id'],
  [
    'op.execute("ALTER TABLE users " "DROP COLUMN |")',
    ['id', 'email'],
    'op.execute("ALTER TABLE users " "DROP COLUMN id")',
  ],
])('%s', async (line, names, after) => {
  expect(await offered(upgrade(line))).toMatchObject({ names, line: `    ${after}` });
});

test.each([
  ['op.add_column("users", sa.Column("|"'],
  ['op.create_table("|"'],
  ['op.alter_column("users", "email", new_column_name="|"'],
  ['op.alter_column("users", "email", existing_type=|'],
  ['op.execute("|'],
  ['print("|")'],
  ['# op.drop_table("|")'],
  ['x = "|"'],
])('nothing at %s', async (line) => {
  expect((await offered(upgrade(line))).names).toBeUndefined();
});

test('a batch is of one table, and what is above is done already', async () => {
  const batch = 'with op.batch_alter_table("orders", schema=None) as batch_op:\n        batch_op.drop_column("|';
  expect((await offered(upgrade(batch))).names).toEqual(['id', 'user_id']);
  const above = 'op.rename_table("users", "people")\n    op.drop_column("people", "|")\n    op.drop_table("orders")';
  expect((await offered(upgrade(above))).names).toEqual(['id', 'email']);
  expect((await offered(upgrade(above.replace('"people", "|"', '"|", "x"')))).names).toEqual(['orders', 'people']);
});

test('a downgrade meets what the upgrade left', async () => {
  const text = `def upgrade():\n    op.add_column("users", sa.Column("age", sa.Integer()))\n\n\ndef downgrade():\n    op.drop_column("users", "|\n`;
  expect(await offered(text)).toMatchObject({
    names: ['id', 'email', 'age'],
    details: ['integer not null', 'varchar(50) not null', 'integer'],
  });
});

test('emoji before it, and line breaks of Windows', async () => {
  const text = upgrade('op.execute("SELECT \'🦆\'")\n    op.drop_column("users", "|email")').replaceAll('\n', '\r\n');
  expect((await offered(text)).line).toBe('    op.drop_column("users", "id")\r');
});

test('ids of revisions: heads first, nothing that rests on this one', async () => {
  const siblings = [revision('c3', '"b2"'), revision('d4', '"a0"'), revision('e5', '"d4"')];
  const text = `"""mine"""\nrevision = "b2"\ndown_revision: Union[str, None] = "|"\ndepends_on = None\n\n\ndef upgrade():\n    pass\n`;
  const { names, line } = await offered(text, { whole: true, history: ['pass'], children: siblings });
  expect(line).toBe('down_revision: Union[str, None] = "e5"');
  expect(names).toEqual(['e5', 'd4', 'a0']);
});

const sql: Setting = {
  tool: 'sql',
  history: [
    "CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, \"Age\" int);\nCREATE TABLE orders (id int PRIMARY KEY, user_id int);\nCREATE INDEX ix_users ON users (email);\nALTER TABLE users ADD CONSTRAINT ck CHECK (id > 0);\nCREATE VIEW v AS SELECT id FROM users;\nCREATE TYPE mood AS ENUM ('sad', 'ok');",
  ],
};
const tables = ['users', 'orders', 'v'];
const columns = ['id', 'email', 'Age'];

test.each([
  ['DROP TABLE |', tables],
  ['DROP TABLE IF EXISTS us|;', tables],
  ['DROP TABLE users, |;', ['orders', 'v']],
  ['ALTER TABLE |', tables],
  ['ALTER TABLE IF EXISTS ONLY |', tables],
  ['ALTER TABLE users DROP COLUMN |', columns],
  ['ALTER TABLE public.users DROP COLUMN IF EXISTS e|', columns],
  ['ALTER TABLE users ADD COLUMN a int, ALTER COLUMN |', [...columns, 'a']],
  ['ALTER TABLE users RENAME COLUMN | TO x', columns],
  ['ALTER TABLE users DROP CONSTRAINT |', ['ck']],
  ['ALTER TABLE orders ADD FOREIGN KEY (|', ['id', 'user_id']],
  ['ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES |', tables],
  ['ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (|', columns],
  ['ALTER TABLE users ADD CHECK (|', columns],
  ['DROP INDEX |', ['ix_users']],
  ['DROP INDEX CONCURRENTLY IF EXISTS |', ['ix_users']],
  ['CREATE INDEX ix2 ON |', tables],
  ['CREATE INDEX ix2 ON users (|', columns],
  ['CREATE INDEX ix2 ON users USING gin (id, |)', columns],
  ['INSERT INTO |', tables],
  ['INSERT INTO users (id, |', columns],
  ['UPDATE |', tables],
  ["UPDATE users SET email = '' WHERE |", columns],
  ['DELETE FROM |', tables],
  ['SELECT o.| FROM users u JOIN orders o ON o.user_id = u.id', ['id', 'user_id']],
  ['DROP VIEW |', ['v']],
  ['ALTER TYPE |', ['mood']],
  ['DROP TYPE IF EXISTS m|', ['mood']],
  ["COMMENT ON COLUMN users.| IS ''", columns],
  ['ALTER TABLE orders\n\nDROP TABLE |', tables],
  ['DO $$ BEGIN\n  UPDATE users SET |', columns],
])('SQL: %s', async (text, names) => {
  expect((await offered(text, sql)).names).toEqual(names);
});

test.each([
  ['CREATE TABLE |'],
  ['CREATE TABLE x (|'],
  ['CREATE TABLE x ("a" |'],
  ['CREATE TABLE x (a int, "b" |'],
  ['CREATE INDEX |'],
  ['ALTER TABLE users ADD COLUMN |'],
  ['ALTER TABLE users RENAME COLUMN id TO |'],
  ['-- DROP TABLE |'],
  ["INSERT INTO users (id) VALUES ('|"],
  ['INSERT INTO users (id) VALUES (|'],
  ['DROP TABLE users; |'],
  ['|'],
])('SQL: nothing at %s', async (text) => {
  expect((await offered(text, sql)).names).toBeUndefined();
});

test('names are quoted where they must be, and as the author has begun', async () => {
  const last = async (text: string, setting: Setting = sql) => (await offered(text, setting)).line;
  const only: Setting = { tool: 'sql', history: ['CREATE TABLE t ("Order" int);'] };
  expect(await last('ALTER TABLE t DROP COLUMN |', only)).toBe('ALTER TABLE t DROP COLUMN "Order"');
  expect(await last('ALTER TABLE t DROP COLUMN "o|', only)).toBe('ALTER TABLE t DROP COLUMN "Order"');
  expect(await last('ALTER TABLE "us|" DROP COLUMN x')).toBe('ALTER TABLE "users" DROP COLUMN x');
  const mysql: Setting = { ...only, engine: 'mysql', history: ['CREATE TABLE t (`order` int);'] };
  expect(await last('ALTER TABLE t DROP COLUMN |', mysql)).toBe('ALTER TABLE t DROP COLUMN `order`');
  expect(await last('ALTER TABLE t DROP COLUMN `|', mysql)).toBe('ALTER TABLE t DROP COLUMN `order`');
});

test('a blank alone brings nothing up where another word may be wanted', async () => {
  expect((await offered('DROP TABLE |', sql, true)).names).toEqual(tables);
  expect((await offered('UPDATE users SET |', sql, true)).names).toBeUndefined();
});

test('each section of a file meets what is there when it runs', async () => {
  const file = (up: string, down: string) => `-- +goose Up\n${up}\n\n-- +goose Down\n${down}\n`;
  const setting: Setting = {
    tool: 'sql',
    path: 'migrations/00002_x.sql',
    history: [file('CREATE TABLE t (id int);', 'DROP TABLE t;')],
  };
  const add = 'ALTER TABLE t ADD COLUMN n int;';
  expect((await offered(file(`${add}\nALTER TABLE t DROP COLUMN |`, ''), setting)).names).toEqual(['id', 'n']);
  expect((await offered(file(`ALTER TABLE t DROP COLUMN |;\n${add}`, ''), setting)).names).toEqual(['id']);
  expect((await offered(file(add, 'ALTER TABLE t DROP COLUMN |'), setting)).names).toEqual(['id', 'n']);
});
