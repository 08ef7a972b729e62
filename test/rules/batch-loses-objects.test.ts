import { test } from 'vitest';
import { check, checkFix, type Setting } from '../marked.ts';

const made = `CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT COLLATE NOCASE, age INTEGER CHECK (age > 0), CONSTRAINT ck CHECK (id > 0))`;
const history = [
  `op.execute("${made}")
op.execute("CREATE INDEX ix_lower ON users (lower(name))")
op.execute("CREATE INDEX ix_age ON users (age DESC, id)")
op.execute("CREATE INDEX ix_id ON users (id)")
op.execute("CREATE TRIGGER tr AFTER INSERT ON users BEGIN SELECT 1; END")`,
];
const sqlite: Setting = { rule: 'batch-loses-objects', engine: 'sqlite', history };
const all =
  'CHECK (age > 0), which has no name, the index ix_lower over an expression, the order of the index ix_age, AUTOINCREMENT of id, the collation of name and the trigger tr';

test('what batch mode does not find is lost, once', () =>
  check(
    `def upgrade():
    with op.batch_alter_table("users") as batch_op:
        batch_op.alter_column("name", nullable=False)
#       ^^^^^^^^^^^^^^^^^^^^^ warning: Making users anew loses ${all}
        batch_op.drop_constraint("ck")
    with op.batch_alter_table("users") as batch_op:
        batch_op.alter_column("age", nullable=False)
`,
    sqlite,
  ));

test('what is described, goes with its column or comes again, and what needs no copy', async () => {
  await check(
    `def upgrade():
    with op.batch_alter_table("users", table_args=[sa.CheckConstraint("age > 0")]) as batch_op:
        batch_op.alter_column("age", nullable=False)
#       ^^^^^^^^^^^^^^^^^^^^^ warning: Making users anew loses the index ix_lower over an expression, the order of the index ix_age and the trigger tr
`,
    sqlite,
  );
  await check(
    `def upgrade():
    with op.batch_alter_table("users") as batch_op:
        batch_op.add_column(sa.Column("mail", sa.String()))
    op.drop_index("ix_age", "users")
    with op.batch_alter_table("users", copy_from=users) as batch_op:
        batch_op.alter_column("age", nullable=False)
        batch_op.drop_column("name")
    op.execute("CREATE TRIGGER tr AFTER INSERT ON users BEGIN SELECT 1; END")
`,
    sqlite,
  );
  await check(
    `def upgrade():
    with op.batch_alter_table("users") as batch_op:
        batch_op.alter_column("age", nullable=False)
`,
    { ...sqlite, engine: 'postgresql' },
  );
});

test('it is made again behind the batch, a CHECK inside of it', () =>
  checkFix(
    `def upgrade():
    with op.batch_alter_table("users") as bop:
        bop.alter_column("age", nullable=False)
        bop.drop_constraint("ck")
`,
    `def upgrade():
    with op.batch_alter_table("users") as bop:
        bop.alter_column("age", nullable=False)
        bop.drop_constraint("ck")
        bop.create_check_constraint("ck_users_age", "age > 0")
    op.create_index("ix_lower", "users", [sa.text("lower(name)")])
    op.execute("CREATE TRIGGER tr AFTER INSERT ON users BEGIN SELECT 1; END")
`,
    sqlite,
  ));

test('the way back loses the same, and makes it again by the same fix', () =>
  checkFix(
    `def upgrade():
    with op.batch_alter_table("users") as bop:
        bop.alter_column("age", nullable=False)


def downgrade():
    with op.batch_alter_table("users") as batch_op:
        batch_op.alter_column("age", nullable=True)
    op.create_index("ix_lower", "users", [sa.text("lower(name)")])
`,
    `def upgrade():
    with op.batch_alter_table("users") as bop:
        bop.alter_column("age", nullable=False)
        bop.create_check_constraint("ck_users_age", "age > 0")
    op.create_index("ix_lower", "users", [sa.text("lower(name)")])
    op.execute("CREATE TRIGGER tr AFTER INSERT ON users BEGIN SELECT 1; END")


def downgrade():
    with op.batch_alter_table("users") as batch_op:
        batch_op.alter_column("age", nullable=True)
    op.execute("CREATE TRIGGER tr AFTER INSERT ON users BEGIN SELECT 1; END")
    op.create_index("ix_lower", "users", [sa.text("lower(name)")])
`,
    sqlite,
  ));
