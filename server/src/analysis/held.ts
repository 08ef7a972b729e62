import { allBlocks, type Blocks } from '../model/effects.ts';
import type { Locking } from '../model/locking.ts';
import { relationText } from '../model/name.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import { byStatement } from '../model/statements.ts';
import type { Accumulated, Held, HeldLock, Under } from '../model/transaction.ts';
import type { Analysis } from './analyze.ts';

export function accumulated(
  steps: readonly AnalyzedStep[],
  { engine: { locking } }: Pick<Analysis, 'engine'>,
): Accumulated {
  let held = nothingHeld;
  const under: Under[] = [];
  const during = new Map<Held, AnalyzedStep[]>();
  const before = new Map<AnalyzedStep, ReadonlyMap<string, HeldLock>>();
  const savepoints = new Map<string, HeldThings>();
  for (const statement of byStatement(steps).flatMap(apart)) {
    const blocking = [...held.locks.values()].filter(({ blocks }) => blocks !== 'nothing');
    for (const step of statement) {
      before.set(step, held.locks);
      const rows = [...held.rows.values()];
      if (step.effects.work === 'instant' || blocking.length + rows.length === 0) continue;
      under.push({ step, held: blocking, rows });
      for (const each of [...blocking, ...rows]) {
        const steps = during.get(each);
        if (steps) steps.push(step);
        else during.set(each, [step]);
      }
    }
    held = statement.reduce((all, step) => withStep(all, step, locking), held);
    held = atSavepoint(statement, held, savepoints, locking);
  }
  return {
    locks: [...held.locks.values()],
    taken: held.taken,
    rows: [...held.rows.values()],
    under,
    during,
    unknown: steps.some(({ effects }) => effects.unknown),
    before,
  };
}

/** A block of code runs one statement after the other; the actions of one ALTER take their locks together. */
function apart(statement: readonly AnalyzedStep[]): readonly (readonly AnalyzedStep[])[] {
  return statement.some(({ inCode }) => inCode) ? statement.map((step) => [step]) : [statement];
}

/** The strongest lock of these steps on each relation. */
export function locksOf(steps: readonly AnalyzedStep[], locking: Locking): readonly HeldLock[] {
  return [...steps.reduce((all, step) => withStep(all, step, locking), nothingHeld).locks.values()];
}

/** What others cannot do on the relation while the step holds this lock: a whole that stops less has no part that stops more. */
export function blockedBy(mode: string, { blocks }: { readonly blocks: Blocks }, { modes }: Locking): Blocks {
  const own = modes.find((each) => each.mode === mode)?.blocks ?? 'nothing';
  return allBlocks.indexOf(own) <= allBlocks.indexOf(blocks) ? own : blocks;
}

export function highest(blocks: readonly Blocks[]): Blocks {
  return allBlocks.findLast((each) => blocks.includes(each)) ?? 'nothing';
}

interface HeldThings {
  readonly locks: ReadonlyMap<string, HeldLock>;
  readonly taken: readonly HeldLock[];
  readonly rows: ReadonlyMap<string, Held>;
}

const nothingHeld: HeldThings = { locks: new Map(), taken: [], rows: new Map() };

function withStep({ locks, taken, rows }: HeldThings, step: AnalyzedStep, locking: Locking): HeldThings {
  const rank = (wanted: string) => locking.modes.findIndex(({ mode }) => mode === wanted);
  const stronger = step.effects.locks.flatMap(({ relation, mode }): readonly HeldLock[] => {
    const known = locks.get(relation);
    if (known !== undefined && rank(mode) <= rank(known.mode)) return [];
    return [{ relation, mode, blocks: blockedBy(mode, step.effects, locking), since: step }];
  });
  const written = writtenRelation(step);
  const isNew = written !== undefined && !rows.has(written) && (locks.get(written)?.blocks ?? 'nothing') === 'nothing';
  return {
    locks:
      stronger.length === 0 ? locks : new Map([...locks, ...stronger.map((each) => [each.relation, each] as const)]),
    taken: stronger.length === 0 ? taken : [...taken, ...stronger],
    rows: isNew ? new Map([...rows, [written, { relation: written, since: step }]]) : rows,
  };
}

/** Rows that are written stay locked for others who write them; where all writers are kept out, that says nothing new. */
export function writtenRelation({ operation, effects }: AnalyzedStep): string | undefined {
  if (effects.work !== 'row writes' || effects.blocks !== 'nothing') return undefined;
  if (operation.kind === 'updateRows' || operation.kind === 'deleteRows') return relationText(operation.table);
  const [first] = operation.kind === 'other' ? operation.relations : [];
  return first && relationText(first);
}

/** https://www.postgresql.org/docs/current/sql-rollback-to.html */
function atSavepoint(
  [step]: readonly AnalyzedStep[],
  held: HeldThings,
  savepoints: Map<string, HeldThings>,
  { savepointsFree }: Locking,
): HeldThings {
  if (step?.operation.kind !== 'other' || !savepointsFree) return held;
  const name = nameOfSavepoint(step.sql ?? '');
  if (step.operation.statement === 'SAVEPOINT') savepoints.set(name, held);
  return step.operation.statement === 'ROLLBACK TO SAVEPOINT' ? (savepoints.get(name) ?? held) : held;
}

function nameOfSavepoint(sql: string): string {
  const statement = sql.trimEnd().replace(/;$/, '').trimEnd();
  return /(?<![\p{L}\p{N}_$])(?:[\p{L}_][\p{L}\p{N}_$]*|"[^"]*")$/u.exec(statement)?.[0].toLowerCase() ?? '';
}
