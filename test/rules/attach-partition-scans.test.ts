import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'attach-partition-scans';

test('the rows of the new partition are read, unless a CHECK proves the bound', () =>
  check(
    `
ALTER TABLE logs ATTACH PARTITION old FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
--               ^^^^^^^^^^^^^^^^ warning: Attaching old to logs reads every row of old while reads and writes on it wait
ALTER TABLE logs ATTACH PARTITION new FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE fresh (day date);
ALTER TABLE logs ATTACH PARTITION fresh FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
`,
    {
      rule,
      tool: 'sql',
      history: [
        "CREATE TABLE logs (day date NOT NULL) PARTITION BY RANGE (day);\nCREATE TABLE old (day date);\nCREATE TABLE new (day date NOT NULL, CHECK (day >= '2024-01-01' AND day < '2025-01-01'));",
      ],
    },
  ));

test('the fix proves the bound by a CHECK first', () =>
  checkFix(
    `def upgrade():
    op.execute(
        "ALTER TABLE logs ATTACH PARTITION a FOR VALUES FROM ('2023-01-01') TO (MAXVALUE)"
    )


def downgrade():
    op.execute("ALTER TABLE logs DETACH PARTITION a")
`,
    `def upgrade():
    op.create_check_constraint(
        "ck_a_bound",
        "a",
        "day IS NOT NULL AND day >= '2023-01-01'",
        postgresql_not_valid=True,
    )


def downgrade():
    op.drop_constraint("ck_a_bound", "a", type_="check")

#- /app/migrations/versions/c1_attach_a_to_logs.py
"""attach a to logs

Revision ID: c1
Revises: b2
Create Date: 2026-01-02 03:04:05

Before this revision runs:

- [ ] Every row of a lies within its bound; otherwise the validation of ck_a_bound fails.

"""

from alembic import op

# revision identifiers, used by Alembic.
revision = "c1"
down_revision = "b2"


def upgrade():
    with op.get_context().autocommit_block():
        op.execute("ALTER TABLE a VALIDATE CONSTRAINT ck_a_bound")
    op.execute("""
        ALTER TABLE logs ATTACH PARTITION a FOR VALUES
            FROM ('2023-01-01') TO (MAXVALUE)
    """)
    op.drop_constraint("ck_a_bound", "a", type_="check")


def downgrade():
    op.execute("ALTER TABLE logs DETACH PARTITION a")
    op.create_check_constraint(
        "ck_a_bound",
        "a",
        "day IS NOT NULL AND day >= '2023-01-01'",
        postgresql_not_valid=True,
    )
`,
    { rule, history: ["op.execute('CREATE TABLE logs (day date NOT NULL) PARTITION BY RANGE (day)')"] },
  ));

test('in a file of SQL too', () =>
  checkFix(
    `ALTER TABLE logs ATTACH PARTITION a FOR VALUES IN (1, 2);
`,
    `ALTER TABLE a ADD CONSTRAINT ck_a_bound CHECK (kind IS NOT NULL AND kind IN (1, 2)) NOT VALID;

#- /app/migrations/0101_attach_a_to_logs.sql
-- attach a to logs
--
-- Before this runs:
-- - [ ] Every row of a lies within its bound; otherwise the validation of ck_a_bound fails.

ALTER TABLE a VALIDATE CONSTRAINT ck_a_bound;

ALTER TABLE logs ATTACH PARTITION a FOR VALUES IN (1, 2);

ALTER TABLE a DROP CONSTRAINT ck_a_bound;
`,
    { rule, tool: 'sql', history: ['CREATE TABLE logs (kind int) PARTITION BY LIST (kind);'] },
  ));
