import { workOn } from '../model/consequences.ts';
import { allBlocks } from '../model/effects.ts';
import { relationText } from '../model/name.ts';
import type { AnalyzedStep, Rule, Subject } from '../model/rule.ts';
import { byStatement } from '../model/statements.ts';
import type { HeldLock, Transaction, Under } from '../model/transaction.ts';
import { rewrittenTable } from '../plans/rewritten-table.ts';
import { type Part, splitFix } from '../plans/split.ts';
import { isOneRun } from '../plans/transaction.ts';

/**
 * Others speak of rows that are rewritten behind a schema change (schema-and-data-mixed), of a constraint that is validated where
 * it is added (validated-too-soon), of indexes that stop writers (index-blocks-writes) and of LOCK TABLE (explicit-table-lock).
 */
export const workUnderLock: Rule = {
  id: 'work-under-lock',
  severity: 'warning',
  inDowngrade: 'lower',
  docs: {
    what: 'Every row of a table is read or written, or an index built, while a lock is held that an earlier statement of the same transaction took.',
    why: 'Locks are kept until the transaction ends. A change that takes an instant, like ADD COLUMN, then keeps everyone out of its table for as long as the work behind it takes, though the work itself might let them through.',
    instead:
      'Give the long work a transaction of its own: a migration behind this one, which commits by itself where all pending migrations share one transaction.',
    links: [
      'https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES',
      'https://www.postgresql.org/docs/current/sql-altertable.html',
    ],
  },
  examples: [
    {
      engine: 'postgresql',
      bad: `op.add_column("users", sa.Column("team_id", sa.Integer(), nullable=True))
op.create_index("ix_posts_title", "posts", ["title"])`,
      good: 'op.add_column("users", sa.Column("team_id", sa.Integer(), nullable=True))',
    },
    {
      engine: 'postgresql',
      tool: 'sql',
      bad: `BEGIN;
ALTER TABLE users ADD COLUMN team_id integer;
ALTER TABLE posts VALIDATE CONSTRAINT posts_title_check;
COMMIT;`,
      good: `BEGIN;
ALTER TABLE users ADD COLUMN team_id integer;
COMMIT;
ALTER TABLE posts VALIDATE CONSTRAINT posts_title_check;`,
    },
  ],
  *check(subject) {
    if (subject.steps.every(({ effects }) => effects.work === 'instant')) return;
    const found = subject.transactions().map((each) => each.under.flatMap((under) => worse(under, each)));
    const works = new Set(found.flat().map(({ step }) => step));
    for (const [first] of found) {
      if (!first) continue;
      const { step, lock } = first;
      yield {
        span: step.head,
        message: messageFor(step, lock),
        related: [{ path: subject.migration.path, span: lock.since.head, message: `${lock.relation} is locked here` }],
        fixes: splitFix('Move the long work to a migration of its own', partsOf(works, subject), subject),
      };
    }
  },
};

/** The lock that the work makes worse, the strongest first. */
function worse({ step, held }: Under, transaction: Transaction): readonly { step: AnalyzedStep; lock: HeldLock }[] {
  if (step.effects.refused !== undefined || step.effects.assumed !== undefined || isToldElsewhere(step, transaction))
    return [];
  const kept = held.filter((lock) => isKept(lock, step, transaction));
  const lock = kept.find(({ blocks }) => blocks === 'reads and writes') ?? kept[0];
  return lock ? [{ step, lock }] : [];
}

function isToldElsewhere(step: AnalyzedStep, { steps }: Transaction): boolean {
  const { operation } = step;
  if (rewrittenTable(step)) return true;
  return (
    operation.kind === 'validateConstraint' &&
    steps.some(({ operation: other }) => other.kind === 'addConstraint' && other.constraint.name === operation.name)
  );
}

/** It stops more than the work itself would, and somebody may want what is locked. */
function isKept({ relation, blocks, since }: HeldLock, { effects }: AnalyzedStep, { steps }: Transaction): boolean {
  const { operation } = since;
  if (operation.kind === 'createIndex' || operation.kind === 'reindex') return false;
  if (operation.kind === 'other' && /^LOCK\b/.test(operation.statement)) return false;
  if (steps.some((each) => each.operation.kind === 'dropTable' && relationText(each.operation.table) === relation))
    return false;
  const own = effects.locks.some((lock) => lock.relation === relation) ? effects.blocks : 'nothing';
  return allBlocks.indexOf(own) < allBlocks.indexOf(blocks);
}

function messageFor({ operation, effects }: AnalyzedStep, { relation, blocks }: HeldLock): string {
  const table = 'table' in operation && operation.table ? relationText(operation.table) : effects.cost?.table.name;
  const place = table === relation ? 'it stays' : `${relation} stays`;
  const others = table === relation ? blocks : `${blocks} of ${relation}`;
  return `This ${workOn(table ?? 'a table', effects)} while ${place} locked by an earlier statement: ${others} wait until the transaction ends`;
}

/** Cut before each such work, and behind it where nothing but itself ends its transaction. */
function partsOf(works: ReadonlySet<AnalyzedStep>, subject: Subject): readonly Part[] {
  const alone = isOneRun(subject);
  const parts: { steps: AnalyzedStep[]; alone?: boolean }[] = [];
  let open = false;
  for (const statement of byStatement(subject.steps)) {
    const works_ = statement.some((step) => works.has(step));
    if (works_) parts.push({ steps: [...statement], alone });
    else if (open) parts.at(-1)?.steps.push(...statement);
    else if (parts.length > 0) parts.push({ steps: [...statement] });
    open = parts.length > 0 && !(works_ && alone);
  }
  return parts;
}
