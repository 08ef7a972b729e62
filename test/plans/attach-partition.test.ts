import { expect, test } from 'vitest';
import { scaffolded } from './scaffolded.ts';

const history = [
  `op.execute("CREATE TABLE app.events (id int NOT NULL, day date NOT NULL) PARTITION BY RANGE (day)")
op.execute("CREATE TABLE app.events_1 PARTITION OF app.events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')")
op.execute("CREATE TABLE app.events_2 (id int NOT NULL, day date NOT NULL)")`,
];

test('the CHECK proves the bound', async () => {
  const made = await scaffolded(
    'attach-partition',
    { table: 'app.events', partition: 'app.events_2', from: "'2021-01-01'", to: "'2022-01-01'" },
    { history },
  );
  expect(made).toBe(
    `
# bind new rows of events_2 to its bound

def upgrade():
    op.create_check_constraint(
        "ck_events_2_bound",
        "events_2",
        "day IS NOT NULL AND day >= '2021-01-01' AND day < '2022-01-01'",
        schema="app",
        postgresql_not_valid=True,
    )

def downgrade():
    op.drop_constraint("ck_events_2_bound", "events_2", schema="app", type_="check")

# attach events_2 to events
# - [ ] Every row of events_2 lies within its bound; otherwise the validation of ck_events_2_bound fails.

def upgrade():
    with op.get_context().autocommit_block():
        op.execute("ALTER TABLE app.events_2 VALIDATE CONSTRAINT ck_events_2_bound")
    op.execute("""
        ALTER TABLE app.events ATTACH PARTITION app.events_2 FOR VALUES
            FROM ('2021-01-01') TO ('2022-01-01')
    """)
    op.drop_constraint("ck_events_2_bound", "events_2", schema="app", type_="check")

def downgrade():
    op.execute("ALTER TABLE app.events DETACH PARTITION app.events_2")
    op.create_check_constraint(
        "ck_events_2_bound",
        "events_2",
        "day IS NOT NULL AND day >= '2021-01-01' AND day < '2022-01-01'",
        schema="app",
        postgresql_not_valid=True,
    )
`,
  );
});

test('no bound', async () => {
  const made = await scaffolded(
    'attach-partition',
    { table: 'app.events', partition: 'app.events_2', from: '1' },
    { history },
  );
  expect(made).toBe(`A partition has a bound: give --from and --to, or --values`);
});

test('in one, where nobody knows what parts the table', async () => {
  const made = await scaffolded(
    'attach-partition',
    { table: 'other', partition: 'app.events_2', values: '1, 2' },
    { history },
  );
  expect(made).toBe(
    `
# attach events_2 to other
# - [ ] This reads every row of app.events_2 while reads and writes wait: it runs when nobody needs app.events_2.
# - [ ] Every row of events_2 lies within its bound; otherwise it fails.

def upgrade():
    op.execute("ALTER TABLE other ATTACH PARTITION app.events_2 FOR VALUES IN (1, 2)")

def downgrade():
    op.execute("ALTER TABLE other DETACH PARTITION app.events_2")
`,
  );
});
