import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'suppression-unused';

test('what a comment in a revision does not suppress', () =>
  check(
    `
def upgrade():
    # migration-writer: ignore[drop-table-loses-data, not-a-rule] exported
#                              ^^^^^^^^^^^^^^^^^^^^^ warning: drop-table-loses-data finds nothing here that could be ignored
#                                                     ^^^^^^^^^^ warning: There is no rule "not-a-rule"
    op.drop_column("users", "nickname")
    # migration-writer: ignore[drop-table-loses-data] exported
    op.drop_table("sessions")
`,
    { rule },
  ));

test('what a way back does counts as well', () =>
  check(
    `
def upgrade():
    op.execute("SELECT 1")


def downgrade():
    op.execute("SELEC 1")  # migration-writer: ignore[syntax-error] a test of the alarm
`,
    { rule },
  ));

test('a misspelt rule is put right', () =>
  checkFix(
    `def upgrade():
    # migration-writer: ignore[drop-table-lose-data] exported
    op.drop_table("sessions")
`,
    `def upgrade():
    # migration-writer: ignore[drop-table-loses-data] exported
    op.drop_table("sessions")
`,
    { rule },
  ));

test('a comment that is left over goes', () =>
  checkFix(
    `def upgrade():
    # migration-writer: ignore[drop-table-loses-data] exported
    op.execute("SELECT 1")
`,
    `def upgrade():
    op.execute("SELECT 1")
`,
    { rule },
  ));
