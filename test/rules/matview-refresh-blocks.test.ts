import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'matview-refresh-blocks';

test('nobody reads a view that is refreshed', () =>
  check(
    `
def upgrade():
    op.execute("REFRESH MATERIALIZED VIEW daily")
#               ^^^^^^^^^^^^^^^^^^^^^^^^^ warning: Nobody can read daily while its query runs
    op.execute("REFRESH MATERIALIZED VIEW daily WITH NO DATA")
#               ^^^^^^^^^^^^^^^^^^^^^^^^^ warning: daily is emptied, and cannot be read until it is refreshed again
`,
    { rule },
  ));

test('concurrently, or in the migration that makes the view, it is no matter', () =>
  check(
    `
def upgrade():
    op.execute("REFRESH MATERIALIZED VIEW CONCURRENTLY daily")
    op.execute("CREATE MATERIALIZED VIEW weekly AS SELECT 1 WITH NO DATA")
    op.execute("REFRESH MATERIALIZED VIEW weekly")
`,
    { rule },
  ));

test('the fix refreshes concurrently', () =>
  checkFix(
    `REFRESH MATERIALIZED VIEW app.daily;
`,
    `REFRESH MATERIALIZED VIEW CONCURRENTLY app.daily;
`,
    { rule, tool: 'sql' },
  ));
