import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'table-without-primary-key';

test('nothing tells its rows apart', async () => {
  await check(
    `
def upgrade():
    op.create_table("events", sa.Column("name", sa.Text()), sa.UniqueConstraint("name"))
#   ^^^^^^^^^^^^^^^ warning: events has no primary key
    op.create_table("logs", sa.Column("name", sa.Text()), schema="audit")
#   ^^^^^^^^^^^^^^^ warning: audit.logs has no primary key
`,
    { rule },
  );
  await check(
    `
CREATE TABLE events (name varchar(10));
^^^^^^^^^^^^ warning: events has no primary key
`,
    { rule, tool: 'sql', engine: 'mysql' },
  );
});

test('it comes later, or from elsewhere, or the table does not stay', () =>
  check(
    `
CREATE TABLE events (id bigint, name text);
ALTER TABLE events ADD PRIMARY KEY (id);
CREATE TABLE logs (name text);
ALTER TABLE logs ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;
CREATE TEMP TABLE found (id bigint);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (1) TO (2);
CREATE TABLE copies (LIKE events INCLUDING ALL);
CREATE TABLE heirs (more text) INHERITS (events);
CREATE TABLE saved AS SELECT * FROM events;
CREATE TABLE scratch (a int);
DROP TABLE scratch;
`,
    { rule, tool: 'sql' },
  ));

test('SQLite numbers the rows itself', () =>
  check('CREATE TABLE events (name text);\n', { rule, tool: 'sql', engine: 'sqlite' }));
