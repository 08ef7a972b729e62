import { test } from 'vitest';
import { check, checkFix, type Setting } from '../marked.ts';

const history = [
  `op.create_table(
    "users",
    sa.Column("id", sa.Integer(), primary_key=True),
    sa.Column("status", sa.String(20), nullable=False, server_default="new", comment="how far"),
    sa.Column("note", sa.String(20)),
    sa.Column("made", sa.DateTime(), server_default=sa.func.now(), nullable=False),
)`,
];
const mysql: Setting = { rule: 'alter-column-forgets', engine: 'mysql', history };

test('what history knows and the call does not say is lost', async () => {
  const text = `def upgrade():
    op.alter_column("users", "status", existing_type=sa.String(20), nullable=True)
#   ^^^^^^^^^^^^^^^ error: users.status loses its default and its comment: the statement defines it anew and leaves that out
    op.alter_column("users", "status", type_=sa.Text())


def downgrade():
    op.alter_column("users", "id", type_=sa.BigInteger())
#   ^^^^^^^^^^^^^^^ error: users.id loses AUTO_INCREMENT: the statement defines it anew and leaves that out
    op.alter_column("users", "made", existing_type=sa.DateTime(), server_default=sa.text("now()"))
#   ^^^^^^^^^^^^^^^ error: users.made loses NOT NULL: the statement defines it anew and leaves that out
`;
  await check(text, mysql);
  await check(text, { ...mysql, engine: 'mariadb' });
});

test('all is said, only the default changes, nothing was there to lose, the call is refused, another engine', async () => {
  const text = `def upgrade():
    op.alter_column("users", "status", type_=sa.Text(), existing_nullable=False, existing_server_default="new", existing_comment="how far")
    op.alter_column("users", "status", server_default=None, existing_type=sa.String(20))
    op.alter_column("users", "status", server_default="old")
    op.alter_column("users", "note", new_column_name="remark", existing_type=sa.String(20))
    op.alter_column("users", "made", existing_type=sa.DateTime(), server_default=None)
    op.alter_column("users", "made", nullable=True)
    op.alter_column("users", "id", type_=sa.BigInteger(), existing_nullable=False, autoincrement=True)
`;
  await check(text, mysql);
  await check('def upgrade():\n    op.alter_column("users", "status", type_=sa.Text())\n', {
    ...mysql,
    engine: 'postgresql',
  });
});

test('what history does not know may be lost', () =>
  check(
    `def upgrade():
    op.alter_column("teams", "name", type_=sa.Text())
#   ^^^^^^^^^^^^^^^ warning: teams.name loses NOT NULL and its default if it has any: the statement defines it anew and leaves that out
    op.alter_column("teams", "slug", existing_type=sa.Text(), nullable=False)
#   ^^^^^^^^^^^^^^^ info: teams.slug loses its default if it has any: the statement defines it anew and leaves that out
    op.alter_column("teams", "slug", existing_type=sa.Text(), nullable=False, existing_server_default=None)
    op.add_column("teams", sa.Column("size", sa.Integer()))
    op.alter_column("teams", "size", existing_type=sa.Integer(), nullable=False)
`,
    mysql,
  ));

test('a way back takes what its upgrade brought', () =>
  check(
    `def upgrade():
    op.alter_column("users", "note", existing_type=sa.String(20), nullable=False, server_default="")


def downgrade():
    op.alter_column("users", "note", existing_type=sa.String(20), nullable=True)
    op.alter_column("users", "status", existing_type=sa.String(20), nullable=True)
#   ^^^^^^^^^^^^^^^ error: users.status loses its default and its comment: the statement defines it anew and leaves that out
`,
    mysql,
  ));

test('the rest is filled in from history', async () => {
  await checkFix(
    `def upgrade():
    op.alter_column("users", "status", existing_type=sa.String(20), nullable=True)
`,
    `def upgrade():
    op.alter_column(
        "users",
        "status",
        existing_type=sa.String(20),
        nullable=True,
        existing_server_default="new",
        existing_comment="how far",
    )
`,
    mysql,
  );
  await checkFix(
    'def upgrade():\n    op.alter_column("users", "id", type_=sa.BigInteger())\n',
    'def upgrade():\n    op.alter_column("users", "id", type_=sa.BigInteger(), existing_autoincrement=True)\n',
    mysql,
  );
  await checkFix(
    'def upgrade():\n    op.alter_column("users", "made", new_column_name="created", existing_type=sa.DateTime())\n',
    `def upgrade():
    op.alter_column(
        "users",
        "made",
        new_column_name="created",
        existing_type=sa.DateTime(),
        existing_nullable=False,
        existing_server_default=sa.text("now()"),
    )
`,
    mysql,
  );
});

test('in plain SQL, where something else is changed', async () => {
  const setting: Setting = {
    ...mysql,
    tool: 'sql',
    history: [
      "CREATE TABLE users (id INT AUTO_INCREMENT PRIMARY KEY, status VARCHAR(20) COLLATE utf8mb4_bin NOT NULL DEFAULT 'new', note VARCHAR(20) NOT NULL);",
    ],
  };
  await check(
    `
ALTER TABLE users MODIFY status VARCHAR(50) NOT NULL;
--                ^^^^^^ warning: users.status loses its default and its collation: the statement defines it anew and leaves that out
ALTER TABLE users CHANGE note remark VARCHAR(20);
--                ^^^^^^ warning: users.note loses NOT NULL: the statement defines it anew and leaves that out
`,
    setting,
  );
  await check(
    `
ALTER TABLE users MODIFY note VARCHAR(20);
ALTER TABLE users MODIFY note TEXT NULL;
ALTER TABLE users MODIFY id INT;
ALTER TABLE users ALTER COLUMN status SET DEFAULT 'old';
ALTER TABLE users MODIFY id BIGINT AUTO_INCREMENT;
ALTER TABLE users MODIFY status VARCHAR(60) COLLATE utf8mb4_bin NOT NULL DEFAULT 'old';
ALTER TABLE teams MODIFY name VARCHAR(60);
`,
    setting,
  );
});

test('the way back is completed by the same fix, another column by its own', () =>
  checkFix(
    `def upgrade():
    op.alter_column("users", "status", new_column_name="state", existing_type=sa.String(20))


def downgrade():
    op.alter_column("users", "state", new_column_name="status", existing_type=sa.String(20))
    op.alter_column("users", "note", type_=sa.String(10))
`,
    `def upgrade():
    op.alter_column(
        "users",
        "status",
        new_column_name="state",
        existing_type=sa.String(20),
        existing_nullable=False,
        existing_server_default="new",
        existing_comment="how far",
    )


def downgrade():
    op.alter_column(
        "users",
        "state",
        new_column_name="status",
        existing_type=sa.String(20),
        existing_nullable=False,
        existing_server_default="new",
        existing_comment="how far",
    )
    op.alter_column("users", "note", type_=sa.String(10))
`,
    mysql,
  ));

test('existing_nullable that is not true lets NULL in', () =>
  check(
    `
def upgrade():
    op.alter_column("users", "name", existing_type=sa.String(20), existing_nullable=True, type_=sa.String(30))
#   ^^^^^^^^^^^^^^^ error: users.name loses NOT NULL: the statement defines it anew and leaves that out
    op.alter_column("users", "title", existing_type=sa.String(20), existing_nullable=True, type_=sa.String(30))
`,
    {
      ...mysql,
      history: [
        'op.create_table("users", sa.Column("name", sa.String(20), nullable=False), sa.Column("title", sa.String(20)))',
      ],
    },
  ));
