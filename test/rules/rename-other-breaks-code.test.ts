import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'rename-other-breaks-code';

test('a schema, a type, a value, a sequence, a view, a function', () =>
  check(
    `
ALTER SCHEMA app RENAME TO core;
^^^^^^^^^^^^ warning: Renaming the schema app to core breaks all code that runs with the old name
ALTER TYPE status RENAME TO state;
^^^^^^^^^^ warning: Renaming the type status to state breaks all code that runs with the old name
ALTER TYPE app.status RENAME VALUE 'open' TO 'active';
^^^^^^^^^^ warning: Renaming the value open of app.status to active breaks all code that runs with the old name
ALTER TYPE address RENAME ATTRIBUTE zip TO postcode;
^^^^^^^^^^ warning: ALTER TYPE RENAME ATTRIBUTE breaks all code that runs with the old name
ALTER DOMAIN email RENAME TO address;
^^^^^^^^^^^^ warning: Renaming the domain email to address breaks all code that runs with the old name
ALTER SEQUENCE invoice_numbers RENAME TO invoice_ids;
^^^^^^^^^^^^^^ warning: Renaming the sequence invoice_numbers to invoice_ids breaks all code that runs with the old name
ALTER VIEW totals RENAME TO sums;
^^^^^^^^^^ warning: Renaming the view totals to sums breaks all code that runs with the old name
ALTER FUNCTION total(integer) RENAME TO sum_of;
^^^^^^^^^^^^^^ warning: Renaming the function total to sum_of breaks all code that runs with the old name
ALTER TABLE users SET SCHEMA app;
--                ^^^^^^^^^^ warning: Moving users to the schema app breaks all code that runs with the old name
`,
    { rule, tool: 'sql' },
  ));

test('what the migration has made, what nothing names, and names that are there afterwards too', () =>
  check(
    `
CREATE TYPE mood AS ENUM ('ok');
ALTER TYPE mood RENAME TO feeling;
ALTER TYPE feeling RENAME VALUE 'ok' TO 'fine';
CREATE SEQUENCE numbers;
ALTER SEQUENCE numbers RENAME TO ids;
ALTER INDEX ix_users RENAME TO ix_people;
ALTER TABLE users RENAME CONSTRAINT ck_age TO ck_years;
ALTER TYPE status RENAME TO status_old;
CREATE TYPE status AS ENUM ('open', 'closed');
ALTER TABLE users ALTER COLUMN status TYPE status USING status::text::status;
DROP TYPE status_old;
ALTER VIEW totals RENAME TO totals_old;
CREATE VIEW totals AS SELECT 1;
ALTER TABLE teams RENAME TO groups;
ALTER SEQUENCE teams_id_seq RENAME TO groups_id_seq;
`,
    { rule, tool: 'sql' },
  ));

test('in a revision, and while nothing runs', async () => {
  const text = (mark: string) => `
def upgrade():
    op.execute("ALTER TYPE status RENAME VALUE 'open' TO 'active'")
#               ^^^^^^^^^^ ${mark}: Renaming the value open of status to active breaks all code that runs with the old name


def downgrade():
    op.execute("ALTER TYPE status RENAME VALUE 'active' TO 'open'")
`;
  await check(text('warning'), { rule });
  await check(text('info'), { rule, deployment: 'maintenance-window' });
});
