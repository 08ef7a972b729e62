import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'detach-partition-blocks';

test('the whole partitioned table waits', () =>
  check(
    `
def upgrade():
    op.execute("ALTER TABLE events DETACH PARTITION events_2020")
#                                  ^^^^^^^^^^^^^^^^ warning: Detaching events_2020 stops reads and writes on all of events while it waits for older transactions
`,
    { rule },
  ));

test('concurrently, or where that is refused, nothing is said', () =>
  check(
    `
ALTER TABLE events DETACH PARTITION events_2020 CONCURRENTLY;
ALTER TABLE logs DETACH PARTITION logs_2020;
`,
    {
      rule,
      tool: 'sql',
      history: [
        'CREATE TABLE logs (day date) PARTITION BY RANGE (day);\nCREATE TABLE logs_rest PARTITION OF logs DEFAULT;',
      ],
    },
  ));

test('before version 14 there is no other way', () =>
  check(
    `
def upgrade():
    op.execute("ALTER TABLE events DETACH PARTITION events_2020")
`,
    { rule, version: '13' },
  ));

test('the fix detaches concurrently', () =>
  checkFix(
    `ALTER TABLE events DETACH PARTITION events_2020;
`,
    `ALTER TABLE events DETACH PARTITION events_2020 CONCURRENTLY;
`,
    { rule, tool: 'sql' },
  ));
