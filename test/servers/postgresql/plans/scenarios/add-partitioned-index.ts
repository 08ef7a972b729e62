import type { Proof } from '../scenario.ts';
import { asking, count, eventsHistory, eventsTraffic } from '../world.ts';

export const addPartitionedIndex: Proof = {
  scenarios: [
    {
      name: 'add index to a partitioned table',
      history: eventsHistory,
      rows: "INSERT INTO events SELECT g, 'kind' || g FROM generate_series(1, 3000) g",
      table: 'events',
      command: asking('add-partitioned-index', { table: 'events', column: 'kind' }),
      revisions: 2,
      gives: [[count('pg_index', "indisvalid AND indexrelid::regclass::text LIKE '%kind%'"), '3']],
      traffic: eventsTraffic,
    },
  ],
  measured: [
    {
      what: 'an index over a text column, two partitions',
      history: (
        rows,
      ) => `op.execute("CREATE TABLE events (id bigint NOT NULL PRIMARY KEY, kind text, touched integer) PARTITION BY RANGE (id)")
op.execute("CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (${Math.floor(rows / 2)})")
op.execute("CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM (${Math.floor(rows / 2)}) TO (100000000)")
op.execute("INSERT INTO events SELECT g, 'kind' || g, 0 FROM generate_series(1, ${rows}) g")`,
      answers: { table: 'events', column: 'kind' },
      read: 'SELECT touched FROM events WHERE id = :n',
      write: 'UPDATE events SET touched = :n WHERE id = :n',
    },
  ],
};
