import { after } from '../model/after.ts';
import type { Phase } from '../model/finding.ts';
import type { Schema } from '../model/schema.ts';
import type { Placed } from './change.ts';
import type { Problem, Surroundings } from './ground.ts';
import type { Scale } from './weigh.ts';

/** The labels of two branches: one for what code that runs does not mind, one for what has to wait for other code. */
export interface BranchNames {
  readonly expand: string;
  readonly contract: string;
}

export const usualBranches: BranchNames = { expand: 'expand', contract: 'contract' };

/** Where the two branches of a history end, or where they would begin. */
export interface Branches {
  readonly expand: Branch;
  readonly contract: Branch;
}

interface Branch {
  readonly parents: readonly string[];
  /** The label, where the branch is yet to begin. */
  readonly labels: readonly string[];
}

export function branchesOf(names: BranchNames, { frontend, history }: Surroundings): Branches | Problem {
  if (frontend.link) return { problem: 'Migrations of SQL run in the order of their files: they have no branches' };
  const [expand, contract] = [ends(names.expand, history), ends(names.contract, history)];
  const several = [expand, contract].find((each) => each && each.heads.length > 1);
  if (several) return { problem: `The branch "${several.label}" has ${several.heads.length} heads: merge them first` };
  if (expand && contract && expand.heads[0] === contract.heads[0]) {
    return {
      problem: `"${names.expand}" and "${names.contract}" are merged in ${expand.heads[0]}: begin new branches by other names`,
    };
  }
  const other = history.heads.filter((each) => !expand?.heads.includes(each) && !contract?.heads.includes(each));
  const [base, second] = other;
  if (!expand && !contract && second !== undefined)
    return { problem: `There are ${other.length} heads (${other.join(', ')}): merge them first` };
  const begin = expand?.parents ?? contract?.parents ?? (base === undefined ? [] : [base]);
  return {
    expand: expand ? { parents: expand.heads, labels: [] } : { parents: begin, labels: [names.expand] },
    contract: contract ? { parents: contract.heads, labels: [] } : { parents: begin, labels: [names.contract] },
  };
}

/** The history has both branches already, and nothing else is open. */
export function areInUse({ expand, contract }: Branches, { history }: Surroundings): boolean {
  const begun = expand.labels.length === 0 && contract.labels.length === 0;
  return begun && history.heads.length === 2;
}

/** Who follows whom: from the first phase on that needs other code or other rows, they stand on the branch that contracts. */
export function placedOn(
  { expand, contract }: Branches,
  phases: readonly Phase[],
  schema: Schema,
  scale: Scale,
): (ids: readonly string[]) => readonly Placed[] {
  const at = firstContracting(phases, schema, scale);
  const dependsOn = (ids: readonly string[]) => {
    if (at > 0) return ids.slice(at - 1, at);
    return expand.labels.length === 0 ? expand.parents : [];
  };
  return (ids) =>
    ids.map((_, index) => {
      if (index === at) return { ...contract, dependsOn: dependsOn(ids) };
      return index === 0 ? expand : { parents: ids.slice(index - 1, index) };
    });
}

function firstContracting(phases: readonly Phase[], from: Schema, { effects }: Scale): number {
  let schema = from;
  const found = phases.findIndex(({ up }) =>
    up.some(({ operation }) => {
      const { breaksRunningCode, dataLoss, canFailOnRows } = effects(operation, schema);
      schema = after(schema, operation);
      return breaksRunningCode || dataLoss || canFailOnRows;
    }),
  );
  return found < 0 ? phases.length : found;
}

function ends(label: string, history: Surroundings['history']) {
  const first = history.order.find((each) => each.labels.includes(label));
  if (first?.id === undefined) return undefined;
  return { label, parents: first.parents, heads: history.headsAbove(first.id) };
}
