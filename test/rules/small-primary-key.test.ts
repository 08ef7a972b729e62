import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'small-primary-key';

test('a new table whose numbers end soon', () =>
  check(
    `
def upgrade():
    op.create_table("events", sa.Column("id", sa.Integer(), nullable=False), sa.PrimaryKeyConstraint("id"))
#   ^^^^^^^^^^^^^^^ warning: The numbers of events.id end at 2,147,483,647: it is an integer
    op.create_table("logs", sa.Column("number", sa.SmallInteger(), primary_key=True))
#   ^^^^^^^^^^^^^^^ warning: The numbers of logs.number end at 32,767: it is a smallint
`,
    { rule },
  ));

test('in SQL, with a sign or without', async () => {
  await check(
    `
CREATE TABLE events (id serial PRIMARY KEY);
^^^^^^^^^^^^ warning: The numbers of events.id end at 2,147,483,647: it is an integer
CREATE TABLE logs (id bigserial PRIMARY KEY);
`,
    { rule, tool: 'sql' },
  );
  await check(
    `
CREATE TABLE events (id int unsigned AUTO_INCREMENT PRIMARY KEY);
^^^^^^^^^^^^ warning: The numbers of events.id end at 4,294,967,295: it is an integer
CREATE TABLE logs (id bigint AUTO_INCREMENT PRIMARY KEY);
`,
    { rule, tool: 'sql', engine: 'mysql' },
  );
});

test('a key of several columns, of another table, or that nobody numbers', () =>
  check(
    `
CREATE TABLE members (team_id integer, user_id integer, PRIMARY KEY (team_id, user_id));
CREATE TABLE profiles (user_id integer PRIMARY KEY REFERENCES users (id));
CREATE TABLE states (code smallint PRIMARY KEY, title text);
CREATE TEMPORARY TABLE found (id serial PRIMARY KEY);
CREATE TABLE logs (id uuid PRIMARY KEY);
ALTER TABLE old ADD COLUMN id serial;
`,
    { rule, tool: 'sql' },
  ));

test('in SQLite every whole number has eight bytes', () =>
  check(
    `
def upgrade():
    op.create_table("events", sa.Column("id", sa.Integer(), primary_key=True))
`,
    { rule, engine: 'sqlite' },
  ));
