import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'type-change-rewrites';

test('an integer that grows is written anew in every row', () =>
  check(
    `
def upgrade():
    op.alter_column("user", "id", existing_type=sa.Integer(), type_=sa.BigInteger())
#   ^^^^^^^^^^^^^^^ error: Changing the type of user.id rewrites the whole table while reads and writes wait
`,
    { rule },
  ));

test('a longer varchar, text, and more digits at the same scale are free', () =>
  check(
    `
def upgrade():
    op.alter_column("user", "name", existing_type=sa.String(50), type_=sa.String(100))
    op.alter_column("user", "name", existing_type=sa.String(50), type_=sa.Text())
    op.alter_column("user", "debt", existing_type=sa.Numeric(10, 2), type_=sa.Numeric(12, 2))
`,
    { rule },
  ));

test('history knows the old type where the author does not say it', () =>
  check(
    `
def upgrade():
    op.alter_column("user", "name", type_=sa.String(100))
    op.alter_column("user", "code", type_=sa.BigInteger())
#   ^^^^^^^^^^^^^^^ error: Changing the type of user.code rewrites the whole table while reads and writes wait
`,
    { rule, history: ['op.create_table("user", sa.Column("name", sa.String(50)), sa.Column("code", sa.Integer()))'] },
  ));

test('where a type is not known the worst may happen', () =>
  check(
    `
from coaster import UrlType

def upgrade():
    op.alter_column("user", "name", type_=sa.String(20))
#   ^^^^^^^^^^^^^^^ warning: Changing the type of user.name may rewrite the whole table while reads and writes wait, and values may not fit: its type now is not known
    op.alter_column("user", "page", existing_type=sa.String(50), type_=UrlType())
#   ^^^^^^^^^^^^^^^ warning: Changing the type of user.page may rewrite the whole table while reads and writes wait, and values may not fit: what type urltype is could not be seen
`,
    { rule },
  ));

test('MySQL copies the table; a varchar that stays within its length byte is free', () =>
  check(
    `
def upgrade():
    op.alter_column("user", "id", existing_type=sa.Integer(), type_=sa.BigInteger())
#   ^^^^^^^^^^^^^^^ error: Changing the type of user.id rewrites the whole table while writes wait
    op.alter_column("user", "name", existing_type=sa.String(20), type_=sa.String(25))
`,
    { rule: 'type-change-rewrites', engine: 'mysql' },
  ));

test('MariaDB copies the table; a varchar that stays within its length byte is free', () =>
  check(
    `
def upgrade():
    op.alter_column("user", "id", existing_type=sa.Integer(), type_=sa.BigInteger())
#   ^^^^^^^^^^^^^^^ error: Changing the type of user.id rewrites the whole table while writes wait
    op.alter_column("user", "name", existing_type=sa.String(20), type_=sa.String(25))
`,
    { rule: 'type-change-rewrites', engine: 'mariadb' },
  ));

test('SQLite refuses it by itself, and copies the table in a batch, once', () =>
  check(
    `
def upgrade():
    op.alter_column("user", "id", existing_type=sa.Integer(), type_=sa.BigInteger())
    with op.batch_alter_table("user") as batch_op:
        batch_op.alter_column("id", existing_type=sa.Integer(), type_=sa.BigInteger())
#       ^^^^^^^^^^^^^^^^^^^^^ error: Changing the type of user.id rewrites the whole table while writes wait
        batch_op.alter_column("no", existing_type=sa.Integer(), type_=sa.BigInteger())
    with op.batch_alter_table("user", recreate="never") as batch_op:
        batch_op.alter_column("id", existing_type=sa.Integer(), type_=sa.BigInteger())
`,
    { rule: 'type-change-rewrites', engine: 'sqlite' },
  ));

test('a moment keeps its bytes where the session is in UTC, and may where nobody says what zone it is in', () =>
  check(
    `SET timezone = 'UTC';
ALTER TABLE users ALTER COLUMN seen TYPE timestamptz USING seen;
SET timezone = 'Europe/Berlin';
ALTER TABLE users ALTER COLUMN left_at TYPE timestamptz;
--                ^^^^^^^^^^^^ error: Changing the type of users.left_at rewrites the whole table while reads and writes wait
RESET timezone;
ALTER TABLE users ALTER COLUMN born TYPE timestamptz;
--                ^^^^^^^^^^^^ warning: Changing the type of users.born may rewrite the whole table while reads and writes wait: the session's time zone is not known: in UTC nothing is rewritten but its indexes
`,
    {
      rule,
      tool: 'sql',
      history: ['CREATE TABLE users (id int, seen timestamp, left_at timestamp, born timestamp);'],
    },
  ));
