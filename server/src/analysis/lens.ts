import { allBlocks } from '../model/effects.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import { severalHeads } from '../rules/several-heads.ts';
import type { Span } from '../text.ts';
import type { Analysis } from './analyze.ts';
import type { Assessment } from './assess.ts';
import { highest, locksOf } from './held.ts';
import { listed } from './wording.ts';

/** A line above the migration, and what a click on it opens. */
export interface Lens {
  readonly span: Span;
  readonly title: string;
  readonly opens: 'report' | 'merge';
}

/** The risk report in one line, and the way to one head where there are several; none where nothing of a migration is to be seen. */
export function lensesOf(analysis: Analysis): readonly Lens[] {
  const { migration, up, down, findings } = analysis;
  const isUndo = migration.undoes !== undefined;
  const steps = isUndo ? down : up;
  const own = steps.find(({ path }) => path === undefined);
  const span = (isUndo ? migration.spans.down : migration.spans.up) ?? own?.span;
  if (!span) return [];
  const others = findings.find(({ rule }) => rule === severalHeads.id)?.related?.length ?? 0;
  return [
    { span, title: titleOf(steps, analysis), opens: 'report' },
    ...(others > 0 ? [{ span, title: `${others + 1} heads: merge them`, opens: 'merge' } as const] : []),
  ];
}

function titleOf(steps: readonly AnalyzedStep[], analysis: Analysis): string {
  const { assessment, findings } = analysis;
  if (steps.length === 0) return ['changes nothing', ...counted(findings)].join(' · ');
  const opaque = steps.filter(({ operation }) => operation.kind === 'opaque').length;
  return [
    types[assessment.type],
    `${assessment.risk.replace('-', ' ')} risk`,
    lockText(steps, analysis),
    ...(assessment.dataLoss ? ['loses data'] : []),
    ...(opaque > 0 ? [`${opaque} not analysed`] : []),
    ...counted(findings),
  ].join(' · ');
}

const types: Readonly<Record<Assessment['type'], string>> = {
  'schema-add': 'adds',
  'schema-modify': 'modifies',
  'schema-remove': 'removes',
  data: 'changes rows',
  combined: 'changes schema and rows',
};

/** What waits for longest: while work is done, or else for an instant. */
function lockText(steps: readonly AnalyzedStep[], { engine: { locking } }: Analysis): string {
  const blocking = steps.filter(({ effects }) => effects.blocks !== 'nothing');
  const long = blocking.filter(({ effects }) => effects.work !== 'instant');
  const meant = long.length > 0 ? long : blocking;
  const blocks = highest(meant.map(({ effects }) => effects.blocks));
  if (blocks === 'nothing') return 'blocks nothing';
  const rank = allBlocks.indexOf(blocks);
  const relations = locksOf(meant, locking).flatMap((each) =>
    allBlocks.indexOf(each.blocks) >= rank ? [each.relation] : [],
  );
  const of = relations.length > 0 ? ` of ${listed(relations)}` : '';
  return `blocks ${blocks}${of}${long.length > 0 ? '' : ' for an instant'}`;
}

function counted(findings: Analysis['findings']): readonly string[] {
  const count = (severity: string, one: string, many: string) => {
    const found = findings.filter((each) => each.severity === severity).length;
    return found === 0 ? [] : [`${found} ${found === 1 ? one : many}`];
  };
  const all = [
    ...count('error', 'error', 'errors'),
    ...count('warning', 'warning', 'warnings'),
    ...count('info', 'hint', 'hints'),
  ];
  return [all.length === 0 ? 'no findings' : all.join(', ')];
}
