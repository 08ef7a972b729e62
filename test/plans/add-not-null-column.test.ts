import { expect, test } from 'vitest';
import { scaffolded } from './scaffolded.ts';

const tables = (onDelete: string) =>
  `op.create_table("teams", sa.Column("id", sa.Integer(), primary_key=True))
op.create_table("users", sa.Column("team", sa.Integer(), sa.ForeignKey("teams.id"${onDelete})))`;

test('SQLite makes the table anew once all rows have a value', async () => {
  expect(
    await scaffolded(
      'add-not-null-column',
      { table: 'users', column: 'state', type: 'varchar(20)', value: "'x'" },
      { history: [tables('')], engine: 'sqlite' },
    ),
  ).toMatchInlineSnapshot(`
    "
    # add users state
    # - [ ] This writes the rows of users while writes wait: it runs when nobody needs users.

    def upgrade():
        op.add_column("users", sa.Column("state", sa.String(length=20), nullable=True))
        with op.get_context().autocommit_block():
            connection = op.get_bind()
            log = logging.getLogger("alembic.runtime.migration")
            batches = 0
            unfilled = sa.text("""
                SELECT EXISTS (SELECT 1 FROM users
                WHERE state IS NULL AND NOT (('x') IS NULL))
            """)
            while connection.scalar(unfilled):
                if batches > 0:
                    time.sleep(took)
                began = time.monotonic()
                connection.execute(
                    sa.text("""
                        UPDATE users
                        SET state = 'x'
                        WHERE rowid IN (
                            SELECT rowid FROM users
                            WHERE state IS NULL AND NOT (('x') IS NULL)
                            LIMIT 1000
                        )
                    """)
                )
                took = time.monotonic() - began
                batches += 1
                if batches % 100 == 0:
                    log.info("users.state: %s batches", batches)
            log.info("users.state: filled in %s batches", batches)
        with op.batch_alter_table("users") as batch_op:
            batch_op.alter_column(
                "state", existing_type=sa.String(length=20), nullable=False
            )

    def downgrade():
        op.drop_column("users", "state")
    "
  `);
});

test('foreign keys are off before the first row is written', async () => {
  const made = await scaffolded(
    'add-not-null-column',
    { table: 'teams', column: 'state', type: 'varchar(20)', value: "'x'" },
    { history: [tables(', ondelete="CASCADE"')], engine: 'sqlite' },
  );
  expect(made).toContain('def upgrade():\n    op.execute("PRAGMA foreign_keys = OFF")\n    op.add_column(');
});
