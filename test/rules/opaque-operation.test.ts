import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'opaque-operation';

test('what was not read is said once', () =>
  check(
    `
from app.data import move_rows


def upgrade():
    move_rows(op.get_bind())
#   ^^^^^^^^^ info: One operation was not checked: calls move_rows(), which is defined elsewhere
`,
    { rule },
  ));

test('what touches no database is nothing', () =>
  check(
    `
def upgrade():
    print("adding a column")
    op.add_column("user", sa.Column("email", sa.Text()))
`,
    { rule },
  ));

test('a block of code in SQL is looked into where its language is known', () =>
  check(
    `
def upgrade():
    op.execute("DO $$ BEGIN ALTER TABLE users DROP COLUMN name; END $$")
    op.execute("DO $$ plpy.execute('DROP TABLE users') $$ LANGUAGE plpython3u")
#               ^^ info: One operation was not checked: what DO runs is not looked into
`,
    { rule: 'opaque-operation' },
  ));

test('what a block of code only knows when it runs is said at its place', () =>
  check(
    `
def upgrade():
    op.execute("DO $$ DECLARE r record; BEGIN EXECUTE r.command; END $$")
#                                                     ^^^^^^^^^ info: One operation was not checked: EXECUTE runs what is only known at run time: r.command
`,
    { rule: 'opaque-operation' },
  ));

test('a default that was not read is said, on a table that has rows', () =>
  check(
    `
def upgrade():
    op.add_column("user", sa.Column("options", sa.Text(), server_default=settings.default_options()))
#   ^^^^^^^^^^^^^ info: One operation was not checked: the default of user.options is only known when it runs
    op.create_table("team", sa.Column("id", sa.Integer()))
    op.add_column("team", sa.Column("options", sa.Text(), server_default=settings.default_options()))
`,
    { rule },
  ));
