import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

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

test('MySQL: the types of its dialect say whether there is a sign, and in which character set they are', () =>
  check(
    `
from sqlalchemy.dialects import mysql


def upgrade():
    op.alter_column("user", "id", existing_type=sa.Integer(), type_=mysql.INTEGER(unsigned=True))
#   ^^^^^^^^^^^^^^^ error: Changing the type of user.id rewrites the whole table while writes wait
    op.alter_column("user", "id", existing_type=mysql.INTEGER(unsigned=True), type_=mysql.INTEGER(display_width=11, unsigned=True))
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

test('the fix: a column beside it takes its name', () =>
  checkFix(
    `def upgrade():
    op.alter_column(
        "orders", "quantity", existing_type=sa.Integer(), type_=sa.BigInteger()
    )


def downgrade():
    op.alter_column(
        "orders", "quantity", existing_type=sa.BigInteger(), type_=sa.Integer()
    )
`,
    `def upgrade():
    op.add_column("orders", sa.Column("quantity_new", sa.BigInteger(), nullable=True))
    op.execute("""
        CREATE FUNCTION mirror_orders_quantity_new() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'INSERT' THEN
            IF NEW.quantity_new IS NULL THEN
              NEW.quantity_new := NEW.quantity;
            ELSE
              NEW.quantity := NEW.quantity_new;
            END IF;
          ELSIF NEW.quantity_new::text IS DISTINCT FROM OLD.quantity_new::text THEN
            NEW.quantity := NEW.quantity_new;
          ELSIF NEW.quantity::text IS DISTINCT FROM OLD.quantity::text THEN
            NEW.quantity_new := NEW.quantity;
          END IF;
          RETURN NEW;
        END;
        $$
    """)
    op.execute("""
        CREATE TRIGGER mirror_orders_quantity_new BEFORE INSERT OR UPDATE ON orders
            FOR EACH ROW EXECUTE PROCEDURE mirror_orders_quantity_new()
    """)


def downgrade():
    op.execute("DROP TRIGGER mirror_orders_quantity_new ON orders")
    op.execute("DROP FUNCTION mirror_orders_quantity_new()")
    op.drop_column("orders", "quantity_new")

#- /app/migrations/versions/c1_backfill_orders_quantity_new.py
"""backfill orders quantity_new

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
        start = connection.scalar(sa.text("SELECT id FROM orders ORDER BY id LIMIT 1"))
        while start is not None:
            began = time.monotonic()
            end = connection.scalar(
                sa.text(
                    "SELECT id FROM orders WHERE id >= :start ORDER BY id LIMIT 1 OFFSET 1000"
                ),
                {"start": start},
            )
            batch = "id >= :start"
            if end is not None:
                batch += " AND id < :end"
            connection.execute(
                sa.text(f"""
                    UPDATE orders
                    SET quantity_new = quantity
                    WHERE {batch} AND quantity_new IS NULL
                """),
                {"start": start, "end": end},
            )
            batches += 1
            if end is not None:
                if batches % 100 == 0:
                    log.info(
                        "orders.quantity_new: %s batches, next from id %s", batches, end
                    )
                time.sleep(time.monotonic() - began)
            start = end
        log.info("orders.quantity_new: filled in %s batches", batches)
    op.create_check_constraint(
        "ck_orders_quantity_new_not_null",
        "orders",
        "quantity_new IS NOT NULL",
        postgresql_not_valid=True,
    )


def downgrade():
    op.drop_constraint("ck_orders_quantity_new_not_null", "orders", type_="check")

#- /app/migrations/versions/c2_set_orders_quantity_new_not_null.py
"""set orders quantity_new not null

Revision ID: c2
Revises: c1
Create Date: 2026-01-02 03:04:05

Before this revision runs:

- [ ] No row of orders has NULL in quantity_new any more; otherwise the validation fails and names the constraint ck_orders_quantity_new_not_null.

"""

from alembic import op

# revision identifiers, used by Alembic.
revision = "c2"
down_revision = "c1"


def upgrade():
    with op.get_context().autocommit_block():
        op.execute(
            "ALTER TABLE orders VALIDATE CONSTRAINT ck_orders_quantity_new_not_null"
        )
    op.alter_column("orders", "quantity_new", nullable=False)
    op.drop_constraint("ck_orders_quantity_new_not_null", "orders", type_="check")


def downgrade():
    op.create_check_constraint(
        "ck_orders_quantity_new_not_null",
        "orders",
        "quantity_new IS NOT NULL",
        postgresql_not_valid=True,
    )
    op.alter_column("orders", "quantity_new", nullable=True)

#- /app/migrations/versions/c3_swap_orders_quantity.py
"""swap orders quantity

Revision ID: c3
Revises: c2
Create Date: 2026-01-02 03:04:05

Before this revision runs:

- [ ] Every row of orders has the same value in quantity and quantity_new.

"""

from alembic import op

# revision identifiers, used by Alembic.
revision = "c3"
down_revision = "c2"


def upgrade():
    op.execute("DROP TRIGGER mirror_orders_quantity_new ON orders")
    op.execute("DROP FUNCTION mirror_orders_quantity_new()")
    op.alter_column("orders", "quantity", new_column_name="quantity_old")
    op.alter_column("orders", "quantity_new", new_column_name="quantity")
    op.execute("""
        CREATE FUNCTION mirror_orders_quantity_old() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'INSERT' THEN
            IF NEW.quantity IS NULL THEN
              NEW.quantity := NEW.quantity_old;
            ELSE
              NEW.quantity_old := NEW.quantity;
            END IF;
          ELSIF NEW.quantity::text IS DISTINCT FROM OLD.quantity::text THEN
            NEW.quantity_old := NEW.quantity;
          ELSIF NEW.quantity_old::text IS DISTINCT FROM OLD.quantity_old::text THEN
            NEW.quantity := NEW.quantity_old;
          END IF;
          RETURN NEW;
        END;
        $$
    """)
    op.execute("""
        CREATE TRIGGER mirror_orders_quantity_old BEFORE INSERT OR UPDATE ON orders
            FOR EACH ROW EXECUTE PROCEDURE mirror_orders_quantity_old()
    """)


def downgrade():
    op.execute("DROP TRIGGER mirror_orders_quantity_old ON orders")
    op.execute("DROP FUNCTION mirror_orders_quantity_old()")
    op.alter_column("orders", "quantity", new_column_name="quantity_new")
    op.alter_column("orders", "quantity_old", new_column_name="quantity")
    op.execute("""
        CREATE FUNCTION mirror_orders_quantity_new() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'INSERT' THEN
            IF NEW.quantity_new IS NULL THEN
              NEW.quantity_new := NEW.quantity;
            ELSE
              NEW.quantity := NEW.quantity_new;
            END IF;
          ELSIF NEW.quantity_new::text IS DISTINCT FROM OLD.quantity_new::text THEN
            NEW.quantity := NEW.quantity_new;
          ELSIF NEW.quantity::text IS DISTINCT FROM OLD.quantity::text THEN
            NEW.quantity_new := NEW.quantity;
          END IF;
          RETURN NEW;
        END;
        $$
    """)
    op.execute("""
        CREATE TRIGGER mirror_orders_quantity_new BEFORE INSERT OR UPDATE ON orders
            FOR EACH ROW EXECUTE PROCEDURE mirror_orders_quantity_new()
    """)

#- /app/migrations/versions/c4_drop_orders_quantity_old.py
"""drop orders quantity_old

Revision ID: c4
Revises: c3
Create Date: 2026-01-02 03:04:05

Before this revision runs:

- [ ] The code that is deployed everywhere reads and writes quantity, and quantity_old nowhere.
- [ ] Views, functions and triggers use quantity instead of quantity_old.

"""

import logging
import time

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "c4"
down_revision = "c3"


def upgrade():
    op.alter_column("orders", "quantity", server_default="1")
    op.execute("DROP TRIGGER mirror_orders_quantity_old ON orders")
    op.execute("DROP FUNCTION mirror_orders_quantity_old()")
    op.drop_column("orders", "quantity_old")


def downgrade():
    op.add_column("orders", sa.Column("quantity_old", sa.Integer(), nullable=True))
    op.alter_column("orders", "quantity_old", server_default="1")
    op.alter_column("orders", "quantity", server_default=None)
    op.execute("""
        CREATE FUNCTION mirror_orders_quantity_old() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'INSERT' THEN
            IF NEW.quantity IS NULL THEN
              NEW.quantity := NEW.quantity_old;
            ELSE
              NEW.quantity_old := NEW.quantity;
            END IF;
          ELSIF NEW.quantity::text IS DISTINCT FROM OLD.quantity::text THEN
            NEW.quantity_old := NEW.quantity;
          ELSIF NEW.quantity_old::text IS DISTINCT FROM OLD.quantity_old::text THEN
            NEW.quantity := NEW.quantity_old;
          END IF;
          RETURN NEW;
        END;
        $$
    """)
    op.execute("""
        CREATE TRIGGER mirror_orders_quantity_old BEFORE INSERT OR UPDATE ON orders
            FOR EACH ROW EXECUTE PROCEDURE mirror_orders_quantity_old()
    """)
    with op.get_context().autocommit_block():
        connection = op.get_bind()
        log = logging.getLogger("alembic.runtime.migration")
        batches = 0
        start = connection.scalar(sa.text("SELECT id FROM orders ORDER BY id LIMIT 1"))
        while start is not None:
            began = time.monotonic()
            end = connection.scalar(
                sa.text(
                    "SELECT id FROM orders WHERE id >= :start ORDER BY id LIMIT 1 OFFSET 1000"
                ),
                {"start": start},
            )
            batch = "id >= :start"
            if end is not None:
                batch += " AND id < :end"
            connection.execute(
                sa.text(f"""
                    UPDATE orders
                    SET quantity_old = quantity
                    WHERE {batch} AND quantity_old IS NULL
                """),
                {"start": start, "end": end},
            )
            batches += 1
            if end is not None:
                if batches % 100 == 0:
                    log.info(
                        "orders.quantity_old: %s batches, next from id %s", batches, end
                    )
                time.sleep(time.monotonic() - began)
            start = end
        log.info("orders.quantity_old: filled in %s batches", batches)
    op.create_check_constraint(
        "ck_orders_quantity_old_not_null",
        "orders",
        "quantity_old IS NOT NULL",
        postgresql_not_valid=True,
    )
    with op.get_context().autocommit_block():
        op.execute(
            "ALTER TABLE orders VALIDATE CONSTRAINT ck_orders_quantity_old_not_null"
        )
    op.alter_column("orders", "quantity_old", nullable=False)
    op.drop_constraint("ck_orders_quantity_old_not_null", "orders", type_="check")
`,
    {
      rule: 'type-change-rewrites',
      history: [
        'op.create_table("orders", sa.Column("id", sa.BigInteger(), primary_key=True), sa.Column("quantity", sa.Integer(), nullable=False, server_default="1"))',
      ],
    },
  ));
