import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'update-limit-unsupported';

test('the grammar has no LIMIT there, and that is said once', () =>
  check(
    `
def upgrade():
    op.execute("DELETE FROM events WHERE seen LIMIT 1000")
#               ^^^^^^^^^^^ error: LIMIT in this DELETE of events is a syntax error: no row is changed
    op.execute("UPDATE events SET seen = true ORDER BY id LIMIT 10")
#               ^^^^^^ error: LIMIT in this UPDATE of events is a syntax error: no row is changed
`,
    { rule },
  ));

test('a LIMIT of a subquery is something else', () =>
  check(
    `
DELETE FROM events WHERE id IN (SELECT id FROM events WHERE seen LIMIT 1000);
UPDATE events SET n = (SELECT 1 LIMIT 1) WHERE id = 1;
`,
    { rule, tool: 'sql' },
  ));

test('MySQL takes it', () =>
  check(
    `
DELETE FROM events WHERE seen LIMIT 1000;
`,
    { rule, tool: 'sql', engine: 'mysql' },
  ));

test('SQLite takes it if it was compiled so', () =>
  check(
    `
DELETE FROM events WHERE seen LIMIT 1000;
^^^^^^^^^^^ warning: LIMIT in this DELETE of events may be a syntax error: LIMIT is taken only where SQLite was built with SQLITE_ENABLE_UPDATE_DELETE_LIMIT
`,
    { rule, tool: 'sql', engine: 'sqlite' },
  ));

test('the fix chooses by the key that history knows', () =>
  checkFix(
    `UPDATE events AS e SET seen = true WHERE NOT e.seen ORDER BY e.at LIMIT 10;
`,
    `UPDATE events AS e SET seen = true WHERE id IN (SELECT id FROM events AS e WHERE NOT e.seen ORDER BY e.at LIMIT 10);
`,
    { rule, tool: 'sql', history: ['CREATE TABLE events (id bigint PRIMARY KEY, seen boolean);'] },
  ));

test('or by the place of the row', () =>
  checkFix(
    `def upgrade():
    op.execute("DELETE FROM events LIMIT 1000")
`,
    `def upgrade():
    op.execute("DELETE FROM events WHERE ctid IN (SELECT ctid FROM events LIMIT 1000)")
`,
    { rule },
  ));
