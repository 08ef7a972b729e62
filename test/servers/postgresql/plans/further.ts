import type { Scenario } from './scenario.ts';
import { enumLabels, enumTypes, thingsOf } from './scenarios/remove-enum-value.ts';
import { asking, count, onLine, peculiar, plain, sql, sqlTable, traffic, world } from './world.ts';

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

const bound = { from: "'2022-01-01'", to: "'2023-01-01'" };

const partitions: readonly Scenario[] = [
  {
    ...events,
    name: 'add index to a table partitioned twice, with names that are quoted',
    command: asking('add-partitioned-index', { table: 'app.Events', column: 'id, when' }),
    revisions: 2,
    gives: [
      [count('pg_index', 'NOT indisvalid'), '0'],
      [count('pg_inherits JOIN pg_class ON oid = inhrelid', "relkind IN ('i', 'I')"), '3'],
    ],
  },
  {
    ...events,
    name: 'attach a partition of a range',
    table: 'app."to come"',
    command: asking('attach-partition', { table: 'app.Events', partition: 'app.to come', ...bound }),
    revisions: 2,
    gives: [
      [count('app."Events"', 'true'), '6000'],
      [count('pg_constraint', "contype = 'c' AND connamespace = 'app'::regnamespace"), '0'],
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
];

/** The longest name that there is. */
const longest = `uq ${'x'.repeat(60)}`;

const uniques = [plain, ...peculiar].map(
  (names): Scenario => ({
    ...world(names),
    name: `add UNIQUE over two columns of ${onLine(names)}, by the longest name`,
    command: asking('add-unique', {
      ...{ table: onLine(names), column: `${sql(names.column)}, ${sql(names.key)}` },
      ...{ name: longest },
    }),
    revisions: 1,
    gives: [[count('pg_constraint', `conname = '${longest}' AND conrelid = $$${sqlTable(names)}$$::regclass`), '1']],
    traffic: traffic(names, [1]),
  }),
);

const labels = enumTypes.flatMap(([type, said]): readonly Scenario[] => [
  {
    ...thingsOf(type),
    name: `add value to the enum ${said} behind another`,
    command: asking('add-enum-value', { type: said, value: 'new: "one"', after: 'a' }),
    revisions: 1,
    gives: [enumLabels('a,new: "one",b,it\'s: c')],
  },
  {
    ...thingsOf(type),
    name: `rename value of the enum ${said}`,
    command: asking('rename-enum-value', { type: said, value: "it's: c", to: 'd' }),
    revisions: 1,
    gives: [enumLabels('a,b,d'), [count('things', "state = 'b'"), '1000']],
  },
]);

/** Of patterns that are proven elsewhere: what is named, divided or typed in ways that are met seldom. */
export const further: readonly Scenario[] = [...partitions, ...uniques, ...labels];
