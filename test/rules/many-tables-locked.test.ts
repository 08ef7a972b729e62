import { expect, test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'many-tables-locked';

test('one table stays locked while the migration waits for another', () =>
  check(
    `
def upgrade():
    op.add_column("users", sa.Column("age", sa.Integer(), nullable=True))
    op.add_column("users", sa.Column("name", sa.Text(), nullable=True))
    op.add_column("posts", sa.Column("stars", sa.Integer(), nullable=True))
#   ^^^^^^^^^^^^^ warning: While this waits for its lock on posts, reads and writes of users wait for the lock that was taken before
    op.add_column("teams", sa.Column("size", sa.Integer(), nullable=True))


def downgrade():
    op.drop_column("posts", "stars")
    op.drop_column("users", "age")
#   ^^^^^^^^^^^^^^ info: While this waits for its lock on users, reads and writes of posts wait for the lock that was taken before
`,
    { rule },
  ));

test('one transaction of a file of SQL, told once', () =>
  check(
    `
ALTER TABLE users ADD COLUMN age integer;
ALTER TABLE posts ADD COLUMN stars integer;
BEGIN;
CREATE TRIGGER t BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION f();
ALTER TABLE posts ADD CONSTRAINT fk_users FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
ALTER TABLE posts ADD CONSTRAINT fk_teams FOREIGN KEY (team_id) REFERENCES teams (id) NOT VALID;
--                ^^^^^^^^^^^^^^ warning: While this waits for its lock on teams, writes of users wait for the lock that was taken before
COMMIT;
`,
    { rule, tool: 'sql' },
  ));

test('both tables of one foreign key belong together', () =>
  check(
    `
def upgrade():
    op.add_column("posts", sa.Column("user_id", sa.Integer(), nullable=True))
    op.create_foreign_key("fk_users", "posts", "users", ["user_id"], ["id"], postgresql_not_valid=True)
    op.add_column("users", sa.Column("age", sa.Integer(), nullable=True))
`,
    { rule },
  ));

test('new tables, tables that go, indexes, views and sequences are no further tables', () =>
  check(
    `
BEGIN;
ALTER TABLE users ADD COLUMN age integer;
CREATE TABLE teams (id integer PRIMARY KEY, post_id integer REFERENCES posts (id));
ALTER TABLE teams ADD COLUMN name text;
DROP TABLE old_users;
DROP INDEX ix_users_name;
ALTER SEQUENCE numbers OWNER TO me;
ALTER VIEW totals RENAME TO sums;
COMMIT;
`,
    {
      rule,
      tool: 'sql',
      history: ['CREATE TABLE users (id integer, name text); CREATE INDEX ix_users_name ON users (name);'],
    },
  ));

test('work-under-lock speaks of work', () =>
  check(
    `
def upgrade():
    op.add_column("users", sa.Column("age", sa.Integer(), nullable=True))
    op.create_index("ix_posts_title", "posts", ["title"])
    op.execute("UPDATE teams SET size = 0 WHERE size IS NULL")
`,
    { rule },
  ));

test('each definition commits by itself, but several tables may be locked at once', () =>
  check(
    `
ALTER TABLE users ADD COLUMN age integer;
ALTER TABLE posts ADD COLUMN stars integer;
LOCK TABLES users WRITE, posts READ;
^^^^^^^^^^^ warning: users and posts are locked together: whoever needs one of them waits until all are free
RENAME TABLE users TO users_old, users_new TO users;
`,
    { rule, tool: 'sql', engine: 'mysql' },
  ));

test('LOCK TABLE of several', () =>
  check(
    `
BEGIN;
LOCK TABLE users, posts IN SHARE MODE;
^^^^^^^^^^ warning: users and posts are locked together: whoever needs one of them waits until all are free
LOCK TABLE users IN SHARE MODE;
LOCK TABLE users, posts IN ACCESS SHARE MODE;
COMMIT;
`,
    { rule, tool: 'sql' },
  ));

test('the fix gives each table a revision, and says that one run would share the transaction', () =>
  checkFix(
    `def upgrade():
    op.add_column("users", sa.Column("age", sa.Integer(), nullable=True))
    op.add_column("posts", sa.Column("stars", sa.Integer(), nullable=True))
    op.create_check_constraint("ck_stars", "posts", "stars > 0", postgresql_not_valid=True)
    op.alter_column("teams", "size", server_default="1")


def downgrade():
    op.alter_column("teams", "size", server_default=None)
    op.drop_constraint("ck_stars", "posts", type_="check")
    op.drop_column("posts", "stars")
    op.drop_column("users", "age")
`,
    `def upgrade():
    op.add_column("users", sa.Column("age", sa.Integer(), nullable=True))


def downgrade():
    op.drop_column("users", "age")

#- /app/migrations/versions/c1_add_stars_to_posts.py
"""add stars to posts

Revision ID: c1
Revises: b2
Create Date: 2026-01-02 03:04:05

Before this revision runs:

- [ ] The migration before it has been run by itself: those that are run together share one transaction.

"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "c1"
down_revision = "b2"


def upgrade():
    op.add_column("posts", sa.Column("stars", sa.Integer(), nullable=True))
    op.create_check_constraint(
        "ck_stars", "posts", "stars > 0", postgresql_not_valid=True
    )


def downgrade():
    op.drop_constraint("ck_stars", "posts", type_="check")
    op.drop_column("posts", "stars")

#- /app/migrations/versions/c2_change_size_of_teams.py
"""change size of teams

Revision ID: c2
Revises: c1
Create Date: 2026-01-02 03:04:05

Before this revision runs:

- [ ] The migration before it has been run by itself: those that are run together share one transaction.

"""

from alembic import op

# revision identifiers, used by Alembic.
revision = "c2"
down_revision = "c1"


def upgrade():
    op.alter_column("teams", "size", server_default="1")


def downgrade():
    op.alter_column("teams", "size", server_default=None)
`,
    { rule },
  ));

test('where each file has its own transaction nothing more is to be done', () =>
  checkFix(
    `ALTER TABLE users ADD COLUMN age integer;
ALTER TABLE posts
  ADD COLUMN stars integer, -- zero to five
  ADD COLUMN likes integer;
`,
    `ALTER TABLE users ADD COLUMN age integer;

#- /app/db/migration/V101__add_stars_to_posts.sql
-- add stars to posts

ALTER TABLE posts
  ADD COLUMN stars integer, -- zero to five
  ADD COLUMN likes integer;
`,
    { rule, tool: 'sql', path: 'db/migration/V100__change.sql' },
  ));

test('no fix where other revisions follow', () =>
  expect(
    checkFix(
      `def upgrade():
    op.add_column("users", sa.Column("age", sa.Integer(), nullable=True))
    op.add_column("posts", sa.Column("stars", sa.Integer(), nullable=True))
`,
      '',
      {
        rule,
        children: [{ path: '/app/migrations/versions/d1_next.py', text: 'revision = "d1"\ndown_revision = "b2"\n' }],
      },
    ),
  ).rejects.toThrow('no fix found'));
