import type { Proof } from '../scenario.ts';
import { asking, count, eventsHistory, eventsTraffic } from '../world.ts';

export const attachPartition: Proof = {
  scenarios: [
    {
      name: 'attach partition',
      history: `${eventsHistory}\nop.execute("CREATE TABLE events_3 (id integer PRIMARY KEY, kind text)")`,
      rows: "INSERT INTO events SELECT g, 'kind' || g FROM generate_series(1, 3000) g; INSERT INTO events_3 SELECT g, 'kind' || g FROM generate_series(10000001, 10003000) g",
      table: 'events_3',
      command: asking('attach-partition', { table: 'events', partition: 'events_3', from: '10000000', to: '20000000' }),
      revisions: 2,
      gives: [[count('events', 'id > 10000000'), '3000']],
      traffic: eventsTraffic,
    },
  ],
  measured: [
    {
      what: 'a table that the application reads and writes',
      history: (
        rows,
      ) => `op.execute("CREATE TABLE events (id bigint NOT NULL, touched integer) PARTITION BY RANGE (id)")
op.execute("CREATE TABLE events_1 (id bigint NOT NULL, touched integer)")
op.execute("INSERT INTO events_1 SELECT g, 0 FROM generate_series(1, ${rows}) g")
op.execute("CREATE INDEX ix_events_1 ON events_1 (id)")`,
      answers: { table: 'events', partition: 'events_1', from: '0', to: '100000000' },
      read: 'SELECT touched FROM events_1 WHERE id = :n',
      write: 'UPDATE events_1 SET touched = :n WHERE id = :n',
    },
  ],
};
