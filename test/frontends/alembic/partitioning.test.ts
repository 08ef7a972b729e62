import { expect, test } from 'vitest';
import { scaffolded } from '../../plans/scaffolded.ts';

const events = (by: string) => [
  `op.create_table("events", sa.Column("kind", sa.Text()), postgresql_partition_by="${by}")
op.create_table("events_1", sa.Column("kind", sa.Text()))`,
];

test('what autogenerate writes of partitions says by which column rows are divided', async () => {
  const answers = { table: 'events', partition: 'events_1', values: "'a'" };
  expect(await scaffolded('attach-partition', answers, { history: events('LIST (kind)') })).toContain("kind IN ('a')");
  const unknown = await scaffolded('attach-partition', answers, { history: events('LIST (lower(kind))') });
  expect(unknown).not.toContain('kind IN');
});
