import { after } from '../model/after.ts';
import type { Fix, Rewrite } from '../model/finding.ts';
import { type Redefined, redefined } from '../model/redefined.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import { isSame } from '../model/schema.ts';
import { byStatement } from '../model/statements.ts';

/** The statement that defines a column anew says all of it; the way back defines it anew as well, and then has something to forget. */
export function sayWhole(
  actions: readonly AnalyzedStep[],
  found: Redefined,
  back: readonly AnalyzedStep[],
): readonly Fix[] {
  const [step] = actions;
  const rewrite = step && filledIn(step, found);
  if (!step || !rewrite) return [];
  return [{ title: 'Say what the column is', rewrites: [rewrite, ...mirrored(actions, step, found, back)] }];
}

function mirrored(
  actions: readonly AnalyzedStep[],
  step: AnalyzedStep,
  found: Redefined,
  back: readonly AnalyzedStep[],
): readonly Rewrite[] {
  const kept = actions.reduce((schema, { operation }) => after(schema, operation), step.before);
  const renamed = actions.flatMap(({ operation }) => (operation.kind === 'renameColumn' ? [operation.to] : []));
  const [left = found.column] = renamed;
  return byStatement(back).flatMap((statement) => {
    const again = redefined(
      statement.map((each) => ({ ...each, before: kept })),
      step.before,
    );
    const [first] = statement;
    const isMirror = again && isSame(again.table, found.table) && again.column === left;
    return first && isMirror && again.lost.length > 0 ? (filledIn(first, again) ?? []) : [];
  });
}

function filledIn(step: AnalyzedStep, { existing, lost, bySql }: Redefined): Rewrite | undefined {
  const { operation, transaction } = step;
  if (bySql || !('existing' in operation || 'column' in operation) || lost.includes('collation')) return undefined;
  const to = { operation: { ...operation, existing }, transaction };
  return { kind: 'set', step, to };
}
