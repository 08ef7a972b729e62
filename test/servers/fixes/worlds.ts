/** Tables that the examples of the rules speak of, where they bring none of their own. */
const users = (...columns: readonly string[]) => table('users', ...columns);
const orders = (...columns: readonly string[]) => table('orders', ...columns);
const posts = table('posts', text('title'));
const number = (name: string) => `sa.Column("${name}", sa.Integer())`;
const events =
  'op.create_table("events", sa.Column("id", sa.BigInteger(), primary_key=True), sa.Column("seen", sa.Boolean()), sa.Column("expired", sa.Boolean(), nullable=False, server_default=sa.text("false")))';
const mood = `op.execute("CREATE TYPE mood AS ENUM ('ok', 'sad')")
op.execute("CREATE TABLE users (id integer PRIMARY KEY, mood mood)")`;

function table(name: string, ...columns: readonly string[]): string {
  return `op.create_table("${name}", ${['sa.Column("id", sa.BigInteger(), primary_key=True)', ...columns].join(', ')})`;
}

function text(name: string, length = 50): string {
  return `sa.Column("${name}", sa.String(length=${length}))`;
}

/** Their history by rule and, where a rule has several examples, by engine. */
export const worlds: Readonly<Record<string, string>> = {
  'index-blocks-writes': users(text('email')),
  'index-drop-waits': `${users(text('email'))}\nop.create_index("ix_users_email", "users", ["email"])`,
  'concurrently-in-transaction': users(text('email')),
  'autocommit-splits-migration': users(),
  'invalid-index-kept': users(text('email')),
  'reindex-blocks': users(text('email')),
  'detach-partition-blocks': `op.execute("CREATE TABLE events (id bigint) PARTITION BY RANGE (id)")
op.execute("CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM (0) TO (100000)")`,
  'not-null-scan': users(text('email', 255)),
  'not-null-without-default': users(),
  'default-rewrites-table': users(),
  'type-change-rewrites': orders(number('quantity')),
  'foreign-key-blocks': `${users()}\n${orders('sa.Column("user_id", sa.BigInteger())')}`,
  'check-blocks': users(number('age')),
  'unique-blocks-writes': users(text('email')),
  'primary-key-blocks': 'op.create_table("users", sa.Column("id", sa.BigInteger(), nullable=True))',
  'validated-too-soon': users(number('age')),
  'matview-refresh-blocks': `op.execute("CREATE TABLE sales (id integer PRIMARY KEY, day date)")
op.execute("CREATE MATERIALIZED VIEW daily_sales AS SELECT id, day FROM sales")
op.execute("CREATE UNIQUE INDEX ON daily_sales (id)")`,
  'work-under-lock': `${users()}\n${posts}`,
  'many-tables-locked': `${users()}\n${posts}`,
  'lock-timeout-missing': users(),
  'lock-timeout-useless': `${users(text('name'))}\nop.create_index("ix_users_name", "users", ["name"])`,
  'drop-table-loses-data': table('sessions'),
  'downgrade-missing': users(),
  'downgrade-incomplete': users(),
  'rename-column-breaks-code': users('sa.Column("name", sa.Text())'),
  'rename-table-breaks-code': users('sa.Column("name", sa.Text())'),
  'backfill-unbatched': users(text('plan'), 'sa.Column("active", sa.Boolean())'),
  'backfill-in-one-transaction': events,
  'backfill-never-ends': users(text('email'), text('email_lower')),
  'foreign-key-without-index': `${users()}\n${orders()}`,
  'python-default-ignored': users(),
  'string-default-constant': users(),
  'enum-type-missing': users(),
  'enum-value-used-too-early': mood,
  'bind-colon-in-sql': users('sa.Column("settings", sa.JSON())'),
  'several-statements-in-execute': `${table('a')}\n${table('b')}`,
  'batch-mode-needed': users(text('name')),
  'constraint-unnamed': users(text('email')),
  'schema-and-data-mixed': users(),
  'commit-in-migration': table('plans', number('price')),
  'not-rerunnable': users(text('email')),
};
