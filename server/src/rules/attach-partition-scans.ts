import type { Fix } from '../model/finding.ts';
import { relationText } from '../model/name.ts';
import type { AttachPartition } from '../model/operation.ts';
import type { AnalyzedStep, Rule, Subject } from '../model/rule.ts';
import { tableOf } from '../model/schema.ts';
import { attachPartitionPlan } from '../plans/attach-partition.ts';
import { planFix, proven } from '../plans/plan.ts';

export const attachPartitionScans: Rule = {
  id: 'attach-partition-scans',
  severity: 'warning',
  inDowngrade: 'lower',
  inMaintenanceWindow: 'lower',
  docs: {
    what: 'A table is attached as a partition, and all its rows are read while nobody else can use it.',
    why: 'ATTACH PARTITION holds ACCESS EXCLUSIVE on the new partition, and on a default partition, until every row has been found to lie within the bound. One that does not makes it fail.',
    instead:
      'Add a CHECK to the table that says what the bound says, NOT VALID; validate it, which blocks nobody; then attach it: the server takes the CHECK for a proof and reads nothing. Drop the CHECK afterwards.',
  },
  examples: [
    {
      engine: 'postgresql',
      tool: 'sql',
      history: [
        `CREATE TABLE events (id bigint NOT NULL, day date NOT NULL) PARTITION BY RANGE (day);
CREATE TABLE events_2027 (id bigint NOT NULL, day date NOT NULL);`,
      ],
      bad: "ALTER TABLE events ATTACH PARTITION events_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');",
      good: "ALTER TABLE events_2027 ADD CONSTRAINT ck_events_2027_bound CHECK (day IS NOT NULL AND day >= '2027-01-01' AND day < '2028-01-01') NOT VALID;",
    },
  ],
  *check(subject) {
    for (const step of subject.steps) {
      const { operation, effects } = step;
      if (operation.kind !== 'attachPartition' || effects.work !== 'scan' || effects.blocks === 'nothing') continue;
      const partition = relationText(operation.partition);
      yield {
        span: step.head,
        growing: step,
        message: `Attaching ${partition} to ${relationText(operation.table)} reads every row of ${partition} while reads and writes on it wait`,
        fixes: phased(step, operation, subject),
      };
    }
  },
};

function phased(step: AnalyzedStep, operation: AttachPartition, { opposite, effects }: Subject): readonly Fix[] {
  const key = tableOf(step.before, operation.table)?.partitionKey ?? [];
  const plan = attachPartitionPlan(operation, key, step.before, { effects });
  if (!plan) return [];
  // A default partition would be read all the same.
  if (effects(operation, proven(plan, step.before)).work !== 'instant') return [];
  const mirror = opposite.find(
    ({ operation: other }) => other.kind === 'detachPartition' && other.partition.name === operation.partition.name,
  );
  const title = 'Attach it in two migrations: CHECK NOT VALID now, validate and attach later';
  return [planFix(title, plan, step, mirror)];
}
