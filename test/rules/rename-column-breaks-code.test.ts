import { expect, test } from 'vitest';
import { analyzed, check, checkFix } from '../marked.ts';

const rule = 'rename-column-breaks-code';

test('code that still runs knows the old name only', async () => {
  const text = (severity: string) => `
def upgrade():
    op.alter_column("user", "name", new_column_name="full_name")
#   ^^^^^^^^^^^^^^^ ${severity}: Renaming user.name to full_name breaks all code that runs with the old name
`;
  await check(text('error'), { rule });
  await check(text('warning'), { rule, deployment: 'maintenance-window' });
});

test('nobody knows a column of a fresh table, or a fresh column', () =>
  check(
    `
def upgrade():
    op.add_column("user", sa.Column("new_id", sa.Uuid()))
    op.alter_column("user", "new_id", new_column_name="uid")
    op.create_table("team", sa.Column("name", sa.Text()))
    op.alter_column("team", "name", new_column_name="title")
`,
    { rule },
  ));

test('the plan: both columns side by side, kept equal, until no code names the old one', () =>
  checkFix(
    `def upgrade():
    op.alter_column("user", "name", new_column_name="full_name")


def downgrade():
    op.alter_column("user", "full_name", new_column_name="name")
`,
    `def upgrade():
    op.add_column("user", sa.Column("full_name", sa.String(length=80), nullable=True))
    op.execute("""
        CREATE FUNCTION mirror_user_name_full_name() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'INSERT' THEN
            IF NEW.full_name IS NULL THEN
              NEW.full_name := NEW.name;
            ELSE
              NEW.name := NEW.full_name;
            END IF;
          ELSIF NEW.full_name::text IS DISTINCT FROM OLD.full_name::text THEN
            NEW.name := NEW.full_name;
          ELSIF NEW.name::text IS DISTINCT FROM OLD.name::text THEN
            NEW.full_name := NEW.name;
          END IF;
          RETURN NEW;
        END;
        $$
    """)
    op.execute("""
        CREATE TRIGGER mirror_user_name_full_name BEFORE INSERT OR UPDATE ON "user"
            FOR EACH ROW EXECUTE PROCEDURE mirror_user_name_full_name()
    """)


def downgrade():
    op.execute('DROP TRIGGER mirror_user_name_full_name ON "user"')
    op.execute("DROP FUNCTION mirror_user_name_full_name()")
    op.drop_column("user", "full_name")

#- /app/migrations/versions/c1_backfill_user_full_name.py
"""backfill user full_name

Revision ID: c1
Revises: b2
Create Date: 2026-01-02 03:04:05

"""

import logging
import time

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "c1"
down_revision = "b2"


def upgrade():
    with op.get_context().autocommit_block():
        connection = op.get_bind()
        log = logging.getLogger("alembic.runtime.migration")
        batches = 0
        start = connection.scalar(sa.text('SELECT id FROM "user" ORDER BY id LIMIT 1'))
        while start is not None:
            began = time.monotonic()
            end = connection.scalar(
                sa.text(
                    'SELECT id FROM "user" WHERE id >= :start ORDER BY id LIMIT 1 OFFSET 1000'
                ),
                {"start": start},
            )
            batch = "id >= :start"
            if end is not None:
                batch += " AND id < :end"
            connection.execute(
                sa.text(f"""
                    UPDATE "user"
                    SET full_name = name
                    WHERE {batch} AND full_name IS NULL
                """),
                {"start": start, "end": end},
            )
            batches += 1
            if end is not None:
                if batches % 100 == 0:
                    log.info(
                        "user.full_name: %s batches, next from id %s", batches, end
                    )
                time.sleep(time.monotonic() - began)
            start = end
        log.info("user.full_name: filled in %s batches", batches)
    op.create_check_constraint(
        "ck_user_full_name_not_null",
        "user",
        "full_name IS NOT NULL",
        postgresql_not_valid=True,
    )


def downgrade():
    op.drop_constraint("ck_user_full_name_not_null", "user", type_="check")

#- /app/migrations/versions/c2_add_ix_user_full_name.py
"""add ix_user_full_name

Revision ID: c2
Revises: c1
Create Date: 2026-01-02 03:04:05

Before this revision runs:

- [ ] No earlier try has left ix_user_full_name behind: a concurrent build that fails leaves an index that is not valid, and that has to be dropped first.

"""

from alembic import op

# revision identifiers, used by Alembic.
revision = "c2"
down_revision = "c1"


def upgrade():
    with op.get_context().autocommit_block():
        op.create_index(
            "ix_user_full_name", "user", ["full_name"], postgresql_concurrently=True
        )


def downgrade():
    with op.get_context().autocommit_block():
        op.drop_index(
            "ix_user_full_name", table_name="user", postgresql_concurrently=True
        )

#- /app/migrations/versions/c3_set_user_full_name_not_null.py
"""set user full_name not null

Revision ID: c3
Revises: c2
Create Date: 2026-01-02 03:04:05

Before this revision runs:

- [ ] No row of user has NULL in full_name any more; otherwise the validation fails and names the constraint ck_user_full_name_not_null.

"""

from alembic import op

# revision identifiers, used by Alembic.
revision = "c3"
down_revision = "c2"


def upgrade():
    with op.get_context().autocommit_block():
        op.execute('ALTER TABLE "user" VALIDATE CONSTRAINT ck_user_full_name_not_null')
    op.alter_column("user", "full_name", nullable=False)
    op.drop_constraint("ck_user_full_name_not_null", "user", type_="check")


def downgrade():
    op.create_check_constraint(
        "ck_user_full_name_not_null",
        "user",
        "full_name IS NOT NULL",
        postgresql_not_valid=True,
    )
    op.alter_column("user", "full_name", nullable=True)

#- /app/migrations/versions/c4_drop_user_name.py
"""drop user name

Revision ID: c4
Revises: c3
Create Date: 2026-01-02 03:04:05

Before this revision runs:

- [ ] The code that is deployed everywhere reads and writes full_name, and name nowhere.
- [ ] Views, functions and triggers use full_name instead of name.

"""

import logging
import time

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "c4"
down_revision = "c3"


def upgrade():
    op.execute('DROP TRIGGER mirror_user_name_full_name ON "user"')
    op.execute("DROP FUNCTION mirror_user_name_full_name()")
    op.drop_column("user", "name")


def downgrade():
    op.add_column("user", sa.Column("name", sa.String(length=80), nullable=True))
    op.execute("""
        CREATE FUNCTION mirror_user_name_full_name() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'INSERT' THEN
            IF NEW.full_name IS NULL THEN
              NEW.full_name := NEW.name;
            ELSE
              NEW.name := NEW.full_name;
            END IF;
          ELSIF NEW.full_name::text IS DISTINCT FROM OLD.full_name::text THEN
            NEW.name := NEW.full_name;
          ELSIF NEW.name::text IS DISTINCT FROM OLD.name::text THEN
            NEW.full_name := NEW.name;
          END IF;
          RETURN NEW;
        END;
        $$
    """)
    op.execute("""
        CREATE TRIGGER mirror_user_name_full_name BEFORE INSERT OR UPDATE ON "user"
            FOR EACH ROW EXECUTE PROCEDURE mirror_user_name_full_name()
    """)
    with op.get_context().autocommit_block():
        connection = op.get_bind()
        log = logging.getLogger("alembic.runtime.migration")
        batches = 0
        start = connection.scalar(sa.text('SELECT id FROM "user" ORDER BY id LIMIT 1'))
        while start is not None:
            began = time.monotonic()
            end = connection.scalar(
                sa.text(
                    'SELECT id FROM "user" WHERE id >= :start ORDER BY id LIMIT 1 OFFSET 1000'
                ),
                {"start": start},
            )
            batch = "id >= :start"
            if end is not None:
                batch += " AND id < :end"
            connection.execute(
                sa.text(f"""
                    UPDATE "user"
                    SET name = full_name
                    WHERE {batch} AND name IS NULL
                """),
                {"start": start, "end": end},
            )
            batches += 1
            if end is not None:
                if batches % 100 == 0:
                    log.info("user.name: %s batches, next from id %s", batches, end)
                time.sleep(time.monotonic() - began)
            start = end
        log.info("user.name: filled in %s batches", batches)
        op.create_index("ix_user_name", "user", ["name"], postgresql_concurrently=True)
    op.create_check_constraint(
        "ck_user_name_not_null", "user", "name IS NOT NULL", postgresql_not_valid=True
    )
    with op.get_context().autocommit_block():
        op.execute('ALTER TABLE "user" VALIDATE CONSTRAINT ck_user_name_not_null')
    op.alter_column("user", "name", nullable=False)
    op.drop_constraint("ck_user_name_not_null", "user", type_="check")
`,
    {
      rule,
      history: [
        'op.create_table("user", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.String(length=80), nullable=False))\nop.create_index("ix_user_name", "user", ["name"])',
      ],
    },
  ));

