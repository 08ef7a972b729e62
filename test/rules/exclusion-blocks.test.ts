import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'exclusion-blocks';

test('its index is built while everyone waits', () =>
  check(
    `
def upgrade():
    op.create_exclude_constraint("no_overlap", "bookings", ("during", "&&"), using="gist")
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: no_overlap builds its index while reads and writes on bookings wait, and fails if two rows overlap
    op.execute("ALTER TABLE bookings ADD EXCLUDE USING gist (during WITH &&)")
#                                    ^^^^^^^^^^^ error: The EXCLUDE constraint builds its index while reads and writes on bookings wait, and fails if two rows overlap
`,
    { rule },
  ));

test('a fresh table has no rows', () =>
  check(
    `
def upgrade():
    op.create_table("bookings", sa.Column("during", sa.Text()))
    op.create_exclude_constraint("no_overlap", "bookings", ("during", "&&"), using="gist")
`,
    { rule },
  ));

test('the same in a file of SQL', () =>
  check(
    `
ALTER TABLE bookings ADD CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&);
--                   ^^^^^^^^^^^^^^ error: no_overlap builds its index while reads and writes on bookings wait, and fails if two rows overlap
`,
    { rule, tool: 'sql' },
  ));
