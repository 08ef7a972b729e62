import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'rename-column-breaks-code';

test('code that still runs knows the old name only', async () => {
  const text = (severity: string) => `
def upgrade():
    op.alter_column("user", "name", new_column_name="full_name")
#   ^^^^^^^^^^^^^^^ ${severity}: Renaming user.name to full_name breaks all code that runs with the old name
`;
  await check(text('error'), { rule });
  await check(text('warning'), { rule, deployment: 'maintenance-window' });
});

test('nobody knows a column of a fresh table, or a fresh column', () =>
  check(
    `
def upgrade():
    op.add_column("user", sa.Column("new_id", sa.Uuid()))
    op.alter_column("user", "new_id", new_column_name="uid")
    op.create_table("team", sa.Column("name", sa.Text()))
    op.alter_column("team", "name", new_column_name="title")
`,
    { rule },
  ));

test('the plan: both columns side by side, kept equal, until no code names the old one', () =>
  checkFix(
    `def upgrade():
    op.alter_column("user", "name", new_column_name="full_name")


def downgrade():
    op.alter_column("user", "full_name", new_column_name="name")
`,
    '',
    {
      rule,
      history: [
        'op.create_table("user", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.String(length=80), nullable=False))\nop.create_index("ix_user_name", "user", ["name"])',
      ],
    },
  ));