test('MySQL renames for everyone at once', () =>
  check(
    `
def upgrade():
    op.alter_column("user", "name", new_column_name="full_name", existing_type=sa.String(50))
#   ^^^^^^^^^^^^^^^ error: Renaming user.name to full_name breaks all code that runs with the old name
    op.create_table("team", sa.Column("name", sa.Text()))
    op.alter_column("team", "name", new_column_name="title", existing_type=sa.Text())
`,
    { rule: 'rename-column-breaks-code', engine: 'mysql' },
  ));

test('MariaDB renames for everyone at once', () =>
  check(
    `
def upgrade():
    op.alter_column("user", "name", new_column_name="full_name", existing_type=sa.String(50))
#   ^^^^^^^^^^^^^^^ error: Renaming user.name to full_name breaks all code that runs with the old name
    op.create_table("team", sa.Column("name", sa.Text()))
    op.alter_column("team", "name", new_column_name="title", existing_type=sa.Text())
`,
    { rule: 'rename-column-breaks-code', engine: 'mariadb' },
  ));

test('SQLite renames for everyone at once', () =>
  check(
    `
def upgrade():
    op.alter_column("user", "name", new_column_name="full_name", existing_type=sa.String(50))
#   ^^^^^^^^^^^^^^^ error: Renaming user.name to full_name breaks all code that runs with the old name
    op.create_table("team", sa.Column("name", sa.Text()))
    op.alter_column("team", "name", new_column_name="title", existing_type=sa.Text())
`,
    { rule: 'rename-column-breaks-code', engine: 'sqlite' },
  ));

