import type { Fix, Phase, Planned, Rewrite } from '../model/finding.ts';
import { operationTitle } from '../model/operation-title.ts';
import type { AnalyzedStep, Subject } from '../model/rule.ts';
import { byStatement } from '../model/statements.ts';
import { undoes } from '../model/undoes.ts';
import { inverseOf } from './inverse.ts';
import { rewrittenTable } from './rewritten-table.ts';

/** Steps that become a migration of their own. */
export interface Part {
  readonly steps: readonly AnalyzedStep[];
  /** Each of them commits by itself, as nothing else ends the transaction before them. */
  readonly alone?: boolean | undefined;
  /** What to do before it runs: one sentence each. */
  readonly before?: readonly string[] | undefined;
}

/**
 * The last parts of a migration, in their order, each in a migration of its own behind it, with what undoes it. None where a
 * statement cannot move as it stands, or what undoes it cannot be told from the rest, or others stand behind already.
 */
export function splitFix(title: string, parts: readonly Part[], subject: Subject): readonly Fix[] {
  const moved = parts.flatMap(({ steps }) => steps);
  if (moved.length === 0 || subject.followed || subject.direction === 'down') return [];
  if (subject.steps.some(isControl) || !moved.every(canMove)) return [];
  const ways = new Map(moved.map((step) => [step, wayBack(step, subject)]));
  if ([...ways.values()].includes(undefined)) return [];
  const undoing = new Set([...ways.values()].flatMap((way) => way?.from ?? []));
  const phases = parts.map((part) => phaseOf(part, (step) => ways.get(step)?.planned ?? []));
  return [
    {
      title,
      // The last first: what each meets is then what it will meet.
      rewrites: [...[...undoing, ...[...moved].reverse()].map(taken), { kind: 'follow', phases }],
    },
  ];
}

function taken(step: AnalyzedStep): Rewrite {
  return { kind: 'replace', step, by: [], moved: step.sql === undefined ? undefined : true };
}

function isControl({ operation }: AnalyzedStep): boolean {
  return operation.kind === 'controlTransaction';
}

/** All of it is known, and can be said again: by the model, or in the author's SQL. */
function canMove({ operation, sql, conditional, inCode, joins, unbound, continues, repeated }: AnalyzedStep): boolean {
  if (conditional || inCode || joins || continues || repeated || (unbound && unbound.length > 0)) return false;
  if ('rebuild' in operation && operation.rebuild) return false;
  const { kind } = operation;
  if (kind === 'opaque' || kind === 'backfill') return false;
  return sql !== undefined || !/Rows$|^other$/.test(kind);
}

interface WayBack {
  readonly planned: readonly Planned[];
  /** The steps that it is taken from. */
  readonly from: readonly AnalyzedStep[];
}

/** What undoes the step, out of the author's way back; undefined where that does not tell, though there is one. */
function wayBack(step: AnalyzedStep, { opposite }: Subject): WayBack | undefined {
  const from = opposite.filter(({ operation }) => undoes(operation, step.operation));
  if (from.some((each) => !canMove(each))) return undefined;
  if (from.length > 0) return { from, planned: plannedAll(from, undefined) };
  const inverse = inverseOf([step]);
  // What brings rows back may stand in the way back; nothing of what changes the schema does.
  const isForGood = rewrittenTable(step) !== undefined && !opposite.some(rewrittenTable);
  if (opposite.length === 0 || isForGood) return { from, planned: inverse ?? [] };
  return inverse?.length === 0 ? { from, planned: [] } : undefined;
}

function phaseOf({ steps, alone, before }: Part, undo: (step: AnalyzedStep) => readonly Planned[]): Phase {
  const [first] = steps.filter(({ operation }) => operation.kind !== 'setParameter');
  const [last] = steps;
  const title = (first && operationTitle(first.operation)) ?? wordsOf(first ?? last);
  return {
    title,
    before: before ?? [],
    up: plannedAll(steps, alone),
    down: [...steps].reverse().flatMap(undo),
  };
}

/** A statement in the author's SQL is written once, whatever it does. */
function plannedAll(steps: readonly AnalyzedStep[], alone: boolean | undefined): readonly Planned[] {
  return byStatement(steps).flatMap((statement) => {
    const [first] = statement;
    const said = first?.sql === undefined ? statement : [first];
    return said.map(({ operation, transaction, sql }) => ({
      operation,
      transaction: alone ? 'autocommit' : transaction,
      ...(sql !== undefined && { sql }),
    }));
  });
}

function wordsOf(step: AnalyzedStep | undefined): string {
  return ((step?.sql ?? 'the rest').match(/[\p{L}\p{N}_]+/gu) ?? []).slice(0, 5).join(' ').toLowerCase();
}
