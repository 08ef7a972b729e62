import type { Phase } from '../../model/finding.ts';
import { relationText } from '../../model/name.ts';
import type { AttachPartition, PartitionBound } from '../../model/operation.ts';
import type { Answers, Pattern, PatternGround } from '../../model/pattern.ts';
import { indexColumns, type Schema, tableOf } from '../../model/schema.ts';
import { misnamed, namesFrom, tableFrom } from '../answers.ts';
import { atOnce, standstill } from '../at-once.ts';
import { attachPartitionPlan, defaultsOf } from '../attach-partition.ts';
import { leftover } from '../index-phase.ts';
import { indexesOfParent } from '../indexes-of-parent.ts';
import { firstPhase, type Plan, proven } from '../plan.ts';
import { shared } from '../planned.ts';
import { column, table } from './questions.ts';

export const attachPartition: Pattern = {
  id: 'attach-partition',
  title: 'Attach partition (phased)',
  description: 'A CHECK proves the bound first, so that no row is read while the partition is attached',
  asks: [
    { ...table, prompt: 'Partitioned table', placeholder: 'events' },
    { name: 'partition', prompt: 'Table to attach', placeholder: 'events_2027', suggests: 'table' },
    { name: 'from', prompt: 'From, as SQL (a range)', placeholder: "'2027-01-01'", optional: true },
    { name: 'to', prompt: 'To, as SQL, not included', placeholder: "'2028-01-01'", optional: true },
    { name: 'values', prompt: 'Values, as SQL with commas (a list)', placeholder: "'de', 'at'", optional: true },
    { ...column, prompt: 'Column that partitions (empty: as history knows it)', optional: true, several: true },
  ],
  phases: (answers, schema, ground) => {
    const attach = asked(answers);
    if ('problem' in attach) return attach;
    const plain = inOne(attach, schema, ground);
    if (!standstill(plain, schema, ground)) return [plain];
    const said = namesFrom(answers.column ?? '');
    const key = said.length > 0 ? said : (tableOf(schema, attach.table)?.partitionKey ?? []);
    if (key.length === 0)
      return {
        problem: `The column that ${relationText(attach.table)} is partitioned by is not known from the history: give it with --column`,
        answerable: true,
      };
    const plan = attachPartitionPlan(attach, key, schema, ground);
    if (!plan || ground.effects(attach, proven(plan, schema)).work !== 'instant') return [plain];
    const title = `bind new rows of ${attach.partition.name} to its bound`;
    const refused = defaultsOf(attach.table, schema).map(
      ({ name }) =>
        `No code writes rows of the bound of ${attach.partition.name} to ${attach.table.name} before it is attached: ${name} refuses them from now on.`,
    );
    return [firstPhase(title, plan, [...built(plan), ...refused]), ...plan.phases];
  },
  plain: (answers, schema, ground) => {
    const attach = asked(answers);
    return 'problem' in attach ? attach : inOne(attach, schema, ground);
  },
};

function inOne(attach: AttachPartition, schema: Schema, ground: PatternGround): Phase {
  const { table: parent, partition } = attach;
  const indexes = indexesOfParent(attach, schema, ground, false);
  const phase: Phase = {
    title: `attach ${partition.name} to ${parent.name}`,
    before: [`Every row of ${partition.name} lies within its bound; otherwise it fails.`],
    up: [...indexes.planned, shared(attach)],
    down: [shared({ kind: 'detachPartition', table: parent, partition }), ...indexes.undone],
  };
  return atOnce(phase, partition, schema, ground);
}

/** What is to be known of the indexes that are built on the way. */
function built({ first }: Plan): readonly string[] {
  return first.flatMap(({ operation }) => {
    if (operation.kind !== 'createIndex' || operation.name === undefined) return [];
    const of = indexColumns(operation).join(', ');
    const { table, name, unique, concurrently } = operation;
    return [
      ...(unique ? [`No two rows of ${table.name} have the same ${of}.`] : []),
      ...(concurrently ? [leftover(name)] : []),
    ];
  });
}

function asked(answers: Answers): AttachPartition | { readonly problem: string } {
  const wrong = misnamed(answers.partition ?? '');
  if (wrong !== undefined) return { problem: wrong };
  const bound = boundFrom(answers);
  if (!bound) return { problem: 'A partition has a bound: give --from and --to, or --values' };
  const [parent, partition] = [tableFrom(answers.table ?? ''), tableFrom(answers.partition ?? '')];
  return { kind: 'attachPartition', table: parent, partition, bound };
}

function boundFrom({ from = '', to = '', values = '' }: Answers): PartitionBound | undefined {
  const listed = values.trim();
  if (listed !== '') return from.trim() || to.trim() ? undefined : { kind: 'list', values: valuesFrom(listed) };
  return from.trim() && to.trim() ? { kind: 'range', from: valuesFrom(from), to: valuesFrom(to) } : undefined;
}

/** Commas inside quotes and parentheses part nothing. */
function valuesFrom(text: string): readonly string[] {
  const parts = text.match(/(?:'(?:[^']|'')*'|\((?:'(?:[^']|'')*'|[^()'])*\)|[^,'()])+/g) ?? [];
  return parts.map((each) => each.trim()).filter((each) => each !== '');
}
