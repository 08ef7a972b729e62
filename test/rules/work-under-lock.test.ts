import { expect, test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'work-under-lock';

test('work that would let everyone through keeps a lock for as long as it takes', () =>
  check(
    `
def upgrade():
    op.add_column("users", sa.Column("age", sa.Integer(), nullable=True))
    op.execute("ALTER TABLE posts VALIDATE CONSTRAINT ck_stars")
#                                 ^^^^^^^^^^^^^^^^^^^ warning: This reads every row of posts while users stays locked by an earlier statement: reads and writes of users wait until the transaction ends
    op.execute("ALTER TABLE posts VALIDATE CONSTRAINT ck_title")


def downgrade():
    op.add_column("users", sa.Column("age", sa.Integer(), nullable=True))
    op.execute("ALTER TABLE posts VALIDATE CONSTRAINT ck_stars")
#                                 ^^^^^^^^^^^^^^^^^^^ info: This reads every row of posts while users stays locked by an earlier statement: reads and writes of users wait until the transaction ends
`,
    { rule },
  ));

test('what stops writers by itself stops readers too, or those of another table', () =>
  check(
    `
BEGIN;
ALTER TABLE users ADD COLUMN age integer;
CREATE INDEX ix_age ON users (age);
^^^^^^^^^^^^ info: This builds an index over users while it stays locked by an earlier statement: reads and writes wait until the transaction ends
COMMIT;
BEGIN;
ALTER TABLE users ADD COLUMN name text;
CREATE INDEX ix_title ON posts (title);
^^^^^^^^^^^^ warning: This builds an index over posts while users stays locked by an earlier statement: reads and writes of users wait until the transaction ends
COMMIT;
BEGIN;
CREATE TRIGGER t BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION f();
REFRESH MATERIALIZED VIEW totals;
^^^^^^^^^^^^^^^^^^^^^^^^^ warning: This rewrites all of totals while users stays locked by an earlier statement: writes of users wait until the transaction ends
COMMIT;
`,
    { rule, tool: 'sql' },
  ));

test('nothing is held, or nobody wants it, or the work stops as much itself', () =>
  check(
    `
ALTER TABLE users ADD COLUMN age integer;
ALTER TABLE posts VALIDATE CONSTRAINT ck_stars;
BEGIN;
ALTER TABLE posts VALIDATE CONSTRAINT ck_stars;
ALTER TABLE users ADD COLUMN age integer;
COMMIT;
BEGIN;
ALTER TABLE users ADD COLUMN age integer;
COMMIT;
ALTER TABLE posts VALIDATE CONSTRAINT ck_stars;
BEGIN;
DROP TABLE old_users;
DROP SEQUENCE numbers;
ALTER TABLE posts VALIDATE CONSTRAINT ck_stars;
COMMIT;
BEGIN;
ALTER TABLE users ADD COLUMN age integer;
ALTER TABLE users ALTER COLUMN age TYPE text;
COMMIT;
BEGIN;
CREATE TABLE teams (id integer PRIMARY KEY);
CREATE INDEX ix_teams ON teams (id);
ALTER TABLE posts VALIDATE CONSTRAINT ck_stars;
COMMIT;
BEGIN;
SAVEPOINT a;
ALTER TABLE users ADD COLUMN age integer;
ROLLBACK TO SAVEPOINT a;
ALTER TABLE posts VALIDATE CONSTRAINT ck_stars;
COMMIT;
`,
    { rule, tool: 'sql' },
  ));

test('a required column without a value fails at the first row, or there is none to read', () =>
  check(
    `
def upgrade():
    op.add_column("users", sa.Column("team_id", sa.Integer(), nullable=True))
    op.add_column("posts", sa.Column("stars", sa.Integer(), nullable=False))
`,
    { rule },
  ));

test('others speak of rows, of indexes, of LOCK TABLE and of a constraint that the transaction adds', () =>
  check(
    `
def upgrade():
    op.create_index("ix_users_age", "users", ["age"])
    op.execute("LOCK TABLE teams IN EXCLUSIVE MODE")
    op.execute("ALTER TABLE posts ADD CONSTRAINT ck_stars CHECK (stars > 0) NOT VALID")
    op.execute("ALTER TABLE posts VALIDATE CONSTRAINT ck_stars")
    op.execute("UPDATE posts SET stars = 1 WHERE stars IS NULL")
`,
    { rule },
  ));

test('where each definition commits what was open, and where one writer has the whole file', async () => {
  const text = `
def upgrade():
    op.add_column("users", sa.Column("age", sa.Integer(), nullable=True))
    op.create_index("ix_posts_title", "posts", ["title"])
    op.get_bind().execute(sa.text("SELECT id FROM posts WHERE title = 'a'"))
`;
  await check(text, { rule, engine: 'mysql' });
  await check(text, { rule, engine: 'mariadb' });
  await check(text, { rule, engine: 'sqlite' });
});

test('the fix cuts the revision at each such work, which commits by itself as nothing else does', () =>
  checkFix(
    `def upgrade():
    op.add_column("users", sa.Column("age", sa.Integer(), nullable=True))
    op.execute("ALTER TABLE posts VALIDATE CONSTRAINT ck_stars")
    op.create_index("ix_posts_title", "posts", ["title"], unique=True)
    op.add_column("posts", sa.Column("stars", sa.Integer(), nullable=True))


def downgrade():
    op.drop_column("posts", "stars")
    op.drop_index("ix_posts_title", table_name="posts")
    op.drop_column("users", "age")
`,
    `def upgrade():
    op.add_column("users", sa.Column("age", sa.Integer(), nullable=True))


def downgrade():
    op.drop_column("users", "age")

#- /app/migrations/versions/c1_validate_ck_stars.py
"""validate ck_stars

Revision ID: c1
Revises: b2
Create Date: 2026-01-02 03:04:05

"""

from alembic import op

# revision identifiers, used by Alembic.
revision = "c1"
down_revision = "b2"


def upgrade():
    with op.get_context().autocommit_block():
        op.execute("ALTER TABLE posts VALIDATE CONSTRAINT ck_stars")


def downgrade():
    pass

#- /app/migrations/versions/c2_add_index_ix_posts_title.py
"""add index ix_posts_title

Revision ID: c2
Revises: c1
Create Date: 2026-01-02 03:04:05

"""

from alembic import op

# revision identifiers, used by Alembic.
revision = "c2"
down_revision = "c1"


def upgrade():
    with op.get_context().autocommit_block():
        op.create_index("ix_posts_title", "posts", ["title"], unique=True)


def downgrade():
    op.drop_index("ix_posts_title", table_name="posts")

#- /app/migrations/versions/c3_add_stars_to_posts.py
"""add stars to posts

Revision ID: c3
Revises: c2
Create Date: 2026-01-02 03:04:05

"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "c3"
down_revision = "c2"


def upgrade():
    op.add_column("posts", sa.Column("stars", sa.Integer(), nullable=True))


def downgrade():
    op.drop_column("posts", "stars")
`,
    { rule },
  ));

test('where each revision has its own transaction, what follows may share that of the work', () =>
  checkFix(
    `def upgrade():
    op.add_column("users", sa.Column("age", sa.Integer(), nullable=True))
    op.execute("ALTER TABLE posts VALIDATE CONSTRAINT ck_stars")
    op.add_column("posts", sa.Column("stars", sa.Integer(), nullable=True))


def downgrade():
    op.drop_column("posts", "stars")
    op.drop_column("users", "age")
`,
    `def upgrade():
    op.add_column("users", sa.Column("age", sa.Integer(), nullable=True))


def downgrade():
    op.drop_column("users", "age")

#- /app/migrations/versions/c1_validate_ck_stars.py
"""validate ck_stars

Revision ID: c1
Revises: b2
Create Date: 2026-01-02 03:04:05

"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "c1"
down_revision = "b2"


def upgrade():
    op.execute("ALTER TABLE posts VALIDATE CONSTRAINT ck_stars")
    op.add_column("posts", sa.Column("stars", sa.Integer(), nullable=True))


def downgrade():
    op.drop_column("posts", "stars")
`,
    { rule, environment: { transactionPerMigration: true } },
  ));

test('a file of SQL is cut as well', () =>
  checkFix(
    `ALTER TABLE users ADD COLUMN age integer;
ALTER TABLE posts VALIDATE CONSTRAINT ck_stars;
`,
    `ALTER TABLE users ADD COLUMN age integer;

#- /app/db/migration/V101__validate_ck_stars.sql
-- validate ck_stars

ALTER TABLE posts VALIDATE CONSTRAINT ck_stars;
`,
    { rule, tool: 'sql', path: 'db/migration/V100__change.sql' },
  ));

test('no fix where a statement cannot move as it stands', async () => {
  const none = async (text: string) => expect(checkFix(text, '', { rule })).rejects.toThrow('no fix found');
  const first = 'op.add_column("users", sa.Column("age", sa.Integer(), nullable=True))';
  const work = 'op.execute("ALTER TABLE posts VALIDATE CONSTRAINT ck_stars")';
  await none(`def upgrade():\n    ${first}\n    ${work}\n    do_more(op)\n`);
  await none(`def upgrade():\n    ${first}\n    if op.get_bind():\n        ${work}\n`);
  await none(
    `def upgrade():\n    ${first}\n    ${work}\n    op.drop_column("posts", "a")\n\n\ndef downgrade():\n    op.drop_column("users", "age")\n`,
  );
});
