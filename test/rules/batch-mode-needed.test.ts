import { test } from 'vitest';
import { check, checkFix, type Setting } from '../marked.ts';

const sqlite: Setting = { rule: 'batch-mode-needed', engine: 'sqlite' };

test('what ALTER TABLE of the database has no words for', () =>
  check(
    `def upgrade():
    op.alter_column("users", "name", nullable=False)
#   ^^^^^^^^^^^^^^^ error: Making users.name NOT NULL takes a new copy of the table: near "ALTER": syntax error
    op.alter_column("users", "name", type_=sa.Text(), server_default="x")
#   ^^^^^^^^^^^^^^^ error: Changing the type of users.name takes a new copy of the table: near "ALTER": syntax error
    op.create_unique_constraint("uq", "users", ["name"])
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Adding uq to users takes a new copy of the table: No support for ALTER of constraints in SQLite dialect
    op.drop_constraint("uq", "users", type_="unique")
#   ^^^^^^^^^^^^^^^^^^ error: Dropping uq of users takes a new copy of the table: No support for ALTER of constraints in SQLite dialect
    op.add_column("users", sa.Column("made", sa.DateTime(), server_default=sa.func.now()))
#   ^^^^^^^^^^^^^ error: Adding users.made takes a new copy of the table: Cannot add a column with non-constant default
    op.add_column("users", sa.Column("mail", sa.String(), unique=True))
#   ^^^^^^^^^^^^^ error: Adding a UNIQUE constraint on mail to users takes a new copy of the table, and fails when the column is there already: No support for ALTER of constraints in SQLite dialect
    op.add_column("users", sa.Column("team_id", sa.Integer(), sa.ForeignKey("teams.id")))
#   ^^^^^^^^^^^^^ error: Adding a foreign key on team_id to users takes a new copy of the table, and fails when the column is there already: No support for ALTER of constraints in SQLite dialect


def downgrade():
    op.alter_column("users", "name", nullable=True)
#   ^^^^^^^^^^^^^^^ error: Letting users.name be NULL takes a new copy of the table: near "ALTER": syntax error
`,
    sqlite,
  ));

test('what it has words for, or has a batch around it, or is done on a condition', async () => {
  await check(
    `def upgrade():
    op.alter_column("users", "name", new_column_name="title")
    op.add_column("users", sa.Column("mail", sa.String(), index=True))
    op.add_column("users", sa.Column("active", sa.Boolean(create_constraint=True, name="ck_active")))
    op.add_column("users", sa.Column("age", sa.Integer(), sa.CheckConstraint("age > 0")))
    op.add_column("users", sa.Column("team", sa.Integer(), sa.ForeignKey("teams.id")), inline_references=True)
    op.drop_column("users", "old")
    op.rename_table("users", "people")
    with op.batch_alter_table("users") as batch_op:
        batch_op.alter_column("name", nullable=False)
        batch_op.create_unique_constraint("uq", ["name"])
    op.create_table("teams", sa.Column("id", sa.Integer(), unique=True))
    if op.get_bind().dialect.name != "sqlite":
        op.alter_column("users", "name", nullable=False)
    if alters():
        op.alter_column("users", "name", nullable=False)
    op.execute("ALTER TABLE users ALTER COLUMN name SET NOT NULL")
`,
    sqlite,
  );
  await check('def upgrade():\n    op.alter_column("users", "name", nullable=False)\n', {
    ...sqlite,
    engine: 'postgresql',
  });
  await check('def upgrade():\n    op.alter_column("users", "name", nullable=False)\n', { ...sqlite, version: '3.53' });
});

test('neighbours of one table share a batch', () =>
  checkFix(
    `def upgrade():
    op.add_column("teams", sa.Column("id", sa.Integer()))
    op.alter_column(
        "users", "name", existing_type=sa.String(length=50), nullable=False, schema="app"
    )
    op.create_foreign_key(
        "fk_users_team", "users", "teams", ["team_id"], ["id"], source_schema="app"
    )  # at last
    op.alter_column("teams", "name", nullable=False)
`,
    `def upgrade():
    op.add_column("teams", sa.Column("id", sa.Integer()))
    with op.batch_alter_table("users", schema="app") as batch_op:
        batch_op.alter_column(
            "name", existing_type=sa.String(length=50), nullable=False
        )
        batch_op.create_foreign_key(
            "fk_users_team", "teams", ["team_id"], ["id"]
        )  # at last
    op.alter_column("teams", "name", nullable=False)
`,
    sqlite,
  ));

test('a constraint without a name gets one', async () => {
  await checkFix(
    `def upgrade():
    op.create_unique_constraint(None, "users", ["name", "mail"])
    op.add_column("users", sa.Column("team_id", sa.Integer(), sa.ForeignKey("teams.id")))
    op.add_column("users", sa.Column("slug", sa.Text(), index=True))
`,
    `def upgrade():
    with op.batch_alter_table("users") as batch_op:
        batch_op.create_unique_constraint("uq_users_name_mail", ["name", "mail"])
        batch_op.add_column(sa.Column("team_id", sa.Integer()))
        batch_op.create_foreign_key(
            "fk_users_team_id_teams", "teams", ["team_id"], ["id"]
        )
    op.add_column("users", sa.Column("slug", sa.Text(), index=True))
`,
    sqlite,
  );
  await check(
    `def upgrade():
    op.drop_constraint(None, "users", type_="unique")
#   ^^^^^^^^^^^^^^^^^^ error: Dropping a constraint of users takes a new copy of the table: No support for ALTER of constraints in SQLite dialect
`,
    sqlite,
  );
});

test('a constraint gets its name by the convention of the project', () =>
  checkFix(
    `def upgrade():
    op.create_unique_constraint(None, "users", ["name"])
`,
    `def upgrade():
    with op.batch_alter_table("users") as batch_op:
        batch_op.create_unique_constraint("users_name_is_unique", ["name"])
`,
    {
      ...sqlite,
      environment: { namingConvention: { uq: '%(table_name)s_%(column_0_N_name)s_is_unique' } },
    },
  ));
