import { expect, test } from 'vitest';
import { scaffolded } from './scaffolded.ts';

const history = [
  `op.create_table("teams", sa.Column("id", sa.Integer(), primary_key=True))
op.create_table("Users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("e mail", sa.String(30)), sa.Column("team_id", sa.Integer()))
op.create_index("ix_mail", "Users", ["e mail"], unique=True)`,
];

test('the old one goes when the new one is there', async () => {
  const made = await scaffolded(
    'replace-index',
    { table: 'Users', index: 'ix_mail', column: 'team_id, e mail' },
    { history },
  );
  expect(made).toBe(
    `
# add index ix_mail_new
# - [ ] No two rows of Users have the same team_id, e mail.
# - [ ] No earlier try has left ix_mail_new behind: a concurrent build that fails leaves an index that is not valid, and that has to be dropped first.

def upgrade():
    with op.get_context().autocommit_block():
        op.create_index(
            "ix_mail_new",
            "Users",
            ["team_id", "e mail"],
            unique=True,
            postgresql_concurrently=True,
        )

def downgrade():
    with op.get_context().autocommit_block():
        op.drop_index("ix_mail_new", table_name="Users", postgresql_concurrently=True)

# drop index ix_mail
# - [ ] Queries that used ix_mail use ix_mail_new, as EXPLAIN says, or are as fast without.

def upgrade():
    with op.get_context().autocommit_block():
        op.drop_index("ix_mail", table_name="Users", postgresql_concurrently=True)

def downgrade():
    with op.get_context().autocommit_block():
        op.create_index(
            "ix_mail", "Users", ["e mail"], unique=True, postgresql_concurrently=True
        )

# give ix_mail_new the name ix_mail

def upgrade():
    op.execute("ALTER INDEX ix_mail_new RENAME TO ix_mail")

def downgrade():
    op.execute("ALTER INDEX ix_mail RENAME TO ix_mail_new")
`,
  );
});

test('SQLite has no other name for an index', async () => {
  const made = await scaffolded(
    'replace-index',
    { table: 'Users', index: 'ix_mail', column: 'team_id', unique: 'no' },
    { history, engine: 'sqlite' },
  );
  expect(made).toBe(
    `
# replace index ix_mail
# - [ ] This builds an index over Users while writes wait: it runs when nobody needs Users.

def upgrade():
    op.create_index("ix_mail_new", "Users", ["team_id"])
    op.drop_index("ix_mail", table_name="Users")

def downgrade():
    op.create_index("ix_mail", "Users", ["e mail"], unique=True)
    op.drop_index("ix_mail_new", table_name="Users")
`,
  );
});

test('MySQL and MariaDB rename it by its table', async () => {
  const change = { table: 'Users', index: 'ix_mail', column: 'team_id', unique: 'no' };
  const statements = {
    mysql: `op.execute("""
        ALTER TABLE Users
            RENAME INDEX ix_mail_new TO ix_mail, ALGORITHM=INPLACE, LOCK=NONE
    """)`,
    mariadb: `op.execute(
        "ALTER TABLE Users RENAME INDEX ix_mail_new TO ix_mail, ALGORITHM=INSTANT"
    )`,
  };
  for (const engine of ['mysql', 'mariadb'] as const) {
    expect(await scaffolded('replace-index', change, { history, engine })).toBe(
      `
# replace index ix_mail

def upgrade():
    op.create_index("ix_mail_new", "Users", ["team_id"])
    op.drop_index("ix_mail", table_name="Users")
    ${statements[engine]}

def downgrade():
    op.execute("ALTER TABLE Users RENAME INDEX ix_mail TO ix_mail_new")
    op.create_index("ix_mail", "Users", ["e mail"], unique=True)
    op.drop_index("ix_mail_new", table_name="Users")
`,
    );
  }
});

test('it keeps its own name on a MariaDB that cannot rename it', async () => {
  const made = await scaffolded(
    'replace-index',
    { table: 'Users', index: 'ix_mail', column: 'team_id' },
    { history, engine: 'mariadb', version: '10.4' },
  );
  expect(made).toContain('op.drop_index("ix_mail_new", table_name="Users")');
  expect(made).not.toContain('RENAME');
});

test('an index that history does not know', async () => {
  const made = await scaffolded('replace-index', { table: 'Users', index: 'ix_none', column: 'id' }, { history });
  expect(made).toBe(`The history does not say what ix_none of Users is: nothing could bring it back`);
});
