import type { Proof, Scenario } from '../scenario.ts';
import { asking, count } from '../world.ts';

/** By day, one of its partitions divided once more. */
const history = `op.execute("CREATE SCHEMA app")
op.execute('CREATE TABLE app."Events" (id integer NOT NULL, "when" date NOT NULL) PARTITION BY RANGE ("when")')
op.execute('CREATE TABLE app."Events 1" PARTITION OF app."Events" FOR VALUES FROM (\\'2020-01-01\\') TO (\\'2021-01-01\\')')
op.execute('CREATE TABLE app."order" PARTITION OF app."Events" FOR VALUES FROM (\\'2021-01-01\\') TO (\\'2022-01-01\\') PARTITION BY LIST (id)')
op.execute('CREATE TABLE app.${'p'.repeat(63)} PARTITION OF app."order" DEFAULT')
op.execute('CREATE TABLE app."to come" (id integer NOT NULL, "when" date NOT NULL)')`;

const rows = `INSERT INTO app."Events" SELECT g, date '2020-01-01' + g % 700 FROM generate_series(1, 3000) g;
INSERT INTO app."to come" SELECT g, date '2022-01-01' + g % 300 FROM generate_series(1, 3000) g`;

const events: Pick<Scenario, 'history' | 'rows' | 'table'> = { history, rows, table: 'app."Events"' };

export const addPartitionedIndex: Proof = {
  scenarios: [
    {
      ...events,
      name: 'add index to a partitioned table',
      command: asking('add-partitioned-index', { table: 'app.Events', column: 'id, when' }),
      revisions: 2,
      gives: [
        [count('pg_index', 'NOT indisvalid'), '0'],
        [count('pg_inherits JOIN pg_class ON oid = inhrelid', "relkind IN ('i', 'I')"), '3'],
      ],
    },
  ],
};

const bound = { from: "'2022-01-01'", to: "date '2023-01-01'" };

export const attachPartition: Proof = {
  scenarios: [
    {
      ...events,
      name: 'attach a partition of a range',
      table: 'app."to come"',
      command: asking('attach-partition', { table: 'app.Events', partition: 'app.to come', ...bound }),
      revisions: 2,
      gives: [
        [count('app."Events"', 'true'), '6000'],
        [count('pg_constraint', "contype = 'c'"), '0'],
      ],
    },
    {
      ...events,
      name: 'attach a partition of a list',
      history: `op.execute("CREATE TABLE sales (land text, id integer) PARTITION BY LIST (land)")
op.execute("CREATE TABLE sales_eu (land text, id integer)")`,
      rows: "INSERT INTO sales_eu SELECT CASE WHEN g % 2 = 0 THEN 'de' ELSE 'a,''t' END, g FROM generate_series(1, 3000) g",
      table: 'sales_eu',
      command: asking('attach-partition', { table: 'sales', partition: 'sales_eu', values: "'de', 'a,''t'" }),
      revisions: 2,
      gives: [[count('sales', 'true'), '3000']],
    },
  ],
};