test('the plan stands on a trigger: it is offered where a trigger can change the row that is written', async () => {
  const text =
    'def upgrade():\n    op.alter_column("user", "name", new_column_name="nick", existing_type=sa.String(50))\n';
  const offered = async (engine: 'postgresql' | 'mysql' | 'mariadb' | 'sqlite') =>
    (await analyzed(text, { engine })).analysis.findings.find((each) => each.rule === rule)?.fixes.length;
  expect([
    await offered('postgresql'),
    await offered('mysql'),
    await offered('mariadb'),
    await offered('sqlite'),
  ]).toEqual([1, 1, 1, 0]);
});

test('where the case of a name means nothing, another case breaks nothing', async () => {
  const renamed = '\nALTER TABLE users RENAME COLUMN lastName TO lastname;\n';
  for (const engine of ['mysql', 'mariadb', 'sqlite'] as const) await check(renamed, { rule, tool: 'sql', engine });
});

test('columns that change their names in one transaction are there all the time', () =>
  check(
    `
def upgrade():
    op.alter_column("orders", "quantity", new_column_name="quantity_old")
    op.alter_column("orders", "quantity_new", new_column_name="quantity")
    op.alter_column("orders", "total", new_column_name="amount")
#   ^^^^^^^^^^^^^^^ error: Renaming orders.total to amount breaks all code that runs with the old name
`,
    { rule: 'rename-column-breaks-code' },
  ));

test('where each statement commits there is a moment without the column', () =>
  check(
    `
def upgrade():
    op.alter_column("orders", "quantity", new_column_name="quantity_old", existing_type=sa.Integer())
#   ^^^^^^^^^^^^^^^ error: Renaming orders.quantity to quantity_old breaks all code that runs with the old name
`,
    { rule: 'rename-column-breaks-code', engine: 'mysql' },
  ));
