import { expect, test } from 'vitest';
import { scaffolded } from './scaffolded.ts';

const history = [
  `op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.Text()))
op.create_table("visits", sa.Column("user", sa.Integer(), sa.ForeignKey("users.id")))`,
];

test('the table loses its name first', async () => {
  expect(await scaffolded('drop-table', { table: 'visits' }, { history })).toMatchInlineSnapshot(`
    "
    # rename visits before it is dropped
    # - [ ] No deployed code reads or writes visits: the models have been without it for a release.

    def upgrade():
        op.rename_table("visits", "visits_dropped")

    def downgrade():
        op.rename_table("visits_dropped", "visits")

    # drop visits_dropped
    # - [ ] Nobody has missed visits since it was renamed to visits_dropped, a release ago at least.
    # - [ ] A backup of its rows exists whose restore has been tried, or nobody needs them: the downgrade cannot bring them back.

    def upgrade():
        op.drop_table("visits_dropped")

    def downgrade():
        op.create_table(
            "visits",
            sa.Column("user", sa.Integer(), nullable=True),
            sa.ForeignKeyConstraint(["user"], ["users.id"]),
        )
        op.rename_table("visits", "visits_dropped")
    "
  `);
});

test('not while something points at it', async () => {
  expect(await scaffolded('drop-table', { table: 'users' }, { history })).toMatchInlineSnapshot(
    `"A foreign key of visits points at users: it has to be dropped first"`,
  );
});

test('not a table that nobody could make again', async () => {
  expect(await scaffolded('drop-table', { table: 'orders' }, { history })).toMatchInlineSnapshot(
    `"What orders consists of is not known from the history: no downgrade could make it again"`,
  );
});
