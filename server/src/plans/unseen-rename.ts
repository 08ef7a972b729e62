import type { Fix, Planned, Rewrite } from '../model/finding.ts';
import type { DropColumn, DropTable, Operation } from '../model/operation.ts';
import type { AnalyzedStep, Subject } from '../model/rule.ts';
import { isSame } from '../model/schema.ts';
import type { UnseenRename } from '../model/unseen-rename.ts';
import { shared } from './planned.ts';
import { renameColumnPlan } from './rename-column.ts';

/** As a rename that no running code notices, or in one statement where nothing runs meanwhile. */
export function columnRenameFixes(found: UnseenRename<DropColumn>, subject: Subject): readonly Fix[] {
  const { steps, opposite, deployment } = subject;
  const { operation, to, column, dropped } = found;
  const { table, column: from } = operation;
  if (!column?.type) return [];
  const back = {
    made: opposite.find(({ operation: each }) => isAdd(each, operation)),
    dropped: opposite.find(
      ({ operation: each }) => each.kind === 'dropColumn' && isSame(each.table, table) && each.column === to,
    ),
  };
  const existing = { type: column.type };
  const plan = renameColumnPlan(table, column, to, dropped.before, subject);
  const way = (by: readonly Planned[], undo: readonly Planned[]) => [
    ...inPlaceOf(found, by, steps),
    ...(back.made && back.dropped ? inPlaceOf({ made: back.made, dropped: back.dropped }, undo, opposite) : []),
  ];
  const rename = shared({ kind: 'renameColumn', table, column: from, to, existing });
  const unname = shared({ kind: 'renameColumn', table, column: to, to: from, existing });
  const atOnce = { title: `Rename ${from} to ${to} at once`, rewrites: way([rename], [unname]) };
  if (!plan) return [atOnce];
  const phased: Fix = {
    title: `Rename ${from} in phases: add ${to}, keep both equal, backfill, drop ${from} later`,
    rewrites: [...way(plan.first, plan.undoFirst), { kind: 'follow', phases: plan.phases }],
  };
  return deployment === 'maintenance-window' ? [atOnce, phased] : [phased, atOnce];
}

/** Only where both have the same columns, and nothing else is made on the new one. */
export function tableRenameFixes(found: UnseenRename<DropTable>, { steps, opposite }: Subject): readonly Fix[] {
  const { operation, to, isExact } = found;
  const { table } = operation;
  const renamed = { ...table, name: to };
  const isMore = ({ operation: each }: AnalyzedStep) =>
    each.kind !== 'createTable' && 'table' in each && each.table !== undefined && isSame(each.table, renamed);
  if (!isExact || steps.some(isMore)) return [];
  const made = opposite.find(({ operation: each }) => each.kind === 'createTable' && isSame(each.table, table));
  const dropped = opposite.find(({ operation: each }) => each.kind === 'dropTable' && isSame(each.table, renamed));
  const rename = shared({ kind: 'renameTable', table, to });
  const unname = shared({ kind: 'renameTable', table: renamed, to: table.name });
  return [
    {
      title: `Rename ${table.name} to ${to}`,
      rewrites: [
        ...inPlaceOf(found, [rename], steps),
        ...(made && dropped ? inPlaceOf({ made, dropped }, [unname], opposite) : []),
      ],
    },
  ];
}

/** Where the first of both stands; what the other meets there is said before it. */
function inPlaceOf(
  { made, dropped }: { readonly made: AnalyzedStep; readonly dropped: AnalyzedStep },
  by: readonly Planned[],
  steps: readonly AnalyzedStep[],
): readonly Rewrite[] {
  const [first, second] = steps.indexOf(made) < steps.indexOf(dropped) ? [made, dropped] : [dropped, made];
  return [
    { kind: 'replace', step: second, by: [] },
    { kind: 'replace', step: first, by },
  ];
}

function isAdd(operation: Operation, { table, column }: DropColumn): boolean {
  return operation.kind === 'addColumn' && isSame(operation.table, table) && operation.column.name === column;
}
