import { expect, test } from 'vitest';
import { scaffolded } from './scaffolded.ts';

const history = [
  `op.create_table("teams", sa.Column("id", sa.Integer(), primary_key=True))
op.create_table("Users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("e mail", sa.String(30)), sa.Column("team_id", sa.Integer()))
op.create_index("ix_mail", "Users", ["e mail"], unique=True)`,
];

test('its index is built beside running writers', async () => {
  const made = await scaffolded('add-unique', { table: 'Users', column: 'e mail, team_id' }, { history });
  expect(made).toBe(
    `
# add uq_Users_e mail_team_id
# - [ ] No two rows of Users have the same e mail, team_id; NULL is like no other.
# - [ ] No earlier try has left uq_Users_e mail_team_id behind: a concurrent build that fails leaves an index that is not valid, and that has to be dropped first.

def upgrade():
    with op.get_context().autocommit_block():
        op.create_index(
            "uq_Users_e mail_team_id",
            "Users",
            ["e mail", "team_id"],
            unique=True,
            postgresql_concurrently=True,
        )
    op.execute("""
        ALTER TABLE "Users" ADD CONSTRAINT "uq_Users_e mail_team_id"
            UNIQUE USING INDEX "uq_Users_e mail_team_id"
    """)

def downgrade():
    op.drop_constraint("uq_Users_e mail_team_id", "Users", type_="unique")
`,
  );
});

test('SQLite has a unique index for it', async () => {
  const made = await scaffolded('add-unique', { table: 'Users', column: 'team_id' }, { history, engine: 'sqlite' });
  expect(made).toBe(
    `
# add uq_Users_team_id
# - [ ] This builds an index over Users while writes wait: it runs when nobody needs Users.
# - [ ] No two rows of Users have the same team_id; NULL is like no other.

def upgrade():
    op.create_index("uq_Users_team_id", "Users", ["team_id"], unique=True)

def downgrade():
    op.drop_index("uq_Users_team_id", table_name="Users")
`,
  );
});

test('a name that is taken', async () => {
  const made = await scaffolded('add-unique', { table: 'Users', column: 'id', name: 'ix_mail' }, { history });
  expect(made).toBe(`Users has ix_mail already: give it another name with --name`);
});
