import type { EngineName } from '../../model/engine.ts';
import type { InPlace, Planned } from '../../model/finding.ts';
import type { Step } from '../../model/migration.ts';
import { isRebuildable } from '../../model/operation.ts';
import type { Tree } from '../../python/parse.ts';
import { saysAll } from '../../sql/says-all.ts';
import type { AuthorCall } from './author-call.ts';
import { type ArgumentPart, type Part, partFor, partsOf } from './call-parts.ts';
import { type CallChange, callChanges } from './set-call.ts';
import type { Style } from './style.ts';

/** A rewrite of one step. */
export type StepRewrite = Extract<InPlace, { readonly kind: 'set' | 'replace' }>;

export interface File {
  readonly tree: Tree;
  readonly style: Style;
  readonly engine: EngineName;
}

/** What is to be done to one call of the author's. */
export interface CallPlan {
  /** Arguments to set, one after the other. */
  readonly changes: readonly CallChange[];
  readonly removals: readonly ArgumentPart[];
  /** Nothing of the call is left. */
  readonly gone: boolean;
  /** Where what is left runs; absent: where it ran. */
  readonly transaction: Step['transaction'] | undefined;
  /** It moves into a batch of its own, and so does what is printed beside it. */
  readonly copies: boolean;
  readonly before: readonly Planned[];
  readonly after: readonly Planned[];
}

/**
 * All the rewrites of one statement together; undefined where they cannot be carried out faithfully. `others` says that the
 * statement does more than the rewritten steps.
 */
export function planCall(
  file: File,
  call: AuthorCall,
  rewrites: readonly StepRewrite[],
  others: boolean,
): CallPlan | undefined {
  const parts = partsOf(file.tree, call);
  const changes: CallChange[] = [];
  const taken = new Map<Part, readonly Planned[]>();
  const kept = new Set<Part>();
  const transactions = new Set<Step['transaction']>();
  for (const rewrite of rewrites) {
    const { step } = rewrite;
    const part = partFor(file.tree, parts, step.operation);
    const set = rewrite.kind === 'set' ? settings(step, rewrite.to, part, file.style) : undefined;
    if (!part) return undefined;
    if (set && rewrite.kind === 'set') {
      changes.push(...set);
      kept.add(part);
      if (rewrite.to.transaction !== step.transaction) transactions.add(rewrite.to.transaction);
    } else if (step.repeated || (!isMoved(rewrite) && losesWords(step, file.engine))) return undefined;
    else taken.set(part, [...(taken.get(part) ?? []), ...(rewrite.kind === 'set' ? [rewrite.to] : rewrite.by)]);
  }
  const left = parts.filter((part) => !taken.has(part));
  const mainGone = parts.some((part) => part.kind === 'main' && taken.has(part));
  if (mainGone && (others || left.length > 0)) return undefined;
  if (left.length === 0 && taken.size > 0 && hidesArguments(call)) return undefined;
  if (transactions.size > 0 && (others || left.some((part) => !kept.has(part)))) return undefined;
  if (transactions.size > 1 || [...kept].some((part) => taken.has(part))) return undefined;
  const renames = left.some((part) => part.kind === 'argument' && part.does === 'renameColumn');
  const printed = parts.flatMap((part) => taken.get(part) ?? []);
  return {
    changes,
    removals: [...taken.keys()].filter((part) => part.kind === 'argument'),
    gone: left.length === 0,
    transaction: [...transactions][0],
    copies: rewrites.some(isCopied),
    before: renames ? printed : [],
    after: renames ? [] : printed,
  };
}

function isCopied(rewrite: StepRewrite): boolean {
  if (rewrite.kind !== 'set') return false;
  const [from, to] = [rewrite.step.operation, rewrite.to.operation];
  return isRebuildable(to) && to.rebuild !== undefined && isRebuildable(from) && from.rebuild === undefined;
}

/** `**options` may say more than was read. */
function hidesArguments({ list }: AuthorCall): boolean {
  return list.children.some((each) => each.type === 'dictionary_splat' || each.type === 'list_splat');
}

function isMoved(rewrite: StepRewrite): boolean {
  return rewrite.kind === 'replace' && rewrite.moved === true;
}

/** SQL that says more than the model holds: `IF EXISTS`, `ONLY`, `NO INHERIT`, a name that is only known when it runs. */
function losesWords({ sql, operation }: Step, engine: EngineName): boolean {
  return sql !== undefined && !saysAll(sql, operation, engine);
}

/** The arguments by which the author's call becomes the other operation; undefined where it has to be printed anew. */
function settings(step: Step, to: Planned, part: Part | undefined, style: Style): readonly CallChange[] | undefined {
  if (!part || (part.kind === 'argument' && part.of === 'column')) return undefined;
  const changes = callChanges(step.operation, to.operation, style);
  return step.sql === undefined || changes?.length === 0 ? changes : undefined;
}
