import { filled } from '../../../headline/tables.ts';
import type { Proof, Scenario } from '../scenario.ts';
import { asking, count, eventsHistory, eventsTraffic } from '../world.ts';

const answers = { table: 'events', partition: 'events_3', from: '10000000', to: '20000000' };

const own = (columns: string) => `op.execute("CREATE TABLE events_3 (${columns})")`;

/** With a key, a UNIQUE and an index that each partition has as well. */
const indexed = `${eventsHistory}
op.execute("ALTER TABLE events ADD CONSTRAINT uq_events UNIQUE (id, kind)")
op.execute("CREATE INDEX ix_events_kind ON events (kind)")`;

/** All rows but the first thousand are where those go that belong nowhere else. */
const withDefault = `op.execute("CREATE TABLE events (id integer NOT NULL PRIMARY KEY, kind text) PARTITION BY RANGE (id)")
op.execute("CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (1000)")
op.execute("CREATE TABLE \\"events rest\\" PARTITION OF events DEFAULT")`;

const attached = (name: string, history: string, more: Partial<Scenario> = {}): Scenario => ({
  name,
  history,
  rows: "INSERT INTO events SELECT g, 'kind' || g FROM generate_series(1, 3000) g; INSERT INTO events_3 SELECT g, 'kind' || g FROM generate_series(10000001, 10003000) g",
  table: 'events_3',
  command: asking('attach-partition', answers),
  revisions: 2,
  gives: [
    [count('events', 'id > 10000000'), '3000'],
    [count('pg_inherits', "inhrelid = 'events_3'::regclass"), '1'],
    // No CHECK is left, and each index of the parent has one of the partition below it.
    [count('pg_constraint', "contype = 'c' AND conname LIKE 'ck_events%'"), '0'],
    [
      `SELECT count(*) = (SELECT count(*) FROM pg_index WHERE indrelid = 'events'::regclass) FROM pg_inherits
       JOIN pg_index ON indexrelid = inhrelid WHERE indrelid = 'events_3'::regclass AND indisvalid`,
      'true',
    ],
  ],
  traffic: eventsTraffic,
  ...more,
});

export const attachPartition: Proof = {
  scenarios: [
    attached('attach partition', `${eventsHistory}\n${own('id integer PRIMARY KEY, kind text')}`),
    attached(
      'attach partition without the indexes of its parent',
      `${indexed}\n${own('id integer NOT NULL, kind text')}`,
    ),
    attached(
      'attach partition with the indexes of its parent',
      `${indexed}
${own('id integer PRIMARY KEY, kind text, CONSTRAINT uq_own UNIQUE (id, kind)')}
op.execute("CREATE INDEX ix_own ON events_3 (kind)")`,
    ),
    attached('attach partition beside a default one', `${withDefault}\n${own('id integer PRIMARY KEY, kind text')}`),
    attached('attach partition in one migration', `${indexed}\n${own('id integer NOT NULL, kind text')}`, {
      command: asking('attach-partition', answers, 'plain'),
      revisions: 1,
      mayWait: true,
    }),
    attached(
      'attach partition in one migration beside a default one',
      `${withDefault}\n${own('id integer PRIMARY KEY, kind text')}`,
      { command: asking('attach-partition', answers, 'plain'), revisions: 1, mayWait: true },
    ),
  ],
  measured: [
    {
      what: 'a table that the application reads and writes, to one with a primary key',
      history: (
        rows,
      ) => `op.execute("CREATE TABLE events (id bigint NOT NULL PRIMARY KEY, touched integer) PARTITION BY RANGE (id)")
op.execute("CREATE TABLE events_1 (id bigint NOT NULL, touched integer)")
op.create_index("ix_events_1", "events_1", ["id"])
${filled('postgresql', 'events_1', ['0'], rows)}`,
      answers: { table: 'events', partition: 'events_1', from: '0', to: '100000000' },
      read: 'SELECT touched FROM events_1 WHERE id = :n',
      write: 'UPDATE events_1 SET touched = :n WHERE id = :n',
    },
    {
      what: 'an empty table beside a default partition that the application reads and writes',
      history: (
        rows,
      ) => `op.execute("CREATE TABLE events (id bigint NOT NULL, touched integer) PARTITION BY RANGE (id)")
op.execute("CREATE TABLE events_rest PARTITION OF events DEFAULT")
op.create_index("ix_events_rest", "events_rest", ["id"])
op.execute("CREATE TABLE events_1 (id bigint NOT NULL, touched integer)")
${filled('postgresql', 'events', ['0'], rows)}`,
      answers: { table: 'events', partition: 'events_1', from: '-100', to: '0' },
      read: 'SELECT touched FROM events_rest WHERE id = :n',
      write: 'UPDATE events_rest SET touched = :n WHERE id = :n',
    },
  ],
};
