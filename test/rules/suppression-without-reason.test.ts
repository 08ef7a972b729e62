import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'suppression-without-reason';

test('a suppression whose reason is missing, or still to be given', () =>
  check(
    `
# migration-writer: ignore-file[downgrade-missing] reason?
# ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: It does not say why downgrade-missing may be ignored here: write the reason behind the brackets
revision = "b2"
down_revision = "a0"


def upgrade():
    op.drop_table("sessions")  # migration-writer: ignore[drop-table-loses-data] -
#                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: It does not say why drop-table-loses-data may be ignored here: write the reason behind the brackets
`,
    { rule, whole: true },
  ));

test('a reason is enough, and a comment that is no suppression needs none', () =>
  check(
    `-- migration-writer: see the handbook
DROP TABLE sessions; -- migration-writer: ignore[drop-table-loses-data]: exported
DROP TABLE users; -- migration-writer: ignore[drop-table-loses-data] — как договорились
`,
    { rule, tool: 'sql' },
  ));
