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

test('what parts the table has to be said where the history does not', async () => {
  const made = await scaffolded(
    'attach-partition',
    { table: 'other', partition: 'app.events_2', values: '1, 2' },
    { history },
  );
  expect(made).toBe('The column that other is partitioned by is not known from the history: give it with --column');
});

const keyed = [
  `op.execute("CREATE TABLE events (id int, day date, name text, PRIMARY KEY (id, day)) PARTITION BY RANGE (day)")
op.execute("CREATE INDEX ix_name ON events (name)")
op.execute("CREATE TABLE events_2 (id int NOT NULL, day date NOT NULL, name text)")`,
];
const answers = { table: 'events', partition: 'events_2', from: "'2021-01-01'", to: "'2022-01-01'" };

test('what attaching would build is built before it, while everyone goes on', async () => {
  expect(await scaffolded('attach-partition', answers, { history: keyed })).toMatchInlineSnapshot(`
    "
    # bind new rows of events_2 to its bound
    # - [ ] No two rows of events_2 have the same id, day.
    # - [ ] No earlier try has left events_2_pkey behind: a concurrent build that fails leaves an index that is not valid, and that has to be dropped first.
    # - [ ] No earlier try has left ix_name_events_2 behind: a concurrent build that fails leaves an index that is not valid, and that has to be dropped first.

    def upgrade():
        with op.get_context().autocommit_block():
            op.create_index(
                "events_2_pkey",
                "events_2",
                ["id", "day"],
                unique=True,
                postgresql_concurrently=True,
            )
        op.execute("""
            ALTER TABLE events_2 ADD CONSTRAINT events_2_pkey
                PRIMARY KEY USING INDEX events_2_pkey
        """)
        with op.get_context().autocommit_block():
            op.create_index(
                "ix_name_events_2", "events_2", ["name"], postgresql_concurrently=True
            )
        op.create_check_constraint(
            "ck_events_2_bound",
            "events_2",
            "day IS NOT NULL AND day >= '2021-01-01' AND day < '2022-01-01'",
            postgresql_not_valid=True,
        )

    def downgrade():
        op.drop_constraint("ck_events_2_bound", "events_2", type_="check")
        with op.get_context().autocommit_block():
            op.drop_index(
                "ix_name_events_2", table_name="events_2", postgresql_concurrently=True
            )
        op.drop_constraint("events_2_pkey", "events_2", type_="primary")

    # attach events_2 to events
    # - [ ] Every row of events_2 lies within its bound; otherwise the validation of ck_events_2_bound fails.

    def upgrade():
        with op.get_context().autocommit_block():
            op.execute("ALTER TABLE events_2 VALIDATE CONSTRAINT ck_events_2_bound")
        op.execute("""
            ALTER TABLE events ATTACH PARTITION events_2 FOR VALUES
                FROM ('2021-01-01') TO ('2022-01-01')
        """)
        op.drop_constraint("ck_events_2_bound", "events_2", type_="check")

    def downgrade():
        op.execute("ALTER TABLE events DETACH PARTITION events_2")
        op.create_check_constraint(
            "ck_events_2_bound",
            "events_2",
            "day IS NOT NULL AND day >= '2021-01-01' AND day < '2022-01-01'",
            postgresql_not_valid=True,
        )
    "
  `);
});

test('nothing is built of what is there', async () => {
  const made = await scaffolded('attach-partition', answers, {
    history: [
      ...keyed,
      `op.execute("ALTER TABLE events_2 ADD CONSTRAINT own PRIMARY KEY (id, day)")
op.execute("CREATE INDEX ix_own ON events_2 (name)")`,
    ],
  });
  expect(made).toContain('bind new rows of events_2 to its bound');
  expect(made).not.toMatch(/create_index|PRIMARY KEY/);
});

test('a default partition is kept free of the bound, so that it is not read either', async () => {
  const made = await scaffolded('attach-partition', answers, {
    history: [
      `op.execute("CREATE TABLE events (id int, day date NOT NULL) PARTITION BY RANGE (day)")
op.execute("CREATE TABLE events_rest PARTITION OF events DEFAULT")
op.execute("CREATE TABLE events_2 (id int, day date NOT NULL)")`,
    ],
  });
  expect(made).toMatchInlineSnapshot(`
    "
    # bind new rows of events_2 to its bound
    # - [ ] No code writes rows of the bound of events_2 to events before it is attached: events_rest refuses them from now on.

    def upgrade():
        op.create_check_constraint(
            "ck_events_2_bound",
            "events_2",
            "day IS NOT NULL AND day >= '2021-01-01' AND day < '2022-01-01'",
            postgresql_not_valid=True,
        )
        op.create_check_constraint(
            "ck_events_rest_without_events_2",
            "events_rest",
            "day IS NULL OR day < '2021-01-01' OR day >= '2022-01-01'",
            postgresql_not_valid=True,
        )

    def downgrade():
        op.drop_constraint("ck_events_2_bound", "events_2", type_="check")
        op.drop_constraint("ck_events_rest_without_events_2", "events_rest", type_="check")

    # attach events_2 to events
    # - [ ] Every row of events_2 lies within its bound; otherwise the validation of ck_events_2_bound fails.
    # - [ ] No row of events_rest lies within it; otherwise the validation of ck_events_rest_without_events_2 fails.

    def upgrade():
        with op.get_context().autocommit_block():
            op.execute("ALTER TABLE events_2 VALIDATE CONSTRAINT ck_events_2_bound")
            op.execute("""
                ALTER TABLE events_rest VALIDATE CONSTRAINT ck_events_rest_without_events_2
            """)
        op.execute("""
            ALTER TABLE events ATTACH PARTITION events_2 FOR VALUES
                FROM ('2021-01-01') TO ('2022-01-01')
        """)
        op.drop_constraint("ck_events_2_bound", "events_2", type_="check")
        op.drop_constraint("ck_events_rest_without_events_2", "events_rest", type_="check")

    def downgrade():
        op.execute("ALTER TABLE events DETACH PARTITION events_2")
        op.create_check_constraint(
            "ck_events_2_bound",
            "events_2",
            "day IS NOT NULL AND day >= '2021-01-01' AND day < '2022-01-01'",
            postgresql_not_valid=True,
        )
        op.create_check_constraint(
            "ck_events_rest_without_events_2",
            "events_rest",
            "day IS NULL OR day < '2021-01-01' OR day >= '2022-01-01'",
            postgresql_not_valid=True,
        )
    "
  `);
});

test('a list beside a default partition', async () => {
  const made = await scaffolded(
    'attach-partition',
    { table: 'sales', partition: 'sales_eu', values: "'de', 'at'" },
    {
      history: [
        `op.execute("CREATE TABLE sales (land text) PARTITION BY LIST (land)")
op.execute("CREATE TABLE sales_rest PARTITION OF sales DEFAULT")
op.execute("CREATE TABLE sales_eu (land text)")`,
      ],
    },
  );
  expect(made).toContain("land IS NULL OR land NOT IN ('de', 'at')");
});
