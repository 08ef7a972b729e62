import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'default-rewrites-table';

test('a default of its own for each row rewrites the table', () =>
  check(
    `
def upgrade():
    op.add_column("user", sa.Column("token", sa.Uuid(), server_default=sa.text("gen_random_uuid()")))
#   ^^^^^^^^^^^^^ error: The default of token is computed row by row: all of user is rewritten while reads and writes wait
`,
    { rule },
  ));

test('one value for all rows is instant since version 11', async () => {
  const text = `
def upgrade():
    op.add_column("user", sa.Column("seen", sa.DateTime(), server_default=sa.func.now()))
`;
  await check(text, { rule });
  await check(
    `${text.trimEnd()}
#   ^^^^^^^^^^^^^ error: The default of seen is computed row by row: all of user is rewritten while reads and writes wait
`,
    { rule, version: '10' },
  );
});

test('a default set afterwards concerns new rows only', () =>
  check(
    `
def upgrade():
    op.add_column("user", sa.Column("token", sa.Uuid()))
    op.alter_column("user", "token", server_default=sa.text("gen_random_uuid()"))
    op.add_column("user", sa.Column("plan", sa.Text(), server_default="free", nullable=False))
    op.add_column("user", sa.Column("options", sa.Text(), server_default=settings.default_options()))
`,
    { rule },
  ));
