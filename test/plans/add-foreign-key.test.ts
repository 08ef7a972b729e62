import { expect, test } from 'vitest';
import { scaffolded } from './scaffolded.ts';

const history = [
  `op.create_table("teams", sa.Column("id", sa.Integer(), primary_key=True))
op.create_table("Users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("e mail", sa.String(30)), sa.Column("team_id", sa.Integer()))
op.create_index("ix_mail", "Users", ["e mail"], unique=True)`,
];

test('the index first, then new rows, then old ones', async () => {
  const made = await scaffolded(
    'add-foreign-key',
    { table: 'Users', column: 'team_id', references: 'teams', onDelete: 'set null' },
    { history },
  );
  expect(made).toBe(
    `
# add index ix_Users_team_id
# - [ ] No earlier try has left ix_Users_team_id behind: a concurrent build that fails leaves an index that is not valid, and that has to be dropped first.

def upgrade():
    with op.get_context().autocommit_block():
        op.create_index(
            "ix_Users_team_id", "Users", ["team_id"], postgresql_concurrently=True
        )

def downgrade():
    with op.get_context().autocommit_block():
        op.drop_index(
            "ix_Users_team_id", table_name="Users", postgresql_concurrently=True
        )

# add fk_Users_team_id_teams

def upgrade():
    op.create_foreign_key(
        "fk_Users_team_id_teams",
        "Users",
        "teams",
        ["team_id"],
        ["id"],
        ondelete="SET NULL",
        postgresql_not_valid=True,
    )

def downgrade():
    op.drop_constraint("fk_Users_team_id_teams", "Users", type_="foreignkey")

# validate fk_Users_team_id_teams
# - [ ] Every team_id of Users that is not NULL is there in teams.

def upgrade():
    with op.get_context().autocommit_block():
        op.execute('ALTER TABLE "Users" VALIDATE CONSTRAINT "fk_Users_team_id_teams"')

def downgrade():
    pass
`,
  );
});

test('no index where one leads there, or the engine makes it', async () => {
  const made = await scaffolded(
    'add-foreign-key',
    { table: 'Users', column: 'id', references: 'app.people', key: 'id', name: 'fk it' },
    { history },
  );
  expect(made).toBe(
    `
# add fk it

def upgrade():
    op.create_foreign_key(
        "fk it",
        "Users",
        "people",
        ["id"],
        ["id"],
        referent_schema="app",
        postgresql_not_valid=True,
    )

def downgrade():
    op.drop_constraint("fk it", "Users", type_="foreignkey")

# validate fk it
# - [ ] Every id of Users that is not NULL is there in app.people.

def upgrade():
    with op.get_context().autocommit_block():
        op.execute('ALTER TABLE "Users" VALIDATE CONSTRAINT "fk it"')

def downgrade():
    pass
`,
  );
});

test('MySQL adds the key in an instant where nobody wants the rows looked up', async () => {
  const answers = { table: 'Users', column: 'team_id', references: 'teams' };
  expect(await scaffolded('add-foreign-key', answers, { history, engine: 'mysql' })).toBe(
    `
# add fk_Users_team_id_teams
# - [ ] The key binds what is written from now on; rows that are there already are not looked at. Once it is there, this finds those that point at nothing, which are to be mended: SELECT * FROM Users WHERE Users.team_id IS NOT NULL AND NOT EXISTS (SELECT * FROM teams AS theirs WHERE theirs.id = Users.team_id)

def upgrade():
    op.execute("SET foreign_key_checks = 0")
    op.create_foreign_key(
        "fk_Users_team_id_teams", "Users", "teams", ["team_id"], ["id"]
    )
    op.execute("SET foreign_key_checks = 1")

def downgrade():
    op.drop_constraint("fk_Users_team_id_teams", "Users", type_="foreignkey")
    op.drop_index("fk_Users_team_id_teams", table_name="Users")
`,
  );
  const sql = [
    'CREATE TABLE teams (id INT PRIMARY KEY);\nCREATE TABLE `Users` (id INT PRIMARY KEY, team_id INT, KEY k (team_id));',
  ];
  for (const [engine, demand] of [
    ['mariadb', 'ALGORITHM=INSTANT'],
    ['mysql', 'ALGORITHM=INPLACE, LOCK=NONE'],
  ] as const)
    expect(await scaffolded('add-foreign-key', answers, { history: sql, engine, tool: 'sql' })).toContain(
      `
SET foreign_key_checks = 0;

ALTER TABLE Users ADD CONSTRAINT fk_Users_team_id_teams FOREIGN KEY(team_id) REFERENCES teams (id), ${demand};

SET foreign_key_checks = 1;
`,
    );
});

