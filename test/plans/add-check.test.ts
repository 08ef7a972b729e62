import { expect, test } from 'vitest';
import { scaffolded } from './scaffolded.ts';

const history = [
  `op.create_table("teams", sa.Column("id", sa.Integer(), primary_key=True))
op.create_table("Users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("e mail", sa.String(30)), sa.Column("team_id", sa.Integer()))
op.create_index("ix_mail", "Users", ["e mail"], unique=True)`,
];

test('it binds new rows first', async () => {
  const made = await scaffolded('add-check', { table: 'Users', expression: '"e mail" <> \'a:b\'' }, { history });
  expect(made).toBe(
    `
# add ck_Users_e mail

def upgrade():
    op.create_check_constraint(
        "ck_Users_e mail", "Users", "\\"e mail\\" <> 'a:b'", postgresql_not_valid=True
    )

def downgrade():
    op.drop_constraint("ck_Users_e mail", "Users", type_="check")

# validate ck_Users_e mail
# - [ ] No row of Users makes ("e mail" <> 'a:b') false.

def upgrade():
    with op.get_context().autocommit_block():
        op.execute('ALTER TABLE "Users" VALIDATE CONSTRAINT "ck_Users_e mail"')

def downgrade():
    pass
`,
  );
});

test('in plain SQL', async () => {
  const made = await scaffolded('add-check', { table: 'Users', expression: 'id > 0', name: 'ck it' }, { tool: 'sql' });
  expect(made).toBe(
    `
-- 0101_add_ck_it.sql
-- add ck it

ALTER TABLE "Users" ADD CONSTRAINT "ck it" CHECK (id > 0) NOT VALID;

-- 0102_validate_ck_it.sql
-- validate ck it
--
-- Before this runs:
-- - [ ] No row of Users makes (id > 0) false.

ALTER TABLE "Users" VALIDATE CONSTRAINT "ck it";
`,
  );
});

test('MySQL copies the table: what does it beside', async () => {
  const made = await scaffolded('add-check', { table: 'Users', expression: "id <> '0'" }, { history, engine: 'mysql' });
  expect(made).toBe(
    `
# add ck_Users_id
# - [ ] This rewrites all of Users while writes wait: it runs when nobody needs Users.
# - [ ] Where Users is large, it is changed beforehand while everyone goes on, and this migration is then recorded as run instead of run.
# - [ ] By gh-ost: gh-ost --database=DATABASE --table=Users --alter='ADD CONSTRAINT ck_Users_id CHECK (id <> '"'"'0'"'"')' --execute
# - [ ] By pt-online-schema-change: pt-online-schema-change --alter 'ADD CONSTRAINT ck_Users_id CHECK (id <> '"'"'0'"'"')' --execute D=DATABASE,t=Users
# - [ ] No row of Users makes (id <> '0') false.

def upgrade():
    op.create_check_constraint("ck_Users_id", "Users", "id <> '0'")

def downgrade():
    op.drop_constraint("ck_Users_id", "Users", type_="check")
`,
  );
});

test('a name that is taken', async () => {
  const made = await scaffolded('add-check', { table: 'Users', expression: 'id > 0', name: 'ix_mail' }, { history });
  expect(made).toBe(`Users has ix_mail already: give it another name with --name`);
});
