import { test } from 'vitest';
import { check, checkFix, type Setting } from '../marked.ts';

const history = [
  `op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.String()), sa.Column("boss", sa.Integer(), sa.ForeignKey("users.id", ondelete="CASCADE")))
op.create_table("posts", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id", ondelete="CASCADE")))
op.create_table("drafts", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id", ondelete="SET NULL")))
op.create_table("logs", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id")))`,
];
const unknown: Setting = { rule: 'batch-cascades-rows', engine: 'sqlite', history };
const on: Setting = { ...unknown, environment: { parameters: new Map([['foreign_keys', 'ON']]) } };
const off: Setting = { ...unknown, environment: { parameters: new Map([['foreign_keys', '0']]) } };
const batch = `    with op.batch_alter_table("users") as batch_op:
        batch_op.alter_column("name", nullable=False)
`;

test('what the connection is told decides, in both directions', async () => {
  await check(
    `def upgrade():
${batch}#       ^^^^^^^^^^^^^^^^^^^^^ error: Making users anew deletes the rows of posts and sets drafts.user_id to NULL


def downgrade():
${batch}#       ^^^^^^^^^^^^^^^^^^^^^ error: Making users anew deletes the rows of posts and sets drafts.user_id to NULL
`,
    on,
  );
  await check(
    `def upgrade():
${batch}#       ^^^^^^^^^^^^^^^^^^^^^ info: Making users anew deletes the rows of posts and sets drafts.user_id to NULL if foreign_keys is ON
`,
    unknown,
  );
  await check(`def upgrade():\n${batch}`, off);
});

test('the pragma in the migration counts while no row was written', async () => {
  await check(`def upgrade():\n    op.execute("PRAGMA foreign_keys=OFF")\n${batch}`, on);
  await check(
    `def upgrade():
    op.execute("PRAGMA foreign_keys=ON")
${batch}#       ^^^^^^^^^^^^^^^^^^^^^ error: Making users anew deletes the rows of posts and sets drafts.user_id to NULL
`,
    off,
  );
  await check(
    `def upgrade():
    op.execute("UPDATE users SET name = ''")
    op.execute("PRAGMA foreign_keys=OFF")
${batch}#       ^^^^^^^^^^^^^^^^^^^^^ error: Making users anew deletes the rows of posts and sets drafts.user_id to NULL
`,
    on,
  );
});

test('children without rows, tables that nobody points at, and what needs no copy', async () => {
  await check(
    `def upgrade():
    with op.batch_alter_table("posts") as batch_op:
        batch_op.alter_column("user_id", nullable=False)
    with op.batch_alter_table("users") as batch_op:
        batch_op.add_column(sa.Column("mail", sa.String()))
    op.drop_table("posts")
    op.drop_table("drafts")
    op.create_table("notes", sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id", ondelete="CASCADE")))
${batch}`,
    on,
  );
  await check(`def upgrade():\n${batch}`, { ...on, engine: 'postgresql' });
});

test('a table that is made anew by hand', async () => {
  const setting: Setting = { rule: 'batch-cascades-rows', engine: 'sqlite', tool: 'sql' };
  const made = `CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE);
`;
  const anew = (pragma: string, mark: string) => `${pragma}
CREATE TABLE users_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO users_new SELECT id, name FROM users;
DROP TABLE users;
${mark}ALTER TABLE users_new RENAME TO users;
`;
  await check(anew('PRAGMA foreign_keys = ON;', '^^^^^^^^^^ error: Making users anew deletes the rows of posts\n'), {
    ...setting,
    history: [made],
  });
  await check(anew('PRAGMA foreign_keys = OFF;', ''), { ...setting, history: [made] });
});

test('the pragma goes before the batch, or before the first row that is written', async () => {
  await checkFix(
    `def upgrade():
    op.add_column("posts", sa.Column("title", sa.String()))
    with op.batch_alter_table("users") as batch_op:
        batch_op.add_column(sa.Column("mail", sa.String()))
        batch_op.alter_column("name", nullable=False)
`,
    `def upgrade():
    op.add_column("posts", sa.Column("title", sa.String()))
    op.execute("PRAGMA foreign_keys = OFF")
    with op.batch_alter_table("users") as batch_op:
        batch_op.add_column(sa.Column("mail", sa.String()))
        batch_op.alter_column("name", nullable=False)
`,
    on,
  );
  await checkFix(
    `def upgrade():
    op.execute("UPDATE users SET name = ''")
    with op.batch_alter_table("users") as batch_op:
        batch_op.alter_column("name", nullable=False)
`,
    `def upgrade():
    op.execute("PRAGMA foreign_keys = OFF")
    op.execute("UPDATE users SET name = ''")
    with op.batch_alter_table("users") as batch_op:
        batch_op.alter_column("name", nullable=False)
`,
    on,
  );
});