test('MySQL copies the table to look its rows up: what does it beside', async () => {
  const made = await scaffolded(
    'add-foreign-key',
    { table: 'Users', column: 'team_id', references: 'teams' },
    { history, engine: 'mysql', deployment: 'maintenance-window' },
  );
  expect(made).toBe(
    `
# add fk_Users_team_id_teams
# - [ ] This rewrites all of Users while writes wait: it runs when nobody needs Users.
# - [ ] Where Users is large, it is changed beforehand while everyone goes on, and this migration is then recorded as run instead of run.
# - [ ] By pt-online-schema-change: pt-online-schema-change --alter 'ADD CONSTRAINT fk_Users_team_id_teams FOREIGN KEY(team_id) REFERENCES teams (id)' --execute D=DATABASE,t=Users
# - [ ] Every team_id of Users that is not NULL is there in teams.

def upgrade():
    op.create_foreign_key(
        "fk_Users_team_id_teams", "Users", "teams", ["team_id"], ["id"]
    )

def downgrade():
    op.drop_constraint("fk_Users_team_id_teams", "Users", type_="foreignkey")
    op.drop_index("fk_Users_team_id_teams", table_name="Users")
`,
  );
});

test('MySQL needs no index of its own where one begins with the columns', async () => {
  const made = await scaffolded(
    'add-foreign-key',
    { table: 'Users', column: 'team_id', references: 'teams' },
    { history: [...history, 'op.create_index("ix_team", "Users", ["team_id"])'], engine: 'mysql' },
  );
  expect(made).toContain('op.drop_constraint("fk_Users_team_id_teams", "Users", type_="foreignkey")');
  expect(made).not.toContain('drop_index');
});

test('the downgrade leaves an index of which nobody knows whether it was there', async () => {
  const made = await scaffolded(
    'add-foreign-key',
    { table: 'other', column: 'team_id', references: 'teams', key: 'id' },
    { history, engine: 'mysql' },
  );
  expect(made).toContain(
    '# - [ ] The server makes an index fk_other_team_id_teams for the key where none begins with its columns, and the downgrade leaves it.',
  );
  expect(made).not.toContain('drop_index');
});

test('SQLite makes the table anew', async () => {
  const made = await scaffolded(
    'add-foreign-key',
    { table: 'Users', column: 'team_id', references: 'teams' },
    { history, engine: 'sqlite' },
  );
  expect(made).toBe(
    `
# add fk_Users_team_id_teams
# - [ ] This rewrites all of Users while writes wait: it runs when nobody needs Users.
# - [ ] Every team_id of Users that is not NULL is there in teams.

def upgrade():
    with op.batch_alter_table("Users") as batch_op:
        batch_op.create_foreign_key(
            "fk_Users_team_id_teams", "teams", ["team_id"], ["id"]
        )

def downgrade():
    with op.batch_alter_table("Users") as batch_op:
        batch_op.drop_constraint("fk_Users_team_id_teams", type_="foreignkey")
`,
  );
});

test('as many columns on both sides', async () => {
  const made = await scaffolded(
    'add-foreign-key',
    { table: 'Users', column: 'team_id, id', references: 'teams' },
    { history },
  );
  expect(made).toBe(`team_id, id cannot point at (id) of teams: as many columns are needed on both sides`);
});

test('an action that there is not', async () => {
  const made = await scaffolded(
    'add-foreign-key',
    { table: 'Users', column: 'team_id', references: 'teams', onDelete: 'explode' },
    { history },
  );
  expect(made).toBe(`"explode" is no action: CASCADE, RESTRICT, SET NULL, SET DEFAULT, NO ACTION are`);
});
