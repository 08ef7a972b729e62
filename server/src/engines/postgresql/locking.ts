import type { Effects } from '../../model/effects.ts';
import type { Locking, Queue } from '../../model/locking.ts';
import { relationText } from '../../model/name.ts';
import type { Operation } from '../../model/operation.ts';

/** https://www.postgresql.org/docs/current/explicit-locking.html */
export const locking: Locking = {
  modes: [
    { mode: 'ACCESS SHARE', blocks: 'nothing' },
    { mode: 'ROW SHARE', blocks: 'nothing' },
    { mode: 'ROW EXCLUSIVE', blocks: 'nothing' },
    { mode: 'SHARE UPDATE EXCLUSIVE', blocks: 'nothing' },
    { mode: 'SHARE', blocks: 'writes' },
    { mode: 'SHARE ROW EXCLUSIVE', blocks: 'writes' },
    { mode: 'EXCLUSIVE', blocks: 'writes' },
    { mode: 'ACCESS EXCLUSIVE', blocks: 'reads and writes' },
  ],
  // "If a lock is acquired after establishing a savepoint, the lock is released immediately if the savepoint is rolled back to."
  savepointsFree: true,
  queue,
  // https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT
  limit: {
    parameter: 'lock_timeout',
    whole: 'statement_timeout',
    fewSeconds: '5s',
    unit: 'ms',
    zero: 'never',
    unset: 'no lock_timeout is set here, so that it waits as long as it takes',
  },
};

/**
 * Measured on PostgreSQL 10 to 18: an ALTER TABLE behind an idle reader waits without limit and every new SELECT queues behind
 * it; a CREATE INDEX waits for writers alone.
 */
function queue(operation: Operation, effects: Effects): Queue | undefined {
  if ('concurrently' in operation && operation.concurrently) return concurrent(operation, effects);
  const locks = ofTables(operation, effects);
  const blocking = (blocks: Effects['blocks']) =>
    locks.flatMap(({ relation, mode }) =>
      locking.modes.some((each) => each.mode === mode && each.blocks === blocks) ? [relation] : [],
    );
  const [all, writes] = [blocking('reads and writes'), blocking('writes')];
  if (all.length + writes.length === 0) return undefined;
  const waitsFor = [
    all.length > 0 ? `every open transaction that has used ${listed(all)}, if only to read` : '',
    writes.length > 0 ? `every open transaction that has written to ${listed(writes)}` : '',
  ];
  return {
    waitsFor: waitsFor.filter((each) => each !== '').join(', and for '),
    // A sequence is read by nobody but those who write.
    stops: effects.blocks === 'writes' ? 'writes' : all.length > 0 ? 'reads and writes' : 'writes',
    relations: [...all, ...writes],
  };
}

/** What works CONCURRENTLY waits for others and keeps nobody waiting. */
function concurrent(operation: Operation, effects: Effects): Queue | undefined {
  const relations = ofTables(operation, effects).map(({ relation }) => relation);
  if (effects.refused !== undefined || relations.length === 0 || operation.kind === 'refreshView') return undefined;
  const written = `every open transaction that has written to ${listed(relations)}`;
  // An index that goes must be in nobody's hands any more.
  const used = `every open transaction that has used ${listed(relations)}, if only to read`;
  const snapshots = 'every older snapshot in the whole database';
  // https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
  if (operation.kind === 'createIndex')
    return { waitsFor: `${written}, and for ${snapshots}`, stops: 'nothing', relations };
  return {
    waitsFor: operation.kind === 'reindex' ? `${used}, and for ${snapshots}` : used,
    stops: 'nothing',
    relations,
  };
}

/** Who uses a table uses its indexes: where the table is known, an index has no queue of its own. */
function ofTables(operation: Operation, { locks }: Effects): Effects['locks'] {
  const index =
    operation.kind === 'dropIndex'
      ? operation.index
      : operation.kind === 'reindex' && operation.target === 'index'
        ? operation.name
        : undefined;
  const tables = index ? locks.filter(({ relation }) => relation !== relationText(index)) : locks;
  return tables.length > 0 ? tables : locks;
}

function listed(relations: readonly string[]): string {
  const [first = '', ...rest] = relations;
  if (rest.length > 2) return `${first} or ${rest.length} other tables`;
  return [first, ...rest].join(' or ');
}
