import { expect, test } from 'vitest';
import { scaffolded } from './scaffolded.ts';

const history = [
  `op.execute("CREATE TABLE app.events (id int NOT NULL, day date NOT NULL) PARTITION BY RANGE (day)")
op.execute("CREATE TABLE app.events_1 PARTITION OF app.events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')")
op.execute("CREATE TABLE app.events_2 (id int NOT NULL, day date NOT NULL)")`,
];

test('the table alone, then each partition', async () => {
  const made = await scaffolded('add-partitioned-index', { table: 'app.events', column: 'id' }, { history });
  expect(made).toBe(
    `
# add index ix_events_id to events alone

def upgrade():
    op.execute("CREATE INDEX ix_events_id ON ONLY app.events (id)")

def downgrade():
    op.drop_index("ix_events_id", table_name="events", schema="app")

# build index ix_events_id on each partition
# - [ ] These are all partitions of events: events_1. One that came later has the index already.
# - [ ] A build that failed has left an index that is not valid: it is dropped before this runs again. What is built already is passed over.

def upgrade():
    with op.get_context().autocommit_block():
        op.execute("""
            CREATE INDEX CONCURRENTLY IF NOT EXISTS ix_events_id_events_1 ON ONLY
                app.events_1 (id)
        """)
        op.execute(
            "ALTER INDEX app.ix_events_id ATTACH PARTITION app.ix_events_id_events_1"
        )

def downgrade():
    op.drop_index("ix_events_id", table_name="events", schema="app")
    op.execute("CREATE INDEX ix_events_id ON ONLY app.events (id)")
`,
  );
});

test('add-index does the same where it knows of partitions', async () => {
  const made = await scaffolded('add-index', { table: 'app.events', column: 'id', unique: 'no' }, { history });
  expect(made).toBe(
    `
# add index ix_events_id to events alone

def upgrade():
    op.execute("CREATE INDEX ix_events_id ON ONLY app.events (id)")

def downgrade():
    op.drop_index("ix_events_id", table_name="events", schema="app")

# build index ix_events_id on each partition
# - [ ] These are all partitions of events: events_1. One that came later has the index already.
# - [ ] A build that failed has left an index that is not valid: it is dropped before this runs again. What is built already is passed over.

def upgrade():
    with op.get_context().autocommit_block():
        op.execute("""
            CREATE INDEX CONCURRENTLY IF NOT EXISTS ix_events_id_events_1 ON ONLY
                app.events_1 (id)
        """)
        op.execute(
            "ALTER INDEX app.ix_events_id ATTACH PARTITION app.ix_events_id_events_1"
        )

def downgrade():
    op.drop_index("ix_events_id", table_name="events", schema="app")
    op.execute("CREATE INDEX ix_events_id ON ONLY app.events (id)")
`,
  );
});

test('no partition is known', async () => {
  const made = await scaffolded('add-partitioned-index', { table: 'app.other', column: 'id' }, { history });
  expect(made).toBe(
    `
# add index ix_other_id
# - [ ] This builds an index over app.other while writes wait: it runs when nobody needs app.other.

def upgrade():
    op.create_index("ix_other_id", "other", ["id"], schema="app")

def downgrade():
    op.drop_index("ix_other_id", table_name="other", schema="app")
`,
  );
});
