import { test } from 'vitest';
import { checkFix } from '../../marked.ts';

const pair = { tool: 'sql', path: 'migrations/000002_change.up.sql' } as const;
const undo = (text: string) => [{ path: '/app/migrations/000002_change.down.sql', text }];

test('a statement that undoes more than what moves stays, and nothing is undone twice', () =>
  checkFix(
    'CREATE INDEX ix ON users (email);\n\nCREATE INDEX iy ON users (age);\n',
    `CREATE INDEX iy ON users (age);

#- /app/migrations/000003_add_index_ix.up.sql
-- add index ix

CREATE INDEX CONCURRENTLY ix ON users (email);

#- /app/migrations/000003_add_index_ix.down.sql
-- There is nothing to undo.
`,
    { ...pair, rule: 'index-blocks-writes', children: undo('DROP INDEX ix, iy;\n') },
  ));

test('a constraint that goes by the action of another statement takes its index along there', () =>
  checkFix(
    'ALTER TABLE users ADD COLUMN a int;\n\nALTER TABLE users ADD CONSTRAINT uq UNIQUE (email);\n',
    `ALTER TABLE users ADD COLUMN a int;

#- /app/migrations/000003_add_index_uq.up.sql
-- add index uq

CREATE UNIQUE INDEX CONCURRENTLY uq ON users (email);

#- /app/migrations/000003_add_index_uq.down.sql
-- There is nothing to undo.

#- /app/migrations/000004_add_uq.up.sql
-- add uq

ALTER TABLE users ADD CONSTRAINT uq UNIQUE USING INDEX uq;

#- /app/migrations/000004_add_uq.down.sql
-- There is nothing to undo.
`,
    {
      ...pair,
      rule: 'unique-blocks-writes',
      children: undo('ALTER TABLE users DROP CONSTRAINT uq, DROP COLUMN a;\n'),
    },
  ));
