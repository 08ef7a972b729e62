import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'drop-table-loses-data';

test('what is the same is said once, what differs each time', () =>
  check(
    `
def upgrade():
    for name in ("a", "b", "a", "c", "d", "e"):
        op.drop_table(name)
#       ^^^^^^^^^^^^^ error: Dropping a destroys all its rows for good
#       ^^^^^^^^^^^^^ error: Dropping b destroys all its rows for good
#       ^^^^^^^^^^^^^ error: Dropping c destroys all its rows for good
#       ^^^^^^^^^^^^^ error: Dropping d destroys all its rows for good
#       ^^^^^^^^^^^^^ error: Dropping e destroys all its rows for good
`,
    { rule },
  ));

test('of a long loop the first few are said', () =>
  check(
    `
def upgrade():
    for name in ("a", "b", "c", "d", "e", "f", "g"):
        op.drop_table(name)
#       ^^^^^^^^^^^^^ error: Dropping a destroys all its rows for good
#       ^^^^^^^^^^^^^ error: Dropping b destroys all its rows for good
#       ^^^^^^^^^^^^^ error: Dropping c destroys all its rows for good
#       ^^^^^^^^^^^^^ error: Dropping d destroys all its rows for good (and 3 more like it here)
`,
    { rule },
  ));

test('a helper of both directions is one place', () =>
  check(
    `
def build():
    op.create_index("ix_email", "user", ["email"])
#   ^^^^^^^^^^^^^^^ error: Building ix_email blocks writes on user until every row is read

def upgrade():
    build()

def downgrade():
    build()
`,
    { rule: 'index-blocks-writes' },
  ));
