import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'drop-column-loses-data';

test('the values go for good', () =>
  check(
    `
def upgrade():
    op.drop_column("user", "email")
#   ^^^^^^^^^^^^^^ error: Dropping user.email destroys its values for good
    with op.batch_alter_table("user", schema="app") as batch_op:
        batch_op.drop_column("name")
#       ^^^^^^^^^^^^^^^^^^^^ error: Dropping app.user.name destroys its values for good
`,
    { rule },
  ));

test('a downgrade drops what the upgrade added, and a fresh table has no values', () =>
  check(
    `
def upgrade():
    op.add_column("user", sa.Column("email", sa.Text()))
    op.create_table("team", sa.Column("name", sa.Text()))
    op.drop_column("team", "name")
    op.add_column("user", sa.Column("scratch", sa.Text()))
    op.drop_column("user", "scratch")


def downgrade():
    op.drop_column("user", "email")
`,
    { rule },
  ));

test('the values go for good on MySQL too', () =>
  check(
    `
def upgrade():
    op.drop_column("user", "email")
#   ^^^^^^^^^^^^^^ error: Dropping user.email destroys its values for good
    op.add_column("user", sa.Column("age", sa.Integer()))
    op.drop_column("user", "age")
`,
    { rule: 'drop-column-loses-data', engine: 'mysql' },
  ));

test('the values go for good on MariaDB too', () =>
  check(
    `
def upgrade():
    op.drop_column("user", "email")
#   ^^^^^^^^^^^^^^ error: Dropping user.email destroys its values for good
    op.add_column("user", sa.Column("age", sa.Integer()))
    op.drop_column("user", "age")
`,
    { rule: 'drop-column-loses-data', engine: 'mariadb' },
  ));

test('the values go for good on SQLite too', () =>
  check(
    `
def upgrade():
    op.drop_column("user", "email")
#   ^^^^^^^^^^^^^^ error: Dropping user.email destroys its values for good
    op.add_column("user", sa.Column("age", sa.Integer()))
    op.drop_column("user", "age")
`,
    { rule: 'drop-column-loses-data', engine: 'sqlite' },
  ));
